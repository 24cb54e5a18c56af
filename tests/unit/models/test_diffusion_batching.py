"""The queue, with a painter that waits until it is told to go on."""

import threading
from collections.abc import Callable, Iterator, Sequence

import pytest

from models.diffusion.batching import Gatherer
from models.diffusion.failures import QueueFull
from tests.unit.models.test_diffusion_request import SDXL, request


class Job:
    def __init__(self, number: int, height: int = 64) -> None:
        self.number, self.request = number, request(height, seed=number).settled(SDXL)
        self.gone = self.told = False

    def cancelled(self) -> bool:
        return self.gone

    def dropped(self) -> None:
        self.told = True


class Easel:
    """A painter that notes what it is given, and paints one batch each time ``go`` is released."""

    def __init__(self) -> None:
        self.painted: list[list[int]] = []
        self.begun, self.go = threading.Semaphore(0), threading.Semaphore(0)
        self.failure: Exception | None = None

    def paint(self, jobs: Sequence[Job]) -> None:
        self.painted.append([job.number for job in jobs])
        self.begun.release()
        self.go.acquire(timeout=10)
        if self.failure:
            raise self.failure


@pytest.fixture
def easel() -> Easel:
    return Easel()


@pytest.fixture
def gatherer(easel: Easel) -> Iterator[Callable[..., Gatherer[Job]]]:
    made: list[Gatherer[Job]] = []

    def make(queue: int = 8, batch: int = 3, together: int | None = None) -> Gatherer[Job]:
        crashed = lambda jobs, fault: easel.painted.append([-job.number for job in jobs])  # noqa: E731
        gatherer = Gatherer(easel.paint, queue=queue, batch=batch, together=lambda _: together, crashed=crashed)
        made.append(gatherer)
        return gatherer

    yield make
    for each in made:
        easel.go.release(100)
        each.close()


def busy(gatherer: Gatherer[Job], easel: Easel) -> None:
    """Have it paint job 0, so that what comes next has to wait."""
    gatherer.submit(Job(0))
    assert easel.begun.acquire(timeout=10)


def finish(easel: Easel, batches: int) -> None:
    easel.go.release()
    for _ in range(batches):
        assert easel.begun.acquire(timeout=10)
        easel.go.release()


def test_one_alone_is_painted_at_once(easel: Easel, gatherer: Callable[..., Gatherer[Job]]) -> None:
    busy(gatherer(), easel)
    assert easel.painted == [[0]]


def test_those_of_a_size_go_together_and_the_oldest_first(easel: Easel, gatherer: Callable[..., Gatherer[Job]]) -> None:
    line = gatherer()
    busy(line, easel)
    for job in (Job(1), Job(2, height=128), Job(3), Job(4), Job(5), Job(6, height=128)):
        line.submit(job)
    finish(easel, 3)
    assert easel.painted == [[0], [1, 3, 4], [2, 6], [5]]


def test_what_did_not_fit_together_before_is_kept_apart(easel: Easel, gatherer: Callable[..., Gatherer[Job]]) -> None:
    line = gatherer(together=1)
    busy(line, easel)
    line.submit(Job(1))
    line.submit(Job(2))
    finish(easel, 2)
    assert easel.painted == [[0], [1], [2]]


def test_the_queue_is_bounded_and_the_cancelled_take_no_place(
    easel: Easel, gatherer: Callable[..., Gatherer[Job]]
) -> None:
    line = gatherer(queue=2)
    busy(line, easel)
    left, stays, late = Job(1), Job(2), Job(3)
    line.submit(left)
    line.submit(stays)
    with pytest.raises(QueueFull):
        line.submit(late)
    left.gone = True
    line.submit(late)
    assert left.told
    finish(easel, 1)
    assert easel.painted == [[0], [2, 3]]


def test_a_painter_that_fails_paints_the_next(easel: Easel, gatherer: Callable[..., Gatherer[Job]]) -> None:
    line = gatherer()
    easel.failure = ValueError("a fault of the library")
    busy(line, easel)
    line.submit(Job(1, height=128))
    finish(easel, 1)
    line.close()
    assert easel.painted == [[0], [0], [1], [-1]]


def test_closing_drops_what_waits(easel: Easel, gatherer: Callable[..., Gatherer[Job]]) -> None:
    line = gatherer()
    busy(line, easel)
    waiting = Job(1)
    line.submit(waiting)
    easel.go.release()
    line.close()
    assert waiting.told or easel.painted == [[0], [1]]
    with pytest.raises(QueueFull):
        line.submit(Job(2))
