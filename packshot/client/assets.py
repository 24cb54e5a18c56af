"""Assets: photos that were sent and pictures that were made, kept until their time is over."""

import asyncio
import contextlib
import hashlib
import os
import tempfile
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import aclosing
from datetime import datetime
from pathlib import Path
from typing import Any

from packshot.client.connection import Connection
from packshot.client.errors import ApiError
from packshot.client.kept import Asset, Receipt, asset_of, receipt_of
from packshot.client.pictures import Photo, broken, readable
from packshot.client.retries import Tries, broke_off
from packshot.client.sending import Source, send
from packshot.client.words import KINDS, RENDITIONS
from packshot.studio.v1 import assets_pb2

_ASSETS = assets_pb2.DESCRIPTOR.services_by_name["AssetService"]
CREATE_ASSET = _ASSETS.methods_by_name["CreateAsset"]
DELETE_ASSET = _ASSETS.methods_by_name["DeleteAsset"]
DOWNLOAD_ASSET = _ASSETS.methods_by_name["DownloadAsset"]
GET_ASSET = _ASSETS.methods_by_name["GetAsset"]
LIST_ASSETS = _ASSETS.methods_by_name["ListAssets"]
UPDATE_ASSET = _ASSETS.methods_by_name["UpdateAsset"]
_DOWNLOADS = 5
"""Failures in a row after which a download is given up"""


class AssetCalls:
    """The part of ``Packshot`` that keeps things."""

    _connection: Connection

    async def upload(
        self,
        file: Photo,
        *,
        kind: str = "photo",
        title: str = "",
        tags: Sequence[str] = (),
        time_to_live_s: int = 0,
        idempotency_key: str = "",
    ) -> Asset:
        """Keeps a photo, or a zip of photos (``kind="archive"``). The same bytes again give the asset that is there already.

        ``title`` is the file's name where nothing is said. It is deleted after ``time_to_live_s``; 0: as the account has it set.
        """
        source = await Source.of(file)
        header = assets_pb2.CreateAssetHeader(
            kind=KINDS.number(kind),
            size_bytes=source.size,
            title=title or source.name,
            tags=list(tags),
            time_to_live_s=time_to_live_s,
            idempotency_key=idempotency_key,
        )
        answer = await send(
            self._connection,
            CREATE_ASSET,
            assets_pb2.CreateAssetRequest(header=header),
            source,
            lambda piece: assets_pb2.CreateAssetRequest(chunk=piece),
        )
        return asset_of(answer.asset)

    async def asset(self, asset_id: str) -> Asset:
        """One asset as it is now."""
        answer = await self._connection.unary(GET_ASSET, assets_pb2.GetAssetRequest(id=asset_id), signed=True)
        return asset_of(answer.asset)

    async def assets(
        self,
        *,
        kind: str = "",
        recipe: str = "",
        tags: Sequence[str] = (),
        favourites_only: bool = False,
        text: str = "",
        since: datetime | None = None,
        until: datetime | None = None,
        job_id: str = "",
        parent_id: str = "",
        page_size: int = 0,
    ) -> AsyncIterator[Asset]:
        """The account's assets that fit all of what is said, newest first, fetched a page at a time as they are asked for."""
        request = assets_pb2.ListAssetsRequest(
            page_size=page_size,
            kind=KINDS.number(kind) if kind else assets_pb2.ASSET_KIND_UNSPECIFIED,
            recipe=recipe,
            tags=list(tags),
            favourites_only=favourites_only,
            text=text,
            job_id=job_id,
            parent_id=parent_id,
        )
        if since is not None:
            request.since.FromDatetime(since)
        if until is not None:
            request.until.FromDatetime(until)
        while True:
            answer = await self._connection.unary(LIST_ASSETS, request, signed=True)
            for asset in answer.assets:
                yield asset_of(asset)
            if not answer.next_page_token:
                return
            request.page_token = answer.next_page_token

    async def update_asset(
        self,
        asset_id: str,
        *,
        title: str | None = None,
        tags: Sequence[str] | None = None,
        favourite: bool | None = None,
        expires_at: datetime | None = None,
        keep_for_ever: bool = False,
    ) -> Asset:
        """Changes what is said and leaves the rest; ``tags`` replace the old ones. Raises ``ValueError`` for a contradiction."""
        if keep_for_ever and expires_at is not None:
            raise ValueError("keep_for_ever and expires_at contradict each other. Leave one of them out.")
        request = assets_pb2.UpdateAssetRequest(id=asset_id)
        for name, value in (("title", title), ("favourite", favourite)):
            if value is not None:
                request.fields.append(name)
                setattr(request, name, value)
        if tags is not None:
            request.fields.append("tags")
            request.tags.extend(tags)
        if keep_for_ever or expires_at is not None:
            request.fields.append("expire_time")
        if expires_at is not None:
            request.expire_time.FromDatetime(expires_at)
        answer = await self._connection.unary(UPDATE_ASSET, request, signed=True)
        return asset_of(answer.asset)

    async def delete_asset(self, asset_id: str) -> Receipt:
        """Deletes an asset for good; the receipt proves it."""
        answer = await self._connection.unary(DELETE_ASSET, assets_pb2.DeleteAssetRequest(id=asset_id), signed=True)
        return receipt_of(answer.receipt)

    async def download(self, asset: Asset | str, rendition: str = "original") -> bytes:
        """An asset's bytes, or with ``thumbnail`` a small WebP of it. What breaks off goes on where it stood."""
        data = bytearray()
        await self._fetch(asset, rendition, data.extend)
        return bytes(data)

    async def download_to(self, asset: Asset | str, path: str | os.PathLike[str], rendition: str = "original") -> Path:
        """The same into a file, which appears whole or not at all; its path. Raises ``OSError`` too."""
        target = Path(path)
        handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:100]}.")
        try:
            with os.fdopen(handle, "wb") as file:
                await self._fetch(asset, rendition, file.write)
            await asyncio.to_thread(readable, temporary)
            os.replace(temporary, target)
        except BaseException:
            with contextlib.suppress(OSError):
                os.unlink(temporary)
            raise
        return target

    async def _fetch(self, asset: Asset | str, rendition: str, take: Callable[[bytes], Any]) -> None:
        """Hands all bytes to ``take``, each once and in order. A whole original must have the SHA-256 that it is kept under."""
        wanted, tries, digest = RENDITIONS.number(rendition), Tries(_DOWNLOADS), hashlib.sha256()
        begun: assets_pb2.DownloadHeader | None = None
        received = 0
        while begun is None or received < begun.total_bytes:
            request: Any = assets_pb2.DownloadAssetRequest(
                id=asset.id if isinstance(asset, Asset) else asset, rendition=wanted, offset=received
            )
            try:
                async with aclosing(self._connection.answers(DOWNLOAD_ASSET, request)) as answers:
                    async for message in answers:
                        if message.WhichOneof("part") == "header":
                            if begun is not None and begun.etag != message.header.etag:
                                raise broken()
                            begun = message.header
                            continue
                        tries.went_on()
                        received += len(message.chunk)
                        digest.update(message.chunk)
                        take(message.chunk)
                if begun is None or received < begun.total_bytes:
                    await tries.after(broken())
            except ApiError as error:
                if not broke_off(error):
                    raise
                await tries.after(error)
        whole = rendition.lower() == "original" and begun.asset.sha256
        if received != begun.total_bytes or (whole and whole != digest.hexdigest()):
            raise broken()
