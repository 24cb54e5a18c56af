"""Starting, serving and draining: the life of every gRPC service's process."""

import asyncio
import contextlib
import signal
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import grpc
import structlog
from google.protobuf import descriptor_pool
from grpc_health.v1 import health, health_pb2, health_pb2_grpc
from grpc_reflection.v1alpha import reflection
from prometheus_client import start_http_server

from mesh.channels import MAX_MESSAGE_BYTES
from mesh.health import Check, keep_announcing
from mesh.interceptors.access import access
from mesh.interceptors.deadline import deadline
from mesh.interceptors.failures import failures
from mesh.interceptors.guard import Guard
from mesh.interceptors.load import load
from mesh.interceptors.telemetry import telemetry
from mesh.policy import policy_of
from mesh.settings import ServiceSettings
from mesh.tls import TlsFiles, server_credentials
from mesh.tokens import TokenVerifier

log = structlog.get_logger(__name__)
AGE_JITTER = 1.1
"""gRPC spreads connections' ages by a tenth both ways, so that they do not all end at once (gRFC A9); what is set is the most."""
MOST_PROBES = 64
"""Health questions at once at the door that asks for no certificate; who watches keeps one for as long as he likes."""
LIVENESS = "liveness"
"""Name under which health says that the process lives, whatever it waits for: a store that is away is no reason to be killed."""


@dataclass(frozen=True)
class Endpoint:
    """One service of the contract and the object that serves it."""

    name: str
    """Full name, ``packshot.segmenter.v1.SegmenterService``"""
    register: Callable[[Any, grpc.aio.Server], None]
    """The generated ``add_..._to_server``."""
    servicer: object


class PortTaken(Exception):
    """The address to listen on is in use."""


def build_server(
    settings: ServiceSettings, endpoints: Sequence[Endpoint], verifier: TokenVerifier
) -> tuple[grpc.aio.Server, health.aio.HealthServicer]:
    """A server with every concern in order, health (NOT_SERVING so far) and reflection; not started, bound to nothing."""
    server = grpc.aio.server(
        interceptors=[Guard([telemetry, failures, load(settings.max_calls), access(verifier), deadline])],
        # The bound that callers meet is `load`, which tells them when to come back; this one only keeps memory bounded behind it.
        maximum_concurrent_rpcs=4 * settings.max_calls,
        options=(
            ("grpc.max_receive_message_length", MAX_MESSAGE_BYTES),
            ("grpc.max_send_message_length", MAX_MESSAGE_BYTES),
            ("grpc.max_connection_age_ms", int(1000 * settings.max_connection_age_s / AGE_JITTER)),
            # As long as any call may take: one that runs on an old connection must still come to its end.
            ("grpc.max_connection_age_grace_ms", int(1000 * _longest_call_s(endpoints))),
            ("grpc.keepalive_permit_without_calls", 1),
            ("grpc.http2.min_ping_interval_without_data_ms", 10_000),
            # Two processes on one port would share its calls in silence.
            ("grpc.so_reuseport", 0),
        ),
    )
    for endpoint in endpoints:
        endpoint.register(endpoint.servicer, server)
    health_servicer = health.aio.HealthServicer()
    health_pb2_grpc.add_HealthServicer_to_server(health_servicer, server)
    names = [endpoint.name for endpoint in endpoints]
    reflection.enable_server_reflection([*names, health.SERVICE_NAME, reflection.SERVICE_NAME], server)
    return server, health_servicer


def _longest_call_s(endpoints: Sequence[Endpoint]) -> float:
    """The longest that the contract lets any method of these services take."""
    services = (descriptor_pool.Default().FindServiceByName(endpoint.name) for endpoint in endpoints)
    policies = (policy_of(f"/{service.full_name}/{method.name}") for service in services for method in service.methods)
    return max((float(policy.deadline_s) for policy in policies if policy is not None), default=0.0)


def _bind(server: grpc.aio.Server, host: str, port: int, tls: TlsFiles | None) -> int:
    """The port that it got; raises ``PortTaken``."""
    address = f"{host}:{port}"
    try:
        port = server.add_secure_port(address, server_credentials(tls)) if tls else server.add_insecure_port(address)
    except RuntimeError as error:
        raise PortTaken(f"{address} is in use. Stop what listens there, or set another port.") from error
    if port == 0:
        raise PortTaken(f"{address} is in use. Stop what listens there, or set another port.")
    return port


def _health_door(servicer: health.aio.HealthServicer, settings: ServiceSettings) -> grpc.aio.Server | None:
    """A server of health alone, for those who can show no certificate; None where no port is set for it."""
    if not settings.health_port:
        return None
    server = grpc.aio.server(maximum_concurrent_rpcs=MOST_PROBES, options=(("grpc.so_reuseport", 0),))
    health_pb2_grpc.add_HealthServicer_to_server(servicer, server)
    _bind(server, settings.host, settings.health_port, None)
    return server


async def serve(
    settings: ServiceSettings,
    endpoints: Sequence[Endpoint],
    verifier: TokenVerifier,
    tls: TlsFiles | None = None,
    *,
    until_ready: Check | None = None,
    while_ready: Check | None = None,
) -> None:
    """Serves until SIGTERM or SIGINT, then drains: NOT_SERVING, what runs gets ``drain_s`` to finish, close.

    ``until_ready`` is awaited again and again until it no longer raises; only then does health answer SERVING. From then on
    ``while_ready`` is asked every second; while it raises, health answers NOT_SERVING. With ``tls`` a caller must show a
    certificate; without one it can ask for health alone, at ``health_port``.
    Raises ``PortTaken`` where the address is in use.
    """
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    server, health_servicer = build_server(settings, endpoints, verifier)

    async def announce(serving: bool) -> None:
        answer = health_pb2.HealthCheckResponse
        for name in ("", *(endpoint.name for endpoint in endpoints)):
            await health_servicer.set(name, answer.SERVING if serving else answer.NOT_SERVING)

    await health_servicer.set(LIVENESS, health_pb2.HealthCheckResponse.SERVING)
    await announce(False)
    port = _bind(server, settings.host, settings.port, tls)
    probed = _health_door(health_servicer, settings)
    if settings.metrics_port:
        start_http_server(settings.metrics_port, addr=settings.host)
    await server.start()
    if probed is not None:
        await probed.start()
    log.info("service.started", address=f"{settings.host}:{port}", tls=tls is not None)
    announcing = asyncio.create_task(keep_announcing(announce, until_ready, while_ready))
    await stop.wait()
    announcing.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await announcing
    log.info("service.draining", drain_s=settings.drain_s)
    await health_servicer.enter_graceful_shutdown()
    await server.stop(settings.drain_s)
    if probed is not None:
        await probed.stop(None)
    log.info("service.stopped")
