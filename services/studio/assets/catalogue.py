"""The assets' documents: finding, changing and listing what accounts keep. Knows nothing of bytes."""

import re
import unicodedata
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pymongo import ReturnDocument
from pymongo.errors import DuplicateKeyError

from mesh.documents import Document, Documents, needs_documents
from mesh.errors import InvalidArgument, ServiceUnavailable
from services.studio.assets.asset import Asset, Kind
from services.studio.assets.errors import AssetNotFound
from services.studio.labels import checked_tags
from services.studio.pages import Page, read_page

COLLECTION = "assets"
MOST_AT_ONCE = 1_000
MAX_WORDS, MAX_TEXT_CHARS = 20, 500
TRIES = 10


@dataclass(frozen=True)
class Filters:
    """What a list is narrowed to; what is not set lets everything pass."""

    kind: Kind | None = None
    recipe: str = ""
    tags: tuple[str, ...] = ()
    favourites_only: bool = False
    text: str = ""
    since: datetime | None = None
    until: datetime | None = None
    job_id: str = ""
    parent_id: str = ""

    def query(self, account_id: str) -> Document:
        """As the store is asked. Raises ``InvalidArgument``."""
        query: Document = {"account_id": account_id, "pending": False}
        if self.kind:
            query["kind"] = self.kind.value
        for name, value in (("recipe", self.recipe), ("job_id", self.job_id), ("parents", self.parent_id)):
            if value:
                query[name] = value
        if self.tags:
            query["tags"] = {"$all": list(checked_tags(self.tags))}
        if self.favourites_only:
            query["favourite"] = True
        times = {sign: at for sign, at in (("$gte", self.since), ("$lt", self.until)) if at is not None}
        if times:
            query["created_at"] = times
        if len(self.text) > MAX_TEXT_CHARS or "\0" in self.text:
            raise InvalidArgument(
                f"`text` is too long or has control characters. Use up to {MAX_TEXT_CHARS} characters.", field="text"
            )
        if words := folded(self.text).split()[:MAX_WORDS]:
            query["$and"] = [{"words": {"$regex": re.escape(word)}} for word in words]
        return query


