"""Bytes by their content, within one account: written under a lease, removed only when nobody uses or writes them.

A document ``{_id: account/sha256, account_id, size_bytes, state, leases}`` stands before the bytes and goes after them, so that
whatever a crash leaves behind is named by one.
"""

import asyncio
import contextlib
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
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
LEAVE_S = 0.2
"""How long a lease is kept beyond its use where its end is left for later."""
MOST_AT_ONCE = 1_000
DELETION_TAKES = timedelta(minutes=2)
"""A deletion that is older was left half done by a process that died."""

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
        self._deletion = min(lease, DELETION_TAKES)
        self._now = now
        self._leaving: set[asyncio.Task[None]] = set()
        self._closing = asyncio.Event()

    @needs_documents
    async def prepare(self) -> None:
        """Makes the indexes. Idempotent."""
        await self._blobs.create_index("account_id")
        await self._blobs.create_index("leases.until")
        await self._blobs.create_index([("state", 1), ("touched_at", 1)])

    @asynccontextmanager
    async def written(
        self, account_id: str, sha256: str, source: bytes | Path, size_bytes: int, *, later: bool = False
    ) -> AsyncIterator[None]:
        """The bytes are there, and stay while the block runs: in it, the document that uses them is written. ``later``: the lease
        ends in the background, where somebody waits for what comes after the block."""
        lease = secrets.token_hex(8)
        await self._take(account_id, sha256, size_bytes, lease)
        path, began = path_of(account_id, sha256), self._now()
        if await self._objects.size(path) != size_bytes:
            renewing = asyncio.create_task(self._renewed(account_id, sha256, lease))
            try:
                await self._objects.put(path, source)
            finally:
                renewing.cancel()
        if self._now() - began > self._lease / 3 and not await self._renew(account_id, sha256, lease):
            # The process slept through its lease, and the sweeper has taken the bytes for forgotten ones.
            raise _busy("Keeping the file took too long, so it was given up. Try again in a few seconds.")
        # Not in a finally: where the block fails, the lease runs out by itself and the sweeper looks after the bytes.
        yield
        if later:
            leaving = asyncio.create_task(self._leave_later(account_id, sha256, lease))
            self._leaving.add(leaving)
            leaving.add_done_callback(self._leaving.discard)
        else:
            await self._leave(account_id, sha256, lease)

    async def _leave_later(self, account_id: str, sha256: str, lease: str) -> None:
        # A moment later: right now the store has the write to do that somebody waits for.
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(LEAVE_S):
                await self._closing.wait()
        with contextlib.suppress(ServiceUnavailable):
            await self._leave(account_id, sha256, lease)

    async def close(self) -> None:
        """Ends what it has begun."""
        self._closing.set()
        await asyncio.gather(*self._leaving, return_exceptions=True)

    @needs_documents
    async def _take(self, account_id: str, sha256: str, size_bytes: int, lease: str) -> None:
        blob_id, now = f"{account_id}/{sha256}", self._now()
        entry = {"id": lease, "until": now + self._lease}
        for _ in range(TRIES):
            try:
                await self._blobs.insert_one(_blob(account_id, sha256, size_bytes, LIVE, [entry], now))
            except DuplicateKeyError:
                change = {"$push": {"leases": entry}, "$set": {"touched_at": now, "size_bytes": size_bytes}}
                found = await self._blobs.find_one_and_update(
                    {"_id": blob_id, "state": LIVE}, change, return_document=ReturnDocument.AFTER
                )
                if found is None:
                    # It is being deleted right now: a moment later it is gone, and can be written anew.
                    await asyncio.sleep(WAIT_S)
                    continue
            return
        raise _busy("The same file is being deleted at this moment. Try again in a few seconds.")

    async def _renewed(self, account_id: str, sha256: str, lease: str) -> None:
        """Keeps the lease running while gigabytes go to a slow store."""
        while True:
            await asyncio.sleep(self._lease.total_seconds() / 3)
            try:
                await self._renew(account_id, sha256, lease)
            except ServiceUnavailable:
                # The next time may do. Should none, the writer learns it in the end.
                continue

    @needs_documents
    async def _renew(self, account_id: str, sha256: str, lease: str) -> bool:
        """Makes the lease run anew; False where the bytes are no longer held by it."""
        entry = {"id": lease, "until": self._now() + self._lease}
        # A second entry beside the first one, since one update cannot both pull and push; leaving takes them all.
        mine = {"_id": f"{account_id}/{sha256}", "state": LIVE, "leases.id": lease}
        return bool((await self._blobs.update_one(mine, {"$push": {"leases": entry}})).matched_count)

    @needs_documents
    async def _leave(self, account_id: str, sha256: str, lease: str) -> None:
        await self._blobs.update_one({"_id": f"{account_id}/{sha256}"}, {"$pull": {"leases": {"id": lease}}})

    @needs_documents
    async def mark(self, account_id: str, sha256: str) -> None:
        """Says that an asset which uses the bytes is about to go. The mark stays until somebody has found out whether the bytes
        go too: if not the caller, because it died or because they are being written just then, the sweeper."""
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
        mine = {"_id": blob["_id"], "state": DELETING, "touched_at": blob["touched_at"]}
        try:
            # Bounded well below the time after which the sweeper takes it for forgotten: no two may delete the same bytes, or the
            # second could take what has been written anew after the first.
            async with asyncio.timeout(self._deletion.total_seconds() / 2):
                if await self._used(account_id, sha256):
                    await self._blobs.update_one(mine, {"$set": {"state": LIVE}})
                    return False
                # The thumbnail last: whoever makes one meanwhile sees that its original is gone.
                await self._objects.delete(path_of(account_id, sha256))
                await self._objects.delete(thumbnail_path(account_id, sha256))
        except TimeoutError as error:
            raise _busy("The object store takes too long to delete. It is ended in the background.") from error
        await self._blobs.delete_one(mine)
        return True

    @needs_documents
    async def sweep(self) -> int:
        """Looks after what was left: leases that have run out, deletions half done. How many bytes' documents are gone."""
        gone, now = 0, self._now()
        for blob in await self._some({"leases.until": {"$lte": now}, "state": LIVE}):
            gone += await self.release(str(blob["account_id"]), str(blob["sha256"]))
        before = now - self._deletion
        for blob in await self._some({"state": DELETING, "touched_at": {"$lte": before}}):
            # Claimed, so that of several sweepers one alone goes on with it.
            claimed = await self._blobs.find_one_and_update(
                {"_id": blob["_id"], "state": DELETING, "touched_at": {"$lte": before}},
                {"$set": {"touched_at": now}},
                return_document=ReturnDocument.AFTER,
            )
            if claimed is not None:
                gone += await self._finish(claimed)
        return gone

    async def _some(self, query: Document) -> list[Document]:
        return await self._blobs.find(query).limit(MOST_AT_ONCE).to_list(MOST_AT_ONCE)

    @needs_documents
    async def drop_unnamed(self, account_id: str, sha256: str) -> bool:
        """Removes bytes that lie in the store without a document; whether it did. Those that an asset uses get theirs back."""
        size_bytes = await self._objects.size(path_of(account_id, sha256)) or 0
        blob = _blob(account_id, sha256, size_bytes, DELETING, [], self._now())
        try:
            # By way of a document, since somebody who sends the same bytes right now would find them there and not write them.
            await self._blobs.insert_one(blob)
        except DuplicateKeyError:
            return False
        found = await self._blobs.find_one({"_id": blob["_id"], "state": DELETING})
        return False if found is None else await self._finish(found)

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


def _blob(account_id: str, sha256: str, size_bytes: int, state: str, leases: list[Document], at: datetime) -> Document:
    return {
        "_id": f"{account_id}/{sha256}",
        "account_id": account_id,
        "sha256": sha256,
        "size_bytes": size_bytes,
        "state": state,
        "leases": leases,
        "touched_at": at,
    }


def _busy(message: str) -> ServiceUnavailable:
    return ServiceUnavailable(message, retry_after_s=2.0, service="studio")
