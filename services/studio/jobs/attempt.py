"""One job in a worker's hands: whether it is to be begun, the attempt, and what is written down of its end.

A worker may die at any point. What it has not written down is done again by the next one, under the next attempt; what it has
written twice is there once. An attempt that another one has followed writes nothing, and leaves the message to the other.
"""

import asyncio
import contextlib
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

import structlog

from mesh.deadlines import set_deadline
from mesh.errors import DeadlineExceeded, PackshotError
from mesh.identity import Caller, set_caller, set_request_id
from mesh.tokens import Clock
from services.studio.assets.asset import Asset, Made
from services.studio.jobs.carried import Trade, Yield, carry_out
from services.studio.jobs.errors import WorkerLost
from services.studio.jobs.job import Job, Output, State
from services.studio.jobs.ledger import Ledger, Result
from services.studio.jobs.live import events_of, pack_changed
from services.studio.jobs.notes import Notes
from services.studio.jobs.outcome import MOST_FAILURES, Again, GivenUp, failure_of, judge
from services.studio.jobs.queue import Delivery, Queue
from services.studio.jobs.settling import Settle, follow_up
from services.studio.ports import Workshop
from services.studio.recipe import Recipe

log = structlog.get_logger(__name__)
HEARTBEAT_S = 8.0
STALE_S = 20.0
"""A running job that was heard of within this time is somebody else's, although its message came again."""
LONGEST_S = 600.0
"""What one attempt's calls may take."""
GRACE_S = 10.0
"""How long after that an attempt is ended that has not ended by itself."""
STOP_S = 5.0
"""How long a recipe that is stopped may take to stop."""
STORE_AWAY_S = 2.0

T = TypeVar("T")


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


