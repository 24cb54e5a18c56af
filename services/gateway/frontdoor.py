"""One address for direct gRPC callers: every call is passed through to the service that owns its method, byte for byte.

It reads nothing and decides nothing: metadata, deadline, cancellation, status with details and trailing metadata all go through.
On a cluster a GRPCRoute does this, and the front door stays shut.
"""

import time
from collections.abc import AsyncIterator, Callable, Mapping
from typing import Any

import grpc
import structlog
from grpc_health.v1 import health, health_pb2, health_pb2_grpc
from grpc_reflection.v1alpha import reflection

from mesh.channels import MAX_MESSAGE_BYTES
from mesh.interceptors.telemetry import accept_request_id
from packshot.auth.v1 import auth_pb2
from packshot.duplex import duplex
from packshot.failures import DETAILS_KEY
from packshot.generator.v1 import generator_pb2
from packshot.segmenter.v1 import segmenter_pb2
from packshot.studio.v1 import account_pb2, assets_pb2, batches_pb2, jobs_pb2, studio_pb2, webhooks_pb2
from services.gateway.backends import ADDRESS_KEY

log = structlog.get_logger(__name__)

CONTRACTS: dict[str, tuple[Any, ...]] = {
    "auth": (auth_pb2,),
    "segmenter": (segmenter_pb2,),
    "generator": (generator_pb2,),
    "studio": (studio_pb2, assets_pb2, jobs_pb2, batches_pb2, webhooks_pb2, account_pb2),
}
"""The files of the contract whose services each of ours serves."""
INSIDE = frozenset({"packshot.auth.v1.AuthService/IssueWorkToken"})
"""Methods that only workers call, and from inside: nobody guesses at their secret through here."""
REQUEST_ID = "x-request-id"
Context = grpc.aio.ServicerContext[Any, Any]


def names_of(service: str) -> list[str]:
    """Full names of what a service of ours serves: ``packshot.auth.v1.AuthService``."""
    return [found.full_name for module in CONTRACTS[service] for found in module.DESCRIPTOR.services_by_name.values()]


class Relay(grpc.GenericRpcHandler):
    """Passes calls on. A method's kind does not matter: on the wire every call is a stream of messages each way."""

    def __init__(self, channels: Mapping[str, grpc.aio.Channel]) -> None:
        self._owners = {name: (service, channels[service]) for service in CONTRACTS for name in names_of(service)}

    def service(self, handler_call_details: grpc.HandlerCallDetails) -> "grpc.RpcMethodHandler[bytes, bytes] | None":
        method: Any = handler_call_details.method
        text = method.decode() if isinstance(method, bytes) else method
        owner = self._owners.get(text.strip("/").rpartition("/")[0])
        if owner is None or text.strip("/") in INSIDE:
            return None
        return grpc.stream_stream_rpc_method_handler(self._behaviour(text, owner[1]))

    def _behaviour(self, method: str, channel: grpc.aio.Channel) -> Callable[..., Any]:
        open_call: Any = channel.stream_stream(method)

        async def relay(requests: AsyncIterator[bytes], context: Context) -> None:
            started = time.perf_counter()
            metadata = _passed_on(context)
            code = grpc.StatusCode.CANCELLED
            try:
                call = open_call(timeout=context.time_remaining(), metadata=metadata)
                code = await _relay(call, requests, context)
            finally:
                ms = round(1000 * (time.perf_counter() - started), 1)
                log.info("relay", method=method, code=code.name, ms=ms, request_id=dict(metadata)[REQUEST_ID])

        return relay


async def _relay(call: Any, requests: AsyncIterator[bytes], context: Context) -> grpc.StatusCode:
    """Passes messages both ways, then the status with its trailing metadata; returns its code."""
    try:
        async with duplex(call, requests) as answers:
            await context.send_initial_metadata(tuple(await call.initial_metadata() or ()))
            async for message in answers:
                await context.write(message)
            trailing = await call.trailing_metadata()
    except grpc.aio.AioRpcError as error:
        context.set_trailing_metadata(_kept(error.trailing_metadata()))
        context.set_code(error.code())
        context.set_details(error.details() or "")
        return error.code()
    context.set_trailing_metadata(_kept(trailing))
    return grpc.StatusCode.OK


