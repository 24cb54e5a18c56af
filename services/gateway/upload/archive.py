"""Where a request keeps a zip of photos: bare, in a form, or named by the id of one that is kept. Passed on while it arrives."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

from starlette.requests import Request

from mesh.errors import InvalidArgument
from services.gateway.errors import BadRequest, BodyTooLarge, UnknownField, UnsupportedMediaType
from services.gateway.json_document import read_document
from services.gateway.upload.bounds import announced_bytes, bounded_body
from services.gateway.upload.form import MAX_FIELD_BYTES, MAX_STYLE_BYTES, OVERHEAD_BYTES, FormReader, boundary_of
from services.gateway.upload.photo import KEPT_FIELD, Upload, UploadRules, gather, options_in, rechunk, take_style

ARCHIVE_FIELD = "archive"
ZIP_TYPES = frozenset({"application/zip", "application/x-zip-compressed"})
_ORDER = "Send the zip as the last field of the form: what comes after it is not known yet when its first bytes are passed on."


def is_zip(request: Request) -> bool:
    """Whether the body says that it is a bare zip."""
    return _kind(request) in ZIP_TYPES


async def read_archive(request: Request, rules: UploadRules) -> Upload:
    """The zip and options of a request; no chunks where an ``asset_id`` stands in its place.

    Raises ``UnsupportedMediaType``, ``BadRequest``, ``UnknownField``, ``BodyTooLarge``, ``UploadTooSlow``, ``InvalidArgument``;
    reading the chunks raises these too.
    """
    kind = _kind(request)
    if kind in ZIP_TYPES:
        return _bare(request, rules)
    for name in request.query_params:
        raise UnknownField(
            f"The query has `{name[:80]}`; options go into the query only beside a bare zip. Put them into the body.",
            field=name[:80],
        )
    if kind == "multipart/form-data":
        return await _form(request, rules)
    if kind == "application/json":
        return await _json(request, rules)
    raise UnsupportedMediaType(
        f"The body's Content-Type is {kind[:80] or 'missing'}, and none of multipart/form-data, application/zip and "
        "application/json. Send a form with the field `archive`, the bare zip with `Content-Type: application/zip`, or JSON with "
        "the `asset_id` of a zip that is kept."
    )


def _kind(request: Request) -> str:
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


def _bare(request: Request, rules: UploadRules) -> Upload:
    size_bytes = announced_bytes(request)
    too_large = _too_large(rules.max_archive_bytes)
    if size_bytes > rules.max_archive_bytes:
        raise too_large
    pieces = bounded_body(
        request, max_bytes=rules.max_archive_bytes, within_s=rules.archive_within_s, too_large=too_large
    )
    return Upload(gather(request.query_params.multi_items()), rechunk(pieces, empty=_empty()), size_bytes)


async def _form(request: Request, rules: UploadRules) -> Upload:
    pieces = bounded_body(
        request,
        max_bytes=rules.max_archive_bytes + MAX_STYLE_BYTES + OVERHEAD_BYTES,
        within_s=rules.archive_within_s,
        too_large=_too_large(rules.max_archive_bytes),
    )
    reader = _ArchiveReader(boundary_of(request.headers["content-type"]), max_picture_bytes=rules.max_archive_bytes)
    async for piece in pieces:
        reader.feed(piece)
        if reader.begun:
            return Upload(reader.options, rechunk(reader.rest(pieces), empty=_empty()), 0, filename=reader.filename)
    reader.finish()
    options = reader.options
    if options.get(KEPT_FIELD):
        return Upload(options, _nothing(), 0)
    raise InvalidArgument(
        "The form has no field `archive`. Send the zip in it, or the `asset_id` of one that is kept.",
        field=ARCHIVE_FIELD,
    )


async def _json(request: Request, rules: UploadRules) -> Upload:
    too_large = BodyTooLarge(
        f"The body is larger than {MAX_FIELD_BYTES // 1024} KiB, without `style`. A zip goes into a form, or bare, not into JSON.",
        max_bytes=MAX_FIELD_BYTES,
    )
    # Base64 makes four characters of three bytes.
    limit = MAX_STYLE_BYTES * 4 // 3 + MAX_FIELD_BYTES
    pieces = bounded_body(request, max_bytes=limit, within_s=rules.within_s, too_large=too_large)
    body = b"".join([piece async for piece in pieces])
    document = await asyncio.to_thread(read_document, body)
    if not isinstance(document, dict):
        raise BadRequest('The body is JSON, but not an object. Send {"asset_id": ..., ...}.')
    if len(body) - await take_style(document) > MAX_FIELD_BYTES:
        raise too_large
    if not document.get(KEPT_FIELD):
        raise InvalidArgument(
            "The body has no field `asset_id`. Name a zip that is kept, or send one in a form.", field=KEPT_FIELD
        )
    return Upload(document, _nothing(), 0)


class _ArchiveReader(FormReader):
    """A form whose file is handed on instead of kept, so it has to be the last field."""

    def __init__(self, boundary: bytes, *, max_picture_bytes: int) -> None:
        super().__init__(boundary, max_picture_bytes=max_picture_bytes, file_field=ARCHIVE_FIELD)
        self.begun = False
        self._ready: list[bytes] = []
        self._sent_bytes = 0

    @property
    def options(self) -> dict[str, Any]:
        """What the form has said so far."""
        return options_in(self._form)

    @property
    def filename(self) -> str:
        """What the form says that the zip is called."""
        return self._form.filename

    async def rest(self, pieces: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
        """The zip's bytes, what was read already first; then it checks that nothing follows."""
        for piece in self._take():
            yield piece
        async for piece in pieces:
            self.feed(piece)
            for ready in self._take():
                yield ready
        self.finish()

    def _take(self) -> list[bytes]:
        ready, self._ready = self._ready, []
        return ready

    def _on_part_begin(self) -> None:
        if self.begun:
            raise BadRequest(_ORDER, field=ARCHIVE_FIELD)
        super()._on_part_begin()

    def _on_headers_finished(self) -> None:
        super()._on_headers_finished()
        self.begun = self._name == ARCHIVE_FIELD

    def _on_part_data(self, data: bytes, start: int, end: int) -> None:
        if not self.begun:
            super()._on_part_data(data, start, end)
            return
        self._sent_bytes += end - start
        if self._sent_bytes > self._max_picture_bytes:
            raise _too_large(self._max_picture_bytes)
        self._ready.append(bytes(memoryview(data)[start:end]))

    def _on_part_end(self) -> None:
        if not self.begun:
            super()._on_part_end()


async def _nothing() -> AsyncIterator[bytes]:
    return
    yield b""


def _too_large(max_bytes: int) -> BodyTooLarge:
    return BodyTooLarge(
        f"The zip is larger than {max_bytes / 1e9:.1f} GB, which is the limit. Send it in several.",
        max_bytes=max_bytes,
        field=ARCHIVE_FIELD,
    )


def _empty() -> InvalidArgument:
    return InvalidArgument("The zip is empty: it has no bytes. Check the file that was sent.", field=ARCHIVE_FIELD)
