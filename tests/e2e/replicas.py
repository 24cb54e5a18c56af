"""Three segmenters, two generators and two studios behind one name each, with mutual TLS, on this machine's loopback addresses."""

import contextlib
import signal
import socket
import ssl
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import grpc
import httpx
from cryptography import x509
from grpc_health.v1 import health_pb2, health_pb2_grpc

from local.environment import NO_LIMITS, free_ports
from local.stack import Stack
from tests.certificates import Authority, Files
from tests.e2e.resolver import Resolver

COUNTS = {"segmenter": 3, "generator": 2, "studio": 2}
METHODS = {
    "segmenter": "/packshot.segmenter.v1.SegmenterService/Segment",
    "generator": "/packshot.generator.v1.GeneratorService/Generate",
    "studio": "/packshot.studio.v1.StudioService/Run",
}
MAX_CONNECTION_AGE_S = 10.0
READY_S = 60.0
START_S = 120.0


@dataclass(frozen=True)
class Replica:
    """One process of a service that has several."""

    service: str
    number: int

    @property
    def name(self) -> str:
        return f"{self.service}-{self.number}"

    @property
    def host(self) -> str:
        return f"127.0.0.{1 + self.number}"


@dataclass
class Mesh:
    """The processes and the names that they are found by."""

    stack: Stack
    resolver: Resolver
    authority: Authority
    files: dict[str, Files]
    health_ports: dict[str, int]
    metrics_ports: dict[str, int]
    """By service: their replicas share addresses"""
    pages: httpx.Client
    """Kept open: a client of its own for each look would take longer than what is looked at."""
    replicas: list[Replica] = field(default_factory=list)
    begun: Counter[str] = field(default_factory=Counter)
    """So far, by service: no number, and so no address and no log, is used twice."""

    def of(self, service: str) -> list[Replica]:
        return [replica for replica in self.replicas if replica.service == service]

    def port(self, service: str) -> int:
        return int(self.stack.environment[f"PACKSHOT_{service.upper()}_PORT"])

    def begin(self, service: str) -> Replica:
        """One more process. Nobody knows of it yet."""
        self.begun[service] += 1
        replica = Replica(service, self.begun[service])
        prefix = f"PACKSHOT_{service.upper()}"
        variables = {
            f"{prefix}_HOST": replica.host,
            f"{prefix}_HEALTH_PORT": str(self.health_ports[service]),
            f"{prefix}_METRICS_PORT": str(self.metrics_ports[service]),
            f"{prefix}_MAX_CONNECTION_AGE_S": str(MAX_CONNECTION_AGE_S),
            **self.files[service].environment,
        }
        role = "PACKSHOT_STUDIO_ROLE=api " if service == "studio" else ""
        named = " ".join(f"{name}={value}" for name, value in variables.items())
        self.stack.commands[replica.name] = f"{role}{named} exec python -m services.{service}"
        self.stack.start_part(replica.name)
        self.replicas.append(replica)
        return replica

    def tell(self, service: str) -> None:
        """The service's name leads to all its replicas, and to nobody else."""
        self.resolver.points(f"{service}.test", *(replica.host for replica in self.of(service)))

    def drop(self, replica: Replica) -> None:
        """Kills it and takes it out of the name, in this order: its callers find out by themselves."""
        self.stack.stop_part(replica.name, signal.SIGKILL)
        self.replicas.remove(replica)
        self.tell(replica.service)

    def at_work(self, service: str) -> Replica:
        """A replica that is in the middle of its work: busy now as it was a moment ago."""
        busy: set[Replica] = set()
        still: set[Replica] = set()

        def found() -> bool:
            now = {replica for replica in self.of(service) if self._in_flight(replica)}
            still.update(busy & now)
            busy.clear()
            busy.update(now)
            return bool(still)

        until(found, READY_S, f"no {service} has work")
        return still.pop()

    def _in_flight(self, replica: Replica) -> float:
        page = self.pages.get(f"http://{replica.host}:{self.metrics_ports[replica.service]}/metrics").text
        gauge = f'packshot_rpc_in_flight{{method="{METHODS[replica.service]}"}} '
        return sum(float(line.removeprefix(gauge)) for line in page.splitlines() if line.startswith(gauge))

    def repeats(self, service: str) -> int:
        """Calls to ``service`` that their callers have made again, over all callers that live or lived."""
        logs = [path.read_text(encoding="utf-8", errors="replace") for path in (self.stack.data / "logs").iterdir()]
        lines = [line for log in logs for line in log.splitlines() if '"call.repeated"' in line]
        return sum(f'"service": "{service}"' in line for line in lines)

    def restart(self, replica: Replica) -> int:
        """Ends it as an orchestrator does and starts it anew at its address; returns the exit code once it is back."""
        code = self.stack.stop_part(replica.name, signal.SIGTERM, timeout_s=READY_S)
        self.stack.start_part(replica.name)
        self.wait_ready(replica)
        return code

    def wait_ready(self, replica: Replica) -> None:
        """By its health port, in plain text, as a kubelet asks."""
        address = f"{replica.host}:{self.health_ports[replica.service]}"
        serving = health_pb2.HealthCheckResponse.SERVING

        def ready() -> bool:
            self.stack.check_alive()
            with grpc.insecure_channel(address) as channel, contextlib.suppress(grpc.RpcError):
                stub: Any = health_pb2_grpc.HealthStub(channel)
                answer = stub.Check(health_pb2.HealthCheckRequest(), timeout=2)
                return bool(answer.status == serving)
            return False

        until(ready, READY_S, f"{replica.name} is not ready")

    def log(self, name: str) -> str:
        return (self.stack.data / "logs" / f"{name}.log").read_text(encoding="utf-8", errors="replace")

    def cutouts(self, replica: Replica) -> int:
        """Calls of ``Segment`` that it has answered so far, over all its lives."""
        return sum(f'"{METHODS["segmenter"]}"' in line for line in self.log(replica.name).splitlines())

    def served_serial(self, replica: Replica) -> int:
        """The serial number of the certificate that it shows now."""
        files = self.files["gateway"]
        context = ssl.create_default_context(cafile=str(files.authorities))
        context.load_cert_chain(files.certificate, files.key)
        context.set_alpn_protocols(["h2"])
        plain = socket.create_connection((replica.host, self.port(replica.service)), timeout=10)
        with plain, context.wrap_socket(plain, server_hostname=f"{replica.service}.test") as line:
            shown = line.getpeercert(binary_form=True)
        assert shown is not None
        return x509.load_der_x509_certificate(shown).serial_number