def _kept(trailing: Any) -> tuple[tuple[str, Any], ...]:
    """Trailing metadata without what belongs to one connection."""
    return tuple((key, value) for key, value in trailing or () if key == DETAILS_KEY or not key.startswith("grpc-"))


def _passed_on(context: Context) -> tuple[tuple[str, Any], ...]:
    """The caller's metadata without what belongs to one connection, with a request id and the caller's address."""
    metadata = [
        (key, value)
        for key, value in context.invocation_metadata() or ()
        if not key.startswith("grpc-") and key not in {"user-agent", REQUEST_ID, ADDRESS_KEY}
    ]
    offered = dict(context.invocation_metadata() or ()).get(REQUEST_ID)
    request_id = accept_request_id(offered if isinstance(offered, str) else None)
    return (*metadata, (REQUEST_ID, request_id), (ADDRESS_KEY, _address(context.peer())))


def _address(peer: str) -> str:
    """``127.0.0.1`` out of ``ipv4:127.0.0.1:5050``, ``::1`` out of ``ipv6:%5B::1%5D:5050``."""
    _, _, rest = peer.partition(":")
    return rest.rpartition(":")[0].replace("%5B", "").replace("%5D", "").strip("[]")


class Health(health.aio.HealthServicer):
    """Its own health by the empty name, a service's by asking that service."""

    def __init__(self, channels: Mapping[str, grpc.aio.Channel]) -> None:
        super().__init__()
        self._owners: dict[str, Any] = {
            name: health_pb2_grpc.HealthStub(channels[service]) for service in CONTRACTS for name in names_of(service)
        }

    async def Check(self, request: health_pb2.HealthCheckRequest, context: Context) -> Any:  # noqa: N802 - gRPC's name
        stub = self._owners.get(request.service)
        if stub is None:
            return await super().Check(request, context)
        try:
            return await stub.Check(request, timeout=context.time_remaining() or 5.0)
        except grpc.aio.AioRpcError:
            return health_pb2.HealthCheckResponse(status=health_pb2.HealthCheckResponse.NOT_SERVING)

    async def Watch(self, request: health_pb2.HealthCheckRequest, context: Context) -> None:  # noqa: N802 - gRPC's name
        stub = self._owners.get(request.service)
        if stub is None:
            await super().Watch(request, context)
            return
        call = stub.Watch(request)
        try:
            async for answer in call:
                await context.write(answer)
        except grpc.aio.AioRpcError as error:
            await context.abort(error.code(), "The service does not answer.")
        finally:
            call.cancel()


class FrontDoor:
    """The gRPC server of the gateway."""

    def __init__(self, channels: Mapping[str, grpc.aio.Channel], *, max_calls: int) -> None:
        self._health = Health(channels)
        self.server = grpc.aio.server(
            maximum_concurrent_rpcs=max_calls,
            options=(
                ("grpc.max_receive_message_length", MAX_MESSAGE_BYTES),
                ("grpc.max_send_message_length", MAX_MESSAGE_BYTES),
                ("grpc.keepalive_permit_without_calls", 1),
                ("grpc.http2.min_ping_interval_without_data_ms", 10_000),
                ("grpc.so_reuseport", 0),
            ),
        )
        health_pb2_grpc.add_HealthServicer_to_server(self._health, self.server)
        names = [name for service in CONTRACTS for name in names_of(service)]
        reflection.enable_server_reflection([*names, health.SERVICE_NAME, reflection.SERVICE_NAME], self.server)
        self.server.add_generic_rpc_handlers((Relay(channels),))

    async def open(self) -> None:
        """Starts serving; the port must have been added."""
        await self.server.start()
        await self._health.set("", health_pb2.HealthCheckResponse.SERVING)

    async def close(self, drain_s: float) -> None:
        """NOT_SERVING, what runs gets ``drain_s`` to finish, shut."""
        await self._health.enter_graceful_shutdown()
        await self.server.stop(drain_s)
