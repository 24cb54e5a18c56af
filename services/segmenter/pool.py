"""Room for work: threads for what keeps a core busy, and a line in front of them that does not grow without end.

Knows nothing of pictures. The heavy steps spend their time in OpenCV, numpy and libvips, which let go of the interpreter's
lock, so threads are enough, and pixels need not be copied between processes.
"""

import asyncio
import contextlib
import contextvars
from collections.abc import AsyncIterator, Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from mesh.errors import Overloaded

P = ParamSpec("P")
T = TypeVar("T")

RETRY_AFTER_S = 2.0
"""What a caller is told to wait: about the time of four cutouts."""


class Pool:
    """A fixed number of threads. Work that has begun is finished even if its caller is gone; its place is taken until then."""

    def __init__(self, threads: int) -> None:
        self._executor = ThreadPoolExecutor(threads, thread_name_prefix="pixels")
        self._places = asyncio.Semaphore(threads)

    async def run(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """``work`` in a thread, as soon as one is free. Cancelled while it waits, it never begins."""
        await self._places.acquire()
        loop = asyncio.get_running_loop()
        context = contextvars.copy_context()
        task = self._executor.submit(lambda: context.run(work, *args, **kwargs))

        def leave(_: Future[T]) -> None:
            with contextlib.suppress(RuntimeError):  # the loop is closed: nobody waits any more
                loop.call_soon_threadsafe(self._places.release)

        task.add_done_callback(leave)
        return await asyncio.wrap_future(task)

    def close(self) -> None:
        """Wait for what runs, take nothing more."""
        self._executor.shutdown(wait=True, cancel_futures=True)


class Gate:
    """Lets ``inside`` jobs work at once and ``waiting`` more stand in line; the next is turned away at once."""

    def __init__(self, inside: int, waiting: int) -> None:
        self._places = asyncio.Semaphore(inside)
        self._most = waiting
        self._waiting = 0

    @contextlib.asynccontextmanager
    async def place(self) -> AsyncIterator[None]:
        """A place inside, for as long as the block runs. Raises ``Overloaded`` where the line is full."""
        if self._places.locked() and self._waiting >= self._most:
            raise Overloaded(
                f"{self._most} photos are waiting already. Try again in a few seconds.", retry_after_s=RETRY_AFTER_S
            )
        self._waiting += 1
        try:
            await self._places.acquire()
        finally:
            self._waiting -= 1
        try:
            yield
        finally:
            self._places.release()
