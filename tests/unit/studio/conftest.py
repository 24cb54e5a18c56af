"""A studio over real sockets, between a segmenter and a generator that a test can direct."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, cast

import grpc
import pytest

from mesh.channels import open_channel
from mesh.identity import Caller
from mesh.server import Endpoint, build_server
from mesh.settings import ServiceSettings
from mesh.tokens import TokenVerifier
from mesh.transfer import first_header, image_parts
from packshot.common.v1 import image_pb2, progress_pb2
from packshot.duplex import duplex
from packshot.generator.v1 import generator_pb2, generator_pb2_grpc
from packshot.segmenter.v1 import segmenter_pb2, segmenter_pb2_grpc
from packshot.studio.v1 import studio_pb2, studio_pb2_grpc
from services.studio.clients import GeneratorClient, SegmenterClient
from services.studio.ports import Workshop
from services.studio.recipe import load_recipes
from services.studio.service import StudioService

MAX_PHOTO_BYTES = 2_000_000


class Scopes:
    """A verifier for which the token is the list of its scopes."""

    async def verify(self, token: str) -> Caller:
        return Caller(
            "account", frozenset(token.split("+")), "session", datetime.now(UTC) + timedelta(minutes=5), token
        )


async def nothing() -> None:
    """What a directed service does at a point where no test wants anything."""


@dataclass
class Seen:
    """What a fake service saw of its calls."""

    calls: int = 0
    received: list[int] = field(default_factory=list)
    """Bytes of the chunks, in order"""
    some: asyncio.Event = field(default_factory=asyncio.Event)
    """The first chunk is there"""
    metadata: dict[str, str] = field(default_factory=dict)
    time_left_s: float = 0.0
    ended: asyncio.Event = field(default_factory=asyncio.Event)
    """The last call's handler is over, however it ended"""
    cancelled: bool = False


class Fake:
    """Directions that both fakes take, and what they saw."""

    def __init__(self) -> None:
        self.seen = Seen()
        self.before: Callable[[], Awaitable[None]] = nothing
        """Awaited when the header is there"""
        self.during: Callable[[], Awaitable[None]] = nothing
        """Awaited before the pictures"""
        self.once_it_knows_the_product: Callable[[], Awaitable[None]] = nothing
        """Awaited by the generator when the product begins to come"""
        self.truncate = False

    def _begin(self, context: Any) -> None:
        self.seen.calls += 1
        self.seen.metadata = dict(context.invocation_metadata())
        self.seen.time_left_s = context.time_remaining() or 0.0

    async def _bytes(self, requests: Any) -> bytes:
        data = bytearray()
        async for request in requests:
            self.seen.received.append(len(request.chunk))
            self.seen.some.set()
            data += request.chunk
        return bytes(data)


class Segmenter(Fake, segmenter_pb2_grpc.SegmenterServiceServicer):
    """Answers with the photo's own bytes, so that mixed-up pictures show."""

    async def Segment(self, request_iterator: Any, context: Any) -> AsyncIterator[segmenter_pb2.SegmentResponse]:  # noqa: N802
        self._begin(context)
        try:
            self.header: segmenter_pb2.SegmentHeader = await first_header(request_iterator)
            await self.before()
            yield segmenter_pb2.SegmentResponse(progress=progress_pb2.Progress(stage="decode", step=1, total=2))
            photo = await self._bytes(request_iterator)
            yield segmenter_pb2.SegmentResponse(progress=progress_pb2.Progress(stage="network", step=2, total=2))
            yield segmenter_pb2.SegmentResponse(report=segmenter_pb2.CutoutReport(confidence=0.75))
            parts = list(
                image_parts(image_pb2.LAYER_PRODUCT, image_pb2.ImageHeader(format=image_pb2.IMAGE_FORMAT_RAW), photo)
            )
            for part in parts[:-1] if self.truncate else parts:
                yield segmenter_pb2.SegmentResponse(image=part)
                await self.during()
        except (asyncio.CancelledError, GeneratorExit):
            self.seen.cancelled = True
            raise
        finally:
            self.seen.ended.set()


