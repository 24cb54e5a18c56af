"""A gRPC call that is written to and read from at once. What callers and services share: neither may lose why a call ended.

Two habits of grpc.aio (1.85) make this necessary. What a request iterator raises is logged and lost. And where a service ends a
call before its upload is whole (it refuses a header, say), a write that fails as the call ends puts ``INTERNAL: Internal error
from Core`` in the place of what the service said (grpc/grpc#36066).
"""

import asyncio
import contextlib
from collections.abc import AsyncGenerator, AsyncIterable, AsyncIterator, Coroutine
from contextlib import aclosing, asynccontextmanager
from typing import Any, TypeVar, cast

import grpc

STATUS_WAIT_S = 1.0
"""How long the service's own status is waited for after a failed write; it is on its way already."""
_FAILED_WRITE = (grpc.StatusCode.INTERNAL, "Internal error from Core")

Value = TypeVar("Value")


class Ending:
    """How a call really ended. Make one as soon as the call is made."""

    def __init__(self, call: Any) -> None:
        self._call = call
        self._told: asyncio.Future[grpc.aio.AioRpcError] = asyncio.get_running_loop().create_future()
        call.add_done_callback(self._note)

    def _note(self, _: Any) -> None:
        # Now, not later: a failed write may overwrite the status in the next moment.
        error = _status(self._call)
        if not _is_failed_write(error) and not self._told.done():
            self._told.set_result(error)

    async def of(self, error: grpc.aio.AioRpcError) -> grpc.aio.AioRpcError:
        """The service's own status where ``error`` is only that of a write; its code may even be OK."""
        if _is_failed_write(error):
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(STATUS_WAIT_S):
                    return await asyncio.shield(self._told)
        return error


@asynccontextmanager
async def duplex(call: Any, requests: AsyncIterable[Any]) -> AsyncGenerator[AsyncIterator[Any], None]:
    """The answers of ``call`` (made without a request iterator) while ``requests`` are being sent beside.

    Iterating raises what ``requests`` raise, or ``grpc.aio.AioRpcError`` with the service's own status. Leaving the context
    cancels whatever is left of the call.
    """
    ending = Ending(call)
    writing = asyncio.create_task(_write(call, requests))
    try:
        async with aclosing(_read(call, writing, ending)) as answers:
            yield answers
    finally:
        call.cancel()
        writing.cancel()
        with contextlib.suppress(asyncio.CancelledError, Exception):
            await writing


async def _write(call: Any, requests: AsyncIterable[Any]) -> None:
    try:
        async for request in requests:
            try:
                await call.write(request)
            except (grpc.RpcError, asyncio.InvalidStateError):
                # The call is over before its upload is; its status says why, and the reader gets that.
                return
        await call.done_writing()
    except BaseException:
        # The reader wakes up, finds this task's exception and raises it.
        call.cancel()
        raise


async def _read(call: Any, writing: asyncio.Task[None], ending: Ending) -> AsyncGenerator[Any, None]:
    try:
        async with aclosing(call.__aiter__()) as messages:
            async for message in messages:
                yield message
    except (asyncio.CancelledError, grpc.aio.AioRpcError) as error:
        if writing.done() and not writing.cancelled() and (cause := writing.exception()) is not None:
            raise cause from None
        if not isinstance(error, grpc.aio.AioRpcError):
            raise
        real = await ending.of(error)
        if real.code() is not grpc.StatusCode.OK:
            raise real from None


def _is_failed_write(error: grpc.aio.AioRpcError) -> bool:
    return (error.code(), error.details()) == _FAILED_WRITE


def _status(call: Any) -> grpc.aio.AioRpcError:
    """The status of a call that is over, as it stands at this moment."""
    return grpc.aio.AioRpcError(
        _settled(call.code()),
        _settled(call.initial_metadata()),
        _settled(call.trailing_metadata()),
        details=_settled(call.details()),
        debug_error_string=_settled(call.debug_error_string()),
    )


def _settled(coroutine: Coroutine[Any, Any, Value]) -> Value:
    """What a coroutine returns that has nothing to wait for."""
    try:
        coroutine.send(None)
    except StopIteration as stop:
        return cast(Value, stop.value)
    coroutine.close()
    raise RuntimeError("a call that is over still has something to wait for")
