"""Where a request keeps its photo and its options: a form, a JSON document, or the bare picture with a query."""

import asyncio
import base64
import binascii
from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request

from mesh.errors import InvalidArgument, InvalidImage, PackshotError
from mesh.transfer import CHUNK_BYTES, split
from services.gateway.errors import BadRequest, BodyTooLarge, UnknownField, UnsupportedMediaType
from services.gateway.fetch import Fetcher
from services.gateway.json_document import read_document
from services.gateway.upload.bounds import announced_bytes, bounded_body, picture_too_large
from services.gateway.upload.form import (
    MAX_FIELD_BYTES,
    MAX_STYLE_BYTES,
    OVERHEAD_BYTES,
    PICTURE_FIELD,
    STYLE_FIELD,
    Form,
    read_form,
)

URL_FIELD = "photo.url"
LIST_FIELDS = frozenset({"outputs", "tags"})
KEPT_FIELD = "asset_id"
"""Names a photo that is kept already, on routes that take one in place of a photo."""
_INLINE_BYTES = 1_000_000
"""Beyond this, decoding would hold up other requests for milliseconds, so it goes to a thread."""


@dataclass(frozen=True)
class UploadRules:
    """How much may be sent, and how long that may take."""

    max_image_bytes: int
    within_s: float
    max_archive_bytes: int = 2 * 1024**3
    """Bytes of one zip; none is held here whole."""
    archive_within_s: float = 3_600.0
    """Seconds for one zip, or for one piece of an upload that may break off."""


@dataclass
class Upload:
    """A photo on its way in, and the options that came with it, names not checked yet."""

    options: dict[str, Any]
    chunks: AsyncIterator[bytes]
    """Pieces of at most 256 KiB."""
    size_bytes: int
    """Bytes of all chunks together; 0 where the sender did not say."""
    filename: str = ""
    """What a form said that the file is called."""


async def read_upload(request: Request, rules: UploadRules, fetcher: Fetcher, *, or_kept: bool = False) -> Upload:
    """The photo and options of a request; no photo where ``or_kept`` allows an ``asset_id`` in its place and there is one.

    A bare picture is passed on while it arrives. A form is taken whole first, because its options may come after its picture.
    Raises ``UnsupportedMediaType``, ``BadRequest``, ``UnknownField``, ``InvalidImage`` (an empty one), ``ImageTooLarge``,
    ``BodyTooLarge``, ``UploadTooSlow``, ``InvalidArgument``, and what fetching from a URL raises.
    """
    content_type = request.headers.get("content-type", "")
    kind = content_type.partition(";")[0].strip().lower()
    if kind.startswith("image/") or kind == "application/octet-stream":
        return _bare(request, rules)
    if kind not in {"multipart/form-data", "application/json"}:
        raise _unsupported(kind, bool(request.query_params))
    if request.query_params:
        name = next(iter(request.query_params))
        raise UnknownField(
            f"The query has `{name[:80]}`; options go into the query only beside a bare picture. Put them into the body.",
            field=name[:80],
        )
    if kind == "multipart/form-data":
        return await _form(request, content_type, rules, fetcher, or_kept)
    return await _json(request, rules, fetcher, or_kept)


def _unsupported(kind: str, has_query: bool) -> UnsupportedMediaType:
    """What to send instead; options in the query mean that the body was meant to be the bare picture."""
    what = f"is {kind[:80]}" if kind else "is missing"
    if has_query:
        return UnsupportedMediaType(
            f"The body's Content-Type {what}, so it is not taken for a picture. Send `Content-Type: image/jpeg` with the bare "
            "picture (or image/png, as it is)."
        )
    return UnsupportedMediaType(
        f"The body's Content-Type {what}, and none of multipart/form-data, application/json and image/*. Send a form with the "
        'field `photo`, JSON with {"photo": {"base64": ...}} or {"photo": {"url": ...}}, or the bare picture with '
        "`Content-Type: image/jpeg`."
    )


def _bare(request: Request, rules: UploadRules) -> Upload:
    limit = rules.max_image_bytes
    too_large = picture_too_large(limit)
    size_bytes = announced_bytes(request)
    if size_bytes > limit:
        raise too_large
    pieces = bounded_body(request, max_bytes=limit, within_s=rules.within_s, too_large=too_large)
    return Upload(gather(request.query_params.multi_items()), rechunk(pieces), size_bytes)


async def _form(request: Request, content_type: str, rules: UploadRules, fetcher: Fetcher, or_kept: bool) -> Upload:
    limit = rules.max_image_bytes
    pieces = bounded_body(
        request,
        max_bytes=limit + MAX_STYLE_BYTES + OVERHEAD_BYTES,
        within_s=rules.within_s,
        too_large=picture_too_large(limit),
    )
    form = await read_form(content_type, pieces, max_picture_bytes=limit)
    options = options_in(form)
    url = options.pop(URL_FIELD, None)
    if form.picture is not None and url is not None:
        raise InvalidArgument("Both `photo` and `photo.url` were sent. Send one of them.", field=URL_FIELD)
    if form.picture is not None:
        return _whole(options, form.picture, form.filename)
    if url is None and or_kept and options.get(KEPT_FIELD):
        return Upload(options, _each(iter(())), 0)
    if url is None:
        raise InvalidArgument(
            "The form has no field `photo`. Send the picture in it, or `photo.url`.", field=PICTURE_FIELD
        )
    return _whole(options, await fetcher.fetch(url))


