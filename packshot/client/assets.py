"""Assets: what an account keeps."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from packshot.client.connection import Connection, Metadata
from packshot.client.errors import ApiError
from packshot.client.pictures import Photo, photo_bytes, split
from packshot.duplex import duplex
from packshot.studio.v1 import assets_pb2

_ASSETS = assets_pb2.DESCRIPTOR.services_by_name["AssetService"]
CREATE, GET, LIST = (_ASSETS.methods_by_name[name] for name in ("CreateAsset", "GetAsset", "ListAssets"))
DELETE, DOWNLOAD = _ASSETS.methods_by_name["DeleteAsset"], _ASSETS.methods_by_name["DownloadAsset"]
_KIND = "ASSET_KIND_"


@dataclass(frozen=True)
class Asset:
    """Something that is kept."""

    id: str
    kind: str
    """``photo``, ``result``, ``layer``, ``archive``"""
    title: str
    tags: tuple[str, ...]
    favourite: bool
    sha256: str
    size_bytes: int
    mime: str
    width: int
    height: int
    parents: tuple[str, ...]
    job_id: str
    created_at: datetime
    expires_at: datetime | None


class Assets:
    """``studio.assets``. Every method raises ``ApiError``."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def upload(self, photo: Photo, *, title: str = "", tags: Sequence[str] = ()) -> Asset:
        """Keeps a photo; the same one again is the same asset. A path raises ``OSError``."""
        data = await photo_bytes(photo)
        header = assets_pb2.CreateAssetHeader(size_bytes=len(data), title=title, tags=list(tags))

        async def requests() -> AsyncIterator[assets_pb2.CreateAssetRequest]:
            yield assets_pb2.CreateAssetRequest(header=header)
            for chunk in split(data):
                yield assets_pb2.CreateAssetRequest(chunk=chunk)

        async def once(metadata: Metadata) -> Asset:
            async with duplex(self._connection.stream(CREATE, metadata), requests()) as answers:
                async for answer in answers:
                    return asset_of(answer.asset)
            raise _broken()

        return await self._connection.signed(once)

    async def get(self, asset_id: str) -> Asset:
        """One asset."""
        return asset_of((await self._connection.unary(GET, assets_pb2.GetAssetRequest(id=asset_id), signed=True)).asset)

    async def list(self, *, text: str = "", tags: Sequence[str] = (), job_id: str = "") -> AsyncIterator[Asset]:
        """The account's assets, newest first; pages are fetched as they are needed."""
        request = assets_pb2.ListAssetsRequest(page_size=200, text=text, tags=list(tags), job_id=job_id)
        while True:
            answer = await self._connection.unary(LIST, request, signed=True)
            for asset in answer.assets:
                yield asset_of(asset)
            if not answer.next_page_token:
                return
            request.page_token = answer.next_page_token

    async def delete(self, asset_id: str) -> None:
        """Deletes an asset for good."""
        await self._connection.unary(DELETE, assets_pb2.DeleteAssetRequest(id=asset_id), signed=True)

    async def download(self, asset_id: str, *, thumbnail: bool = False) -> bytes:
        """The asset's bytes, or its thumbnail's (WebP, at most 512 pixels a side)."""
        rendition = assets_pb2.RENDITION_THUMBNAIL if thumbnail else assets_pb2.RENDITION_ORIGINAL
        request = assets_pb2.DownloadAssetRequest(id=asset_id, rendition=rendition)

        async def one() -> AsyncIterator[assets_pb2.DownloadAssetRequest]:
            yield request

        async def once(metadata: Metadata) -> bytes:
            data, promised = bytearray(), -1
            async with duplex(self._connection.stream(DOWNLOAD, metadata), one()) as answers:
                async for answer in answers:
                    if answer.WhichOneof("part") == "header":
                        promised = answer.header.length
                    data += answer.chunk
            if len(data) != promised:
                raise _broken()
            return bytes(data)

        return await self._connection.signed(once)


def asset_of(message: assets_pb2.Asset) -> Asset:
    """An asset of the contract as a plain value."""
    return Asset(
        id=message.id,
        kind=assets_pb2.AssetKind.Name(message.kind).removeprefix(_KIND).lower(),
        title=message.title,
        tags=tuple(message.tags),
        favourite=message.favourite,
        sha256=message.sha256,
        size_bytes=message.size_bytes,
        mime=message.mime,
        width=message.width,
        height=message.height,
        parents=tuple(message.parents),
        job_id=message.job_id,
        created_at=message.create_time.ToDatetime(UTC),
        expires_at=message.expire_time.ToDatetime(UTC) if message.HasField("expire_time") else None,
    )


def _broken() -> ApiError:
    return ApiError("ANSWER_BROKEN", "The answer ended before it was whole. Try again.")
