"""Requests that may be sent twice: the same key and the same request name the same thing for 24 hours.

A claim is written before the thing itself, with the name that the thing will have. So a process that dies in between leaves a claim
whose thing is not there yet, and the next try makes it under that name.
"""

import hashlib
from collections.abc import Iterable
from datetime import timedelta

from pymongo.errors import DuplicateKeyError

from mesh.documents import Documents, needs_documents
from mesh.errors import Cause, InvalidArgument, PackshotError
from mesh.tokens import Clock, utc_now

COLLECTION = "claims"
KEPT = timedelta(hours=24)
MAX_KEY_CHARS = 128


class IdempotencyMismatch(PackshotError):
    """The key came before, with another request."""

    reason = "IDEMPOTENCY_MISMATCH"
    cause = Cause.CONFLICT


def digest_of(parts: Iterable[bytes]) -> str:
    """What tells two requests apart; the parts' borders count."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.hexdigest()


class Claims:
    """Claims ``{_id: account/method/key, digest, name, expire_at}``; a TTL index removes them."""

    def __init__(self, documents: Documents, *, now: Clock = utc_now) -> None:
        self._claims = documents[COLLECTION]
        self._now = now

    @needs_documents
    async def prepare(self) -> None:
        """Makes the indexes. Idempotent."""
        await self._claims.create_index("expire_at", expireAfterSeconds=0)
        await self._claims.create_index("account_id")

    @needs_documents
    async def claim(self, account_id: str, method: str, key: str, digest: str, name: str) -> str:
        """The name that the thing asked for has: ``name`` where ``key`` is empty or new, else that of the first request.

        Raises ``IdempotencyMismatch`` where the key came with another ``digest``, ``InvalidArgument`` where it cannot be a key.
        """
        if not key:
            return name
        if len(key) > MAX_KEY_CHARS or not key.isascii() or not key.isprintable():
            raise InvalidArgument(
                f"The idempotency key must be at most {MAX_KEY_CHARS} printable ASCII characters. Use a UUID.",
                field="idempotency_key",
            )
        claim_id, now = f"{account_id}/{method}/{key}", self._now()
        document = {"account_id": account_id, "digest": digest, "name": name, "expire_at": now + KEPT}
        while True:
            try:
                await self._claims.insert_one({"_id": claim_id, **document})
            except DuplicateKeyError:
                held = await self._claims.find_one({"_id": claim_id})
                if held is None or held["expire_at"] <= now:
                    # Over, though not swept yet: make room and try again.
                    await self._claims.delete_one({"_id": claim_id, "expire_at": {"$lte": now}})
                    continue
                if held["digest"] != digest:
                    raise IdempotencyMismatch(
                        "This idempotency key came before with another request. Use a new key for a new request.",
                        field="idempotency_key",
                    ) from None
                return str(held["name"])
            return name

    @needs_documents
    async def erase(self, account_id: str) -> None:
        """Forgets an account's claims."""
        await self._claims.delete_many({"account_id": account_id})
