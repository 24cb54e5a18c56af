"""What a watcher is told of a job, and how events are counted.

An event's id is the attempt in the upper bits and a count in the lower ones, so ids grow even where a worker died before what it
told last was written down: the next attempt begins above all of it.
"""

from dataclasses import dataclass
from typing import TypeAlias

from services.studio.jobs.job import Job, Step

BITS = 20
CREATED = 1
"""Id of a job's first event. Above 0, so that watching after 0 tells everything."""
_BACK, _END = (1 << BITS) - 2, (1 << BITS) - 1
LAST_STEP = _BACK - 1


def begun_id(attempt: int) -> int:
    """Id of the event that attempt ``attempt`` (from 1) has begun."""
    return attempt << BITS


def step_id(attempt: int, count: int) -> int:
    """Id of the ``count``-th (from 1) progress or preview of an attempt."""
    return attempt << BITS | min(count, LAST_STEP)


def back_id(attempt: int) -> int:
    """Id of the event that the attempt ended without a result and the job waits again."""
    return attempt << BITS | _BACK


def end_id(attempt: int) -> int:
    """Id of the event that the job has ended."""
    return attempt << BITS | _END


@dataclass(frozen=True)
class Changed:
    """The job's state changed."""

    event_id: int
    job: Job


@dataclass(frozen=True)
class Progressed:
    """It has come further."""

    event_id: int
    step: Step


@dataclass(frozen=True)
class Previewed:
    """A small picture of the work so far."""

    event_id: int
    jpeg: bytes


JobEvent: TypeAlias = Changed | Progressed | Previewed
