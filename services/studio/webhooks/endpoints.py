"""Webhook endpoints: where a customer wants to be called, for what, and with which secret."""

import base64
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from pymongo import ReturnDocument

from mesh.documents import Document, Documents, needs_documents
from mesh.errors import Cause, InvalidArgument, PackshotError
from mesh.tokens import Clock, utc_now
from services.studio.ids import new_id

COLLECTION = "webhooks"
EVENTS = ("job.succeeded", "job.failed", "job.cancelled", "job.expired", "batch.finished")
MOST = 20
MAX_URL_CHARS = 2_048
SECRET_BYTES = 32
BOTH_SECRETS = timedelta(hours=24)
MOST_FAILURES = 20
"""Deliveries in a row that were given up, before an endpoint is taken for dead."""
_HOST = re.compile(r"[a-z0-9._:-]+", re.IGNORECASE)


class WebhookNotFound(PackshotError):
    """The account has no endpoint of this id."""

    reason = "WEBHOOK_NOT_FOUND"
    cause = Cause.NOT_FOUND

    def __init__(self) -> None:
        super().__init__("Your account has no webhook with this id. List your webhooks to see which it has.")


class TooManyWebhooks(PackshotError):
    """The account has as many endpoints as it may."""

    reason = "TOO_MANY_WEBHOOKS"
    cause = Cause.CONFLICT

    def __init__(self) -> None:
        super().__init__(f"The account has {MOST} webhooks, which is the most. Delete one that is no longer needed.")


class WebhookUrlRefused(PackshotError):
    """The URL is not one that is called."""

    reason = "WEBHOOK_URL_REFUSED"
    cause = Cause.INVALID

    def __init__(self, why: str) -> None:
        super().__init__(f"The webhook's URL is not called: {why}. Send an https:// URL of a public host.", field="url")


@dataclass(frozen=True)
class Webhook:
    """An endpoint. ``secrets``: the newest first; the one before stays for a day."""

    id: str
    account_id: str
    url: str
    events: tuple[str, ...]
    enabled: bool
    failures: int
    created_at: datetime
    secrets: tuple[str, ...]


def checked_url(text: str, *, plain_too: bool) -> str:
    """The URL, if its form is one that is called; ``plain_too``: http as well. Raises ``WebhookUrlRefused``."""
    if len(text) > MAX_URL_CHARS or not text.isascii() or not text.isprintable() or " " in text:
        raise WebhookUrlRefused("it is too long, or has characters that a URL has not")
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError as error:
        raise WebhookUrlRefused("it is not a URL") from error
    if parts.scheme not in ({"https", "http"} if plain_too else {"https"}):
        raise WebhookUrlRefused("it does not begin with https://")
    if not parts.hostname or not _HOST.fullmatch(parts.hostname) or port == 0:
        raise WebhookUrlRefused("its host or port is none")
    if parts.username is not None or parts.password is not None:
        raise WebhookUrlRefused("it carries a user name or password; the signature says who is calling")
    return text


def _checked_events(events: Sequence[str]) -> list[str]:
    for event in events:
        if event not in EVENTS:
            raise InvalidArgument(f"There is no event `{event[:40]}`. Choose from {', '.join(EVENTS)}.", field="events")
    return [event for event in EVENTS if event in events] or list(EVENTS)


def new_secret() -> str:
    """A secret in the form that Standard Webhooks gives it."""
    return "whsec_" + base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()


