"""The segmenter and the generator over gRPC, as ``ports.py`` asks for them."""

from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable
from contextlib import aclosing, asynccontextmanager
from typing import Any

import grpc
import structlog

from mesh.channels import call_metadata, call_timeout_s
from mesh.policy import policy_of
from mesh.relay import relayed
from packshot.common.v1 import image_pb2
from packshot.duplex import duplex
from packshot.generator.v1 import generator_pb2, generator_pb2_grpc
from packshot.segmenter.v1 import segmenter_pb2, segmenter_pb2_grpc
from services.studio.events import Event, Manifest, Piece, Progress, Queued, Report
from services.studio.ports import Events, Roi, Upload, Wish

log = structlog.get_logger(__name__)
SEGMENT = "/packshot.segmenter.v1.SegmenterService/Segment"
GENERATE = "/packshot.generator.v1.GeneratorService/Generate"


class SegmenterClient:
    """``ports.Segmenter`` on a channel."""

    def __init__(self, channel: grpc.aio.Channel) -> None:
        self._stub = segmenter_pb2_grpc.SegmenterServiceStub(channel)

    def cut_out(self, photo: Upload, wish: Wish) -> Events:
        opening = segmenter_pb2.SegmentRequest(header=segmenter_pb2.SegmentHeader(options=wish, photo=photo.header))
        requests = _requests(opening, photo.chunks, lambda chunk: segmenter_pb2.SegmentRequest(chunk=chunk))
        return _conversation(self._stub.Segment, SEGMENT, "segmenter", requests, _cutout_event)

    def bare_product(self, photo: Upload, roi: Roi | None) -> Events:
        wish = segmenter_pb2.CutoutOptions(
            outputs=[image_pb2.LAYER_PRODUCT], format=image_pb2.IMAGE_FORMAT_RAW, roi=roi
        )
        return self.cut_out(photo, wish)


class GeneratorClient:
    """``ports.Generator`` on a channel."""

    def __init__(self, channel: grpc.aio.Channel) -> None:
        self._stub = generator_pb2_grpc.GeneratorServiceStub(channel)

    def make_scene(self, product: Awaitable[Upload], wish: Wish) -> Events:
        return _conversation(self._stub.Generate, GENERATE, "generator", _scene_requests(product, wish), _scene_event)


async def _scene_requests(
    product: Awaitable[Upload], wish: Wish
) -> AsyncGenerator[generator_pb2.GenerateRequest, None]:
    yield generator_pb2.GenerateRequest(header=generator_pb2.GenerateHeader(options=wish))
    upload = await product
    opening = generator_pb2.GenerateRequest(product=upload.header)
    async for request in _requests(opening, upload.chunks, lambda chunk: generator_pb2.GenerateRequest(chunk=chunk)):
        yield request


async def _requests(
    opening: Any, chunks: AsyncIterator[bytes], pack: Callable[[bytes], Any]
) -> AsyncGenerator[Any, None]:
    yield opening
    async for chunk in chunks:
        yield pack(chunk)


@asynccontextmanager
async def _conversation(
    method: Any, path: str, service: str, requests: AsyncGenerator[Any, None], read: Callable[[Any], Event | None]
) -> AsyncGenerator[AsyncIterator[Event], None]:
    """A call that is written to and read from at once; leaving it cancels what is left of it."""
    policy = policy_of(path)
    assert policy is not None  # noqa: S101 - only health and reflection have none
    call = method(metadata=call_metadata(), timeout=call_timeout_s(policy.deadline_s))
    async with (
        aclosing(requests),
        duplex(call, requests) as answers,
        aclosing(_events(answers, service, read)) as events,
    ):
        yield events


async def _events(
    answers: AsyncIterator[Any], service: str, read: Callable[[Any], Event | None]
) -> AsyncGenerator[Event, None]:
    try:
        async for message in answers:
            if (event := read(message)) is not None:
                yield event
    except grpc.RpcError as error:
        log.info("studio.relayed", service=service, code=error.code().name)
        raise relayed(error, service) from error


def _cutout_event(message: segmenter_pb2.SegmentResponse) -> Event | None:
    match message.WhichOneof("event"):
        case "progress":
            return _progress(message.progress)
        case "report":
            return Report(message.report)
        case "image":
            return _piece(message.image)
        case _:
            # A newer segmenter may tell what this studio has no word for.
            return None


def _scene_event(message: generator_pb2.GenerateResponse) -> Event | None:
    match message.WhichOneof("event"):
        case "queued":
            return Queued()
        case "progress":
            return _progress(message.progress)
        case "manifest":
            return Manifest(message.manifest)
        case "image":
            return _piece(message.image)
        case _:
            return None


def _progress(message: Any) -> Progress:
    return Progress(message.stage, message.step, message.total)


def _piece(part: image_pb2.ImagePart) -> Piece:
    if part.WhichOneof("part") == "header":
        return Piece(part, header=part.header)
    return Piece(part, chunk=part.chunk)
