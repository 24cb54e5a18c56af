"""Bytes by their content, within one account: written under a lease, removed only when nobody uses or writes them.

A document ``{_id: account/sha256, account_id, size_bytes, state, leases}`` stands before the bytes and goes after them, so that
whatever a crash leaves behind is named by one.
"""

import asyncio
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

from pymongo import ReturnDocument
from pymongo.errors import DuplicateKeyError

from mesh.documents import Document, Documents, needs_documents
from mesh.errors import ServiceUnavailable
from mesh.tokens import Clock, utc_now
from services.studio.assets.objects import Objects

COLLECTION = "blobs"
LIVE, DELETING = "live", "deleting"
WAIT_S, TRIES = 0.1, 50
MOST_AT_ONCE = 1_000

Used = Callable[[str, str], Awaitable[bool]]
"""Whether an asset of the account (first) has these bytes (second)."""


def path_of(account_id: str, sha256: str) -> str:
    """Where the bytes are in the object store."""
    return f"{account_id}/{sha256[:2]}/{sha256}"


def thumbnail_path(account_id: str, sha256: str) -> str:
    """Where their thumbnail is."""
    return f"{account_id}/thumbnails/{sha256}.webp"


class Blobs:
    """The bytes of all accounts."""

    def __init__(
        self, documents: Documents, objects: Objects, used: Used, *, lease: timedelta, now: Clock = utc_now
    ) -> None:
        self._blobs = documents[COLLECTION]
        self._objects = objects
        self._used = used
        self._lease = lease
        self._now = now

    @needs_documents
    async def prepare(self) -> None:
        """Makes the indexes. Idempotent."""
        await self._blobs.create_index("account_id")
        await self._blobs.create_index("touched_at")

    @asynccontextmanager
    async def written(self, account_id: str, sha256: str, source: bytes | Path, size_bytes: int) -> AsyncIterator[None]:
        """The bytes are there, and stay while the block runs: in it, the document that uses them is written."""
        lease = secrets.token_hex(8)
        await self._take(account_id, sha256, size_bytes, lease)
        path = path_of(account_id, sha256)
        if await self._objects.size(path) != size_bytes:
            await self._objects.put(path, source)
        # Not in a finally: where the block fails, the lease runs out by itself and the sweeper looks after the bytes.
        yield
        await self._blobs.update_one({"_id": f"{account_id}/{sha256}"}, {"$pull": {"leases": {"id": lease}}})

    @needs_documents
    async def _take(self, account_id: str, sha256: str, size_bytes: int, lease: str) -> None:
        blob_id, now = f"{account_id}/{sha256}", self._now()
        entry = {"id": lease, "until": now + self._lease}
        for _ in range(TRIES):
            try:
                await self._blobs.insert_one(
                    {
                        "_id": blob_id,
                        "account_id": account_id,
                        "sha256": sha256,
                        "size_bytes": size_bytes,
                        "state": LIVE,
                        "leases": [entry],
                        "touched_at": now,
                    }
                )
            except DuplicateKeyError:
                change = {"$push": {"leases": entry}, "$set": {"touched_at": now}}
                found = await self._blobs.find_one_and_update(
                    {"_id": blob_id, "state": LIVE}, change, return_document=ReturnDocument.AFTER
                )
                if found is None:
                    # It is being deleted right now: a moment later it is gone, and can be written anew.
                    await asyncio.sleep(WAIT_S)
                    continue
            return
        raise ServiceUnavailable(
            "The same file is being deleted at this moment. Try again in a few seconds.",
            retry_after_s=2.0,
            service="studio",
        )

    @needs_documents
    async def mark(self, account_id: str, sha256: str) -> None:
        """Says that an asset which uses the bytes is about to go: should the process die before it releases them, the sweeper
        will."""
        entry = {"id": "leaving", "until": self._now()}
        await self._blobs.update_one({"_id": f"{account_id}/{sha256}"}, {"$push": {"leases": entry}})

    @needs_documents
    async def release(self, account_id: str, sha256: str) -> bool:
        """Removes the bytes where no asset uses and nobody writes them; whether they are gone."""
        blob_id, now = f"{account_id}/{sha256}", self._now()
        # While somebody writes the bytes the marks stay, so that the sweeper looks again when that is over.
        found = await self._blobs.find_one_and_update(
            {"_id": blob_id, "state": LIVE, "leases.until": {"$not": {"$gt": now}}},
            {"$set": {"state": DELETING, "leases": [], "touched_at": now}},
            return_document=ReturnDocument.AFTER,
        )
        if found is not None:
            return await self._finish(found)
        return await self._blobs.find_one({"_id": blob_id}, {"_id": 1}) is None

    async def _finish(self, blob: Document) -> bool:
        """Ends a deletion that has begun: back to life where an asset uses the bytes, else gone."""
        account_id, sha256 = str(blob["account_id"]), str(blob["sha256"])
        if await self._used(account_id, sha256):
            await self._blobs.update_one({"_id": blob["_id"], "state": DELETING}, {"$set": {"state": LIVE}})
            return False
        await self._objects.delete(thumbnail_path(account_id, sha256))
        await self._objects.delete(path_of(account_id, sha256))
        await self._blobs.delete_one({"_id": blob["_id"], "state": DELETING})
        return True

    @needs_documents
    async def sweep(self) -> int:
        """Looks after what was left: leases that have run out, deletions half done. How many bytes' documents are gone."""
        gone, before = 0, self._now() - self._lease
        leased = {"leases.until": {"$lte": self._now()}}
        for blob in await self._blobs.find(leased).limit(MOST_AT_ONCE).to_list(MOST_AT_ONCE):
            gone += await self.release(str(blob["account_id"]), str(blob["sha256"]))
        half_done = {"state": DELETING, "touched_at": {"$lte": before}}
        for blob in await self._blobs.find(half_done).limit(MOST_AT_ONCE).to_list(MOST_AT_ONCE):
            gone += await self._finish(blob)
        return gone

    @needs_documents
    async def known(self, account_id: str, sha256: str) -> bool:
        """Whether a document names these bytes."""
        return await self._blobs.find_one({"_id": f"{account_id}/{sha256}"}, {"_id": 1}) is not None

    @needs_documents
    async def stored_bytes(self, account_id: str) -> int:
        """Bytes that the account keeps; the same ones count once."""
        return sum(
            [int(blob["size_bytes"]) async for blob in self._blobs.find({"account_id": account_id}, {"size_bytes": 1})]
        )

    @needs_documents
    async def erase(self, account_id: str) -> int:
        """Removes all bytes of an account, whoever writes or uses them; how many."""
        total = await self.stored_bytes(account_id)
        async for path, _ in self._objects.list(f"{account_id}/"):
            await self._objects.delete(path)
        await self._blobs.delete_many({"account_id": account_id})
        return total
