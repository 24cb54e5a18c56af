"""The worker: takes jobs from the lanes, carries them out, and says what became of them.

It may die at any point. What it has not written down is done again by the next one, under the next attempt; what it has written
twice is there once.
"""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import structlog

from mesh.deadlines import set_deadline
from mesh.errors import PackshotError
from mesh.identity import Caller, set_caller, set_request_id
from mesh.tokens import Clock, utc_now
from services.studio.assets.asset import Asset, Made
from services.studio.jobs.carried import Trade, Yield, carry_out
from services.studio.jobs.errors import QueueAway, WorkerLost
from services.studio.jobs.events import step_id
from services.studio.jobs.job import Job, Output, State, Step
from services.studio.jobs.lanes import Lanes
from services.studio.jobs.ledger import Ledger, Result
from services.studio.jobs.live import CANCEL, events_of, pack_changed, pack_preview, pack_step
from services.studio.jobs.outcome import MOST_FAILURES, Again, GivenUp, failure_of, judge
from services.studio.jobs.queue import ROOT, Delivery, Lane, Queue, lane_of
from services.studio.ports import Workshop
from services.studio.recipe import Recipe

log = structlog.get_logger(__name__)
HEARTBEAT_S = 8.0
STALE_S = 20.0
"""A running job that was heard of within this time is somebody else's, although its message came again."""
LONGEST_S = 600.0
"""One attempt."""
LOOK_S = 15.0
"""How often the documents are asked which lanes have work, for what the subscription has missed."""
NOTE_S = 0.5
"""Progress is written down this often at most; live it is told each time."""
STORE_AWAY_S = 2.0

Settle = Callable[[Job], Awaitable[None]]
"""Follows up the end of a job; may be called again for the same one."""


class Keeper(Protocol):
    """Where photos come from and pictures go to: ``Assets``."""

    async def get(self, account_id: str, asset_id: str) -> Asset: ...

    async def keep_made(
        self,
        account_id: str,
        job_id: str,
        attempt: int,
        recipe: str,
        parents: Sequence[str],
        made: Sequence[Made],
        *,
        tags: Sequence[str] = (),
        title: str = "",
    ) -> list[Asset]: ...

    async def confirm(self, account_id: str, asset_ids: Sequence[str]) -> None: ...


@dataclass(frozen=True)
class Bench:
    """What a worker works with."""

    recipes: Mapping[str, Recipe]
    workshop: Workshop
    trade: Trade
    keeper: Keeper
    credential: Callable[[str, frozenset[str]], Awaitable[Caller]]
    """Whom calls for an account's job are made as."""
    running_limit: Callable[[str], Awaitable[int]]
    """Jobs of an account that may run at a time."""
    settle: Sequence[Settle]


async def follow_up(ledger: Ledger, settlers: Sequence[Settle], job: Job) -> None:
    """Everything that an ended job brings with it, then the mark that it was done. What fails is left to the reconciler."""
    try:
        for settle in settlers:
            await settle(job)
        await ledger.settled(job)
    except PackshotError as error:
        log.info("job.unsettled", job=job.id, reason=error.reason)


