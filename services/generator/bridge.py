"""From a scene's thread into the event loop and back: engines block, the model server's client does not. Knows no model."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Coroutine, Generator
from concurrent.futures import wait
from contextlib import aclosing
from queue import Empty, SimpleQueue
from typing import Any, TypeVar

_T = TypeVar("_T")
_POLL_S = 0.05
"""How soon a thread that waits notices that its caller has gone."""


class Bridge:
    """Runs coroutines on ``loop`` for threads. The calling thread's context (deadline, request id) goes with them."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop

    def wait(self, work: Coroutine[Any, Any, _T], check: Callable[[], None]) -> _T:
        """What ``work`` returns. ``check`` is called while waiting; what it raises cancels the work."""
        future = asyncio.run_coroutine_threadsafe(work, self._loop)
        try:
            while not wait((future,), _POLL_S).done:
                check()
            return future.result()
        finally:
            future.cancel()

    def iterate(self, stream: AsyncGenerator[_T, None], check: Callable[[], None]) -> Generator[_T, None, None]:
        """What ``stream`` yields, as it comes. Leaving early, or ``check`` raising, closes the stream at once."""
        inbox: SimpleQueue[_T | None] = SimpleQueue()

        async def carry() -> None:
            async with aclosing(stream):
                async for item in stream:
                    inbox.put(item)

        future = asyncio.run_coroutine_threadsafe(carry(), self._loop)
        future.add_done_callback(lambda _: inbox.put(None))
        try:
            while True:
                check()
                try:
                    item = inbox.get(timeout=_POLL_S)
                except Empty:
                    continue
                if item is None:
                    break
                yield item
            future.result()
        finally:
            future.cancel()
