"""The services behind the gateway: one long-lived channel each, and calls on it with everything that travels along."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, TypeVar

import grpc

from mesh.channels import call_metadata, call_timeout_s, open_channel
from mesh.policy import policy_of
from mesh.relay import relayed
from mesh.tls import TlsFiles
from packshot.auth.v1 import auth_pb2_grpc
from packshot.generator.v1 import generator_pb2_grpc
from packshot.segmenter.v1 import segmenter_pb2_grpc
from packshot.studio.v1 import (
    account_pb2_grpc,
    assets_pb2_grpc,
    batches_pb2_grpc,
    jobs_pb2_grpc,
    studio_pb2_grpc,
    webhooks_pb2_grpc,
)
from services.gateway.settings import GatewaySettings

SERVICES = ("auth", "segmenter", "generator", "studio")
ADDRESS_KEY = "x-client-address"
"""Metadata that tells a service where the caller sits, so that it can throttle by place."""

Answer = TypeVar("Answer")


class Backends:
    """Channels and stubs, by service."""

    def __init__(self, addresses: dict[str, str], tls: TlsFiles | None = None) -> None:
        self.channels = {name: open_channel(address, tls, name=name) for name, address in addresses.items()}
        self.auth = auth_pb2_grpc.AuthServiceStub(self.channels["auth"])
        self.segmenter = segmenter_pb2_grpc.SegmenterServiceStub(self.channels["segmenter"])
        self.generator = generator_pb2_grpc.GeneratorServiceStub(self.channels["generator"])
        self.studio = studio_pb2_grpc.StudioServiceStub(self.channels["studio"])
        self.assets = assets_pb2_grpc.AssetServiceStub(self.channels["studio"])
        self.jobs = jobs_pb2_grpc.JobServiceStub(self.channels["studio"])
        self.batches = batches_pb2_grpc.BatchServiceStub(self.channels["studio"])
        self.webhooks = webhooks_pb2_grpc.WebhookServiceStub(self.channels["studio"])
        self.account = account_pb2_grpc.AccountServiceStub(self.channels["studio"])

    @classmethod
    def of(cls, settings: GatewaySettings, tls: TlsFiles | None = None) -> "Backends":
        return cls({name: getattr(settings, f"{name}_address") for name in SERVICES}, tls)

    async def close(self) -> None:
        await asyncio.gather(*(channel.close() for channel in self.channels.values()))


def deadline_of(method: str) -> float:
    """Seconds that the contract gives ``/package.Service/Method``."""
    policy = policy_of(method)
    if policy is None:
        raise LookupError(f"{method} has no policy")
    return float(policy.deadline_s)


async def ask(
    service: str,
    method: Callable[..., Awaitable[Answer]],
    request: Any,
    *,
    name: str,
    extra: Sequence[tuple[str, str]] = (),
) -> Answer:
    """One call with one answer on behalf of the request in progress; raises what the service told as a ``PackshotError``.

    ``name`` is the method's full name, whose deadline in the contract bounds the call.
    """
    timeout_s = call_timeout_s(deadline_of(name))
    try:
        return await method(request, timeout=timeout_s, metadata=(*call_metadata(), *extra))
    except grpc.aio.AioRpcError as error:
        raise relayed(error, service) from error