class Generator(Fake, generator_pb2_grpc.GeneratorServiceServicer):
    """Answers with the product's own bytes and the prompt, so that mixed-up scenes show."""

    async def Generate(self, request_iterator: Any, context: Any) -> AsyncIterator[generator_pb2.GenerateResponse]:  # noqa: N802
        self._begin(context)
        try:
            header: generator_pb2.GenerateHeader = await first_header(request_iterator)
            self.header = header
            await self.before()
            async for request in request_iterator:
                self.product = request.product
                break
            await self.once_it_knows_the_product()
            yield generator_pb2.GenerateResponse(queued=generator_pb2.Queued(ahead=0))
            product = await self._bytes(request_iterator)
            for step in (1, 2, 3):
                yield generator_pb2.GenerateResponse(progress=progress_pb2.Progress(stage="light", step=step, total=3))
                await self.during()
            if not self.truncate:
                prompt = header.options.prompt
                yield generator_pb2.GenerateResponse(manifest=generator_pb2.Manifest(engine="fake", document=prompt))
            for part in image_parts(image_pb2.LAYER_RESULT, image_pb2.ImageHeader(), product):
                yield generator_pb2.GenerateResponse(image=part)
        except (asyncio.CancelledError, GeneratorExit):
            self.seen.cancelled = True
            raise
        finally:
            self.seen.ended.set()


async def start(*endpoints: Endpoint, max_calls: int = 64) -> tuple[grpc.aio.Server, str]:
    """A server with every concern of the mesh, on a free port."""
    settings = ServiceSettings(port=0, max_calls=max_calls, drain_s=0.2)
    server, _ = build_server(settings, endpoints, cast(TokenVerifier, Scopes()))
    port = server.add_insecure_port("127.0.0.1:0")
    await server.start()
    return server, f"127.0.0.1:{port}"


@dataclass
class Mesh:
    """Everything that a test of ``Run`` deals with."""

    segmenter: Segmenter
    generator: Generator
    segmenter_server: grpc.aio.Server
    generator_server: grpc.aio.Server
    stub: Any

    async def run(
        self, requests: AsyncIterator[studio_pb2.RunRequest], *, scopes: str = "cutouts+scenes", timeout_s: float = 20
    ) -> AsyncGenerator[studio_pb2.RunResponse, None]:
        metadata = (("authorization", f"Bearer {scopes}"), ("x-request-id", "r-1"))
        async with duplex(self.stub.Run(metadata=metadata, timeout=timeout_s), requests) as answers:
            async for message in answers:
                yield message


@pytest.fixture
async def mesh() -> AsyncIterator[Mesh]:
    segmenter, generator = Segmenter(), Generator()  # type: ignore[abstract]  # what they leave out answers UNIMPLEMENTED
    segmenter_server, segmenter_address = await start(
        Endpoint(
            "packshot.segmenter.v1.SegmenterService",
            segmenter_pb2_grpc.add_SegmenterServiceServicer_to_server,
            segmenter,
        )
    )
    generator_server, generator_address = await start(
        Endpoint(
            "packshot.generator.v1.GeneratorService",
            generator_pb2_grpc.add_GeneratorServiceServicer_to_server,
            generator,
        )
    )
    down = open_channel(segmenter_address), open_channel(generator_address)
    service = StudioService(
        load_recipes(), Workshop(SegmenterClient(down[0]), GeneratorClient(down[1])), MAX_PHOTO_BYTES
    )
    server, address = await start(
        Endpoint("packshot.studio.v1.StudioService", studio_pb2_grpc.add_StudioServiceServicer_to_server, service)
    )
    channel = open_channel(address)
    yield Mesh(segmenter, generator, segmenter_server, generator_server, studio_pb2_grpc.StudioServiceStub(channel))
    await channel.close()
    await server.stop(0)
    for each in down:
        await each.close()
    await segmenter_server.stop(0)
    await generator_server.stop(0)


def cutout_header(size_bytes: int = 0) -> studio_pb2.RunRequest:
    """Opens a cutout."""
    return studio_pb2.RunRequest(
        header=studio_pb2.RunHeader(
            photo=image_pb2.ImageHeader(size_bytes=size_bytes), cutout=studio_pb2.CutoutRecipe()
        )
    )


def scene_header(prompt: str = "a table") -> studio_pb2.RunRequest:
    """Opens a scene."""
    options = generator_pb2.SceneOptions(prompt=prompt)
    return studio_pb2.RunRequest(header=studio_pb2.RunHeader(scene=studio_pb2.SceneRecipe(options=options)))


def chunk(data: bytes) -> studio_pb2.RunRequest:
    """Carries a piece of the photo."""
    return studio_pb2.RunRequest(chunk=data)
