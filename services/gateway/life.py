"""The life of the gateway's process: take the ports, serve, drain, close."""

import asyncio
import contextlib
import signal
import socket
from collections.abc import Iterator

import structlog
import uvicorn
from sse_starlette.sse import AppStatus
from starlette.types import ASGIApp

from mesh.server import PortTaken
from services.gateway.frontdoor import FrontDoor
from services.gateway.readiness import Watch
from services.gateway.settings import GatewaySettings

log = structlog.get_logger(__name__)


class _Server(uvicorn.Server):
    """uvicorn without its signal handlers: the process has two servers, and drains both."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def take_port(host: str, port: int) -> socket.socket:
    """A socket bound to the address; raises ``PortTaken``."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=1024)
    except OSError as error:
        raise PortTaken(_taken(host, port, "PACKSHOT_GATEWAY_PORT")) from error


def take_grpc_port(door: FrontDoor, host: str, port: int) -> int:
    """The port that the front door got; raises ``PortTaken``."""
    address = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    try:
        got = door.server.add_insecure_port(address)
    except RuntimeError as error:
        raise PortTaken(_taken(host, port, "PACKSHOT_GATEWAY_GRPC_PORT")) from error
    if got == 0:
        raise PortTaken(_taken(host, port, "PACKSHOT_GATEWAY_GRPC_PORT"))
    return got


def _taken(host: str, port: int, setting: str) -> str:
    return f"{host}:{port} is in use. Stop what listens there, or set another port with {setting}."


async def serve(settings: GatewaySettings, app: ASGIApp, door: FrontDoor | None, watch: Watch) -> None:
    """Serves until SIGTERM or SIGINT. Then /readyz says `draining`, the ports close, and what runs gets ``drain_s`` to finish."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    listening = take_port(settings.host, settings.port)
    with contextlib.closing(listening):
        grpc_port = take_grpc_port(door, settings.host, settings.grpc_port) if door else None
        server = _Server(_config(settings, app))
        serving = asyncio.create_task(server.serve(sockets=[listening]))
        if door is not None:
            await door.open()
        log.info("service.started", http=f"{settings.host}:{listening.getsockname()[1]}", grpc_port=grpc_port)
        stopping = asyncio.create_task(stop.wait())
        await asyncio.wait({serving, stopping}, return_when=asyncio.FIRST_COMPLETED)
        watch.draining = True
        log.info("service.draining", drain_s=settings.drain_s)
        await asyncio.sleep(settings.notice_s)
        # A stream of events has no end of its own to wait for. Its reader comes back, to another gateway, from the last one.
        AppStatus.should_exit = True
        server.should_exit = True
        await asyncio.gather(serving, *([door.close(settings.drain_s)] if door else []))
        stopping.cancel()
    log.info("service.stopped")


def _config(settings: GatewaySettings, app: ASGIApp) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        # One line a request is written by `Telemetry`, with the request id; uvicorn's own adds nothing.
        access_log=False,
        log_config=None,
        http="httptools",
        lifespan="off",
        # Nobody sends us anything over a WebSocket; they are for telling.
        ws_max_size=64 * 1024,
        server_header=False,
        proxy_headers=bool(settings.trusted_proxies),
        forwarded_allow_ips=settings.trusted_proxies or None,
        timeout_graceful_shutdown=max(1, round(settings.drain_s)),
        # Longer than the idle time of common load balancers (60 s), so that it is they who close, not we under their hands.
        timeout_keep_alive=75,
    )
