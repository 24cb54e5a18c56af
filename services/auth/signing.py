"""Signing keys (Ed25519) and their rotation. Owns the collection ``signing_keys``; must not know what is signed.

Time is cut into epochs of ``period`` each; epoch n has one key, whose ``_id`` is n. So replicas need no leader:
whoever comes first inserts it, the others meet a duplicate and read it. The key of the next epoch is made and
published one epoch ahead, so that every verifier knows it before it signs. An old key stays published until the last
token that it signed has expired; then TTL deletes it.
"""

import base64
import hashlib
import json
import os
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from pymongo.errors import DuplicateKeyError

from mesh.documents import Document, Documents, needs_documents
from mesh.tokens import Clock, utc_now
from services.auth.errors import SigningKeyLocked

NONCE_BYTES = 12
SKEW = timedelta(minutes=5)
"""How far the clocks of replicas and verifiers may lie apart."""
MAX_PUBLISHED = 100


@dataclass(frozen=True)
class SigningKey:
    """The key of one epoch, opened."""

    epoch: int
    id: str
    """``kid``: the key's RFC 7638 thumbprint, so that two different keys never share one."""
    private: Ed25519PrivateKey


class SigningKeys:
    """The key to sign with now, and the public halves of all that may still be met.

    ``secret`` seals the private halves in the store (HKDF-SHA256, then AES-256-GCM bound to the epoch). It should be
    random; HKDF does not stretch a weak one.
    """

    def __init__(
        self, documents: Documents, *, secret: str, period: timedelta, token_lifetime: timedelta, now: Clock = utc_now
    ) -> None:
        self._keys = documents["signing_keys"]
        self._seal = AESGCM(HKDF(SHA256(), 32, salt=None, info=b"packshot signing keys 1").derive(secret.encode()))
        self._period_s = period.total_seconds()
        self._token_lifetime = token_lifetime
        self._now = now
        self._current: SigningKey | None = None

    async def prepare(self) -> None:
        """Makes the TTL index and the first keys. Idempotent. Raises ``SigningKeyLocked`` if the secret has changed."""
        await self._index()
        await self.current()

    async def current(self) -> SigningKey:
        """The key to sign with now."""
        epoch = self._epoch()
        key = self._current
        if key is None or key.epoch != epoch:
            key = self._current = self._open(await self._obtain(epoch))
            await self._obtain(epoch + 1)
        return key

    @needs_documents
    async def jwks(self) -> dict[str, Any]:
        """The key set (RFC 7517, RFC 8037): keys that signed tokens still alive, the current one, and the next."""
        epoch = self._epoch()
        for needed in (epoch, epoch + 1):
            await self._obtain(needed)
        documents = await self._keys.find({"expire_at": {"$gt": self._now()}}).sort("_id", 1).to_list(MAX_PUBLISHED)
        if self._current is not None and self._current.id not in {document["kid"] for document in documents}:
            # The store lost the key that we sign with (restored from a backup, emptied): nobody could verify its
            # tokens.
            self._current = None
        return {
            "keys": [
                {**_public_members(document["x"]), "kid": document["kid"], "use": "sig", "alg": "EdDSA"}
                for document in documents
            ]
        }

    def _epoch(self) -> int:
        return int(self._now().timestamp() // self._period_s)

    def _expire_at(self, epoch: int) -> datetime:
        ends_at = datetime.fromtimestamp((epoch + 1) * self._period_s, UTC)
        return ends_at + self._token_lifetime + SKEW

    @needs_documents
    async def _index(self) -> None:
        await self._keys.create_index("expire_at", expireAfterSeconds=0)

    @needs_documents
    async def _obtain(self, epoch: int) -> Document:
        """The stored key of ``epoch``, made where there is none."""
        document = await self._keys.find_one({"_id": epoch})
        if document is None:
            document = self._make(epoch)
            try:
                await self._keys.insert_one(document)
            except DuplicateKeyError:
                document = await self._keys.find_one({"_id": epoch})
        if document is None:
            raise RuntimeError(f"the signing key of epoch {epoch} was there and is gone")
        if document["expire_at"] < self._expire_at(epoch):
            # The settings let tokens live longer than when this key was made.
            await self._keys.update_one({"_id": epoch}, {"$max": {"expire_at": self._expire_at(epoch)}})
        return document

    def _make(self, epoch: int) -> Document:
        private = Ed25519PrivateKey.generate()
        x = _base64url(private.public_key().public_bytes_raw())
        nonce = os.urandom(NONCE_BYTES)
        return {
            "_id": epoch,
            "kid": _thumbprint(x),
            "x": x,
            "sealed": nonce + self._seal.encrypt(nonce, private.private_bytes_raw(), _context(epoch)),
            "created_at": self._now(),
            "expire_at": self._expire_at(epoch),
        }

    def _open(self, document: Document) -> SigningKey:
        sealed, epoch = document["sealed"], document["_id"]
        try:
            raw = self._seal.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], _context(epoch))
        except InvalidTag as exc:
            raise SigningKeyLocked(
                "The signing keys in the store were sealed with another secret. Set PACKSHOT_AUTH_SIGNING_SECRET back to what it "
                "was, or delete the collection `signing_keys`: then new keys are made, and everybody signs in again."
            ) from exc
        return SigningKey(epoch, document["kid"], Ed25519PrivateKey.from_private_bytes(raw))


def _public_members(x: str) -> dict[str, str]:
    return {"crv": "Ed25519", "kty": "OKP", "x": x}


def _thumbprint(x: str) -> str:
    """RFC 7638: SHA-256 over the required members in lexical order, without spaces."""
    return _base64url(hashlib.sha256(json.dumps(_public_members(x), separators=(",", ":")).encode()).digest())


def _base64url(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _context(epoch: int) -> bytes:
    return f"packshot signing key {epoch}".encode()
