"""``Attempts``: one message in hand, and whatever comes between."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from mesh.errors import InvalidImage, ServiceUnavailable
from mesh.tokens import utc_now
from services.studio.jobs import attempt
from services.studio.jobs.attempt import Attempts
from services.studio.jobs.job import Failure, Job, State
from services.studio.jobs.ledger import Ledger
from tests.integration.jobs.house import ANNA, SOON_S, House, Message, eventually


class Hooked(Ledger):
    """A ledger in which something happens after a claim, or before a failure is written down."""

    def __init__(self, house: House) -> None:
        super().__init__(house.documents, kept=timedelta(days=1))
        self.after_claim: Callable[[Job], Awaitable[None]] | None = None
        self.away = 0

    async def claim(self, job: Job, *, lost: bool) -> Job | None:
        claimed = await super().claim(job, lost=lost)
        if claimed is not None and self.after_claim is not None:
            await self.after_claim(claimed)
        return claimed

    async def fail(self, job: Job, failure: Failure) -> Job | None:
        if self.away:
            self.away -= 1
            raise ServiceUnavailable("away")
        return await super().fail(job, failure)


def attempts(house: House, ledger: Ledger | None = None, **bench: Any) -> Attempts:
    return Attempts(ledger or house.ledger, house.queue, replace(house.bench, **bench), now=utc_now)


def begin(handed: Attempts, message: Message) -> "asyncio.Task[None]":
    delivery: Any = message
    return asyncio.create_task(handed.deal_with(delivery))


async def running(house: House, job: Job) -> Job:
    return await house.until(job, lambda now: now.state is State.RUNNING and job.name in house.bakery.begun)


class TestFollowedByAnother:
    @pytest.mark.parametrize(
        "fault", [None, InvalidImage("no"), ServiceUnavailable("away")], ids=["made", "failed", "away"]
    )
    async def test_it_writes_nothing_and_leaves_the_message_to_the_other(
        self, house: House, fault: Exception | None
    ) -> None:
        job = await house.hand_in("late")
        message = Message(job)
        hold = house.keeper.gate = asyncio.Event()
        if fault is not None:
            house.bakery.holding = True
            house.bakery.late_faults = [fault]
        task = begin(attempts(house), message)
        first = await running(house, job)
        second = await house.ledger.claim(first, lost=True)
        assert second is not None
        hold.set()
        house.bakery.hold.set()
        await task
        assert message.verdicts == []
        now = await house.jobs.get(ANNA, job.id)
        assert (now.state, now.attempts) == (State.RUNNING, 2)
        assert house.settled == []

    async def test_the_heartbeat_stops_it(self, house: House) -> None:
        house.bakery.holding = True
        job = await house.hand_in("late")
        message = Message(job)
        task = begin(attempts(house), message)
        assert await house.ledger.claim(await running(house, job), lost=True) is not None
        await task
        assert house.bakery.stopped == ["late"]
        assert message.verdicts == []

    async def test_a_job_that_was_erased_needs_no_message(self, house: House) -> None:
        house.bakery.holding = True
        job = await house.hand_in("gone")
        message = Message(job)
        task = begin(attempts(house), message)
        await house.ledger.delete(await running(house, job))
        await task
        assert message.verdicts == ["done"]


class TestStopping:
    async def test_cancelled_between_claim_and_first_step(self, house: House) -> None:
        ledger = Hooked(house)
        handed = attempts(house, ledger)

        async def cancel(claimed: Job) -> None:
            await house.jobs.cancel(ANNA, claimed.id)
            handed.stop(claimed.id)

        ledger.after_claim = cancel
        job = await house.hand_in("never begun")
        message = Message(job)
        await begin(handed, message)
        assert (await house.jobs.get(ANNA, job.id)).state is State.CANCELLED
        assert message.verdicts == ["done"]
        assert house.bakery.begun == []

    async def test_last_words_of_a_recipe_are_no_failure(self, house: House) -> None:
        house.bakery.holding = True
        house.bakery.last_words = InvalidImage("I was stopped.")
        job = await house.hand_in("stopped")
        message, handed = Message(job), attempts(house)
        task = begin(handed, message)
        await running(house, job)
        await house.jobs.cancel(ANNA, job.id)
        handed.stop(job.id)
        await task
        now = await house.jobs.get(ANNA, job.id)
        assert (now.state, now.failure, message.verdicts) == (State.CANCELLED, None, ["done"])

    async def test_stopping_what_is_not_here_is_nothing(self, house: House) -> None:
        handed = attempts(house)
        handed.stop("job_elsewhere")
        job = await house.hand_in("here")
        await begin(handed, Message(job))
        assert (await house.jobs.get(ANNA, job.id)).state is State.SUCCEEDED

    async def test_a_worker_that_goes_while_it_keeps_gives_the_job_back_uncounted(self, house: House) -> None:
        house.keeper.gate = asyncio.Event()
        job = await house.hand_in("kept")
        message = Message(job)
        task = begin(attempts(house), message)
        await house.keeper.holding.wait()
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        now = await house.jobs.get(ANNA, job.id)
        assert (now.state, now.attempts, now.failures) == (State.QUEUED, 1, 0)
        assert message.verdicts[0] == "later 0"

    async def test_a_worker_that_goes_honours_a_cancellation_first(self, house: House) -> None:
        house.bakery.holding = True
        job = await house.hand_in("unwanted")
        message = Message(job)
        task = begin(attempts(house), message)
        await house.ledger.ask_to_cancel(await running(house, job))
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        assert (await house.jobs.get(ANNA, job.id)).state is State.CANCELLED
        assert message.verdicts[0] == "done"


class TestTime:
    async def test_slow_keeping_is_not_taken_for_death(self, house: House) -> None:
        hold = house.keeper.gate = asyncio.Event()
        job = await house.hand_in("large")
        message, again = Message(job), Message(job)
        task = begin(attempts(house), message)
        await house.keeper.holding.wait()
        # Longer than a worker may be silent.
        await eventually(lambda: len(message.told) >= 5)
        await begin(attempts(house), again)
        assert again.verdicts == [f"later {attempt.STALE_S / 2:g}"]
        hold.set()
        await task
        done = await house.jobs.get(ANNA, job.id)
        assert (done.state, done.attempts) == (State.SUCCEEDED, 1)

    async def test_a_recipe_that_hangs_is_ended(self, house: House, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(attempt, "LONGEST_S", 0.05)
        monkeypatch.setattr(attempt, "GRACE_S", 0.05)
        house.bakery.holding = True
        job = await house.hand_in("hangs")
        message = Message(job)
        async with asyncio.timeout(SOON_S):
            await begin(attempts(house), message)
        waiting = await house.jobs.get(ANNA, job.id)
        failure = await house.ledger.last_failure(job)
        assert failure is not None
        assert (waiting.state, waiting.failures, failure.reason) == (State.QUEUED, 1, "DEADLINE_EXCEEDED")

    async def test_a_store_that_is_away_does_not_hide_the_reason(self, house: House) -> None:
        ledger = Hooked(house)
        ledger.away = 2
        house.bakery.faults = [InvalidImage("Not a picture.")]
        job = await house.hand_in("bad")
        message = Message(job)
        await begin(attempts(house, ledger), message)
        now = await house.jobs.get(ANNA, job.id)
        assert now.failure is not None
        assert (now.state, now.attempts, now.failure.reason) == (State.FAILED, 1, "INVALID_IMAGE")
        assert message.verdicts == ["done"]


class TestWhatFollows:
    async def test_a_fault_in_what_follows_changes_nothing_of_the_end(self, house: House) -> None:
        async def broken(job: Job) -> None:
            raise KeyError(job.id)

        job = await house.hand_in("fine")
        message = Message(job)
        await begin(attempts(house, settle=[broken]), message)
        assert (await house.jobs.get(ANNA, job.id)).state is State.SUCCEEDED
        assert message.verdicts == ["done"]
        await house.reconciler.reconcile()
        assert [each.id for each in house.settled] == [job.id]

    async def test_a_keeper_s_own_fault_is_tried_again(self, house: House) -> None:
        house.keeper.broken = 1
        job = await house.hand_in("kept in the end")
        message = Message(job)
        await begin(attempts(house), message)
        waiting = await house.jobs.get(ANNA, job.id)
        assert (waiting.state, waiting.failures, message.verdicts) == (State.QUEUED, 1, ["later 0.05"])
        await begin(attempts(house), message)
        assert (await house.jobs.get(ANNA, job.id)).state is State.SUCCEEDED
