"""Rate limits whose counters all replicas share: a sliding window, counted in the document store.

Of the ``limits`` library only the notation (``120/minute``) is used. Its MongoDB storage makes a motor client of its own
from a URL and reads the machine's clock; against SecantusDB 0.7.0b3 its fixed window fails (the upsert answers None)
and so does its sliding window (the server subtracts a date without a zone from one with); and its strategies ask one
by one what one question to the store can answer. A limit costs two small documents here, where a moving window
rewrites a list of every hit.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import floor

from limits import RateLimitItem
from pymongo import ReturnDocument
from pymongo.errors import DuplicateKeyError

from mesh.documents import Documents, answers, needs_documents
from mesh.errors import Overloaded
from mesh.tokens import Clock, utc_now

COLLECTION = "rates"
MAX_RACES = 5


@dataclass(frozen=True)
class Taken:
    """What one try to take a place in a window came to."""

    allowed: bool
    previous: int
    """Hits of the window before, of which the share counts that a sliding window still covers."""
    current: int
    """Hits of this window, this one included where it was allowed."""
    left_s: float
    """Seconds until this window ends."""


class RateStore:
    """Windows ``{_id: "<key>/<number>", count, previous, expire_at}``; a TTL index removes them when they no longer count."""

    def __init__(self, documents: Documents, *, now: Clock = utc_now) -> None:
        self._documents = documents
        self._windows = documents[COLLECTION]
        self._now = now

    @needs_documents
    async def prepare(self) -> None:
        """Makes the TTL index. Idempotent."""
        await self._windows.create_index("expire_at", expireAfterSeconds=0)

    async def check(self) -> bool:
        """Whether the store answers right now."""
        return await answers(self._documents)

    @needs_documents
    async def take(self, key: str, limit: int, window_s: int) -> Taken:
        """Counts one hit on ``key``, unless ``limit`` of them are reached.

        One question to the store: it decides and counts in one step, so racing callers get exactly what there is, and
        whoever is over the limit does not cost a write. A window is begun with the count of the one before, which is
        over and stays as it is.
        """
        for _ in range(MAX_RACES):
            now = self._now()
            current_id, previous_id = _ids(key, window_s, now)
            left_s = window_s - now.timestamp() % window_s
            share = left_s / window_s
            window = await self._windows.find_one_and_update(
                {
                    "_id": current_id,
                    "$expr": {"$lt": [{"$add": ["$count", {"$multiply": ["$previous", share]}]}, limit]},
                },
                {"$inc": {"count": 1}},
                return_document=ReturnDocument.AFTER,
            )
            if window is not None:
                return Taken(True, int(window["previous"]), int(window["count"]), left_s)
            found = await self._windows.find({"_id": {"$in": [current_id, previous_id]}}).to_list(2)
            counts = {window["_id"]: int(window["count"]) for window in found}
            current, previous = counts.get(current_id, 0), counts.get(previous_id, 0)
            if current + previous * share >= limit:
                return Taken(False, previous, current, left_s)
            if current_id in counts:
                # Begun in between by another caller: there is room in it.
                continue
            try:
                await self._windows.insert_one(
                    {
                        "_id": current_id,
                        "count": 1,
                        "previous": previous,
                        "expire_at": now + timedelta(seconds=2 * window_s),
                    }
                )
            except DuplicateKeyError:
                continue
            return Taken(True, previous, 1, left_s)
        raise Overloaded("Too many requests are being counted at once. Try again in a second.", retry_after_s=1.0)

    @needs_documents
    async def clear(self, key: str, window_s: int) -> None:
        """Forgets the hits on ``key``."""
        for window_id in _ids(key, window_s, self._now()):
            await self._windows.delete_one({"_id": window_id})


@dataclass(frozen=True)
class Allowance:
    """What is left after one hit."""

    allowed: bool
    limit: int
    """Hits in one window."""
    remaining: int
    reset_s: float
    """Seconds until the current window ends."""
    retry_after_s: float
    """Seconds until the next hit is allowed; 0 where it is now."""


class RateLimit:
    """One limit (``limits.parse("10/15 minutes")``) over many identifiers: who or what is being counted."""

    def __init__(self, store: RateStore, item: RateLimitItem) -> None:
        self._store = store
        self._item = item

    async def hit(self, *identifiers: str) -> Allowance:
        """Counts one hit, unless the limit is reached already."""
        limit, window_s = self._item.amount, self._item.get_expiry()
        taken = await self._store.take(self._item.key_for(*identifiers), limit, window_s)
        used = floor(taken.previous * taken.left_s / window_s + taken.current)
        return Allowance(
            allowed=taken.allowed,
            limit=limit,
            remaining=max(0, limit - used),
            reset_s=taken.left_s,
            retry_after_s=_wait_s(taken.previous, taken.current, taken.left_s, limit, window_s),
        )

    async def clear(self, *identifiers: str) -> None:
        """Forgets the hits of ``identifiers``."""
        await self._store.clear(self._item.key_for(*identifiers), self._item.get_expiry())


def _wait_s(previous: int, current: int, left_s: float, limit: int, window_s: int) -> float:
    """Seconds until ``previous * left_s / window_s + current`` falls below ``limit``, if nobody hits in between."""
    if current >= limit:
        # Not in this window. In the next one it is `current` that is carried over, and shrinks with time.
        return left_s + window_s * (1 - limit / current)
    if previous == 0:
        return 0.0
    return max(0.0, left_s - window_s * (limit - current) / previous)


def _ids(key: str, window_s: int, now: datetime) -> tuple[str, str]:
    """Names of the window that runs at ``now`` and of the one before."""
    number = int(now.timestamp() // window_s)
    return f"{key}/{number}", f"{key}/{number - 1}"
