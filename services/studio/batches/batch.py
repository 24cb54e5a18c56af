"""The batches' documents."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum

from pymongo import ReturnDocument
from pymongo.errors import DuplicateKeyError

from mesh.documents import Document, Documents, needs_documents
from mesh.errors import Cause, InvalidArgument, PackshotError
from mesh.tokens import Clock, utc_now
from services.studio.batches.archive import Refused
from services.studio.jobs.job import Failure
from services.studio.jobs.job import State as JobState
from services.studio.pages import Page, read_page

COLLECTION = "batches"
IN_HAND = timedelta(seconds=60)
"""Whoever unpacks a batch says so again within this time, or is taken for dead."""
KEPT = timedelta(days=90)
MOST_REFUSED = 1_000
MAX_WISH_BYTES = 256 * 1024
"""A batch's wish is written down with each of its jobs, of which there may be 10,000. A picture of 1024 px and any prompt fit."""


class BatchNotFound(PackshotError):
    """The account has no batch of this id."""

    reason = "BATCH_NOT_FOUND"
    cause = Cause.NOT_FOUND

    def __init__(self) -> None:
        super().__init__("Your account has no batch with this id. List your batches to see which it has.")


class State(Enum):
    """Where a batch stands."""

    UNPACKING = "unpacking"
    RUNNING = "running"
    FINISHED = "finished"
    CANCELLED = "cancelled"
    FAILED = "failed"


@dataclass(frozen=True)
class Batch:
    """Photos that were sent together."""

    id: str
    account_id: str
    state: State
    name: str
    recipe: str
    wish: bytes = field(repr=False)
    tags: tuple[str, ...]
    asset_id: str
    photos: int
    done: int
    """Files of the zip that have been dealt with"""
    refused: tuple[Refused, ...]
    failure: Failure | None
    created_at: datetime
    ended_at: datetime | None
    counts: dict[JobState, int] | None
    """Its jobs by state as they were at its end, since the jobs themselves are listed for a shorter time; None before that"""


