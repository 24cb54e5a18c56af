"""``Limits``: what an account may hand in."""

import asyncio

import pytest

from services.studio.jobs import limits as module
from services.studio.jobs.errors import CreditsSpent, TooManyJobs
from services.studio.jobs.job import State
from services.studio.jobs.limits import Limits, Quota


class Office:
    """Counts, quotas and credits, as a test sets them."""

    def __init__(self, *, queued: int = 0, limit: int = 0, credits_a_month: int = 0, spent: int = 0) -> None:
        self.queued = queued
        self.limit = limit
        self.credits_a_month = credits_a_month
        self.spent = spent
        self.counted = 0

    async def count(self, account_id: str, state: State) -> int:
        assert state is State.QUEUED
        self.counted += 1
        queued = self.queued
        await asyncio.sleep(0)
        return queued

    async def quota(self, account_id: str) -> Quota:
        return Quota(self.limit, 1, self.credits_a_month, 0)

    async def credits(self, account_id: str) -> int:
        return self.spent

    def limits(self) -> Limits:
        return Limits(self, self.quota, self.credits)


async def test_nothing_is_counted_where_there_is_no_limit() -> None:
    office = Office()
    limits = office.limits()
    for _ in range(100):
        await limits.admit("anna")
    assert office.counted == 0


async def test_a_full_queue_is_told_with_its_limit_and_when_to_come_back() -> None:
    limits = Office(queued=3, limit=3).limits()
    with pytest.raises(TooManyJobs) as caught:
        await limits.admit("anna")
    assert caught.value.facts == {"limit": "3"}
    assert caught.value.retry_after_s


async def test_of_many_that_come_at_once_as_many_are_let_in_as_there_is_room_for() -> None:
    limits = Office(queued=2, limit=5).limits()
    answers = await asyncio.gather(*(limits.admit("anna") for _ in range(50)), return_exceptions=True)
    assert [answer for answer in answers if answer is None] == [None] * 3
    assert all(isinstance(answer, TooManyJobs) for answer in answers if answer is not None)


async def test_accounts_do_not_count_together() -> None:
    limits = Office(limit=1).limits()
    await limits.admit("anna")
    await limits.admit("bert")


async def test_what_ended_makes_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "FULL_FRESH_S", 0.0)
    office = Office(queued=1, limit=1)
    limits = office.limits()
    with pytest.raises(TooManyJobs):
        await limits.admit("anna")
    office.queued = 0
    await limits.admit("anna")


async def test_spent_credits_are_no_matter_of_waiting() -> None:
    office = Office(credits_a_month=10, spent=9)
    limits = office.limits()
    await limits.admit("anna")
    office.spent = 10
    with pytest.raises(CreditsSpent) as caught:
        await limits.admit("anna")
    assert caught.value.facts == {"limit": "10"}
    assert not caught.value.retryable


async def test_a_count_that_fails_lets_nobody_wait_for_ever() -> None:
    office = Office(limit=1)
    limits = office.limits()

    async def away(account_id: str, state: State) -> int:
        raise OSError("away")

    office.count, counts = away, office.count  # type: ignore[method-assign]
    with pytest.raises(OSError, match="away"):
        await limits.admit("anna")
    office.count = counts  # type: ignore[method-assign]
    await limits.admit("anna")
