"""``judge``: again, or not."""

import pytest

from mesh.errors import DeadlineExceeded, InvalidImage, Overloaded, PackshotError, ServiceUnavailable, TokenExpired
from services.studio.jobs.errors import TooManyJobs
from services.studio.jobs.outcome import BUSY_S, MOST_FAILURES, PAUSES_S, Again, GivenUp, failure_of, judge

AWAY = ServiceUnavailable("The segmenter does not answer.", service="segmenter")


@pytest.mark.parametrize(
    "error",
    [AWAY, DeadlineExceeded("late"), TokenExpired("old"), PackshotError("ours")],
    ids=lambda error: error.reason,
)
def test_what_passes_is_tried_again_with_longer_pauses(error: PackshotError) -> None:
    verdicts = [judge(error, failures) for failures in range(MOST_FAILURES - 1)]
    assert verdicts == [Again(pause_s, failure_of(error)) for pause_s in PAUSES_S]


def test_the_fifth_failure_is_the_last_and_tells_the_true_reason() -> None:
    verdict = judge(AWAY, MOST_FAILURES - 1)
    assert isinstance(verdict, GivenUp)
    assert (verdict.failure.reason, verdict.failure.facts) == ("SERVICE_UNAVAILABLE", {"service": "segmenter"})
    assert verdict.failure.retryable


@pytest.mark.parametrize("failures", [0, MOST_FAILURES - 1, 100])
def test_being_busy_is_never_held_against_the_job(failures: int) -> None:
    assert judge(Overloaded("full", retry_after_s=7), failures) == Again(7, None)
    assert judge(Overloaded("full"), failures) == Again(BUSY_S, None)
    assert judge(TooManyJobs(3), failures) == Again(5, None)


def test_a_refusal_is_final() -> None:
    verdict = judge(InvalidImage("Not a picture.", format="png"), 0)
    assert isinstance(verdict, GivenUp)
    assert verdict.failure == failure_of(InvalidImage("Not a picture.", format="png"))
    assert not verdict.failure.retryable


def test_a_fault_of_ours_is_tried_again_and_tells_nothing_of_itself() -> None:
    verdict = judge(KeyError("secret"), 0)
    assert isinstance(verdict, Again)
    assert verdict.failure is not None
    assert verdict.failure.reason == "INTERNAL"
    assert "secret" not in verdict.failure.message
