"""The short form of ``make chaos``: every part is killed once while jobs are handed in; nothing is lost, doubled or left behind."""

import pytest
from rich.console import Console

from benchmarks.chaos.__main__ import WATCHED_EVERY, run
from benchmarks.chaos.storm import PARTS

JOBS = 40


@pytest.mark.timeout(600)
def test_every_accepted_job_ends_once_whatever_dies() -> None:
    verdict = run(JOBS, 1, Console(quiet=True))
    assert set(verdict.kills) == set(PARTS)
    assert verdict.accepted == JOBS
    assert verdict.succeeded + verdict.failed == JOBS
    assert verdict.clean, verdict.document()
    assert verdict.watched == JOBS // WATCHED_EVERY
