"""Jobs over a real document store and a real queue, with recipes that do tiny things."""

import asyncio
import contextlib
from datetime import timedelta
from typing import Any

import pytest

from mesh.errors import InvalidImage, Overloaded, ServiceUnavailable
from mesh.tokens import utc_now
from services.studio.assets.asset import Made
from services.studio.jobs import ledger, outcome
from services.studio.jobs.errors import JobNotFound, TooManyJobs
from services.studio.jobs.events import Changed, JobEvent, Progressed, end_id
from services.studio.jobs.job import Priority, State
from services.studio.jobs.jobs import NewJob
from services.studio.jobs.limits import Quota
from services.studio.jobs.queue import Lane
from services.studio.pages import Page
from tests.integration.jobs.house import ANNA, BERT, House, eventually, told


class TestTheWayOfAJob:
    async def test_succeeds_once_with_its_result(self, house: House) -> None:
        house.work()
        job = await house.hand_in("mug")
        done = await house.ended(job)
        assert (done.state, done.attempts, done.credits, done.event_id) == (State.SUCCEEDED, 1, 1, end_id(1))
        assert [output.layer for output in done.outputs] == ["product"]
        assert done.report == b"report"
        assert list(house.keeper.kept) == [f"{job.id}/1/product"]
        assert house.keeper.confirmed == [output.asset_id for output in done.outputs]
        await house.nothing_announced()
        assert [each.id for each in house.settled] == [job.id]

    async def test_the_same_id_is_the_same_job(self, house: House) -> None:
        wanted = NewJob("bake", b"wish", "ast_1")
        first, created = await house.jobs.create(ANNA, wanted, job_id="job_x")
        second, again = await house.jobs.create(ANNA, wanted, job_id="job_x")
        assert (created, again, first.id) == (True, False, second.id)
        assert await house.queue.announced() == {"job_x"}

    async def test_a_refusal_fails_at_once_and_costs_nothing(self, house: House) -> None:
        house.bakery.faults = [InvalidImage("Not a picture.", format="png")]
        house.work()
        done = await house.ended(await house.hand_in("bad"))
        assert done.state is State.FAILED
        assert done.failure is not None
        assert (done.failure.reason, done.failure.facts, done.credits) == ("INVALID_IMAGE", {"format": "png"}, 0)
        assert house.bakery.begun == ["bad"]

    async def test_a_service_that_comes_back_is_waited_for(self, house: House) -> None:
        house.bakery.faults = [ServiceUnavailable("away", service="triton")] * 3 + [
            Overloaded("busy", retry_after_s=0.05)
        ]
        house.work()
        done = await house.ended(await house.hand_in("patient"))
        assert (done.state, done.attempts, done.failures) == (State.SUCCEEDED, 5, 3)

    async def test_after_five_failures_it_is_put_aside_with_the_true_reason(self, house: House) -> None:
        house.bakery.faults = [ServiceUnavailable("The segmenter is away.", service="segmenter")] * 5
        house.work()
        done = await house.ended(await house.hand_in("hopeless"))
        assert done.state is State.FAILED
        assert done.failure is not None
        assert (done.failure.reason, done.failure.facts["service"]) == ("SERVICE_UNAVAILABLE", "segmenter")
        assert len(house.bakery.begun) == 5
        await house.nothing_announced()

    async def test_a_store_that_is_away_when_the_result_is_there_is_waited_for(self, house: House) -> None:
        house.keeper.away = 2
        house.work()
        done = await house.ended(await house.hand_in("kept"))
        assert (done.state, done.attempts) == (State.SUCCEEDED, 1)

    async def test_waits_no_longer_than_it_may(self, house: House) -> None:
        job = await house.hand_in("late", wait_at_most=timedelta(seconds=10))
        query = {"_id": job.id}
        await house.documents["jobs"].update_one(query, {"$set": {"waits_until": utc_now() - timedelta(seconds=1)}})
        await house.reconciler.reconcile()
        assert (await house.jobs.get(ANNA, job.id)).state is State.EXPIRED
        assert [each.state for each in house.settled] == [State.EXPIRED]


