"""Turns exceptions into status: our own by their cause, everything else into a neutral sentence."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import grpc
import structlog

from mesh.errors import PackshotError
from mesh.identity import current_request_id
from mesh.interceptors.guard import Call
from mesh.relay import relayed
from mesh.status import CODE_OF_CAUSE, neutral, trailing_metadata

log = structlog.get_logger(__name__)


def as_packshot_error(error: Exception) -> PackshotError:
    """The error to tell: ours as it is, another service's passed on, anything else neutral."""
    if isinstance(error, PackshotError):
        return error
    if isinstance(error, grpc.RpcError):
        return relayed(error, "service that is needed")
    return neutral(current_request_id())


@asynccontextmanager
async def failures(call: Call) -> AsyncIterator[None]:
    try:
        yield
    except (grpc.aio.AbortError, asyncio.CancelledError):
        raise
    except Exception as error:
        told = as_packshot_error(error)
        if told.reason == "INTERNAL":
            log.exception("call.unplanned", method=call.method, exc_info=error)
        await call.context.abort(
            CODE_OF_CAUSE[told.cause], told.message, trailing_metadata=trailing_metadata(told, current_request_id())
        )
