"""``AssetService``: messages of the contract to assets and back, nothing else."""

from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from datetime import UTC, datetime, timedelta
from typing import Any

from google.protobuf.timestamp_pb2 import Timestamp

from mesh.errors import InvalidArgument
from mesh.identity import current_caller
from mesh.pictures.formats import Format
from mesh.stamps import timestamp
from mesh.transfer import chunks, first_header, split
from packshot.common.v1 import image_pb2
from packshot.studio.v1 import assets_pb2, assets_pb2_grpc
from services.studio.assets.asset import Asset, Kind
from services.studio.assets.assets import Assets
from services.studio.assets.catalogue import Filters
from services.studio.assets.errors import RangeBeyondEnd
from services.studio.assets.receipts import Receipt
from services.studio.assets.thumbnails import MIME
from services.studio.assets.uploads import Upload, Uploads
from services.studio.pages import Page

_KINDS = {kind: getattr(assets_pb2, f"ASSET_KIND_{kind.name}") for kind in Kind}
_CHANGEABLE = ("title", "tags", "favourite", "expire_time")
_LAYER = "LAYER_"
_FORMATS: dict[int, Format] = {
    image_pb2.IMAGE_FORMAT_PNG: Format.PNG,
    image_pb2.IMAGE_FORMAT_JPEG: Format.JPEG,
    image_pb2.IMAGE_FORMAT_WEBP: Format.WEBP,
    image_pb2.IMAGE_FORMAT_AVIF: Format.AVIF,
}


