"""A service of the mesh on real sockets, whose methods a test directs; policies are the contract's own."""

import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, cast

import grpc
import pytest

from mesh.channels import open_channel
from mesh.errors import TokenInvalid
from mesh.identity import Caller
from mesh.server import Endpoint, build_server
from mesh.settings import ServiceSettings
from mesh.tokens import TokenVerifier
from packshot.generator.v1 import generator_pb2, generator_pb2_grpc


class Verifier:
    """A token is the list of its scopes; ``bad`` is none of ours."""

    async def verify(self, token: str) -> Caller:
        if token == "bad":
            raise TokenInvalid("The access token is not accepted.")
        return Caller("account", frozenset(token.split("+")), "session", datetime.now(UTC), token)


async def nothing() -> None:
    """What a directed method does where no test wants anything."""


class Generator(generator_pb2_grpc.GeneratorServiceServicer):
    """``ListSets``: public, 10 s. ``Generate``: needs ``scenes``, 300 s, streams both ways."""

    def __init__(self) -> None:
        self.calls = 0
        self.act: Callable[[], Awaitable[None]] = nothing
        self.metadata: dict[str, str] = {}

    async def ListSets(self, request: Any, context: Any) -> generator_pb2.ListSetsResponse:  # noqa: N802
        self.calls += 1
        self.metadata = dict(context.invocation_metadata())
        await self.act()
        return generator_pb2.ListSetsResponse()

    async def ReadPrompt(self, request: Any, context: Any) -> Any:  # noqa: N802
        raise NotImplementedError

    async def Generate(self, request_iterator: Any, context: Any) -> AsyncIterator[generator_pb2.GenerateResponse]:  # noqa: N802
        self.calls += 1
        yield generator_pb2.GenerateResponse()
        await self.act()
        yield generator_pb2.GenerateResponse()


@dataclass
class House:
    """The service, and a way to call it."""

    generator: Generator
    server: grpc.aio.Server
    address: str
    channel: grpc.aio.Channel

    async def list_sets(self, timeout_s: float = 5, **metadata: str) -> Any:
        stub: Any = generator_pb2_grpc.GeneratorServiceStub(self.channel)
        pairs = tuple((key.replace("_", "-"), value) for key, value in metadata.items())
        return await stub.ListSets(generator_pb2.ListSetsRequest(), timeout=timeout_s, metadata=pairs)

    def generate(self, token: str | None = "scenes", *, timeout_s: float = 5) -> Any:  # noqa: S107 - no secret
        stub: Any = generator_pb2_grpc.GeneratorServiceStub(self.channel)
        metadata = (("authorization", f"Bearer {token}"),) if token else ()
        return stub.Generate(timeout=timeout_s, metadata=metadata)


Build = Callable[..., Awaitable[House]]


@pytest.fixture
async def build() -> AsyncIterator[Build]:
    """Starts a service with settings of one's own."""
    async with contextlib.AsyncExitStack() as stack:

        async def start(**settings: Any) -> House:
            generator = Generator()  # type: ignore[abstract]  # the rest answers UNIMPLEMENTED
            endpoint = Endpoint(
                "packshot.generator.v1.GeneratorService",
                generator_pb2_grpc.add_GeneratorServiceServicer_to_server,
                generator,
            )
            server, _ = build_server(ServiceSettings(port=0, **settings), [endpoint], cast(TokenVerifier, Verifier()))
            port = server.add_insecure_port("127.0.0.1:0")
            await server.start()
            stack.push_async_callback(server.stop, 0)
            channel = open_channel(f"127.0.0.1:{port}")
            stack.push_async_callback(channel.close)
            return House(generator, server, f"127.0.0.1:{port}", channel)

        yield start


@pytest.fixture
async def house(build: Build) -> House:
    """A service with the usual settings."""
    return await build()