class Webhooks:
    """The collection of endpoints. ``plain_too``: plain http is taken as well, for tests inside."""

    def __init__(self, documents: Documents, *, plain_too: bool = False, now: Clock = utc_now) -> None:
        self._webhooks = documents[COLLECTION]
        self._plain_too = plain_too
        self._now = now

    @needs_documents
    async def prepare(self) -> None:
        """Makes the index. Idempotent."""
        await self._webhooks.create_index([("account_id", 1), ("created_at", -1)])

    @needs_documents
    async def create(self, account_id: str, url: str, events: Sequence[str]) -> tuple[Webhook, str]:
        """A new endpoint and its secret. Raises ``WebhookUrlRefused``, ``InvalidArgument``, ``TooManyWebhooks``."""
        if await self._webhooks.count_documents({"account_id": account_id}) >= MOST:
            raise TooManyWebhooks
        document: Document = {
            "_id": new_id("whk"),
            "account_id": account_id,
            "url": checked_url(url, plain_too=self._plain_too),
            "events": _checked_events(events),
            "enabled": True,
            "failures": 0,
            "created_at": self._now(),
            "secret": new_secret(),
            "old_secret": "",
            "old_until": None,
        }
        await self._webhooks.insert_one(document)
        return self._webhook(document), str(document["secret"])

    @needs_documents
    async def list(self, account_id: str) -> list[Webhook]:
        """The account's endpoints, newest first."""
        found = await self._webhooks.find({"account_id": account_id}).sort("created_at", -1).to_list(MOST + 1)
        return [self._webhook(document) for document in found]

    @needs_documents
    async def get(self, account_id: str, webhook_id: str) -> Webhook:
        """Raises ``WebhookNotFound``."""
        found = await self._webhooks.find_one({"_id": webhook_id, "account_id": account_id})
        if found is None:
            raise WebhookNotFound
        return self._webhook(found)

    @needs_documents
    async def update(
        self,
        account_id: str,
        webhook_id: str,
        *,
        url: str | None = None,
        events: Sequence[str] | None = None,
        enabled: bool | None = None,
    ) -> Webhook:
        """Changes what is not None; switching on forgets the failures. Raises as ``create``, or ``WebhookNotFound``."""
        change: Document = {}
        if url is not None:
            change["url"] = checked_url(url, plain_too=self._plain_too)
        if events is not None:
            change["events"] = _checked_events(events)
        if enabled is not None:
            change |= {"enabled": enabled, "failures": 0}
        if not change:
            return await self.get(account_id, webhook_id)
        return await self._change(account_id, webhook_id, {"$set": change})

    @needs_documents
    async def rotate(self, account_id: str, webhook_id: str) -> str:
        """A new secret; the old one signs too for a day. Raises ``WebhookNotFound``."""
        webhook, secret = await self.get(account_id, webhook_id), new_secret()
        change = {"secret": secret, "old_secret": webhook.secrets[0], "old_until": self._now() + BOTH_SECRETS}
        await self._change(account_id, webhook_id, {"$set": change})
        return secret

    @needs_documents
    async def delete(self, account_id: str, webhook_id: str) -> None:
        """Raises ``WebhookNotFound``."""
        result = await self._webhooks.delete_one({"_id": webhook_id, "account_id": account_id})
        if not result.deleted_count:
            raise WebhookNotFound

    @needs_documents
    async def succeeded(self, webhook: Webhook) -> None:
        """A delivery got through."""
        if webhook.failures:
            await self._webhooks.update_one({"_id": webhook.id}, {"$set": {"failures": 0}})

    @needs_documents
    async def failed(self, webhook: Webhook, *, gone: bool) -> None:
        """A delivery was given up; ``gone``: the endpoint said that it is not there any more."""
        found = await self._webhooks.find_one_and_update(
            {"_id": webhook.id}, {"$inc": {"failures": 1}}, return_document=ReturnDocument.AFTER
        )
        if found is not None and (gone or found["failures"] >= MOST_FAILURES):
            await self._webhooks.update_one({"_id": webhook.id}, {"$set": {"enabled": False}})

    @needs_documents
    async def erase(self, account_id: str) -> None:
        """Removes an account's endpoints."""
        await self._webhooks.delete_many({"account_id": account_id})

    async def _change(self, account_id: str, webhook_id: str, change: Document) -> Webhook:
        found = await self._webhooks.find_one_and_update(
            {"_id": webhook_id, "account_id": account_id}, change, return_document=ReturnDocument.AFTER
        )
        if found is None:
            raise WebhookNotFound
        return self._webhook(found)

    def _webhook(self, found: Document) -> Webhook:
        kept = [str(found["secret"])]
        if found["old_secret"] and found["old_until"] > self._now():
            kept.append(str(found["old_secret"]))
        return Webhook(
            id=found["_id"],
            account_id=found["account_id"],
            url=found["url"],
            events=tuple(found["events"]),
            enabled=bool(found["enabled"]),
            failures=int(found["failures"]),
            created_at=found["created_at"],
            secrets=tuple(kept),
        )