class Attempts:
    """The jobs that one worker has in hand."""

    def __init__(self, ledger: Ledger, queue: Queue, bench: Bench, *, now: Clock) -> None:
        self._ledger = ledger
        self._queue = queue
        self._bench = bench
        self._now = now
        self._in_hand: Counter[str] = Counter()
        self._under_way: dict[str, asyncio.Task[Yield]] = {}
        self._asked: set[str] = set()
        """Jobs in hand that are to stop, and had not begun when that was said"""

    def stop(self, job_id: str) -> None:
        """Stops the job's attempt, if there is one here; whether it was cancelled, its document says."""
        attempt = self._under_way.get(job_id)
        if attempt is not None:
            attempt.cancel()
        elif self._in_hand[job_id]:
            self._asked.add(job_id)

    async def deal_with(self, delivery: Delivery) -> None:
        """Does what is to be done about a message, and says so to the queue. Cancelling it gives the job back."""
        job_id = delivery.job_id
        self._in_hand[job_id] += 1
        try:
            await self._look_at(delivery)
        except asyncio.CancelledError:
            await delivery.later(0)
            raise
        except PackshotError as error:
            # The store is away: nothing can be written down, so the job comes again.
            log.info("job.put_off", job=job_id, reason=error.reason)
            await delivery.later(STORE_AWAY_S)
        except Exception:
            log.exception("job.broken", job=job_id)
            await delivery.later(STORE_AWAY_S)
        finally:
            self._in_hand[job_id] -= 1
            if not self._in_hand[job_id]:
                del self._in_hand[job_id]
                self._asked.discard(job_id)

    # Whether to begin

    async def _look_at(self, delivery: Delivery) -> None:
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
        # Read while the claim is written: what is not there is told by the attempt, which then has it to tell.
        reading = asyncio.create_task(self._bench.keeper.get(job.account_id, job.asset_id))
        try:
            claimed = await self._ledger.claim(job, lost=lost)
            if claimed is None:
                await delivery.later(1)
                return
            await self._tell_changed(claimed)
            await self._attempt(claimed, delivery, reading)
        finally:
            reading.cancel()
            await asyncio.gather(reading, return_exceptions=True)

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

    # The attempt

    async def _attempt(self, job: Job, delivery: Delivery, reading: "asyncio.Task[Asset]") -> None:
        attempt = self._under_way[job.id] = asyncio.create_task(self._carry_out(job, reading))
        if job.id in self._asked:
            attempt.cancel()
        # Until all is written down, not only until the recipe has ended: keeping large pictures takes its time too.
        beating = asyncio.create_task(self._beat(job, delivery, attempt))
        try:
            await asyncio.wait({attempt})
            await self._conclude(job, attempt, delivery)
        except asyncio.CancelledError:
            # This worker goes: the recipe must not go on without anybody listening, and somebody else is to begin it at once.
            attempt.cancel()
            await asyncio.wait({attempt}, timeout=STOP_S)
            await self._stopped(job, delivery)
            raise
        finally:
            beating.cancel()
            await asyncio.gather(beating, return_exceptions=True)
            if self._under_way.get(job.id) is attempt:
                del self._under_way[job.id]

    async def _beat(self, job: Job, delivery: Delivery, attempt: asyncio.Task[Yield]) -> None:
        """Keeps message and document alive; ends the attempt where somebody cancelled the job or another worker has it."""
        while True:
            await asyncio.sleep(HEARTBEAT_S)
            await delivery.working()
            try:
                now = await self._ledger.heartbeat(job)
            except PackshotError as error:
                log.info("job.unheard", job=job.id, reason=error.reason)
                continue
            except Exception:
                log.exception("job.unheard", job=job.id)
                continue
            # Once: a second time would end what the recipe does to stop.
            if (now is None or now.cancel_asked) and not attempt.cancelling():
                attempt.cancel()
            if now is None:
                return

    async def _carry_out(self, job: Job, reading: "asyncio.Task[Asset]") -> Yield:
        recipe = self._bench.recipes.get(job.recipe)
        if recipe is None:
            raise LookupError(f"there is no recipe {job.recipe}")
        set_request_id(job.id)
        set_deadline(asyncio.get_running_loop().time() + LONGEST_S)
        set_caller(await self._bench.credential(job.account_id, frozenset({recipe.scope})))
        asset = await reading
        notes = Notes(self._ledger, self._queue, job)
        writing = asyncio.create_task(notes.write_down())
        try:
            async with asyncio.timeout(LONGEST_S + GRACE_S) as longest:
                return await carry_out(job, asset, recipe, self._bench.trade, self._bench.workshop, notes.take)
        except TimeoutError as error:
            if not longest.expired():
                raise
            raise DeadlineExceeded(
                f"The job did not end within {LONGEST_S:.0f} seconds of its beginning. Hand it in again, or ask for less."
            ) from error
        finally:
            writing.cancel()
            await asyncio.gather(writing, return_exceptions=True)

    # What becomes of it

    async def _conclude(self, job: Job, attempt: asyncio.Task[Yield], delivery: Delivery) -> None:
        if attempt.cancelled():
            await self._stopped(job, delivery)
            return
        error = attempt.exception()
        if error is None:
            await self._finish(job, attempt.result(), delivery)
        elif attempt.cancelling():
            # What a recipe says on its way out is about being stopped, not about the job.
            await self._stopped(job, delivery)
        elif isinstance(error, Exception):
            await self._fall_back(job, error, delivery)
        else:
            raise error

    async def _finish(self, job: Job, brought: Yield, delivery: Delivery) -> None:
        """Keeps what was made and writes the end down."""

        async def keep() -> list[Asset]:
            return await self._bench.keeper.keep_made(
                job.account_id,
                job.id,
                job.attempts,
                job.recipe,
                [job.asset_id],
                brought.made,
                tags=job.tags,
                title=job.name,
            )

        try:
            assets = await self._persistently(job, keep)
            outputs = tuple(
                Output(asset.id, made.layer, made.variant) for asset, made in zip(assets, brought.made, strict=True)
            )
        except Exception as error:  # noqa: BLE001 - told and logged there
            await self._fall_back(job, error, delivery)
            return
        cost = self._bench.recipes[job.recipe].credits * max(1, len(brought.manifests))
        result = Result(outputs, brought.report, brought.manifests, cost)
        ended = await self._persistently(job, lambda: self._ledger.succeed(job, result))
        if ended is not None:
            # Before anybody is told, so that whoever is finds the pictures in his list; the rest can follow.
            with contextlib.suppress(PackshotError):
                await self._bench.keeper.confirm(job.account_id, [output.asset_id for output in outputs])
        await self._ended(job, ended, delivery)

    async def _fall_back(self, job: Job, error: Exception, delivery: Delivery) -> None:
        """The attempt brought nothing."""
        if not isinstance(error, PackshotError):
            log.error("job.broken", job=job.id, exc_info=error)
        match judge(error, job.failures):
            case GivenUp(failure):
                ended = await self._persistently(job, lambda: self._ledger.fail(job, failure))
                await self._ended(job, ended, delivery)
            case Again(after_s, counted):
                log.info("job.again", job=job.id, after_s=after_s, reason=counted.reason if counted else "OVERLOADED")
                waiting = await self._persistently(job, lambda: self._ledger.give_back(job, counted))
                await self._waits(job, waiting, delivery, after_s)

    async def _stopped(self, job: Job, delivery: Delivery) -> None:
        """The attempt was stopped: by its owner, because another one has followed it, or because this worker goes."""
        now = await self._ledger.find(job.id)
        if now is not None and now.cancel_asked and now.attempts == job.attempts and now.state is State.RUNNING:
            await self._ended(job, await self._ledger.cancelled(now), delivery)
        else:
            await self._waits(job, await self._ledger.give_back(job, None), delivery, 0)

    async def _ended(self, job: Job, ended: Job | None, delivery: Delivery) -> None:
        if ended is None:
            await self._let_go(job, delivery)
            return
        await self._over(ended)
        await delivery.done()

    async def _waits(self, job: Job, waiting: Job | None, delivery: Delivery, after_s: float) -> None:
        if waiting is None:
            await self._let_go(job, delivery)
            return
        await self._tell_changed(waiting)
        await delivery.later(after_s)

    async def _let_go(self, job: Job, delivery: Delivery) -> None:
        """The job is not this attempt's any more. While it has not ended, the message is needed by whoever has it now."""
        now = await self._ledger.find(job.id)
        if now is None or now.state.over:
            await delivery.done()

    async def _persistently(self, job: Job, work: Callable[[], Awaitable[T]]) -> T:
        """Tries for as long as a store is away. What was made is not thrown away for that, and what is too late is fenced off."""
        while True:
            try:
                return await work()
            except PackshotError as error:
                if not error.retryable:
                    raise
                log.info("job.unwritten", job=job.id, reason=error.reason)
            await asyncio.sleep(STORE_AWAY_S)

    async def _over(self, job: Job) -> None:
        log.info("job.ended", job=job.id, state=job.state.value, attempts=job.attempts, recipe=job.recipe)
        await self._tell_changed(job)
        await follow_up(self._ledger, self._bench.settle, job)

    async def _tell_changed(self, job: Job) -> None:
        await self._queue.tell(events_of(job.id), pack_changed(job))
