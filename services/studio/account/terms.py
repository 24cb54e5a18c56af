"""What accounts may use, and how long their things are kept: the deployment's words, and an account's own where it has some."""

import asyncio
from dataclasses import dataclass
from datetime import timedelta

from mesh.documents import Document, Documents, needs_documents
from mesh.errors import InvalidArgument
from services.studio.jobs.limits import Quota

COLLECTION = "terms"
FRESH_S = 2.0
SHORTEST_S = 3_600
LONGEST_S = 100 * 365 * 86_400
UNLIMITED_RUNNING = 1_000


@dataclass(frozen=True)
class Retention:
    """How long an account's things are kept; None means without an end."""

    uploads: timedelta | None
    results: timedelta | None


@dataclass(frozen=True)
class Terms:
    """Both together."""

    quota: Quota
    retention: Retention


class AccountTerms:
    """The collection of accounts' own terms. Read at most every two seconds an account and process."""

    def __init__(self, documents: Documents, usual: Terms) -> None:
        self._terms = documents[COLLECTION]
        self._usual = usual
        self._read: dict[str, tuple[float, Terms]] = {}

    async def of(self, account_id: str) -> Terms:
        """What holds for the account."""
        now_s = asyncio.get_running_loop().time()
        read = self._read.get(account_id)
        if read is not None and now_s - read[0] < FRESH_S:
            return read[1]
        terms = await self._fetch(account_id)
        if len(self._read) > 10_000:
            self._read.clear()
        self._read[account_id] = now_s, terms
        return terms

    async def quota(self, account_id: str) -> Quota:
        """What the account may use."""
        return (await self.of(account_id)).quota

    async def running_limit(self, account_id: str) -> int:
        """Jobs of the account that may run at a time."""
        return (await self.of(account_id)).quota.running_jobs or UNLIMITED_RUNNING

    async def uploads_kept(self, account_id: str) -> timedelta | None:
        """How long what the account sends is kept."""
        return (await self.of(account_id)).retention.uploads

    async def results_kept(self, account_id: str) -> timedelta | None:
        """How long what its jobs make is kept."""
        return (await self.of(account_id)).retention.results

    @needs_documents
    async def _fetch(self, account_id: str) -> Terms:
        found = await self._terms.find_one({"_id": account_id}) or {}
        quota, retention = found.get("quota"), found.get("retention")
        return Terms(
            Quota(**{name: int(value) for name, value in quota.items()}) if quota else self._usual.quota,
            Retention(life(retention["uploads_s"]), life(retention["results_s"]))
            if retention
            else self._usual.retention,
        )

    async def set_quota(self, account_id: str, quota: Quota) -> Quota:
        """Changes what an account may use."""
        await self._set(account_id, {"quota": dict(vars(quota))})
        return quota

    async def set_retention(self, account_id: str, uploads_s: int, results_s: int) -> Retention:
        """Changes how long an account's things are kept from now on; 0: without an end. Raises ``InvalidArgument``."""
        for name, value in (("uploads_s", uploads_s), ("results_s", results_s)):
            if value and not SHORTEST_S <= value <= LONGEST_S:
                raise InvalidArgument(f"`{name}` must be 0, or {SHORTEST_S} to {LONGEST_S} seconds.", field=name)
        await self._set(account_id, {"retention": {"uploads_s": uploads_s, "results_s": results_s}})
        return Retention(life(uploads_s), life(results_s))

    @needs_documents
    async def _set(self, account_id: str, change: Document) -> None:
        await self._terms.update_one({"_id": account_id}, {"$set": change}, upsert=True)
        self._read.pop(account_id, None)

    @needs_documents
    async def erase(self, account_id: str) -> None:
        """Forgets an account's own terms."""
        await self._terms.delete_one({"_id": account_id})
        self._read.pop(account_id, None)


def life(seconds: int) -> timedelta | None:
    """Seconds as the settings and the contract have them: 0 is without an end."""
    return timedelta(seconds=int(seconds)) if seconds else None