class Batches:
    """The collection of batches; a TTL index removes them."""

    def __init__(self, documents: Documents, *, now: Clock = utc_now) -> None:
        self._batches = documents[COLLECTION]
        self._now = now

    @needs_documents
    async def prepare(self) -> None:
        """Makes the indexes. Idempotent."""
        await self._batches.create_index([("account_id", 1), ("created_at", -1), ("_id", -1)])
        await self._batches.create_index([("state", 1), ("claimed_until", 1)])
        await self._batches.create_index("purge_at", expireAfterSeconds=0)

    @needs_documents
    async def create(
        self, account_id: str, batch_id: str, *, name: str, recipe: str, wish: bytes, tags: Sequence[str], asset_id: str
    ) -> tuple[Batch, bool]:
        """A new batch, to be unpacked; where its id is taken already, that batch and False."""
        now = self._now()
        document: Document = {
            "_id": batch_id,
            "account_id": account_id,
            "state": State.UNPACKING.value,
            "name": name,
            "recipe": recipe,
            "wish": wish,
            "tags": list(tags),
            "asset_id": asset_id,
            "photos": 0,
            "done": 0,
            "refused": [],
            "failure": None,
            "created_at": now,
            "ended_at": None,
            "counts": None,
            "claimed_until": now,
            "purge_at": now + KEPT,
        }
        try:
            await self._batches.insert_one(document)
        except DuplicateKeyError:
            return await self.get(account_id, batch_id), False
        return _batch(document), True

    @needs_documents
    async def get(self, account_id: str, batch_id: str) -> Batch:
        """Raises ``BatchNotFound``."""
        found = await self._batches.find_one({"_id": batch_id, "account_id": account_id})
        if found is None:
            raise BatchNotFound
        return _batch(found)

    @needs_documents
    async def page(self, account_id: str, page: Page) -> tuple[list[Batch], str]:
        """The account's batches, newest first, and the token of the next page."""
        found, token = await read_page(self._batches, {"account_id": account_id}, page)
        return [_batch(document) for document in found], token

    @needs_documents
    async def claim(self) -> Batch | None:
        """A batch that waits to be unpacked, in hand now; None where there is none."""
        now = self._now()
        found = await self._batches.find_one_and_update(
            {"state": State.UNPACKING.value, "claimed_until": {"$lte": now}},
            {"$set": {"claimed_until": now + IN_HAND}},
            sort=[("claimed_until", 1)],
            return_document=ReturnDocument.AFTER,
        )
        return None if found is None else _batch(found)

    @needs_documents
    async def hold(self, batch: Batch) -> bool:
        """Says that the batch is still being unpacked; False where it no longer is to be."""
        change = {"$set": {"claimed_until": self._now() + IN_HAND}}
        result = await self._batches.update_one({"_id": batch.id, "state": State.UNPACKING.value}, change)
        return bool(result.matched_count)

    @needs_documents
    async def note(self, batch: Batch, done: int, refused: Refused | None) -> bool:
        """``done`` files of the zip have been dealt with; the last one was refused where that is given. False as ``hold``."""
        change: Document = {
            "$set": {"done": done, "claimed_until": self._now() + IN_HAND},
            "$inc": {"photos": 0 if refused else 1},
        }
        if refused is not None:
            change["$push"] = {"refused": {"$each": [dict(vars(refused))], "$slice": MOST_REFUSED}}
        # By what was done before: the same file is never noted twice, even by two who unpack at once.
        query = {"_id": batch.id, "state": State.UNPACKING.value, "done": done - 1}
        return bool((await self._batches.update_one(query, change)).matched_count)

    @needs_documents
    async def unpacked(self, batch: Batch) -> None:
        """All jobs are made."""
        await self._batches.update_one(
            {"_id": batch.id, "state": State.UNPACKING.value}, {"$set": {"state": State.RUNNING.value}}
        )

    @needs_documents
    async def release(self, batch: Batch) -> None:
        """Somebody else may go on unpacking."""
        await self._batches.update_one({"_id": batch.id}, {"$set": {"claimed_until": self._now()}})

    @needs_documents
    async def is_running(self, batch_id: str) -> bool:
        """Whether all its jobs are made and it has not ended."""
        return await self._batches.find_one({"_id": batch_id, "state": State.RUNNING.value}, {"_id": 1}) is not None

    @needs_documents
    async def find_running(self, batch_id: str) -> Batch | None:
        """The batch, if all its jobs are made and it has not ended."""
        found = await self._batches.find_one({"_id": batch_id, "state": State.RUNNING.value})
        return None if found is None else _batch(found)

    async def running(self) -> list[str]:
        """Ids of batches whose jobs are all made and that have not ended."""
        return [str(found["_id"]) for found in await self._running()]

    @needs_documents
    async def _running(self) -> list[Document]:
        found: list[Document] = await self._batches.find({"state": State.RUNNING.value}, {"_id": 1}).to_list(1_000)
        return found

    async def finish(self, batch_id: str, counts: dict[JobState, int]) -> Batch | None:
        """All its jobs have ended; the batch, once."""
        return await self._end({"_id": batch_id, "state": State.RUNNING.value}, State.FINISHED, None, counts)

    async def fail(self, batch: Batch, failure: Failure) -> Batch | None:
        """Its zip could not be unpacked."""
        return await self._end({"_id": batch.id, "state": State.UNPACKING.value}, State.FAILED, failure)

    async def cancel(self, account_id: str, batch_id: str) -> Batch:
        """Nothing more is unpacked. One that has ended stays as it is. Raises ``BatchNotFound``."""
        query = {
            "_id": batch_id,
            "account_id": account_id,
            "state": {"$in": [State.UNPACKING.value, State.RUNNING.value]},
        }
        return await self._end(query, State.CANCELLED, None) or await self.get(account_id, batch_id)

    @needs_documents
    async def erase(self, account_id: str) -> None:
        """Removes an account's batches."""
        await self._batches.delete_many({"account_id": account_id})

    @needs_documents
    async def _end(
        self, query: Document, state: State, failure: Failure | None, counts: dict[JobState, int] | None = None
    ) -> Batch | None:
        told = {"reason": failure.reason, "message": failure.message} if failure else None
        numbers = {each.value: number for each, number in counts.items()} if counts is not None else None
        change = {
            "$set": {"state": state.value, "ended_at": self._now(), "failure": told, "counts": numbers},
        }
        found = await self._batches.find_one_and_update(query, change, return_document=ReturnDocument.AFTER)
        return None if found is None else _batch(found)


def checked_wish(wish: bytes) -> bytes:
    """``wish`` where it is short enough to be kept with every job. Raises ``InvalidArgument``."""
    if len(wish) > MAX_WISH_BYTES:
        raise InvalidArgument(
            f"The options of the batch have {len(wish) // 1024} KiB; {MAX_WISH_BYTES // 1024} KiB are the most, since they are "
            "kept with each of its photos. Scale a picture among them down, such as that of the style to 1024 px as JPEG.",
            field="recipe",
            max_bytes=MAX_WISH_BYTES,
        )
    return wish


def _batch(found: Document) -> Batch:
    failure = found["failure"]
    return Batch(
        id=found["_id"],
        account_id=found["account_id"],
        state=State(found["state"]),
        name=found["name"],
        recipe=found["recipe"],
        wish=bytes(found["wish"]),
        tags=tuple(found["tags"]),
        asset_id=found["asset_id"],
        photos=int(found["photos"]),
        done=int(found["done"]),
        refused=tuple(Refused(each["path"], each["reason"], each["message"]) for each in found["refused"]),
        failure=Failure(failure["reason"], failure["message"]) if failure else None,
        created_at=found["created_at"],
        ended_at=found["ended_at"],
        counts={JobState(state): int(number) for state, number in found["counts"].items()} if found["counts"] else None,
    )
