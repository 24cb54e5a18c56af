"""Credits: charged once for each job that succeeded, by the job's own name, so that charging twice is charging once."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from pymongo.errors import DuplicateKeyError

from mesh.documents import Documents, needs_documents
from mesh.tokens import Clock, utc_now
from services.studio.jobs.job import Job, State

COLLECTION = "charges"
KEPT = timedelta(days=400)
OVERLAP = timedelta(minutes=30)
"""A charge bears the time of its job's end and may be written later than that, by the reconciler. So much is read again each
time."""


def month_of(at: datetime) -> str:
    """``2026-11``, in UTC."""
    return at.strftime("%Y-%m")


def month_start(at: datetime) -> datetime:
    """When the month of ``at`` began."""
    return at.replace(day=1, hour=0, minute=0, second=0, microsecond=0)


@dataclass
class _Sum:
    """Charges of one account's month that bear a time before ``until``."""

    month: str
    until: datetime
    credits: int = 0
    jobs: int = 0


class Charges:
    """The collection of charges; a TTL index removes them."""

    def __init__(self, documents: Documents, *, now: Clock = utc_now) -> None:
        self._charges = documents[COLLECTION]
        self._now = now
        self._sums: dict[str, _Sum] = {}

    @needs_documents
    async def prepare(self) -> None:
        """Makes the indexes. Idempotent."""
        await self._charges.create_index([("account_id", 1), ("month", 1), ("at", 1)])
        await self._charges.create_index("purge_at", expireAfterSeconds=0)

    @needs_documents
    async def settle(self, job: Job) -> None:
        """Charges a job that has succeeded; does nothing for any other, and for one that was charged."""
        if job.state is not State.SUCCEEDED or job.ended_at is None or not job.credits:
            return
        charge = {
            "_id": job.id,
            "account_id": job.account_id,
            "credits": job.credits,
            "month": month_of(job.ended_at),
            "at": job.ended_at,
            "purge_at": job.ended_at + KEPT,
        }
        try:
            await self._charges.insert_one(charge)
        except DuplicateKeyError:
            return

    @needs_documents
    async def of_month(self, account_id: str) -> tuple[int, int]:
        """Credits of the account in this month, and jobs they were charged for. Only what may be new is read."""
        now = self._now()
        known = self._sums.get(account_id)
        if known is None or known.month != month_of(now):
            known = _Sum(month_of(now), month_start(now))
        settled = max(known.until, now - OVERLAP)
        query = {"account_id": account_id, "month": known.month, "at": {"$gte": known.until}}
        whole = _Sum(known.month, settled, known.credits, known.jobs)
        late_credits = late_jobs = 0
        async for charge in self._charges.find(query, {"credits": 1, "at": 1}):
            if charge["at"] < settled:
                whole.credits += int(charge["credits"])
                whole.jobs += 1
            else:
                late_credits += int(charge["credits"])
                late_jobs += 1
        if len(self._sums) > 10_000:
            self._sums.clear()
        # Put down at once and not added to in between: two callers at a time would add the same charges twice.
        self._sums[account_id] = whole
        return whole.credits + late_credits, whole.jobs + late_jobs

    async def credits(self, account_id: str) -> int:
        """Credits of the account in this month."""
        return (await self.of_month(account_id))[0]

    @needs_documents
    async def erase(self, account_id: str) -> None:
        """Forgets an account's charges."""
        await self._charges.delete_many({"account_id": account_id})
        self._sums.pop(account_id, None)
