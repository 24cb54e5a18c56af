"""Deliveries: an outbox of what has to be told to endpoints, written before anything is sent, so that a crash loses none."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import Any

from pymongo import ReturnDocument
from pymongo.errors import DuplicateKeyError

from mesh.documents import Document, Documents, needs_documents
from mesh.errors import Cause, PackshotError
from mesh.tokens import Clock, utc_now
from services.studio.ids import derived_id
from services.studio.jobs.job import Job
from services.studio.pages import Page, read_page
from services.studio.webhooks.endpoints import Webhook, Webhooks

COLLECTION = "deliveries"
KEPT = timedelta(days=30)
PAUSES_S = (5.0, 60.0, 300.0, 1_800.0, 7_200.0, 21_600.0, 43_200.0)
"""Before the second try, the third, and so on: about a day in all."""
IN_HAND = timedelta(seconds=60)
"""Longer than a try may take: whoever has not told its end by then is dead."""
MAX_ERROR_CHARS = 300


class DeliveryNotFound(PackshotError):
    """The endpoint has no delivery of this id."""

    reason = "DELIVERY_NOT_FOUND"
    cause = Cause.NOT_FOUND

    def __init__(self) -> None:
        super().__init__("The webhook has no delivery with this id. They are listed for 30 days.")


class State(Enum):
    """Where a delivery stands."""

    PENDING = "pending"
    DELIVERED = "delivered"
    FAILED = "failed"


@dataclass(frozen=True)
class Delivery:
    """One message to an endpoint."""

    id: str
    webhook_id: str
    account_id: str
    event: str
    subject_id: str
    body: str
    state: State
    attempts: int
    status: int
    error: str
    created_at: datetime
    next_at: datetime | None


class Deliveries:
    """The collection of deliveries; a TTL index removes them."""

    def __init__(self, documents: Documents, webhooks: Webhooks, *, now: Clock = utc_now) -> None:
        self._deliveries = documents[COLLECTION]
        self._webhooks = webhooks
        self._now = now

    @needs_documents
    async def prepare(self) -> None:
        """Makes the indexes. Idempotent."""
        await self._deliveries.create_index([("webhook_id", 1), ("created_at", -1), ("_id", -1)])
        await self._deliveries.create_index([("state", 1), ("next_at", 1)])
        await self._deliveries.create_index("account_id")
        await self._deliveries.create_index("purge_at", expireAfterSeconds=0)

    async def settle(self, job: Job) -> None:
        """Tells every endpoint that wants to know that a job has ended; idempotent."""
        await self.tell(job.account_id, f"job.{job.state.value}", job.id, _about(job))

    @needs_documents
    async def tell(self, account_id: str, event: str, subject_id: str, data: dict[str, Any]) -> None:
        """Writes down a delivery for every endpoint of the account that wants ``event``; once for each subject."""
        for webhook in await self._webhooks.list(account_id):
            if not webhook.enabled or event not in webhook.events:
                continue
            now = self._now()
            body = {"type": event, "timestamp": now.isoformat().replace("+00:00", "Z"), "data": data}
            document: Document = {
                "_id": derived_id("dlv", webhook.id, event, subject_id),
                "webhook_id": webhook.id,
                "account_id": account_id,
                "event": event,
                "subject_id": subject_id,
                "body": json.dumps(body, ensure_ascii=False, separators=(",", ":")),
                "state": State.PENDING.value,
                "attempts": 0,
                "status": 0,
                "error": "",
                "created_at": now,
                "next_at": now,
                "purge_at": now + KEPT,
            }
            try:
                await self._deliveries.insert_one(document)
            except DuplicateKeyError:
                continue

    @needs_documents
    async def claim(self) -> Delivery | None:
        """The next delivery that is due, in hand now; None where there is none."""
        now = self._now()
        found = await self._deliveries.find_one_and_update(
            {"state": State.PENDING.value, "next_at": {"$lte": now}},
            {"$set": {"next_at": now + IN_HAND}, "$inc": {"attempts": 1}},
            sort=[("next_at", 1)],
            return_document=ReturnDocument.AFTER,
        )
        return None if found is None else _delivery(found)

    @needs_documents
    async def delivered(self, delivery: Delivery, status: int) -> None:
        """The endpoint took it."""
        change = {"state": State.DELIVERED.value, "status": status, "error": "", "next_at": None}
        await self._deliveries.update_one({"_id": delivery.id}, {"$set": change})

    @needs_documents
    async def put_off(self, delivery: Delivery, status: int, error: str, after_s: float) -> None:
        """The endpoint did not take it, and is asked again."""
        next_at = self._now() + timedelta(seconds=after_s)
        change = {"status": status, "error": error[:MAX_ERROR_CHARS], "next_at": next_at}
        await self._deliveries.update_one({"_id": delivery.id}, {"$set": change})

    @needs_documents
    async def give_up(self, delivery: Delivery, status: int, error: str) -> None:
        """The endpoint is not asked again."""
        change = {"state": State.FAILED.value, "status": status, "error": error[:MAX_ERROR_CHARS], "next_at": None}
        await self._deliveries.update_one({"_id": delivery.id}, {"$set": change})

    @needs_documents
    async def page(self, webhook: Webhook, page: Page) -> tuple[list[Delivery], str]:
        """An endpoint's deliveries, newest first, and the token of the next page."""
        found, token = await read_page(self._deliveries, {"webhook_id": webhook.id}, page)
        return [_delivery(document) for document in found], token

    @needs_documents
    async def again(self, webhook: Webhook, delivery_id: str) -> Delivery:
        """The delivery is due now, with all its tries before it. Raises ``DeliveryNotFound``."""
        found = await self._deliveries.find_one_and_update(
            {"_id": delivery_id, "webhook_id": webhook.id},
            {"$set": {"state": State.PENDING.value, "next_at": self._now(), "attempts": 0}},
            return_document=ReturnDocument.AFTER,
        )
        if found is None:
            raise DeliveryNotFound
        return _delivery(found)

    @needs_documents
    async def forget(self, webhook_id: str) -> None:
        """Removes the deliveries of an endpoint."""
        await self._deliveries.delete_many({"webhook_id": webhook_id})

    @needs_documents
    async def erase(self, account_id: str) -> None:
        """Removes an account's deliveries."""
        await self._deliveries.delete_many({"account_id": account_id})


def _about(job: Job) -> dict[str, Any]:
    """What is told of a job: the same names as over REST, without links or pictures."""
    failure = job.failure
    return {
        "id": job.id,
        "state": job.state.value,
        "recipe": job.recipe,
        "name": job.name,
        "batch_id": job.batch_id,
        "asset_id": job.asset_id,
        "outputs": [dict(vars(output)) for output in job.outputs],
        "failure": {"reason": failure.reason, "message": failure.message} if failure else None,
        "credits": job.credits,
        "create_time": _text(job.created_at),
        "end_time": _text(job.ended_at),
    }


def _text(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat().replace("+00:00", "Z")


def _delivery(found: Document) -> Delivery:
    return Delivery(
        id=found["_id"],
        webhook_id=found["webhook_id"],
        account_id=found["account_id"],
        event=found["event"],
        subject_id=found["subject_id"],
        body=found["body"],
        state=State(found["state"]),
        attempts=int(found["attempts"]),
        status=int(found["status"]),
        error=found["error"],
        created_at=found["created_at"],
        next_at=found["next_at"],
    )
