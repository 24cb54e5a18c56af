"""Receipts: what was deleted, when and why, without anything of what it was.

A receipt is opened before the deletion and closed after it, and is shown when it is closed: so a process that dies in between
leaves neither a deletion without receipt nor a receipt of what is still there, but an open one, which the sweeper ends.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from mesh.documents import Document, Documents, needs_documents
from services.studio.assets.asset import Asset
from services.studio.ids import new_id
from services.studio.pages import Page, read_page

COLLECTION = "receipts"
KEPT = timedelta(days=400)
MOST_AT_ONCE = 1_000
ASKED, EXPIRED = "asked", "expired"


@dataclass(frozen=True)
class Receipt:
    """Proof of a deletion."""

    id: str
    account_id: str
    asset_id: str
    sha256: str
    size_bytes: int
    bytes_deleted: bool
    reason: str
    deleted_at: datetime
    asset_created_at: datetime
    """Tells the asset from a later one with the same id: the same file, sent again."""


class Receipts:
    """The collection of receipts; a TTL index removes them."""

    def __init__(self, documents: Documents) -> None:
        self._receipts = documents[COLLECTION]

    @needs_documents
    async def prepare(self) -> None:
        """Makes the indexes. Idempotent."""
        await self._receipts.create_index([("account_id", 1), ("created_at", -1), ("_id", -1)])
        await self._receipts.create_index([("open", 1), ("created_at", 1)])
        await self._receipts.create_index("purge_at", expireAfterSeconds=0)

    @needs_documents
    async def open(self, asset: Asset, reason: str, at: datetime) -> Receipt:
        """The receipt of an asset that is about to go."""
        receipt = Receipt(
            id=new_id("rct"),
            account_id=asset.account_id,
            asset_id=asset.id,
            sha256=asset.sha256,
            size_bytes=asset.size_bytes,
            bytes_deleted=False,
            reason=reason,
            deleted_at=at,
            asset_created_at=asset.created_at,
        )
        document: Document = {**vars(receipt), "_id": receipt.id, "created_at": at, "purge_at": at + KEPT, "open": True}
        del document["id"]
        await self._receipts.insert_one(document)
        return receipt

    @needs_documents
    async def close(self, receipt: Receipt, *, bytes_deleted: bool) -> Receipt:
        """The asset is gone."""
        change = {"$set": {"open": False, "bytes_deleted": bytes_deleted}}
        await self._receipts.update_one({"_id": receipt.id}, change)
        return replace(receipt, bytes_deleted=bytes_deleted)

    @needs_documents
    async def drop(self, receipt: Receipt) -> None:
        """The asset has stayed."""
        await self._receipts.delete_one({"_id": receipt.id, "open": True})

    @needs_documents
    async def left_open(self, before: datetime) -> list[Receipt]:
        """Receipts of deletions that began before this time and have not been ended."""
        query = {"open": True, "created_at": {"$lte": before}}
        return [_receipt(found) for found in await self._receipts.find(query).limit(MOST_AT_ONCE).to_list(MOST_AT_ONCE)]

    @needs_documents
    async def page(self, account_id: str, page: Page) -> tuple[list[Receipt], str]:
        """The account's receipts, newest first, and the token of the next page."""
        found, token = await read_page(self._receipts, {"account_id": account_id, "open": False}, page)
        return [_receipt(document) for document in found], token

    @needs_documents
    async def erase(self, account_id: str) -> None:
        """Forgets an account's receipts."""
        await self._receipts.delete_many({"account_id": account_id})


def _receipt(found: Document) -> Receipt:
    return Receipt(
        id=found["_id"],
        account_id=found["account_id"],
        asset_id=found["asset_id"],
        sha256=found["sha256"],
        size_bytes=int(found["size_bytes"]),
        bytes_deleted=bool(found["bytes_deleted"]),
        reason=found["reason"],
        deleted_at=found["deleted_at"],
        asset_created_at=found["asset_created_at"],
    )