class Catalogue:
    """The collection of assets."""

    def __init__(self, documents: Documents) -> None:
        self._assets = documents[COLLECTION]

    @needs_documents
    async def prepare(self) -> None:
        """Makes the indexes. Idempotent."""
        await self._assets.create_index([("account_id", 1), ("created_at", -1), ("_id", -1)])
        await self._assets.create_index([("account_id", 1), ("sha256", 1)])
        await self._assets.create_index([("account_id", 1), ("tags", 1)])
        await self._assets.create_index("job_id")
        await self._assets.create_index("expires_at")

    @needs_documents
    async def insert(self, asset: Asset, words: str = "") -> bool:
        """Writes a new asset down; False where its id is there already. ``words``: what else text search finds it by."""
        try:
            await self._assets.insert_one(_document(asset, words))
        except DuplicateKeyError:
            return False
        return True

    @needs_documents
    async def get(self, account_id: str, asset_id: str) -> Asset:
        """Raises ``AssetNotFound``."""
        found = await self._assets.find_one({"_id": asset_id, "account_id": account_id})
        if found is None:
            raise AssetNotFound
        return _asset(found)

    @needs_documents
    async def page(self, account_id: str, filters: Filters, page: Page) -> tuple[list[Asset], str]:
        """The account's assets, newest first, and the token of the next page."""
        found, token = await read_page(self._assets, filters.query(account_id), page)
        return [_asset(document) for document in found], token

    @needs_documents
    async def keep_until(self, account_id: str, asset_id: str, until: datetime | None) -> Asset | None:
        """Moves an asset's expiry out, never in; None where there is no such asset."""
        mine = {"_id": asset_id, "account_id": account_id}
        # An expiry of None means never, and must stay.
        later = {**mine, "expires_at": {"$lt": until}} if until is not None else {**mine, "expires_at": {"$ne": None}}
        change = {"$set": {"expires_at": until}}
        found = await self._assets.find_one_and_update(later, change, return_document=ReturnDocument.AFTER)
        found = found or await self._assets.find_one(mine)
        return None if found is None else _asset(found)

    @needs_documents
    async def confirm(self, account_id: str, asset_id: str, until: datetime | None) -> None:
        """The attempt that made it is the one that counts."""
        mine = {"_id": asset_id, "account_id": account_id, "pending": True}
        await self._assets.update_one(mine, {"$set": {"pending": False, "expires_at": until}})

    @needs_documents
    async def update(self, account_id: str, asset_id: str, changes: Document, now: datetime) -> Asset:
        """Changes fields by their names in ``Asset``. Raises ``AssetNotFound``."""
        mine = {"_id": asset_id, "account_id": account_id}
        for _ in range(TRIES):
            found = await self._assets.find_one(mine)
            if found is None:
                raise AssetNotFound
            whole = {**found, **changes}
            change = {**changes, "updated_at": now, "words": _words(whole["title"], whole["tags"], whole["described"])}
            # Only while title and tags are those that the words were made of: somebody else may be changing the other one.
            same = {**mine, "title": found["title"], "tags": found["tags"]}
            changed = await self._assets.find_one_and_update(
                same, {"$set": change}, return_document=ReturnDocument.AFTER
            )
            if changed is not None:
                return _asset(changed)
        raise ServiceUnavailable(
            "The asset is being changed by many at once. Try again in a few seconds.",
            retry_after_s=2.0,
            service="studio",
        )

    @needs_documents
    async def remove(self, asset: Asset, *, expired_at: datetime | None = None) -> bool:
        """Removes the document, where given only if its time is over by then; whether it was there."""
        mine: Document = {"_id": asset.id, "account_id": asset.account_id}
        if expired_at is not None:
            mine["expires_at"] = {"$lte": expired_at}
        return bool((await self._assets.delete_one(mine)).deleted_count)

    @needs_documents
    async def is_there(self, account_id: str, asset_id: str, created_at: datetime) -> bool:
        """Whether this very asset is there, not a later one with the same id."""
        mine = {"_id": asset_id, "account_id": account_id, "created_at": created_at}
        return await self._assets.find_one(mine, {"_id": 1}) is not None

    @needs_documents
    async def uses(self, account_id: str, sha256: str) -> bool:
        """Whether an asset of the account has these bytes."""
        return await self._assets.find_one({"account_id": account_id, "sha256": sha256}, {"_id": 1}) is not None

    @needs_documents
    async def count(self, account_id: str) -> int:
        """Assets of the account, as lists show them: without what no job has confirmed."""
        return int(await self._assets.count_documents({"account_id": account_id, "pending": False}))

    async def expired(self, now: datetime) -> Sequence[Asset]:
        """Assets whose time is over, at most 1,000 of them."""
        return await self._read({"expires_at": {"$lte": now}})

    async def of_account(self, account_id: str) -> AsyncIterator[Asset]:
        """All assets of an account."""
        while found := await self._read({"account_id": account_id}):
            for asset in found:
                yield asset

    @needs_documents
    async def _read(self, query: Document) -> Sequence[Asset]:
        return [_asset(found) for found in await self._assets.find(query).limit(MOST_AT_ONCE).to_list(MOST_AT_ONCE)]


def folded(text: str) -> str:
    """Text so that what people take for the same is the same: whatever its case, its way of writing accents (a Mac's file names
    have them apart), and with ``е`` for ``ё``, as most Russian is typed."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold()).replace("ё", "е")


def _words(title: str, tags: Sequence[str], described: str) -> str:
    """What text search looks through."""
    return folded(" ".join([title, *tags, described]))


def _document(asset: Asset, described: str) -> Document:
    document: dict[str, Any] = {
        **vars(asset),
        "kind": asset.kind.value,
        "tags": list(asset.tags),
        "parents": list(asset.parents),
    }
    document["_id"] = document.pop("id")
    return {**document, "described": described, "words": _words(asset.title, asset.tags, described)}


def _asset(found: Document) -> Asset:
    return Asset(
        id=found["_id"],
        account_id=found["account_id"],
        kind=Kind(found["kind"]),
        sha256=found["sha256"],
        size_bytes=int(found["size_bytes"]),
        mime=found["mime"],
        created_at=found["created_at"],
        updated_at=found["updated_at"],
        expires_at=found["expires_at"],
        width=int(found["width"]),
        height=int(found["height"]),
        title=found["title"],
        tags=tuple(found["tags"]),
        favourite=bool(found["favourite"]),
        recipe=found["recipe"],
        layer=found["layer"],
        variant=int(found["variant"]),
        parents=tuple(found["parents"]),
        job_id=found["job_id"],
        manifest=found["manifest"],
        pending=bool(found["pending"]),
    )
