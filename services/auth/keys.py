"""API keys: what a machine signs in with. Owns the collection ``api_keys``.

A key is ``pk_<id>_<secret><check>``: a prefix that secret scanners can look for, the public id under which it is
stored (the unique index is that of ``_id``), 256 random bits, and six characters of CRC-32 that tell a mistyped or
cut key without asking the store. Only the SHA-256 of the secret is kept (`opaque` says why not Argon2id).
"""

import secrets
import zlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from pymongo import ReturnDocument

from mesh.documents import Document, Documents, needs_documents
from mesh.errors import InvalidArgument, ScopeMissing
from mesh.tokens import Clock, utc_now
from services.auth.accounts import Accounts, bad_credentials
from services.auth.errors import AccountNotFound, KeyNotFound, TooManyKeys
from services.auth.issuer import AccessToken, Issuer
from services.auth.opaque import ALPHABET, ID_CHARS, SECRET_CHARS, digest, random_text
from services.auth.scopes import check_known

PREFIX = "pk"
CHECK_CHARS = 6
MAX_KEYS = 1_000
MAX_NAME_CHARS = 100
COARSE = timedelta(minutes=1)
"""How exactly the last use is kept. Finer would be a write for every call of a busy machine."""
KEPT_AFTER_END = timedelta(days=30)
"""How long a revoked or expired key is still listed, so that its owner can see what became of it."""


@dataclass(frozen=True)
class Key:
    """An API key as it may be shown."""

    id: str
    name: str
    scopes: frozenset[str]
    created_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None
    last_used_at: datetime | None

    @property
    def prefix(self) -> str:
        """Its first characters, to tell keys apart."""
        return f"{PREFIX}_{self.id}"