class TestDeath:
    async def test_accepted_while_the_queue_is_away(self, house: House) -> None:
        await house.crash_queue()
        job = await house.hand_in("unheard")
        house.work()
        await house.restart_queue()
        await house.reconciler.reconcile()
        assert (await house.ended(job)).state is State.SUCCEEDED

    async def test_a_queue_that_lost_its_files_is_told_again(self, house: House) -> None:
        jobs = [await house.hand_in(f"number {number}") for number in range(3)]
        await house.crash_queue()
        house.lose_files()
        await house.restart_queue()
        await house.reconciler.reconcile()
        house.work()
        assert {(await house.ended(job)).state for job in jobs} == {State.SUCCEEDED}

    async def test_the_queue_dies_while_jobs_run(self, house: House) -> None:
        house.bakery.holding = True
        house.work()
        jobs = [await house.hand_in(f"number {number}") for number in range(6)]
        await eventually(lambda: len(house.bakery.begun) == 2)
        await house.crash_queue()
        house.bakery.hold.set()
        house.bakery.holding = False
        # What ends meanwhile cannot be acknowledged, and comes again.
        await house.ended(jobs[0])
        await house.restart_queue()
        done = [await house.ended(job) for job in jobs]
        assert [(job.state, job.attempts) for job in done] == [(State.SUCCEEDED, 1)] * 6
        assert sorted(house.bakery.begun) == sorted(job.name for job in jobs)
        # Nobody looks at a lane without work: what could not be acknowledged is taken away.
        house.tasks.append(asyncio.create_task(house.reconciler.run()))
        await house.nothing_announced()

    async def test_the_stream_is_lost_while_jobs_run(self, house: House) -> None:
        house.bakery.holding = True
        house.work()
        # One reconciler a process, and they do not know of each other.
        house.tasks += [asyncio.create_task(house.reconciler.run()) for _ in range(2)]
        jobs = [await house.hand_in(f"number {number}") for number in range(6)]
        await eventually(lambda: len(house.bakery.begun) == 2)
        await house.crash_queue()
        house.lose_files()
        await house.restart_queue()
        house.bakery.holding = False
        house.bakery.hold.set()
        done = [await house.ended(job) for job in jobs]
        assert {job.state for job in done} == {State.SUCCEEDED}
        await house.nothing_announced()
        await eventually(lambda: {each.id for each in house.settled} == {job.id for job in jobs})

    async def test_more_than_a_page_of_documents_is_gone_through(
        self, house: House, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(ledger, "PAGE", 5)
        await house.crash_queue()
        jobs = [await house.hand_in(f"number {number}", batch_id="bat_1") for number in range(13)]
        await house.restart_queue()
        await house.reconciler.reconcile()
        assert await house.queue.announced() == {job.id for job in jobs}
        await house.documents["jobs"].update_many({}, {"$set": {"waits_until": utc_now()}})
        await house.reconciler.reconcile()
        assert await house.jobs.counts_of_batch("bat_1") == dict.fromkeys(State, 0) | {State.EXPIRED: 13}
        assert await house.jobs.erase(ANNA) == 13

    async def test_what_has_been_listed_long_enough_goes_when_it_is_settled(self, house: House) -> None:
        job, other = await house.hand_in("old"), await house.hand_in("unsettled")
        for each in (job, other):
            assert await house.ledger.cancelled(each) is not None
        await house.ledger.settled(job)
        await house.documents["jobs"].update_many({}, {"$set": {"delete_at": utc_now()}})
        outdated = [each.id async for each in house.ledger.outdated()]
        assert outdated == [job.id]
        await house.reconciler.reconcile()
        assert await house.jobs.list(ANNA, Page(50)) == ([], "")
        assert [each.id for each in house.settled] == [other.id]

    async def test_two_workers_and_a_message_that_came_twice(self, house: House) -> None:
        house.bakery.holding = True
        job = await house.hand_in("twice")
        house.work()
        house.work()
        await house.until(job, lambda now: now.state is State.RUNNING)
        await house.queue.announce(Lane(job.priority, ANNA), job.id, 99)
        # The second worker has seen it, and put it off.
        await asyncio.sleep(0.3)
        house.bakery.hold.set()
        done = await house.ended(job)
        assert (done.state, done.attempts, house.bakery.begun) == (State.SUCCEEDED, 1, ["twice"])
        await house.nothing_announced()

    async def test_a_worker_that_dies_is_followed_by_another(self, house: House) -> None:
        job = await house.hand_in("orphan")
        # What a worker leaves that is killed in the middle: a message in hand, a claimed document, and a kept picture.
        delivery = await house.queue.take(Lane(job.priority, ANNA), 4)
        assert delivery is not None
        claimed = await house.ledger.claim(job, lost=False)
        assert claimed is not None
        await house.keeper.keep_made(ANNA, job.id, 1, "bake", [], [Made("product", 0, "image/png", 1, 1, b"lost")])
        house.work()
        done = await house.ended(job)
        assert (done.state, done.attempts, done.failures) == (State.SUCCEEDED, 2, 1)
        assert [output.asset_id for output in done.outputs] == [f"ast/{job.id}/2/product"]

    async def test_workers_that_die_again_and_again_are_the_reason(self, house: House) -> None:
        job = await house.hand_in("killer")
        for times in range(5):
            claimed = await house.ledger.claim(await house.jobs.get(ANNA, job.id), lost=times > 0)
            assert claimed is not None
        await asyncio.sleep(0.7)
        house.work()
        done = await house.ended(job)
        assert done.failure is not None
        assert (done.state, done.failure.reason, done.failure.facts) == (State.FAILED, "WORKER_LOST", {"times": "5"})

    async def test_told_to_stop_it_gives_its_jobs_back(self, house: House) -> None:
        house.bakery.holding = True
        job = await house.hand_in("given back")
        task = house.work()
        await house.until(job, lambda now: now.state is State.RUNNING)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        waiting = await house.jobs.get(ANNA, job.id)
        assert (waiting.state, waiting.failures) == (State.QUEUED, 0)
        house.bakery.holding = False
        house.work()
        assert (await house.ended(job)).state is State.SUCCEEDED

    async def test_a_running_job_without_worker_and_message_is_taken_back(self, house: House) -> None:
        job = await house.hand_in("silent")
        claimed = await house.ledger.claim(job, lost=False)
        assert claimed is not None
        await house.queue.withdraw(Lane(job.priority, ANNA), job.id)
        await house.documents["jobs"].update_one(
            {"_id": job.id}, {"$set": {"heartbeat_at": utc_now() - timedelta(minutes=2)}}
        )
        await house.reconciler.reconcile()
        waiting = await house.jobs.get(ANNA, job.id)
        assert (waiting.state, waiting.failures) == (State.QUEUED, 1)
        house.work()
        assert (await house.ended(job)).state is State.SUCCEEDED

    async def test_a_message_without_document_is_taken_away(self, house: House) -> None:
        await house.queue.announce(Lane(Priority.BATCH, ANNA), "job_ghost", 0)
        await house.reconciler.reconcile()
        assert await house.queue.announced() == set()

    async def test_an_end_that_was_not_followed_up_is(self, house: House) -> None:
        job = await house.hand_in("unsettled")
        ended = await house.ledger.cancelled(job)
        assert ended is not None
        await house.reconciler.reconcile()
        assert [each.id for each in house.settled] == [job.id]
        await house.reconciler.reconcile()
        assert len(house.settled) == 1

    async def test_a_worker_taken_for_dead_writes_nothing(self, house: House) -> None:
        job = await house.hand_in("twice")
        first = await house.ledger.claim(job, lost=False)
        assert first is not None
        second = await house.ledger.claim(first, lost=True)
        assert second is not None
        assert await house.ledger.heartbeat(first) is None
        assert await house.ledger.give_back(first, None) is None
        assert await house.ledger.fail(first, outcome.failure_of(InvalidImage("no"))) is None
        assert (await house.jobs.get(ANNA, job.id)).attempts == 2


class TestCancelling:
    async def test_a_waiting_job_is_cancelled_at_once(self, house: House) -> None:
        job = await house.hand_in("unwanted")
        assert (await house.jobs.cancel(ANNA, job.id)).state is State.CANCELLED
        assert await house.queue.announced() == set()
        house.work()
        other = await house.hand_in("wanted")
        await house.ended(other)
        assert house.bakery.begun == ["wanted"]
        assert (await house.jobs.cancel(ANNA, job.id)).state is State.CANCELLED

    async def test_a_running_job_stops_within_a_step(self, house: House) -> None:
        house.bakery.holding = True
        house.work()
        job = await house.hand_in("stop me")
        await house.until(job, lambda now: now.state is State.RUNNING and bool(house.bakery.begun))
        asked = await house.jobs.cancel(ANNA, job.id)
        assert asked.state is State.RUNNING
        done = await house.ended(job)
        assert (done.state, done.credits) == (State.CANCELLED, 0)
        assert house.bakery.stopped == ["stop me"]
        assert house.keeper.kept == {}

    async def test_the_heartbeat_hears_of_it_where_the_live_word_is_lost(self, house: House) -> None:
        house.bakery.holding = True
        house.work()
        job = await house.hand_in("stop me")
        running = await house.until(job, lambda now: now.state is State.RUNNING)
        await house.ledger.ask_to_cancel(running)
        assert (await house.ended(job)).state is State.CANCELLED


class TestFairness:
    async def test_one_account_s_hundreds_do_not_starve_another_s_one(self, house: House) -> None:
        for number in range(300):
            await house.hand_in(f"anna {number}")
        only = await house.hand_in("bert", BERT)
        house.work()
        await house.ended(only)
        assert house.bakery.begun.index("bert") < 10

    async def test_what_somebody_waits_for_goes_first_and_batches_still_move(self, house: House) -> None:
        for number in range(20):
            await house.hand_in(f"batch {number}", priority=Priority.BATCH)
        last = [await house.hand_in(f"now {number}") for number in range(20)][-1]
        house.work()
        await house.ended(last)
        first = house.bakery.begun[:16]
        assert sum(name.startswith("now") for name in first) >= 12
        assert any(name.startswith("batch") for name in house.bakery.begun[:24])

    async def test_no_more_run_than_the_account_may(self, house: House) -> None:
        house.quotas[ANNA] = Quota(0, 1, 0, 0)
        house.bakery.holding = True
        jobs = [await house.hand_in(f"number {number}") for number in range(3)]
        house.work()
        await house.until(jobs[0], lambda now: now.state is State.RUNNING)
        other = await house.hand_in("bert", BERT)
        await house.until(other, lambda now: now.state is State.RUNNING)
        assert await house.jobs.count(ANNA) == (2, 1)
        house.bakery.hold.set()
        for job in jobs:
            await house.ended(job)

    async def test_the_queue_of_an_account_is_bounded(self, house: House) -> None:
        house.quotas[ANNA] = Quota(3, 1, 0, 0)
        for number in range(3):
            await house.jobs.admit(ANNA)
            await house.hand_in(f"number {number}")
        with pytest.raises(TooManyJobs) as caught:
            await house.jobs.admit(ANNA)
        assert caught.value.facts["limit"] == "3"
        await house.jobs.admit(BERT)


class TestWatching:
    async def test_tells_each_change_once_and_goes_on_after_any_of_them(self, house: House) -> None:
        job = await house.hand_in("seen")
        watching = asyncio.create_task(told(house, job))
        await asyncio.sleep(0.05)
        house.work()
        events = await watching
        ids = [event.event_id for event in events]
        assert ids == sorted(set(ids))
        changes = [event for event in events if isinstance(event, Changed)]
        assert [event.job.state for event in changes] == [State.QUEUED, State.RUNNING, State.SUCCEEDED]
        assert any(isinstance(event, Progressed) for event in events)
        for index, event in enumerate(changes):
            again = [each for each in await told(house, job, event.event_id) if isinstance(each, Changed)]
            assert [each.event_id for each in again] == [each.event_id for each in changes[index + 1 :]]

    async def test_who_comes_late_starts_from_the_latest_progress(self, house: House) -> None:
        house.bakery.holding = True
        house.work()
        job = await house.hand_in("late")
        await house.until(job, lambda now: now.progress is not None)
        seen: list[JobEvent] = []
        watching: Any = house.jobs.watch(ANNA, job.id, 0)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(0.5):
                async for event in watching:
                    seen += [event]
        await watching.aclose()
        assert [type(event) for event in seen] == [Changed, Changed, Progressed]
        house.bakery.hold.set()
        await house.ended(job)

    async def test_every_attempt_s_events_come_after_the_one_s_before(self, house: House) -> None:
        house.bakery.faults = [ServiceUnavailable("away", service="triton")] * 2
        house.work()
        job = await house.hand_in("again")
        events = await told(house, job)
        changes = [event.job.state for event in events if isinstance(event, Changed)]
        assert changes[-1] is State.SUCCEEDED
        assert changes.count(State.RUNNING) == 3
        ids = [event.event_id for event in events]
        assert ids == sorted(set(ids))

    async def test_a_watcher_outlives_the_queue(self, house: House) -> None:
        house.bakery.holding = True
        house.work()
        job = await house.hand_in("through")
        await house.until(job, lambda now: now.state is State.RUNNING)
        watching = asyncio.create_task(told(house, job))
        await asyncio.sleep(0.1)
        house.server.kill()
        house.server.start()
        house.bakery.hold.set()
        events = await watching
        changes = [event for event in events if isinstance(event, Changed)]
        assert changes[-1].job.state is State.SUCCEEDED


class TestOthers:
    async def test_another_account_s_job_does_not_exist(self, house: House) -> None:
        job = await house.hand_in("mine")
        with pytest.raises(JobNotFound):
            await house.jobs.get(BERT, job.id)
        with pytest.raises(JobNotFound):
            await house.jobs.cancel(BERT, job.id)
        with pytest.raises(JobNotFound):
            async for _ in house.jobs.watch(BERT, job.id, 0):
                pass
        assert await house.jobs.list(BERT, Page(50)) == ([], "")
        assert [each.id for each in (await house.jobs.list(ANNA, Page(50)))[0]] == [job.id]
        assert (await house.jobs.list(ANNA, Page(50), states=[State.FAILED]))[0] == []

    async def test_erasing_cancels_and_removes(self, house: House) -> None:
        house.bakery.holding = True
        house.work()
        running = await house.hand_in("running")
        await house.until(running, lambda now: now.state is State.RUNNING)
        await house.hand_in("waiting")
        theirs = await house.hand_in("theirs", BERT)
        assert await house.jobs.erase(ANNA) == 2
        assert (await house.jobs.list(ANNA, Page(50)))[0] == []
        assert (await house.jobs.get(BERT, theirs.id)).id == theirs.id
        await eventually(lambda: bool(house.bakery.stopped))
