"""Accounts that are being deleted: nothing new is taken for them, and what their last jobs still bring is swept away."""

from datetime import datetime, timedelta

from mesh.documents import Documents, needs_documents
from mesh.errors import Cause, PackshotError
from mesh.tokens import Clock, utc_now

COLLECTION = "erasures"
KEPT = timedelta(hours=24)
"""Longer than any token that is out, and than anything that was under way."""
FRESH = timedelta(seconds=2)


class AccountErased(PackshotError):
    """The account is being deleted, or is gone."""

    reason = "ACCOUNT_ERASED"
    cause = Cause.FORBIDDEN

    def __init__(self) -> None:
        super().__init__("This account is being deleted, so nothing new is taken for it. Make a new account to go on.")


class Erasures:
    """The collection of erasures; a TTL index removes them."""

    def __init__(self, documents: Documents, *, now: Clock = utc_now) -> None:
        self._erasures = documents[COLLECTION]
        self._now = now
        self._known: dict[str, datetime] = {}
        """Accounts that were not being deleted when they were last asked for"""

    @needs_documents
    async def prepare(self) -> None:
        """Makes the index. Idempotent."""
        await self._erasures.create_index("purge_at", expireAfterSeconds=0)

    @needs_documents
    async def begin(self, account_id: str) -> None:
        """From now on nothing is taken for the account. Idempotent."""
        change = {"$set": {"purge_at": self._now() + KEPT}}
        await self._erasures.update_one({"_id": account_id}, change, upsert=True)
        self._known.pop(account_id, None)

    @needs_documents
    async def admit(self, account_id: str) -> None:
        """Raises ``AccountErased`` where the account is being deleted. Another process may take two seconds to notice."""
        now = self._now()
        asked = self._known.get(account_id)
        if asked is not None and now - asked < FRESH:
            return
        if await self._erasures.find_one({"_id": account_id}) is not None:
            raise AccountErased
        if len(self._known) > 10_000:
            self._known.clear()
        self._known[account_id] = now

    @needs_documents
    async def all(self) -> list[str]:
        """Every account that is being deleted."""
        return [str(found["_id"]) async for found in self._erasures.find({}, {"_id": 1})]
