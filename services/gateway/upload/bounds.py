"""Reading a request's body within bounds of bytes and time, whether or not it says beforehand how long it is."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing

from starlette.requests import Request

from mesh.errors import ImageTooLarge, PackshotError
from services.gateway.errors import BadRequest, UploadTooSlow


def picture_too_large(max_bytes: int, field: str = "photo") -> ImageTooLarge:
    """What is told about a picture of more bytes than ``max_bytes``, sent as ``field``."""
    return ImageTooLarge(
        f"The picture is larger than {max_bytes / 1e6:.0f} MB, which is the limit. Send it smaller or more compressed.",
        max_bytes=max_bytes,
        field=field,
    )


def announced_bytes(request: Request) -> int:
    """What ``Content-Length`` says; 0 where it is missing."""
    text = request.headers.get("content-length", "0")
    if not (text.isascii() and text.isdigit()):
        raise BadRequest("The Content-Length is not a number. Leave it out, or send the right one.")
    return int(text)


async def bounded_body(
    request: Request, *, max_bytes: int, within_s: float, too_large: PackshotError
) -> AsyncIterator[bytes]:
    """The body's pieces as they come.

    Raises ``too_large`` before the first piece where the length announced is beyond ``max_bytes``, else as soon as it is passed;
    ``UploadTooSlow`` where the whole took longer than ``within_s``.
    """
    if announced_bytes(request) > max_bytes:
        raise too_large
    loop = asyncio.get_running_loop()
    until = loop.time() + within_s
    received = 0
    async with aclosing(request.stream()) as pieces:
        while True:
            try:
                async with asyncio.timeout_at(until):
                    piece = await anext(pieces, None)
            except TimeoutError as error:
                raise UploadTooSlow(
                    f"The request did not arrive within {within_s:g} s. Send a smaller picture, or over a faster line.",
                    limit_s=within_s,
                ) from error
            if piece is None:
                return
            received += len(piece)
            if received > max_bytes:
                raise too_large
            if piece:
                yield piece