class Keys:
    """Creates, lists, revokes and exchanges API keys."""

    def __init__(self, documents: Documents, accounts: Accounts, issuer: Issuer, *, now: Clock = utc_now) -> None:
        self._keys = documents["api_keys"]
        self._accounts = accounts
        self._issuer = issuer
        self._now = now

    @needs_documents
    async def prepare(self) -> None:
        """Makes the index for listing and the TTL index. Idempotent."""
        await self._keys.create_index([("account_id", 1), ("created_at", -1)])
        await self._keys.create_index("purge_at", expireAfterSeconds=0)

    @needs_documents
    async def create(
        self,
        account_id: str,
        held: Collection[str],
        *,
        name: str = "",
        scopes: Collection[str],
        expires_at: datetime | None = None,
    ) -> tuple[Key, str]:
        """A new key and its whole text, which is told this once. ``held`` are the scopes of whoever asks.

        Raises ``InvalidArgument``, ``ScopeMissing`` where ``scopes`` is more than ``held``, ``TooManyKeys``.
        """
        wanted, now = frozenset(scopes), self._now()
        check_known(wanted)
        if missing := wanted - frozenset(held):
            raise ScopeMissing(
                f"A key carries only what you may do yourself. You lack: {', '.join(sorted(missing))}. Ask for less.",
                needed=" ".join(sorted(missing)),
            )
        if len(name) > MAX_NAME_CHARS or not name.isprintable():
            raise InvalidArgument(
                f"The key's name is too long or has control characters. Use up to {MAX_NAME_CHARS} characters.",
                field="name",
            )
        if expires_at is not None and expires_at <= now:
            raise InvalidArgument("The key would have expired already. Choose a time to come.", field="expire_time")
        if await self._keys.count_documents({"account_id": account_id}) >= MAX_KEYS:
            raise TooManyKeys(f"The account has {MAX_KEYS} keys, which is the most. Revoked ones go after 30 days.")
        key_id, secret = random_text(ID_CHARS), random_text(SECRET_CHARS)
        document: Document = {
            "_id": key_id,
            "account_id": account_id,
            "name": name,
            "secret_digest": digest(secret),
            "scopes": sorted(wanted),
            "created_at": now,
            "expires_at": expires_at,
            "revoked_at": None,
            "last_used_at": None,
            "purge_at": None if expires_at is None else purge_time(expires_at),
        }
        await self._keys.insert_one(document)
        return _key(document), _encode(key_id, secret)

    @needs_documents
    async def list(self, account_id: str) -> list[Key]:
        """The account's keys, newest first."""
        documents = self._keys.find({"account_id": account_id}).sort("created_at", -1)
        return [_key(document) for document in await documents.to_list(MAX_KEYS)]

    @needs_documents
    async def revoke(self, account_id: str, key_id: str) -> Key:
        """Makes a key useless. Idempotent. Raises ``KeyNotFound`` where the account has none of this id."""
        now = self._now()
        mine = {"_id": key_id, "account_id": account_id}
        document = await self._keys.find_one_and_update(
            {**mine, "revoked_at": None},
            {"$set": {"revoked_at": now, "purge_at": purge_time(now)}},
            return_document=ReturnDocument.AFTER,
        )
        # Revoked already, or not there at all.
        document = document or await self._keys.find_one(mine)
        if document is None:
            raise KeyNotFound("Your account has no key with this id. List your keys to see which it has.")
        return _key(document)

    @needs_documents
    async def revoke_all(self, account_id: str) -> None:
        """Forgets every key of an account."""
        await self._keys.delete_many({"account_id": account_id})

    @needs_documents
    async def exchange(self, text: str) -> AccessToken:
        """An access token with the key's scopes, as far as its account still has them.

        Raises ``BadCredentials`` alike for a key that is unknown, mistyped, revoked, expired, or of a disabled account.
        """
        key_id, secret = _decode(text)
        document = await self._keys.find_one({"_id": key_id})
        if document is None or not secrets.compare_digest(document["secret_digest"], digest(secret)):
            raise bad_credentials()
        key, now = _key(document), self._now()
        if key.revoked_at is not None or (key.expires_at is not None and key.expires_at <= now):
            raise bad_credentials()
        try:
            account = await self._accounts.get(document["account_id"])
        except AccountNotFound as exc:
            raise bad_credentials() from exc
        if account.disabled:
            raise bad_credentials()
        if key.last_used_at is None or now - key.last_used_at >= COARSE:
            await self._keys.update_one({"_id": key_id}, {"$set": {"last_used_at": now}})
        return await self._issuer.issue(account.id, key.id, key.scopes & account.scopes)


def purge_time(end: datetime) -> datetime:
    """When a key that ends at ``end`` is no longer listed; the last moment that a date can name where that would lie beyond."""
    return min(end, datetime.max.replace(tzinfo=UTC) - KEPT_AFTER_END) + KEPT_AFTER_END


def _encode(key_id: str, secret: str) -> str:
    return f"{PREFIX}_{key_id}_{secret}{_check(key_id + secret)}"


def _decode(text: str) -> tuple[str, str]:
    """Id and secret of a key; raises ``BadCredentials`` for a text that never was one."""
    parts = text.strip().split("_") if len(text) <= 200 else []
    if len(parts) != 3 or parts[0] != PREFIX:
        raise bad_credentials()
    key_id, secret, check = parts[1], parts[2][:-CHECK_CHARS], parts[2][-CHECK_CHARS:]
    if (len(key_id), len(secret)) != (ID_CHARS, SECRET_CHARS) or check != _check(key_id + secret):
        raise bad_credentials()
    return key_id, secret


def _check(text: str) -> str:
    """CRC-32 in base 62, six characters. Against slips of the hand; it proves nothing."""
    value, chars = zlib.crc32(text.encode()), ""
    for _ in range(CHECK_CHARS):
        value, index = divmod(value, len(ALPHABET))
        chars = ALPHABET[index] + chars
    return chars


def _key(document: Document) -> Key:
    return Key(
        id=document["_id"],
        name=document["name"],
        scopes=frozenset(document["scopes"]),
        created_at=document["created_at"],
        expires_at=document["expires_at"],
        revoked_at=document["revoked_at"],
        last_used_at=document["last_used_at"],
    )