async def _json(request: Request, rules: UploadRules, fetcher: Fetcher, or_kept: bool) -> Upload:
    # Base64 makes four characters of three bytes.
    limit = (rules.max_image_bytes + MAX_STYLE_BYTES) * 4 // 3 + MAX_FIELD_BYTES
    too_large = picture_too_large(rules.max_image_bytes)
    pieces = bounded_body(request, max_bytes=limit, within_s=rules.within_s, too_large=too_large)
    body = b"".join([piece async for piece in pieces])
    document = read_document(body) if len(body) < _INLINE_BYTES else await asyncio.to_thread(read_document, body)
    if not isinstance(document, dict):
        raise BadRequest('The body is JSON, but not an object. Send {"photo": {...}, ...}.')
    photo = document.pop(PICTURE_FIELD, None)
    style = await take_style(document)
    if photo is None and or_kept and document.get(KEPT_FIELD):
        return Upload(document, _each(iter(())), 0)
    name, value = _source(photo)
    if name == "url":
        return _whole(document, await fetcher.fetch(value))
    data = await _decode(value, PICTURE_FIELD)
    if len(data) > rules.max_image_bytes:
        raise too_large
    if len(body) - len(value) - style > MAX_FIELD_BYTES:
        raise BodyTooLarge(f"The options are larger than {MAX_FIELD_BYTES // 1024} KiB. Shorten them.")
    return _whole(document, data)


async def take_style(document: dict[str, Any]) -> int:
    """Puts the bytes of the style's picture into the options, in place of ``{"base64": ...}``; how long its text was."""
    style = document.get(STYLE_FIELD)
    if style is None:
        return 0
    text = style.get("base64") if isinstance(style, dict) and len(style) == 1 else None
    if not isinstance(text, str):
        raise InvalidArgument('`style` must be {"base64": "..."}.', field=STYLE_FIELD)
    data = await _decode(text, STYLE_FIELD)
    if len(data) > MAX_STYLE_BYTES:
        raise picture_too_large(MAX_STYLE_BYTES, STYLE_FIELD)
    document[STYLE_FIELD] = data
    return len(text)


def _source(photo: Any) -> tuple[str, str]:
    """``base64`` or ``url``, and what it holds."""
    if photo is None:
        raise InvalidArgument(
            'The body has no field `photo`. Send it as {"base64": "..."} or {"url": "..."}.', field=PICTURE_FIELD
        )
    if not isinstance(photo, dict):
        raise InvalidArgument('`photo` must be {"base64": "..."} or {"url": "..."}.', field=PICTURE_FIELD)
    for name in photo:
        if name not in {"base64", "url"}:
            path = f"{PICTURE_FIELD}.{name[:80]}"
            raise UnknownField(f"There is no field `{path}`. Send `photo.base64` or `photo.url`.", field=path)
    if len(photo) != 1:
        raise InvalidArgument("`photo` must have one of `base64` and `url`.", field=PICTURE_FIELD)
    ((name, value),) = photo.items()
    if not isinstance(value, str):
        raise InvalidArgument(f"`{PICTURE_FIELD}.{name}` must be a string.", field=f"{PICTURE_FIELD}.{name}")
    return name, value


async def _decode(text: str, field: str) -> bytes:
    try:
        if len(text) < _INLINE_BYTES:
            return base64.b64decode(text, validate=True)
        return await asyncio.to_thread(base64.b64decode, text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise InvalidArgument(
            f"`{field}.base64` is not base64. Send the standard alphabet, padded, without line breaks or a `data:` prefix.",
            field=f"{field}.base64",
        ) from error


def options_in(form: Form) -> dict[str, Any]:
    """What a form says beside its file: text fields, as ``gather`` puts them together, and the style's picture as bytes."""
    options = gather(form.fields)
    if form.style is not None:
        options[STYLE_FIELD] = bytes(form.style)
    return options


def gather(items: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """Text fields as a mapping: those that hold lists split at commas and joined; any other may come once only."""
    options: dict[str, Any] = {}
    for name, value in items:
        if name in LIST_FIELDS:
            options.setdefault(name, []).extend(part.strip() for part in value.split(","))
        elif name in options:
            raise InvalidArgument(f"The field `{name[:80]}` came twice. Send it once.", field=name[:80])
        else:
            options[name] = value
    return options


def _empty() -> InvalidImage:
    return InvalidImage("The photo is empty: it has no bytes. Check the file that was sent.", field=PICTURE_FIELD)


def _whole(options: dict[str, Any], data: bytes | bytearray, filename: str = "") -> Upload:
    if not data:
        raise _empty()
    return Upload(options, _each(split(memoryview(data))), len(data), filename)


async def _each(chunks: Iterator[bytes]) -> AsyncIterator[bytes]:
    for chunk in chunks:
        yield chunk


async def rechunk(pieces: AsyncIterator[bytes], *, empty: PackshotError | None = None) -> AsyncIterator[bytes]:
    """Network pieces gathered or cut to the size that travels best; raises ``empty`` (``InvalidImage``) where none comes."""
    held, received = bytearray(), False
    async for piece in pieces:
        held += piece
        received = received or bool(piece)
        while len(held) >= CHUNK_BYTES:
            yield bytes(held[:CHUNK_BYTES])
            del held[:CHUNK_BYTES]
    if not received:
        raise empty or _empty()
    if held:
        yield bytes(held)