class AssetService(assets_pb2_grpc.AssetServiceServicer):
    """Serves ``Assets`` and ``Uploads``."""

    def __init__(self, assets: Assets, uploads: Uploads) -> None:
        self._assets = assets
        self._uploads = uploads

    async def CreateAsset(self, request_iterator: Any, context: Any) -> assets_pb2.CreateAssetResponse:  # noqa: N802
        header: assets_pb2.CreateAssetHeader = await first_header(request_iterator)
        kind = _sent_kind(header.kind)
        asset, created = await self._assets.receive(
            current_caller().account_id,
            chunks(request_iterator, header.size_bytes, self._assets.largest(kind)),
            kind=kind,
            title=header.title,
            tags=header.tags,
            time_to_live=_life(header),
            idempotency_key=header.idempotency_key,
            expected_bytes=header.size_bytes,
        )
        return assets_pb2.CreateAssetResponse(asset=asset_message(asset), created=created)

    async def GetAsset(  # noqa: N802
        self, request: assets_pb2.GetAssetRequest, context: Any
    ) -> assets_pb2.GetAssetResponse:
        asset = await self._assets.get(current_caller().account_id, request.id)
        return assets_pb2.GetAssetResponse(asset=asset_message(asset))

    async def ListAssets(  # noqa: N802
        self, request: assets_pb2.ListAssetsRequest, context: Any
    ) -> assets_pb2.ListAssetsResponse:
        filters = Filters(
            kind=None if request.kind == assets_pb2.ASSET_KIND_UNSPECIFIED else _kind(request.kind),
            recipe=request.recipe,
            tags=tuple(request.tags),
            favourites_only=request.favourites_only,
            text=request.text,
            since=_time(request, "since"),
            until=_time(request, "until"),
            job_id=request.job_id,
            parent_id=request.parent_id,
        )
        page = Page.wanted(request.page_size, request.page_token)
        assets, token = await self._assets.list(current_caller().account_id, filters, page)
        return assets_pb2.ListAssetsResponse(assets=[asset_message(asset) for asset in assets], next_page_token=token)

    async def UpdateAsset(  # noqa: N802
        self, request: assets_pb2.UpdateAssetRequest, context: Any
    ) -> assets_pb2.UpdateAssetResponse:
        for name in request.fields:
            if name not in _CHANGEABLE:
                raise InvalidArgument(
                    f"`{name[:40]}` cannot be changed. What can: {', '.join(_CHANGEABLE)}.", field="fields"
                )
        said = {
            "title": request.title,
            "tags": list(request.tags),
            "favourite": request.favourite,
            "expire_time": _time(request, "expire_time"),
        }
        changes = {("expires_at" if name == "expire_time" else name): said[name] for name in request.fields}
        asset = await self._assets.update(current_caller().account_id, request.id, changes)
        return assets_pb2.UpdateAssetResponse(asset=asset_message(asset))

    async def DeleteAsset(  # noqa: N802
        self, request: assets_pb2.DeleteAssetRequest, context: Any
    ) -> assets_pb2.DeleteAssetResponse:
        receipt = await self._assets.delete(current_caller().account_id, request.id)
        return assets_pb2.DeleteAssetResponse(receipt=_receipt_message(receipt))

    async def ListReceipts(  # noqa: N802
        self, request: assets_pb2.ListReceiptsRequest, context: Any
    ) -> assets_pb2.ListReceiptsResponse:
        page = Page.wanted(request.page_size, request.page_token)
        receipts, token = await self._assets.receipts(current_caller().account_id, page)
        messages = [_receipt_message(receipt) for receipt in receipts]
        return assets_pb2.ListReceiptsResponse(receipts=messages, next_page_token=token)

    async def DownloadAsset(  # noqa: N802
        self, request: assets_pb2.DownloadAssetRequest, context: Any
    ) -> AsyncIterator[assets_pb2.DownloadAssetResponse]:
        asset = await self._assets.get(current_caller().account_id, request.id)
        target = _format(request, asset)
        mime, etag = asset.mime, asset.sha256
        small: bytes | None = None
        if request.rendition == assets_pb2.RENDITION_THUMBNAIL:
            small = await self._assets.thumbnail(asset)
            mime, etag = MIME, f"{asset.sha256}-thumbnail"
        elif target is not None:
            small = await self._assets.rendition(asset, target, request.quality or None)
            mime, etag = target.mime_type, f"{asset.sha256}-{target.name.lower()}-{request.quality}"
        total = asset.size_bytes if small is None else len(small)
        if request.offset and request.offset >= total:
            raise RangeBeyondEnd(total)
        length = min(request.length or total, total - request.offset)
        source = _pieces(small, request.offset, length) if small is not None else None
        async with aclosing(source or self._assets.read(asset, request.offset, length)) as pieces:
            # The first one before the header: bytes that are missing are an answer of their own, not a stream that breaks.
            first = await anext(pieces, b"")
            header = assets_pb2.DownloadHeader(
                asset=asset_message(asset),
                mime=mime,
                total_bytes=total,
                offset=request.offset,
                length=length,
                etag=etag,
            )
            yield assets_pb2.DownloadAssetResponse(header=header)
            if first:
                yield assets_pb2.DownloadAssetResponse(chunk=first)
            async for piece in pieces:
                yield assets_pb2.DownloadAssetResponse(chunk=piece)

    async def CreateUpload(  # noqa: N802
        self, request: assets_pb2.CreateUploadRequest, context: Any
    ) -> assets_pb2.CreateUploadResponse:
        upload = await self._uploads.create(
            current_caller().account_id,
            request.asset.size_bytes,
            kind=_sent_kind(request.asset.kind),
            title=request.asset.title,
            tags=tuple(request.asset.tags),
            time_to_live=_life(request.asset),
        )
        return assets_pb2.CreateUploadResponse(upload=_upload_message(upload))

    async def GetUpload(  # noqa: N802
        self, request: assets_pb2.GetUploadRequest, context: Any
    ) -> assets_pb2.GetUploadResponse:
        upload = await self._uploads.get(current_caller().account_id, request.id)
        return assets_pb2.GetUploadResponse(upload=_upload_message(upload))

    async def AppendUpload(self, request_iterator: Any, context: Any) -> assets_pb2.AppendUploadResponse:  # noqa: N802
        header: assets_pb2.AppendUploadHeader = await first_header(request_iterator)
        account_id = current_caller().account_id
        arriving = chunks(request_iterator, 0, self._assets.largest(Kind.ARCHIVE))
        upload, asset = await self._uploads.append(account_id, header.id, header.offset, arriving)
        return assets_pb2.AppendUploadResponse(
            upload=_upload_message(upload), asset=None if asset is None else asset_message(asset)
        )

    async def DeleteUpload(  # noqa: N802
        self, request: assets_pb2.DeleteUploadRequest, context: Any
    ) -> assets_pb2.DeleteUploadResponse:
        await self._uploads.delete(current_caller().account_id, request.id)
        return assets_pb2.DeleteUploadResponse()


