"""Uploads that may break off and go on. What has arrived is kept in parts of 1 MiB; a document says how far it has come."""

import secrets
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from dataclasses import dataclass
from datetime import datetime, timedelta

from pymongo import ReturnDocument

from mesh.documents import Document, Documents, needs_documents
from mesh.errors import InvalidArgument, TransferBroken
from mesh.tokens import Clock, utc_now
from services.studio.assets.asset import Asset, Kind
from services.studio.assets.assets import Assets, check_life
from services.studio.assets.errors import OffsetMismatch, UploadNotFound
from services.studio.assets.objects import ObjectMissing, Objects
from services.studio.ids import new_id
from services.studio.labels import checked_tags, checked_title

COLLECTION = "uploads"
PART_BYTES = 1024 * 1024
KEPT = timedelta(hours=24)
MOST_AT_ONCE = 1_000
MOST_PARTS = 20_000
"""The document names them all, and must stay small: 2 GiB in whole parts are 2,048."""


@dataclass(frozen=True)
class Upload:
    """How far an upload has come."""

    id: str
    account_id: str
    size_bytes: int
    offset: int
    expires_at: datetime
    asset_id: str
    kind: Kind
    title: str
    tags: tuple[str, ...]
    time_to_live: timedelta | None


class Uploads:
    """The collection of uploads, and their parts in the object store."""

    def __init__(self, documents: Documents, objects: Objects, assets: Assets, *, now: Clock = utc_now) -> None:
        self._uploads = documents[COLLECTION]
        self._objects = objects
        self._assets = assets
        self._now = now

    @needs_documents
    async def prepare(self) -> None:
        """Makes the indexes. Idempotent."""
        await self._uploads.create_index("account_id")
        await self._uploads.create_index("expires_at")

    @needs_documents
    async def create(
        self,
        account_id: str,
        size_bytes: int,
        *,
        kind: Kind,
        title: str = "",
        tags: tuple[str, ...] = (),
        time_to_live: timedelta | None = None,
    ) -> Upload:
        """Begins an upload of ``size_bytes``. Raises ``InvalidArgument``, ``ImageTooLarge``, ``StorageFull``."""
        if size_bytes < 1:
            raise InvalidArgument("`size_bytes` must say how many bytes are coming.", field="size_bytes")
        check_life(time_to_live)
        await self._assets.room_for(account_id, size_bytes, kind, reserved_bytes=await self._reserved(account_id))
        upload_id, expires_at = new_id("upl"), self._now() + KEPT
        expires_at = expires_at.replace(microsecond=expires_at.microsecond // 1000 * 1000)
        document: Document = {
            "account_id": account_id,
            "size_bytes": size_bytes,
            "offset": 0,
            "expires_at": expires_at,
            "parts": [],
            "asset_id": "",
            "kind": kind.value,
            "title": checked_title(title),
            "tags": list(checked_tags(tags)),
            "life_s": None if time_to_live is None else time_to_live.total_seconds(),
        }
        await self._uploads.insert_one({"_id": upload_id, **document})
        return _upload({"_id": upload_id, **document})

    async def _reserved(self, account_id: str) -> int:
        """Bytes that uploads which are not whole yet will bring."""
        query = {"account_id": account_id, "asset_id": "", "expires_at": {"$gt": self._now()}}
        return sum([int(found["size_bytes"]) async for found in self._uploads.find(query, {"size_bytes": 1})])

    @needs_documents
    async def get(self, account_id: str, upload_id: str) -> Upload:
        """Raises ``UploadNotFound``."""
        found = await self._uploads.find_one({"_id": upload_id, "account_id": account_id})
        if found is None or found["expires_at"] <= self._now():
            raise UploadNotFound
        return _upload(found)

    async def append(
        self, account_id: str, upload_id: str, offset: int, chunks: AsyncIterator[bytes]
    ) -> tuple[Upload, Asset | None]:
        """Takes the next bytes; the asset too once all are there. What came before a break stays, as far as whole parts go.

        Raises ``UploadNotFound``, ``OffsetMismatch``, ``TransferBroken`` where more comes than was promised, and what keeping the
        whole file raises.
        """
        upload = await self.get(account_id, upload_id)
        if upload.offset != offset:
            raise OffsetMismatch(upload.offset)
        held = bytearray()
        async for chunk in chunks:
            held += chunk
            if upload.offset + len(held) > upload.size_bytes:
                raise TransferBroken(f"More came than the {upload.size_bytes} bytes that were promised. Begin again.")
            while len(held) >= PART_BYTES:
                upload = await self._keep_part(upload, bytes(held[:PART_BYTES]))
                del held[:PART_BYTES]
        if held:
            upload = await self._keep_part(upload, bytes(held))
        if upload.offset < upload.size_bytes:
            return upload, None
        return await self._finish(upload)

    @needs_documents
    async def _keep_part(self, upload: Upload, part: bytes) -> Upload:
        # A name of its own: a caller who is taken for gone may still be writing at the same place.
        name = f"{upload.offset:012}-{secrets.token_hex(4)}"
        await self._objects.put(_folder(upload) + name, part)
        found = await self._uploads.find_one_and_update(
            {"_id": upload.id, "offset": upload.offset, "asset_id": "", f"parts.{MOST_PARTS - 1}": {"$exists": False}},
            {"$set": {"offset": upload.offset + len(part)}, "$push": {"parts": name}},
            return_document=ReturnDocument.AFTER,
        )
        if found is None:
            await self._objects.delete(_folder(upload) + name)
            if (await self.get(upload.account_id, upload.id)).offset == upload.offset:
                raise InvalidArgument(
                    "The upload came in too many small pieces. Begin again with larger ones.", field="chunk"
                )
            # Two callers at once: whoever is second learns where the first one got to.
            raise OffsetMismatch((await self.get(upload.account_id, upload.id)).offset)
        return _upload(found)

    async def _finish(self, upload: Upload) -> tuple[Upload, Asset]:
        """All bytes are there: they become an asset. Done again where a process died in the middle."""
        if upload.asset_id:
            return upload, await self._assets.get(upload.account_id, upload.asset_id)
        try:
            async with aclosing(self._bytes(upload)) as pieces:
                asset, _ = await self._assets.receive(
                    upload.account_id,
                    pieces,
                    kind=upload.kind,
                    title=upload.title,
                    tags=upload.tags,
                    time_to_live=upload.time_to_live,
                    expected_bytes=upload.size_bytes,
                )
        except TransferBroken:
            # Another caller may have ended it at the same time, and the parts are gone for that.
            upload = await self.get(upload.account_id, upload.id)
            if not upload.asset_id:
                raise
            return upload, await self._assets.get(upload.account_id, upload.asset_id)
        finished = await self._note(upload, asset.id)
        await self._drop_parts(finished)
        return finished, asset

    async def _bytes(self, upload: Upload) -> AsyncGenerator[bytes, None]:
        for name in await self._parts(upload):
            try:
                async for piece in self._objects.read(_folder(upload) + name):
                    yield piece
            except ObjectMissing as error:
                raise TransferBroken("A part of the upload is no longer there. Begin again.") from error

    @needs_documents
    async def _parts(self, upload: Upload) -> list[str]:
        found = await self._uploads.find_one({"_id": upload.id}, {"parts": 1})
        return [str(name) for name in (found or {}).get("parts", ())]

    @needs_documents
    async def _note(self, upload: Upload, asset_id: str) -> Upload:
        found = await self._uploads.find_one_and_update(
            {"_id": upload.id}, {"$set": {"asset_id": asset_id}}, return_document=ReturnDocument.AFTER
        )
        if found is None:
            raise UploadNotFound
        return _upload(found)

    async def _drop_parts(self, upload: Upload) -> None:
        async for path, _ in self._objects.list(_folder(upload)):
            await self._objects.delete(path)

    @needs_documents
    async def delete(self, account_id: str, upload_id: str) -> None:
        """Gives an upload up. Raises ``UploadNotFound``."""
        await self._remove(await self.get(account_id, upload_id))

    @needs_documents
    async def sweep(self) -> int:
        """Removes uploads whose time is over; how many."""
        query = {"expires_at": {"$lte": self._now()}}
        found = await self._uploads.find(query).limit(MOST_AT_ONCE).to_list(MOST_AT_ONCE)
        for document in found:
            await self._remove(_upload(document))
        return len(found)

    @needs_documents
    async def known(self, upload_id: str) -> bool:
        """Whether there is such an upload."""
        return await self._uploads.find_one({"_id": upload_id}, {"_id": 1}) is not None

    @needs_documents
    async def erase(self, account_id: str) -> None:
        """Removes an account's uploads."""
        async for document in self._uploads.find({"account_id": account_id}):
            await self._remove(_upload(document))

    @needs_documents
    async def _remove(self, upload: Upload) -> None:
        # Parts first: a document without parts can be swept again, parts without a document only be found by listing.
        await self._drop_parts(upload)
        await self._uploads.delete_one({"_id": upload.id})


def _folder(upload: Upload) -> str:
    return f"{upload.account_id}/uploads/{upload.id}/"


def _upload(found: Document) -> Upload:
    life_s = found["life_s"]
    return Upload(
        id=found["_id"],
        account_id=found["account_id"],
        size_bytes=int(found["size_bytes"]),
        offset=int(found["offset"]),
        expires_at=found["expires_at"],
        asset_id=found["asset_id"],
        kind=Kind(found["kind"]),
        title=found["title"],
        tags=tuple(found["tags"]),
        time_to_live=None if life_s is None else timedelta(seconds=life_s),
    )
