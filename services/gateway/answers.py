"""Pictures on their way out: bare, in a JSON document, or as parts. The first byte leaves when the first piece is here.

Until then every failure is a problem document. After it the connection is broken off, so that half a picture is never taken for a
whole one.
"""

import asyncio
import base64
import secrets
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field

import structlog
from starlette.responses import JSONResponse, Response
from starlette.types import Receive, Scope, Send

from mesh.errors import Cancelled, Internal, PackshotError
from mesh.identity import current_request_id
from mesh.transfer import Assembler
from mesh.transfer import Picture as Arrived
from packshot.common.v1 import image_pb2
from packshot.studio.v1 import studio_pb2
from services.gateway.negotiation import MIXED_TYPE, ZIP_TYPE, Container
from services.gateway.shapes.pictures import Picture, Pictures, format_name, layer_name
from services.gateway.told import Told
from services.gateway.zipped import zipped

log = structlog.get_logger(__name__)
_INLINE_BYTES = 1_000_000


async def answer(
    container: Container, events: AsyncIterator[studio_pb2.RunResponse], stack: AsyncExitStack, *, several: bool = False
) -> Response:
    """The answer made of ``events``, of ``several`` scenes or one. Takes over ``stack`` where it goes on reading them while it is
    sent."""
    told = Told()
    if container is Container.JSON:
        return JSONResponse(await _document(told, events), headers=told.headers())
    first = await _first(told, events)
    if container is Container.MIXED:
        boundary = f"packshot-{secrets.token_hex(12)}"
        headers = {**told.headers(), "content-type": f'{MIXED_TYPE}; boundary="{boundary}"'}
        return PictureStream(headers, _mixed(told, first, events, boundary), stack.pop_all())
    if container is Container.ZIP:
        headers = {
            **told.headers(),
            "content-type": ZIP_TYPE,
            "content-disposition": 'attachment; filename="packshot.zip"',
        }
        return PictureStream(headers, zipped(told, first, events, several=several), stack.pop_all())
    headers = {**told.headers(), "content-type": _type(first.header), "content-disposition": _disposition(first)}
    size_bytes = first.header.size_bytes
    if size_bytes:
        headers["content-length"] = str(size_bytes)
    return PictureStream(headers, _bare(told, events, size_bytes), stack.pop_all())


class PictureStream(Response):
    """Sends pieces as they come, then closes what they came from."""

    def __init__(
        self, headers: dict[str, str], pieces: AsyncIterator[bytes], stack: AsyncExitStack, *, status: int = 200
    ) -> None:
        self.status_code = status
        self.background = None
        self.raw_headers = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()]
        self._pieces = pieces
        self._stack = stack

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async with self._stack:
            try:
                await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
                async for piece in self._pieces:
                    await send({"type": "http.response.body", "body": piece, "more_body": True})
                await send({"type": "http.response.body", "body": b"", "more_body": False})
            except Cancelled:
                return
            except PackshotError as error:
                # Returning without the last piece makes the server break the connection.
                log.warning("answer.broken", reason=error.reason, message=error.message)


async def _first(told: Told, events: AsyncIterator[studio_pb2.RunResponse]) -> image_pb2.ImagePart:
    async for event in events:
        part = told.note(event)
        if part is not None:
            return part
    raise Internal("The work ended without a picture. Tell the operator the request id.")


async def _bare(told: Told, events: AsyncIterator[studio_pb2.RunResponse], size_bytes: int) -> AsyncIterator[bytes]:
    """The picture's pieces. The last one is held back until the call has ended well: a caller who has all bytes hangs up."""
    sent, held = 0, b""
    async for event in events:
        part = told.note(event)
        if part is None:
            continue
        sent += len(part.chunk)
        if part.WhichOneof("part") != "chunk" or (size_bytes and sent > size_bytes):
            raise Internal("More came than the one picture that was asked for.")
        if held:
            yield held
        held = part.chunk
    if size_bytes and sent != size_bytes:
        raise Internal(f"The picture has {size_bytes} bytes and {sent} came.")
    yield held


async def _mixed(
    told: Told, first: image_pb2.ImagePart, events: AsyncIterator[studio_pb2.RunResponse], boundary: str
) -> AsyncIterator[bytes]:
    """Report and manifest, the scene's pictures; the manifest of the next scene, its pictures."""
    facts = Pictures(
        request_id=current_request_id(),
        report=told.report,
        manifest=told.manifest,
        manifests=told.manifests,
        pictures=[],
    )
    yield _json_part(facts.model_dump_json(exclude={"pictures"}), boundary, first=True)
    yield _part_head(first, boundary)
    sent = len(told.manifests)
    async for event in events:
        part = told.note(event)
        if len(told.manifests) > sent:
            sent += 1
            yield _json_part(told.manifests[-1].model_dump_json(), boundary)
        if part is not None:
            yield part.chunk if part.WhichOneof("part") == "chunk" else b"\r\n" + _part_head(part, boundary)
    yield f"\r\n--{boundary}--\r\n".encode()


def _json_part(document: str, boundary: str, *, first: bool = False) -> bytes:
    lead = "" if first else "\r\n"
    return f"{lead}--{boundary}\r\nContent-Type: application/json\r\n\r\n{document}\r\n".encode()


def _part_head(part: image_pb2.ImagePart, boundary: str) -> bytes:
    lines = [f"--{boundary}", f"Content-Type: {_type(part.header)}", f"Content-Disposition: {_disposition(part)}"]
    if part.header.size_bytes:
        lines.append(f"Content-Length: {part.header.size_bytes}")
    return "\r\n".join([*lines, "", ""]).encode()


@dataclass
class _Collected:
    pictures: list[tuple[int, Arrived]] = field(default_factory=list)
    """With the scene that each belongs to."""

    @property
    def size_bytes(self) -> int:
        return sum(len(picture.data) for _, picture in self.pictures)


async def _document(told: Told, events: AsyncIterator[studio_pb2.RunResponse]) -> object:
    assembler, collected = Assembler(), _Collected()
    async for event in events:
        part = told.note(event)
        if part is not None and (picture := assembler.add(part)) is not None:
            collected.pictures.append((max(0, len(told.manifests) - 1), picture))
    if collected.size_bytes < _INLINE_BYTES:
        return _encode(told, collected, current_request_id())
    return await asyncio.to_thread(_encode, told, collected, current_request_id())


def _encode(told: Told, collected: _Collected, request_id: str) -> object:
    pictures = [
        Picture(
            layer=layer_name(picture.layer),
            variant=variant,
            content_type=_type(picture.header),
            width=picture.header.width,
            height=picture.header.height,
            base64=base64.b64encode(picture.data).decode(),
        )
        for variant, picture in collected.pictures
    ]
    return Pictures(
        request_id=request_id,
        report=told.report,
        manifest=told.manifest,
        manifests=told.manifests,
        pictures=pictures,
    ).model_dump()


def _type(header: image_pb2.ImageHeader) -> str:
    return f"image/{format_name(header.format)}"


def _disposition(part: image_pb2.ImagePart) -> str:
    return f'inline; filename="{layer_name(part.layer)}.{format_name(part.header.format)}"'