class Worker:
    """Carries out ``parallel`` jobs at a time."""

    def __init__(
        self, ledger: Ledger, queue: Queue, bench: Bench, *, parallel: int, drain_s: float, now: Clock = utc_now
    ) -> None:
        self._ledger = ledger
        self._queue = queue
        self._bench = bench
        self._parallel = parallel
        self._drain_s = drain_s
        self._now = now
        self._lanes = Lanes()
        self._wake = asyncio.Event()
        self._running: dict[str, asyncio.Task[None]] = {}
        self._attempts: dict[str, asyncio.Task[Yield]] = {}
        queue.on_back.append(self._wake.set)

    async def run(self) -> None:
        """Works until it is cancelled; then what runs gets the time to end, and what does not is given back."""
        looking = asyncio.create_task(self._look())
        try:
            while True:
                if len(self._running) >= self._parallel or not await self._take_one():
                    await self._pause()
        finally:
            looking.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await looking
            await self._drain()

    async def _pause(self) -> None:
        now_s = asyncio.get_running_loop().time()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._wake.wait(), self._lanes.next_s(now_s))
        self._wake.clear()

    async def _drain(self) -> None:
        if self._running:
            await asyncio.wait(self._running.values(), timeout=self._drain_s)
        for task in self._running.values():
            task.cancel()
        await asyncio.gather(*self._running.values(), return_exceptions=True)

    # Finding work

    async def _look(self) -> None:
        """Listens for new messages and for cancellations, and asks the documents now and then."""
        ends: list[Callable[[], Awaitable[None]]] = []
        try:
            while True:
                try:
                    if not ends:
                        ends.append(await self._queue.listen(f"{ROOT}.>", self._heard))
                        ends.append(await self._queue.listen(f"{CANCEL}.*", self._asked_to_stop))
                    self._lanes.keep({Lane(*each) for each in await self._ledger.lanes()})
                    self._wake.set()
                except (QueueAway, PackshotError) as error:
                    log.info("worker.waiting", reason=type(error).__name__)
                    await asyncio.sleep(1)
                    continue
                await asyncio.sleep(LOOK_S)
        finally:
            for end in ends:
                await end()

    def _heard(self, subject: str, _: bytes) -> None:
        if (lane := lane_of(subject)) is not None:
            self._lanes.wake(lane)
            self._wake.set()

    def _asked_to_stop(self, subject: str, _: bytes) -> None:
        attempt = self._attempts.get(subject.rpartition(".")[2])
        if attempt is not None:
            attempt.cancel("asked")

    async def _take_one(self) -> bool:
        """Takes the next job there is; False where there is none."""
        loop = asyncio.get_running_loop()
        for lane in self._lanes.order(loop.time()):
            try:
                limit = await self._bench.running_limit(lane.account_id)
                delivery = await self._queue.take(lane, limit)
            except (QueueAway, PackshotError):
                await asyncio.sleep(0.2)
                return False
            if delivery is None:
                self._lanes.empty(lane, loop.time())
                continue
            self._lanes.gave(lane)
            self._begin(lane, delivery)
            return True
        return False

    def _begin(self, lane: Lane, delivery: Delivery) -> None:
        # By message and not by job: the same job may come a second time while the first is still ending.
        key = f"{delivery.job_id}/{id(delivery)}"
        task = self._running[key] = asyncio.create_task(self._handle(delivery))

        def ended(_: asyncio.Task[None]) -> None:
            self._running.pop(key, None)
            self._lanes.wake(lane)
            self._wake.set()

        task.add_done_callback(ended)

    # One job

    async def _handle(self, delivery: Delivery) -> None:
        try:
            await self._deal_with(delivery)
        except asyncio.CancelledError:
            await delivery.later(0)
            raise
        except PackshotError as error:
            # The store is away: nothing can be written down, so the job comes again.
            log.info("job.put_off", job=delivery.job_id, reason=error.reason)
            await delivery.later(STORE_AWAY_S)
        except Exception:
            log.exception("job.broken", job=delivery.job_id)
            await delivery.later(STORE_AWAY_S)

    async def _deal_with(self, delivery: Delivery) -> None:
        job = await self._ledger.find(delivery.job_id)
        if job is None or job.state.over:
            if job is not None:
                await follow_up(self._ledger, self._bench.settle, job)
            await delivery.done()
            return
        lost = job.state is State.RUNNING
        if lost and await self._alive(job):
            await delivery.later(STALE_S / 2)
            return
        if await self._ends_before_it_begins(job, lost=lost):
            await delivery.done()
            return
        claimed = await self._ledger.claim(job, lost=lost)
        if claimed is None:
            await delivery.later(1)
            return
        await self._tell_changed(claimed)
        await self._attempt(claimed, delivery)

    async def _alive(self, job: Job) -> bool:
        heard = await self._ledger.heartbeat_of(job)
        return heard is not None and (self._now() - heard).total_seconds() < STALE_S

    async def _ends_before_it_begins(self, job: Job, *, lost: bool) -> bool:
        ended: Job | None = None
        if job.cancel_asked:
            ended = await self._ledger.cancelled(job)
        elif lost and job.failures + 1 >= MOST_FAILURES:
            ended = await self._ledger.fail(job, failure_of(WorkerLost(job.failures + 1)))
        elif not lost and job.waits_until <= self._now():
            ended = await self._ledger.expire(job)
        if ended is not None:
            await self._over(ended)
        return ended is not None

    async def _attempt(self, job: Job, delivery: Delivery) -> None:
        attempt = self._attempts[job.id] = asyncio.create_task(self._carry_out(job))
        beating = asyncio.create_task(self._beat(job, delivery, attempt))
        try:
            await asyncio.wait({attempt})
        finally:
            # Also when this worker is told to stop: the recipe must not go on without anybody listening.
            beating.cancel()
            attempt.cancel()
            await asyncio.gather(beating, attempt, return_exceptions=True)
            if self._attempts.get(job.id) is attempt:
                del self._attempts[job.id]
            if not attempt.done() or attempt.cancelled():
                await self._stopped(job, delivery)
        if attempt.cancelled():
            return
        error = attempt.exception()
        if error is None:
            await self._finish(job, attempt.result(), delivery)
        elif isinstance(error, Exception):
            await self._fall_back(job, error, delivery)
        else:
            raise error

    async def _beat(self, job: Job, delivery: Delivery, attempt: asyncio.Task[Yield]) -> None:
        """Keeps message and document alive; ends the attempt where somebody cancelled the job or another worker has it."""
        while True:
            await asyncio.sleep(HEARTBEAT_S)
            await delivery.working()
            try:
                now = await self._ledger.heartbeat(job)
            except PackshotError:
                continue
            if now is None or now.cancel_asked:
                attempt.cancel("asked")
                return

    async def _carry_out(self, job: Job) -> Yield:
        recipe = self._bench.recipes.get(job.recipe)
        if recipe is None:
            raise LookupError(f"there is no recipe {job.recipe}")
        set_request_id(job.id)
        set_deadline(asyncio.get_running_loop().time() + LONGEST_S)
        set_caller(await self._bench.credential(job.account_id, frozenset({recipe.scope})))
        asset = await self._bench.keeper.get(job.account_id, job.asset_id)
        notes = _Notes(self._ledger, self._queue, job)
        return await carry_out(job, asset, recipe, self._bench.trade, self._bench.workshop, notes.take)

    async def _finish(self, job: Job, brought: Yield, delivery: Delivery) -> None:
        """Keeps what was made and writes the end down; where the store is away, for as long as that takes or the job is lost."""
        while True:
            try:
                assets = await self._bench.keeper.keep_made(
                    job.account_id,
                    job.id,
                    job.attempts,
                    job.recipe,
                    [job.asset_id],
                    brought.made,
                    tags=job.tags,
                    title=job.name,
                )
                outputs = tuple(
                    Output(asset.id, made.layer, made.variant) for asset, made in zip(assets, brought.made, strict=True)
                )
                cost = self._bench.recipes[job.recipe].credits * max(1, len(brought.manifests))
                ended = await self._ledger.succeed(job, Result(outputs, brought.report, brought.manifests, cost))
                break
            except PackshotError as error:
                if not error.retryable:
                    await self._fall_back(job, error, delivery)
                    return
                log.info("job.unkept", job=job.id, reason=error.reason)
                await delivery.working()
                await asyncio.sleep(STORE_AWAY_S / 2)
        if ended is not None:
            # Before anybody is told, so that whoever is finds the pictures in his list; the rest can follow.
            with contextlib.suppress(PackshotError):
                await self._bench.keeper.confirm(job.account_id, [output.asset_id for output in outputs])
            await self._over(ended)
        elif (
            (now := await self._ledger.find(job.id)) is not None and now.attempts == job.attempts and not now.state.over
        ):
            await delivery.later(1)
            return
        await delivery.done()

    async def _fall_back(self, job: Job, error: Exception, delivery: Delivery) -> None:
        """The attempt brought nothing."""
        if not isinstance(error, PackshotError):
            log.error("job.broken", job=job.id, exc_info=error)
        verdict = judge(error, job.failures)
        match verdict:
            case GivenUp(failure):
                ended = await self._ledger.fail(job, failure)
                if ended is not None:
                    await self._over(ended)
                await delivery.done()
            case Again(after_s, failure):
                waiting = await self._ledger.give_back(job, failure)
                if waiting is not None:
                    log.info(
                        "job.again", job=job.id, after_s=after_s, reason=failure.reason if failure else "OVERLOADED"
                    )
                    await self._tell_changed(waiting)
                await delivery.later(after_s)

    async def _stopped(self, job: Job, delivery: Delivery) -> None:
        """The attempt was stopped: by its owner, or because this worker goes."""
        now = await self._ledger.find(job.id)
        if now is not None and now.cancel_asked and now.attempts == job.attempts and not now.state.over:
            ended = await self._ledger.cancelled(now)
            if ended is not None:
                await self._over(ended)
            await delivery.done()
            return
        waiting = await self._ledger.give_back(job, None)
        if waiting is not None:
            await self._tell_changed(waiting)
        await delivery.later(0)

    async def _over(self, job: Job) -> None:
        log.info("job.ended", job=job.id, state=job.state.value, attempts=job.attempts, recipe=job.recipe)
        await self._tell_changed(job)
        await follow_up(self._ledger, self._bench.settle, job)

    async def _tell_changed(self, job: Job) -> None:
        await self._queue.tell(events_of(job.id), pack_changed(job.event_id))


class _Notes:
    """How far an attempt has come: told live each time, written down now and then."""

    def __init__(self, ledger: Ledger, queue: Queue, job: Job) -> None:
        self._ledger = ledger
        self._queue = queue
        self._job = job
        self._count = 0
        self._progress: tuple[int, Step] | None = None
        self._preview: tuple[int, bytes] | None = None
        # Not at once: most that is over within the time is never read.
        self._written_s = asyncio.get_running_loop().time()

    async def take(self, step: Step | None, preview: bytes | None) -> None:
        """Takes the next step, or preview."""
        self._count += 1
        event_id = step_id(self._job.attempts, self._count)
        subject = events_of(self._job.id)
        if step is not None:
            self._progress = event_id, step
            await self._queue.tell(subject, pack_step(event_id, step))
        if preview is not None:
            self._preview = event_id, preview
            await self._queue.tell(subject, pack_preview(event_id, preview))
        now_s = asyncio.get_running_loop().time()
        if now_s - self._written_s >= NOTE_S:
            self._written_s = now_s
            with contextlib.suppress(PackshotError):
                await self._ledger.note(self._job, progress=self._progress, preview=self._preview)
