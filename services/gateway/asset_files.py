"""The bytes of an asset as HTTP tells them: whole or in part, with a validator, under a safe name."""

from contextlib import AsyncExitStack
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from mesh.errors import Internal
from packshot.studio.v1 import assets_pb2
from services.gateway.answers import PictureStream
from services.gateway.backends import Backends, ask
from services.gateway.calls import gone_of, listen
from services.gateway.errors import RangeNotSatisfiable
from services.gateway.file_names import disposition
from services.gateway.options import Format, format_enum
from services.gateway.problem_answers import problem_answer
from services.gateway.ranges import Span, is_known, still_holds, wanted_span

GET, DOWNLOAD = "/packshot.studio.v1.AssetService/GetAsset", "/packshot.studio.v1.AssetService/DownloadAsset"
THUMBNAIL_TYPE = "image/webp"
KEPT_S = 31_536_000
# What an asset's id stands for never changes, so what was fetched once is good for ever; `private` since it is one account's.
CONTENT_CACHE = f"private, max-age={KEPT_S}, immutable"
THUMBNAIL_CACHE = "private, max-age=86400"


async def content(request: Request, backends: Backends, asset_id: str) -> Response:
    """The answer to a GET or HEAD of an asset's own bytes."""
    question = assets_pb2.GetAssetRequest(id=asset_id)
    asset = (await ask("studio", backends.assets.GetAsset, question, name=GET)).asset
    fields = {
        "etag": f'"{asset.sha256}"',
        "content-type": asset.mime,
        "cache-control": CONTENT_CACHE,
        "content-disposition": disposition(asset.title, asset.id, asset.mime),
    }
    if (known := _unchanged(request, fields)) is not None:
        return known
    try:
        span = _span(request, fields["etag"], asset.size_bytes)
    except RangeNotSatisfiable as error:
        return _refused(error, asset.size_bytes)
    _measure(fields, span, asset.size_bytes)
    status = 200 if span is None else 206
    if request.method == "HEAD":
        return _Head(status, fields)
    wanted = assets_pb2.DownloadAssetRequest(id=asset_id, rendition=assets_pb2.RENDITION_ORIGINAL)
    if span is not None:
        wanted.offset, wanted.length = span.offset, span.length
    async with AsyncExitStack() as stack:
        answers = await stack.enter_async_context(
            listen(backends.assets.DownloadAsset, wanted, DOWNLOAD, gone_of(request))
        )
        header = await _header(answers)
        if header.length != int(fields["content-length"]):
            raise Internal(f"{header.length} bytes of an asset are coming where others were asked for.")
        return PictureStream(fields, _chunks(answers, header.length), stack.pop_all(), status=status)


async def rendition(
    request: Request, backends: Backends, asset_id: str, format_: Format | None, quality: int
) -> Response:
    """The answer to a GET or HEAD of an asset in another format: whole, since each time it is encoded anew."""
    wanted = assets_pb2.DownloadAssetRequest(id=asset_id, rendition=assets_pb2.RENDITION_ORIGINAL, quality=quality)
    if format_ is not None:
        wanted.format = format_enum(format_)
    async with AsyncExitStack() as stack:
        answers = await stack.enter_async_context(
            listen(backends.assets.DownloadAsset, wanted, DOWNLOAD, gone_of(request))
        )
        header = await _header(answers)
        fields = {
            "etag": f'"{header.etag}"',
            "content-type": header.mime,
            "cache-control": CONTENT_CACHE,
            "content-disposition": disposition(header.asset.title, asset_id, header.mime),
        }
        if (known := _unchanged(request, fields)) is not None:
            return known
        _measure(fields, None, header.total_bytes)
        fields["accept-ranges"] = "none"
        if request.method == "HEAD":
            return _Head(200, fields)
        return PictureStream(fields, _chunks(answers, header.total_bytes), stack.pop_all())


async def thumbnail(request: Request, backends: Backends, asset_id: str) -> Response:
    """The answer to a GET or HEAD of an asset's thumbnail: some ten kilobytes, so it is taken whole."""
    wanted = assets_pb2.DownloadAssetRequest(id=asset_id, rendition=assets_pb2.RENDITION_THUMBNAIL)
    async with listen(backends.assets.DownloadAsset, wanted, DOWNLOAD) as answers:
        header = await _header(answers)
        fields = {
            "etag": f'"{header.etag}"',
            "content-type": header.mime or THUMBNAIL_TYPE,
            "cache-control": THUMBNAIL_CACHE,
            "content-disposition": disposition(header.asset.title, asset_id, header.mime or THUMBNAIL_TYPE),
        }
        if (known := _unchanged(request, fields)) is not None:
            return known
        try:
            span = _span(request, fields["etag"], header.total_bytes)
        except RangeNotSatisfiable as error:
            return _refused(error, header.total_bytes)
        _measure(fields, span, header.total_bytes)
        status = 200 if span is None else 206
        if request.method == "HEAD":
            return _Head(status, fields)
        data = b"".join([chunk async for chunk in _chunks(answers, header.total_bytes)])
    if span is not None:
        data = data[span.offset : span.offset + span.length]
    return Response(data, status_code=status, headers=fields)


class _Head(Response):
    """An answer's fields without its bytes; their length is that of the bytes."""

    def __init__(self, status: int, fields: dict[str, str]) -> None:
        super().__init__(status_code=status, headers=fields)


def _unchanged(request: Request, fields: dict[str, str]) -> Response | None:
    """304 where the caller has it."""
    if not is_known(request.headers.get("if-none-match"), fields["etag"]):
        return None
    return _Head(304, {name: fields[name] for name in ("etag", "cache-control")})


def _span(request: Request, etag: str, total: int) -> Span | None:
    if request.method == "HEAD" or not still_holds(request.headers.get("if-range"), etag):
        return None
    return wanted_span(request.headers.get("range"), total)


def _measure(fields: dict[str, str], span: Span | None, total: int) -> None:
    fields["accept-ranges"] = "bytes"
    fields["content-length"] = str(total if span is None else span.length)
    # A picture that somebody sent is shown as what it says it is, and as nothing else.
    fields["content-security-policy"] = "default-src 'none'; sandbox"
    if span is not None:
        fields["content-range"] = span.content_range(total)


def _refused(error: RangeNotSatisfiable, total: int) -> Response:
    return problem_answer(error, {"content-range": f"bytes */{total}"})


async def _header(answers: Any) -> assets_pb2.DownloadHeader:
    async for answer in answers:
        if answer.WhichOneof("part") == "header":
            header: assets_pb2.DownloadHeader = answer.header
            return header
        break
    raise Internal("The studio sent an asset's bytes without their header. Tell the operator the request id.")


async def _chunks(answers: Any, length: int) -> Any:
    """The bytes; the last piece is held back until the call has ended well: a caller who has all bytes hangs up."""
    sent, held = 0, b""
    async for answer in answers:
        if held:
            yield held
        held = answer.chunk
        sent += len(held)
        if sent > length:
            break
    if sent != length:
        raise Internal(f"{length} bytes of an asset were announced and {sent} came. Tell the operator the request id.")
    if held:
        yield held
