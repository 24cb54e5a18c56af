"""What becomes of a job whose attempt ended without a result."""

from dataclasses import dataclass

from mesh.errors import Cause, Internal, PackshotError
from services.studio.jobs.job import Failure

MOST_FAILURES = 5
"""Attempts without a result after which a job is put aside."""
PAUSES_S = (2.0, 8.0, 30.0, 60.0)
"""Before the second attempt, the third, and so on: together longer than a service takes to come back."""
BUSY_S = 2.0
_PASSING = frozenset({Cause.UNAVAILABLE, Cause.TIMED_OUT, Cause.INTERNAL, Cause.UNAUTHENTICATED})
"""Causes that another attempt may not meet. UNAUTHENTICATED too: the worker's own token is at fault, never the caller's."""


@dataclass(frozen=True)
class Again:
    """The job is tried again."""

    after_s: float
    failure: Failure | None
    """What is counted against it; None where nothing is: there was no room for it, which is nobody's fault."""


@dataclass(frozen=True)
class GivenUp:
    """The job has failed."""

    failure: Failure


def failure_of(error: PackshotError) -> Failure:
    """What a caller would have been told."""
    return Failure(error.reason, error.message, dict(error.facts), error.retryable)


def judge(error: Exception, failures: int) -> Again | GivenUp:
    """``failures``: those counted against the job before this one."""
    told = (
        error
        if isinstance(error, PackshotError)
        else Internal("Something failed that nobody planned for. Try again later.")
    )
    failure = failure_of(told)
    if told.cause is Cause.OVERLOADED:
        return Again(max(BUSY_S, told.retry_after_s or 0.0), None)
    if told.cause not in _PASSING or failures + 1 >= MOST_FAILURES:
        return GivenUp(failure)
    return Again(PAUSES_S[min(failures, len(PAUSES_S) - 1)], failure)
