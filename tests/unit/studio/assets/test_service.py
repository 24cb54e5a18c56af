"""What the door adds to the room: messages, and the order of a download."""

import hashlib
from collections.abc import AsyncGenerator
from datetime import UTC, datetime, timedelta
from typing import Any, cast

import pytest

from mesh.errors import InvalidArgument
from mesh.identity import Caller, set_caller
from packshot.common.v1 import image_pb2
from packshot.studio.v1 import assets_pb2
from services.studio.assets.asset import Asset, Kind
from services.studio.assets.assets import Assets
from services.studio.assets.errors import BytesMissing, RangeBeyondEnd
from services.studio.assets.service import AssetService, asset_message
from services.studio.assets.uploads import Uploads

DATA, SMALL = bytes(range(200)), b"a small picture"
NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
ASSET = Asset("ast_1", "anna", Kind.LAYER, hashlib.sha256(DATA).hexdigest(), len(DATA), "image/png", NOW, NOW, None)


class Kept:
    """One asset."""

    def __init__(self) -> None:
        self.there = True
        self.changes: dict[str, Any] = {}

    async def get(self, account_id: str, asset_id: str) -> Asset:
        assert (account_id, asset_id) == ("anna", "ast_1")
        return ASSET

    async def thumbnail(self, asset: Asset) -> bytes:
        return SMALL

    async def read(self, asset: Asset, offset: int, length: int) -> AsyncGenerator[bytes, None]:
        if not self.there:
            raise BytesMissing(asset.sha256)
        for start in range(offset, offset + length, 64):
            yield DATA[start : min(start + 64, offset + length)]

    async def update(self, account_id: str, asset_id: str, changes: dict[str, Any]) -> Asset:
        self.changes = changes
        return ASSET


@pytest.fixture
def kept() -> Kept:
    return Kept()


@pytest.fixture
def service(kept: Kept) -> AssetService:
    return AssetService(cast(Assets, kept), cast(Uploads, None))


async def download(service: AssetService, **wanted: Any) -> tuple[assets_pb2.DownloadHeader, bytes]:
    set_caller(Caller("anna", frozenset({"assets"}), "", NOW + timedelta(days=1), ""))
    request = assets_pb2.DownloadAssetRequest(id="ast_1", **wanted)
    first, *others = [message async for message in service.DownloadAsset(request, None)]
    assert first.WhichOneof("part") == "header"
    assert {message.WhichOneof("part") for message in others} <= {"chunk"}
    return first.header, b"".join(message.chunk for message in others)


@pytest.mark.parametrize(("offset", "length"), [(0, 0), (0, 1), (70, 100), (150, 500), (199, 0)])
async def test_a_part_is_what_was_asked_for(service: AssetService, offset: int, length: int) -> None:
    header, data = await download(service, offset=offset, length=length)
    assert data == DATA[offset : offset + length if length else None]
    assert (header.total_bytes, header.offset, header.length) == (200, offset, len(data))
    assert (header.mime, header.etag) == ("image/png", ASSET.sha256)


async def test_a_part_of_a_thumbnail(service: AssetService) -> None:
    header, data = await download(service, rendition=assets_pb2.RENDITION_THUMBNAIL, offset=2, length=5)
    assert data == SMALL[2:7]
    assert (header.total_bytes, header.mime) == (len(SMALL), "image/webp")
    assert header.etag != ASSET.sha256


async def test_a_part_behind_the_end_is_refused(service: AssetService) -> None:
    with pytest.raises(RangeBeyondEnd):
        await download(service, offset=200)


async def test_missing_bytes_are_told_before_anything_else(service: AssetService, kept: Kept) -> None:
    kept.there = False
    set_caller(Caller("anna", frozenset({"assets"}), "", NOW + timedelta(days=1), ""))
    answer = service.DownloadAsset(assets_pb2.DownloadAssetRequest(id="ast_1"), None)
    with pytest.raises(BytesMissing):
        await anext(aiter(answer))


async def test_only_named_fields_are_changed(service: AssetService, kept: Kept) -> None:
    set_caller(Caller("anna", frozenset({"assets"}), "", NOW + timedelta(days=1), ""))
    request = assets_pb2.UpdateAssetRequest(id="ast_1", fields=["title", "expire_time"], title="mug", tags=["no"])
    await service.UpdateAsset(request, None)
    assert kept.changes == {"title": "mug", "expires_at": None}
    with pytest.raises(InvalidArgument, match="sha256"):
        await service.UpdateAsset(assets_pb2.UpdateAssetRequest(id="ast_1", fields=["sha256"]), None)


def test_layers_are_spelt_as_the_contract_does() -> None:
    assert asset_message(ASSET).layer == image_pb2.LAYER_UNSPECIFIED
    assert not asset_message(ASSET).HasField("expire_time")