def until(found: Callable[[], bool], timeout_s: float, what: str) -> float:
    """Waits; returns the seconds that it took."""
    started = time.monotonic()
    while not found():
        assert time.monotonic() - started < timeout_s, f"{what} after {timeout_s:.0f} s"
        time.sleep(0.05)
    return time.monotonic() - started


@contextmanager
def running(data: Path) -> Iterator[Mesh]:
    """Everything, ready; stopped in the end."""
    authority = Authority()
    with Resolver() as resolver, httpx.Client(timeout=10) as pages:
        stack = Stack(data, {**NO_LIMITS, "GRPC_DNS_RESOLVER": "ares"}, anywhere=True)
        files = {
            service: authority.files(data / "tls" / service, service, f"{service}.test", "127.0.0.1")
            for service in (*COUNTS, "auth", "gateway")
        }
        for service in COUNTS:
            del stack.commands[service]
            port = stack.environment[f"PACKSHOT_{service.upper()}_PORT"]
            stack.environment[f"PACKSHOT_{service.upper()}_ADDRESS"] = resolver.target(f"{service}.test", port)
        del stack.commands["worker"]
        for service in ("auth", "gateway"):
            named = " ".join(f"{name}={value}" for name, value in files[service].environment.items())
            stack.commands[service] = f"{named} {stack.commands[service]}"
        ports = free_ports(2 * len(COUNTS))
        health_ports, metrics_ports = (
            dict(zip(COUNTS, found, strict=True)) for found in (ports[: len(COUNTS)], ports[len(COUNTS) :])
        )
        mesh = Mesh(stack, resolver, authority, files, health_ports, metrics_ports, pages)
        try:
            stack.start()
            for service, count in COUNTS.items():
                for _ in range(count):
                    mesh.begin(service)
                mesh.tell(service)
            for replica in mesh.replicas:
                mesh.wait_ready(replica)
            stack.wait_ready(START_S)
            yield mesh
        finally:
            stack.stop()
