"""Routes whose bodies are small documents: bounded while they are read, in bytes and in time."""

from collections.abc import Callable, Coroutine
from typing import Any

from fastapi.routing import APIRoute
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Message

from services.gateway.errors import BodyTooLarge
from services.gateway.json_document import read_document
from services.gateway.upload.bounds import bounded_body

MAX_BODY_BYTES = 64 * 1024
WITHIN_S = 10.0


class _DocumentRequest(Request):
    """A request whose JSON is read as that of any other body here."""

    async def json(self) -> Any:
        return read_document(await self.body())


class SmallBodyRoute(APIRoute):
    """A route whose body the framework may read whole."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()

        async def bounded(request: Request) -> Response:
            too_large = BodyTooLarge(
                f"The body is larger than {MAX_BODY_BYTES // 1024} KiB, which is the limit here. Send less.",
                max_bytes=MAX_BODY_BYTES,
            )
            pieces = bounded_body(request, max_bytes=MAX_BODY_BYTES, within_s=WITHIN_S, too_large=too_large)

            async def receive() -> Message:
                piece = await anext(pieces, None)
                if piece is None:
                    return {"type": "http.request", "body": b"", "more_body": False}
                return {"type": "http.request", "body": piece, "more_body": True}

            return await handle(_DocumentRequest(request.scope, receive))

        return bounded