def _format(request: assets_pb2.DownloadAssetRequest, asset: Asset) -> Format | None:
    """The format that the asset is to be encoded in anew; None where it comes as it was kept. Raises ``InvalidArgument``."""
    if request.format == image_pb2.IMAGE_FORMAT_UNSPECIFIED and not request.quality:
        return None
    if request.rendition == assets_pb2.RENDITION_THUMBNAIL:
        raise InvalidArgument("A thumbnail has one format. Leave format and quality out.", field="format")
    if request.format not in _FORMATS:
        raise InvalidArgument("This is no format to download. Choose png, jpeg, webp or avif.", field="format")
    if request.quality > 100:
        raise InvalidArgument("The quality goes from 1 to 100; 0 is the format's own.", field="quality")
    target = _FORMATS[request.format]
    return None if target.mime_type == asset.mime and not request.quality else target


async def _pieces(data: bytes, offset: int, length: int) -> AsyncGenerator[bytes, None]:
    for piece in split(memoryview(data)[offset : offset + length]):
        yield piece


def asset_message(asset: Asset) -> assets_pb2.Asset:
    """An asset as its owner is told of it."""
    return assets_pb2.Asset(
        id=asset.id,
        kind=_KINDS[asset.kind],
        recipe=asset.recipe,
        layer=dict(image_pb2.Layer.items()).get(_LAYER + asset.layer.upper(), image_pb2.LAYER_UNSPECIFIED),
        variant=asset.variant,
        title=asset.title,
        tags=asset.tags,
        favourite=asset.favourite,
        sha256=asset.sha256,
        size_bytes=asset.size_bytes,
        mime=asset.mime,
        width=asset.width,
        height=asset.height,
        parents=asset.parents,
        job_id=asset.job_id,
        manifest=asset.manifest,
        create_time=timestamp(asset.created_at),
        update_time=timestamp(asset.updated_at),
        expire_time=timestamp(asset.expires_at),
    )


def _receipt_message(receipt: Receipt) -> assets_pb2.Receipt:
    return assets_pb2.Receipt(
        id=receipt.id,
        asset_id=receipt.asset_id,
        sha256=receipt.sha256,
        size_bytes=receipt.size_bytes,
        bytes_deleted=receipt.bytes_deleted,
        reason=receipt.reason,
        delete_time=timestamp(receipt.deleted_at),
    )


def _upload_message(upload: Upload) -> assets_pb2.Upload:
    return assets_pb2.Upload(
        id=upload.id,
        size_bytes=upload.size_bytes,
        offset=upload.offset,
        asset_id=upload.asset_id,
        expire_time=timestamp(upload.expires_at),
    )


def _kind(number: int) -> Kind:
    for kind, value in _KINDS.items():
        if value == number:
            return kind
    raise InvalidArgument("There is no such kind of asset.", field="kind")


def _sent_kind(number: int) -> Kind:
    """PHOTO where nothing is said; raises ``InvalidArgument`` for what only jobs make."""
    kind = Kind.PHOTO if number == assets_pb2.ASSET_KIND_UNSPECIFIED else _kind(number)
    if kind not in {Kind.PHOTO, Kind.ARCHIVE}:
        raise InvalidArgument("Only photos and archives can be sent; the other kinds are made by jobs.", field="kind")
    return kind


def _life(header: assets_pb2.CreateAssetHeader) -> timedelta | None:
    try:
        return timedelta(seconds=header.time_to_live_s) if header.time_to_live_s else None
    except OverflowError as error:
        raise InvalidArgument(
            "`time_to_live_s` is too long. Leave it out, or mark the asset.", field="time_to_live_s"
        ) from error


def _time(request: Any, name: str) -> datetime | None:
    if not request.HasField(name):
        return None
    stamp: Timestamp = getattr(request, name)
    try:
        return stamp.ToDatetime(UTC)
    except ValueError as error:
        raise InvalidArgument(f"`{name}` is no time between the years 1 and 9999.", field=name) from error
