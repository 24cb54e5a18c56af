"""Brings documents and messages together again where something died between them. Any number of them may run: each repair is a
conditional write, or one whose repetition does nothing."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta

import structlog

from mesh.errors import PackshotError
from mesh.tokens import Clock, utc_now
from services.studio.jobs.errors import QueueAway, WorkerLost
from services.studio.jobs.job import Job
from services.studio.jobs.ledger import Ledger
from services.studio.jobs.live import events_of, pack_changed
from services.studio.jobs.outcome import MOST_FAILURES, failure_of
from services.studio.jobs.queue import Lane, Queue
from services.studio.jobs.settling import Settle, follow_up

log = structlog.get_logger(__name__)
YOUNG = timedelta(seconds=5)
"""What was changed just now may be between its document and its message."""
SILENT = timedelta(seconds=90)
"""Longer than a message waits for a heartbeat: by then the queue would have given the job to somebody else."""

STUCK = 3
"""Rounds in a row in which a queue that is there takes nothing, before its stream is made anew."""


def lane_of(job: Job) -> Lane:
    """Where a job waits."""
    return Lane(job.priority, job.account_id)


class Reconciler:
    """One round is ``reconcile``; ``run`` does one every ``every_s``."""

    def __init__(
        self,
        ledger: Ledger,
        queue: Queue,
        settlers: Sequence[Settle],
        *,
        every_s: float,
        now: Clock = utc_now,
    ) -> None:
        self._ledger = ledger
        self._queue = queue
        self._settlers = settlers
        self._every_s = every_s
        self._now = now
        self._refused = 0
        """Rounds in a row in which the queue answered and took no message"""

    async def run(self) -> None:
        """Rounds until it is cancelled."""
        while True:
            try:
                await self.reconcile()
            except (PackshotError, QueueAway) as error:
                log.info("reconciler.waiting", reason=type(error).__name__)
            except Exception:
                log.exception("reconciler.broken")
            await asyncio.sleep(self._every_s)

    async def reconcile(self) -> None:
        """One round. What needs no queue is done first, so that it is done while the queue is away."""
        await self._settle_ends()
        await self._end_what_waited_too_long()
        await self._delete_outdated()
        # A server that came back without its files has no stream either.
        await self._queue.prepare()
        announced = await self._queue.announced()
        try:
            await self._take_back_silent(announced)
            await self._announce_missing(announced)
        except QueueAway:
            await self._rebuild_if_stuck()
            raise
        self._refused = 0
        await self._withdraw_needless(announced)

    async def _settle_ends(self) -> None:
        async for job in self._ledger.unsettled(self._now() - YOUNG):
            await follow_up(self._ledger, self._settlers, job)

    async def _end_what_waited_too_long(self) -> None:
        async for job in self._ledger.overdue():
            if (ended := await self._ledger.expire(job)) is not None:
                await self._over(ended)

    async def _delete_outdated(self) -> None:
        async for job in self._ledger.outdated():
            await self._ledger.delete(job)

    async def _take_back_silent(self, announced: set[str]) -> None:
        async for job in self._ledger.silent(self._now() - SILENT):
            if job.id in announced:
                continue
            ended: Job | None = None
            if job.cancel_asked:
                ended = await self._ledger.cancelled(job)
            elif job.failures + 1 >= MOST_FAILURES:
                ended = await self._ledger.fail(job, failure_of(WorkerLost(job.failures + 1)))
            else:
                waiting = await self._ledger.give_back(job, failure_of(WorkerLost(job.failures + 1)))
                if waiting is not None:
                    log.info("job.taken_back", job=job.id)
                    await self._queue.announce(lane_of(waiting), waiting.id, waiting.attempts)
            if ended is not None:
                await self._over(ended)

    async def _announce_missing(self, announced: set[str]) -> None:
        async for job in self._ledger.queued(self._now() - YOUNG):
            if job.id not in announced:
                log.info("job.announced_again", job=job.id)
                await self._queue.announce(lane_of(job), job.id, job.attempts)

    async def _rebuild_if_stuck(self) -> None:
        # A stream that has once found its disk full takes nothing any more, whatever room there is now, until it is made anew
        # (seen with nats-server 2.15). Nothing is lost with it: all that waits has a document.
        self._refused += self._queue.answers
        if self._refused >= STUCK:
            self._refused = 0
            log.warning("queue.rebuilt")
            await self._queue.rebuild()

    async def _withdraw_needless(self, announced: set[str]) -> None:
        # Asked after the messages were listed: a job whose document came in between counts as known.
        for job_id in announced - await self._ledger.known(announced):
            job = await self._ledger.find(job_id)
            # A worker that has just ended a job is about to acknowledge its message.
            if job is None or (job.ended_at is not None and job.ended_at < self._now() - SILENT):
                await self._queue.withdraw_any(job_id)

    async def _over(self, job: Job) -> None:
        log.info("job.ended", job=job.id, state=job.state.value)
        await follow_up(self._ledger, self._settlers, job)
        await self._queue.tell(events_of(job.id), pack_changed(job))
