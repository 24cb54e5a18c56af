"""The queue of jobs: bounded, in order of arrival, those of one group taken together. One thread paints.

Triton's own batcher only joins tensors along a batch dimension, for models that answer once; a model that answers with
a stream gathers itself. Knows neither Triton nor torch.
"""

import threading
from collections.abc import Callable, Sequence
from typing import Generic, Protocol, TypeVar

from models.diffusion.failures import QueueFull
from models.diffusion.request import PaintRequest


class Waiting(Protocol):
    """What the queue has to know of a job."""

    request: PaintRequest

    def cancelled(self) -> bool:
        """Whether nobody waits any more."""

    def dropped(self) -> None:
        """Told that it will not be painted."""


JobT = TypeVar("JobT", bound=Waiting)


class Gatherer(Generic[JobT]):
    """Hands jobs to ``paint``, in a thread of its own, at most ``batch`` at a time.

    Nobody is kept waiting for company: what is there when the painter becomes free is what goes together.
    """

    def __init__(
        self,
        paint: Callable[[Sequence[JobT]], None],
        *,
        queue: int,
        batch: int,
        together: Callable[[PaintRequest], int | None] = lambda request: None,
        crashed: Callable[[Sequence[JobT], Exception], None],
    ) -> None:
        """``together`` may lower ``batch`` for a request; ``crashed`` is told of jobs whose painting raised."""
        self._paint, self._together, self._crashed = paint, together, crashed
        self._queue, self._batch = queue, batch
        self._waiting: list[JobT] = []
        self._changed = threading.Condition()
        self._closed = False
        self._thread = threading.Thread(target=self._work, name="painter", daemon=True)
        self._thread.start()

    def submit(self, job: JobT) -> None:
        """Put ``job`` at the end. Raises ``QueueFull``; jobs that were cancelled while they waited take no place."""
        with self._changed:
            if len(self._waiting) >= self._queue:
                gone = [each for each in self._waiting if each.cancelled()]
                self._waiting = [each for each in self._waiting if each not in gone]
                for each in gone:
                    each.dropped()
            if self._closed or len(self._waiting) >= self._queue:
                raise QueueFull
            self._waiting.append(job)
            self._changed.notify()

    def close(self, timeout_s: float = 10.0) -> None:
        """Drop what waits, let what is being painted come to its end, for at most ``timeout_s``."""
        with self._changed:
            self._closed = True
            left, self._waiting = self._waiting, []
            self._changed.notify()
        for job in left:
            job.dropped()
        self._thread.join(timeout_s)

    def _work(self) -> None:
        while jobs := self._next():
            try:
                self._paint(jobs)
            except Exception as fault:  # noqa: BLE001 - the thread must outlive whatever a pipeline raises
                self._crashed(jobs, fault)

    def _next(self) -> list[JobT]:
        """The oldest job and those that can be painted with it; empty when closed."""
        with self._changed:
            self._changed.wait_for(lambda: self._waiting or self._closed)
            if not self._waiting:
                return []
            first = self._waiting[0].request
            most = min(self._batch, self._together(first) or self._batch)
            chosen = [job for job in self._waiting if job.request.group == first.group][:most]
            self._waiting = [job for job in self._waiting if job not in chosen]
            return chosen
