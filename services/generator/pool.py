"""Threads for scenes: bounded, with a bounded queue before them, and a way to tell a running one to stop.

numpy and OpenCV let go of the interpreter's lock, so threads are enough; the event loop stays free. Must not know gRPC.
"""

import asyncio
from collections.abc import AsyncGenerator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass
from threading import Event
from typing import Generic, TypeVar

from mesh.errors import Cancelled, Overloaded
from services.generator.arrays import Bytes

_T = TypeVar("_T")
_RETRY_AFTER_S = 2.0


@dataclass(frozen=True)
class Step:
    """A step began: ``done`` of ``total`` are behind."""

    stage: str
    done: int
    total: int


@dataclass(frozen=True)
class Preview:
    """A small picture of the work so far."""

    pixels: Bytes
    """(h, w, 3) uint8, at most 256 px a side."""


@dataclass(frozen=True)
class Made(Generic[_T]):
    """A part of the work is finished, such as one scene of several."""

    value: _T


class JobWatch(Generic[_T]):
    """Carries steps, previews and what is made from the worker's thread to the event loop; the ``Watch`` that engines are given."""

    def __init__(self, send: Callable[[object], None]) -> None:
        self._send = send
        self._stop = Event()
        self._total, self._begun, self._stage = 1, 0, ""
        self._behind, self._of = 0, 1

    def split(self, part: int, parts: int) -> None:
        """What follows is the ``part``-th of ``parts`` equal parts of the work."""
        self._behind, self._of, self._begun = part, parts, 0

    def stop(self) -> None:
        """Tell the worker that nobody waits any more; it stops at its next step."""
        self._stop.set()

    def begin(self, total: int) -> None:
        """How many steps there will be."""
        self._total = max(1, total)

    def step(self, stage: str) -> None:
        """Report a step; raises ``Cancelled`` after ``stop``."""
        self.check()
        self._send(Step(stage, self._behind * self._total + min(self._begun, self._total), self._of * self._total))
        self._begun += 1
        self._stage = stage

    def made(self, value: _T) -> None:
        """Hand over a finished part, of which nothing need be kept here."""
        self._send(Made(value))

    def finish(self) -> None:
        """Report that all steps are behind."""
        self._send(Step(self._stage, self._of * self._total, self._of * self._total))

    def preview(self, pixels: Bytes) -> None:
        """Send a preview."""
        self.check()
        self._send(Preview(pixels))

    def check(self) -> None:
        """Raises ``Cancelled`` after ``stop``."""
        if self._stop.is_set():
            raise Cancelled("The caller went away, so the scene was not finished.")


class Pool:
    """At most ``workers`` jobs run and ``max_waiting`` wait."""

    def __init__(self, workers: int, max_waiting: int) -> None:
        self._workers, self._most = workers, workers + max_waiting
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="scene")
        self._inside = 0

    def admit(self) -> int:
        """Take a place; returns how many wait before it. Raises ``Overloaded`` when there is none. Pair with ``leave``."""
        if self._inside >= self._most:
            raise Overloaded(
                f"All {self._workers} workers are busy and the queue is full. Try again in a few seconds.",
                retry_after_s=_RETRY_AFTER_S,
            )
        self._inside += 1
        return max(0, self._inside - self._workers)

    def leave(self) -> None:
        """Give the place back."""
        self._inside -= 1

    async def run(self, work: Callable[[JobWatch[_T]], None]) -> AsyncGenerator[Step | Preview | Made[_T], None]:
        """Run ``work`` on a thread; yields its steps, previews and what it makes, and raises what it raises. Closing the iterator
        stops the work.

        A worker that was told to stop still holds its thread until its next step, so this waits for it: the bound must hold.
        """
        loop = asyncio.get_running_loop()
        events: asyncio.Queue[object] = asyncio.Queue()

        def send(event: object) -> None:
            loop.call_soon_threadsafe(events.put_nowait, event)

        watch: JobWatch[_T] = JobWatch(send)
        ended = asyncio.Event()

        def end() -> None:
            ended.set()
            events.put_nowait(ended)

        # With the call's deadline and request id, for what the work asks of others.
        future = self._threads.submit(copy_context().run, work, watch)
        future.add_done_callback(lambda _: loop.call_soon_threadsafe(end))
        try:
            while (event := await events.get()) is not ended:
                if isinstance(event, Step | Preview | Made):
                    yield event
            future.result()
        finally:
            watch.stop()
            if not future.cancel():
                await ended.wait()

    def close(self) -> None:
        """Refuse new work and let running jobs end."""
        self._threads.shutdown(wait=False, cancel_futures=True)
