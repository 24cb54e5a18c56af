"""What can be done with jobs, by whoever hands them in: a caller, a batch."""

import contextlib
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from mesh.errors import InvalidArgument
from mesh.tokens import Clock, utc_now
from services.studio.ids import new_id
from services.studio.jobs.errors import JobNotFound, QueueAway
from services.studio.jobs.events import CREATED, JobEvent
from services.studio.jobs.job import Job, Priority, State
from services.studio.jobs.ledger import Ledger
from services.studio.jobs.limits import Limits
from services.studio.jobs.live import cancel_of, events_of, pack_changed
from services.studio.jobs.queue import Lane, Queue
from services.studio.jobs.settling import Settle, follow_up
from services.studio.jobs.watch import Watchers
from services.studio.labels import checked_tags, checked_title
from services.studio.pages import Page

WAIT = timedelta(hours=24)
SHORTEST_WAIT_S, LONGEST_WAIT_S = 10, 7 * 86_400


@dataclass(frozen=True)
class NewJob:
    """A job as it is wanted."""

    recipe: str
    wish: bytes
    asset_id: str
    priority: Priority = Priority.INTERACTIVE
    name: str = ""
    tags: tuple[str, ...] = ()
    batch_id: str = ""
    wait_at_most: timedelta = WAIT

    def checked(self) -> "NewJob":
        """The same, its texts in their form. Raises ``InvalidArgument``."""
        wait_s = self.wait_at_most.total_seconds()
        if not SHORTEST_WAIT_S <= wait_s <= LONGEST_WAIT_S:
            raise InvalidArgument(
                f"`wait_at_most_s` must be {SHORTEST_WAIT_S} to {LONGEST_WAIT_S} seconds.", field="wait_at_most_s"
            )
        return replace(self, name=checked_title(self.name, "name"), tags=checked_tags(self.tags))

    def of(self, asset_id: str) -> "NewJob":
        """The same, working on this asset."""
        return replace(self, asset_id=asset_id)


class Jobs:
    """The studio's jobs."""

    def __init__(
        self,
        ledger: Ledger,
        queue: Queue,
        limits: Limits,
        settlers: Sequence[Settle],
        *,
        now: Clock = utc_now,
    ) -> None:
        self._ledger = ledger
        self._queue = queue
        self._limits = limits
        self._settlers = settlers
        self._watchers = Watchers(ledger, queue)
        self._now = now

    async def admit(self, account_id: str) -> None:
        """Raises ``TooManyJobs`` or ``CreditsSpent`` where the account may hand nothing in."""
        await self._limits.admit(account_id)

    async def create(self, account_id: str, wanted: NewJob, *, job_id: str = "") -> tuple[Job, bool]:
        """Accepts a job under ``job_id``; where that is taken, the job that has it, and False. It is safe once this returns: the
        message follows, now or by the reconciler."""
        now, wanted = self._now(), wanted.checked()
        job, created = await self._ledger.insert(
            Job(
                id=job_id or new_id("job"),
                account_id=account_id,
                recipe=wanted.recipe,
                wish=wanted.wish,
                asset_id=wanted.asset_id,
                state=State.QUEUED,
                priority=wanted.priority,
                created_at=now,
                updated_at=now,
                waits_until=now + wanted.wait_at_most,
                name=wanted.name,
                tags=wanted.tags,
                batch_id=wanted.batch_id,
                event_id=CREATED,
            )
        )
        if not job.state.over and job.attempts == 0:
            with contextlib.suppress(QueueAway):
                await self._queue.announce(Lane(job.priority, account_id), job.id, 0)
        return job, created

    async def get(self, account_id: str, job_id: str) -> Job:
        """Raises ``JobNotFound``."""
        return await self._ledger.get(account_id, job_id)

    async def exists(self, account_id: str, job_id: str) -> bool:
        """Whether the account has this job."""
        try:
            await self._ledger.get(account_id, job_id)
        except JobNotFound:
            return False
        return True

    async def list(
        self, account_id: str, page: Page, *, states: Sequence[State] = (), recipe: str = "", batch_id: str = ""
    ) -> tuple[list[Job], str]:
        """The account's jobs, newest first, and the token of the next page."""
        return await self._ledger.page(account_id, page, states=states, recipe=recipe, batch_id=batch_id)

    def watch(self, account_id: str, job_id: str, after: int) -> AsyncIterator[JobEvent]:
        """Events after an id until the job has ended. Raises ``JobNotFound``."""
        return self._watchers.watch(account_id, job_id, after)

    async def cancel(self, account_id: str, job_id: str) -> Job:
        """Cancels a job, now or as soon as its worker hears of it; the job as it is then. Raises ``JobNotFound``."""
        while True:
            job = await self._ledger.get(account_id, job_id)
            if job.state.over:
                return job
            if job.state is State.QUEUED:
                if (ended := await self._ledger.cancelled(job)) is None:
                    # A worker has begun it in between.
                    continue
                await follow_up(self._ledger, self._settlers, ended)
                await self._queue.tell(events_of(job.id), pack_changed(ended))
                with contextlib.suppress(QueueAway):
                    await self._queue.withdraw(Lane(job.priority, account_id), job.id)
                return ended
            if (asked := await self._ledger.ask_to_cancel(job)) is not None:
                await self._queue.tell(cancel_of(job.id), b"")
                return asked

    async def cancel_batch(self, account_id: str, batch_id: str) -> None:
        """Cancels every job of a batch that has not ended."""
        async for job in self._ledger.of_batch(batch_id):
            if job.account_id == account_id:
                await self.cancel(account_id, job.id)

    async def count(self, account_id: str) -> tuple[int, int]:
        """Jobs of the account that wait, and that run."""
        return await self._ledger.count(account_id, State.QUEUED), await self._ledger.count(account_id, State.RUNNING)

    async def active_in_batch(self, batch_id: str) -> bool:
        """Whether a job of the batch has not ended."""
        return await self._ledger.active_in_batch(batch_id)

    async def counts_of_batch(self, batch_id: str) -> dict[State, int]:
        """Jobs of a batch by state."""
        return await self._ledger.counts_of_batch(batch_id)

    async def erase(self, account_id: str) -> int:
        """Cancels what has not ended and removes all jobs of the account; how many there were. What still runs stops at the next
        heartbeat, since its document is gone."""
        async for job in self._ledger.of_account(account_id, active=True):
            await self.cancel(account_id, job.id)
        count = 0
        async for job in self._ledger.of_account(account_id):
            await self._ledger.delete(job)
            count += 1
        return count
