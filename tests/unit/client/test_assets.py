"""Assets through the client, against a studio on real sockets."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mesh.errors import ServiceUnavailable
from packshot.client import ApiError, Packshot
from packshot.client.pictures import CHUNK_BYTES

from .conftest import Town

PHOTO = bytes(range(256)) * 3000
AWAY = ServiceUnavailable("A store does not answer.", retry_after_s=0.01)


async def test_what_is_uploaded_comes_back(town: Town, tmp_path: Path) -> None:
    (tmp_path / "mug.jpg").write_bytes(PHOTO)
    async with Packshot(town.address, key="pk_k") as studio:
        asset = await studio.upload(tmp_path / "mug.jpg", tags=["spring"])
        assert (asset.kind, asset.title, asset.tags, asset.size_bytes) == ("photo", "mug.jpg", ("spring",), len(PHOTO))
        assert await studio.asset(asset.id) == asset
        assert await studio.download(asset) == PHOTO
        assert await studio.download(asset.id, "thumbnail") == b"webp"
        target = await studio.download_to(asset, tmp_path / "back.jpg")
    assert target.read_bytes() == PHOTO
    assert sorted(os.listdir(tmp_path)) == ["back.jpg", "mug.jpg"]


async def test_an_upload_is_tried_again_while_nobody_answers(town: Town) -> None:
    town.place.once("uploading", AWAY, times=2)
    async with Packshot(town.address, key="pk_k") as studio:
        assert (await studio.upload(PHOTO)).size_bytes == len(PHOTO)


async def test_a_download_that_breaks_off_goes_on_where_it_stood(town: Town) -> None:
    async with Packshot(town.address, key="pk_k") as studio:
        asset = await studio.upload(PHOTO)
        town.place.once("downloading", AWAY, times=2)
        assert await studio.download(asset) == PHOTO
    assert [offset for _, offset in town.place.downloads] == [0, CHUNK_BYTES, 2 * CHUNK_BYTES]


async def test_bytes_that_are_not_those_that_were_kept_are_refused_and_leave_no_file(
    town: Town, tmp_path: Path
) -> None:
    async with Packshot(town.address, key="pk_k") as studio:
        asset = await studio.upload(PHOTO)
        town.place.contents[asset.id] = PHOTO[::-1]
        with pytest.raises(ApiError) as caught:
            await studio.download_to(asset, tmp_path / "back.jpg")
    assert caught.value.reason == "ANSWER_BROKEN"
    assert os.listdir(tmp_path) == []


async def test_an_empty_file_is_whole_at_once(town: Town) -> None:
    async with Packshot(town.address, key="pk_k") as studio:
        asset = await studio.upload(b"")
        assert await studio.download(asset) == b""


async def test_changes_touch_what_is_said_alone(town: Town) -> None:
    at = datetime(2030, 1, 1, tzinfo=UTC)
    async with Packshot(town.address, key="pk_k") as studio:
        asset = await studio.upload(PHOTO, title="mug", tags=["spring"])
        changed = await studio.update_asset(asset.id, favourite=True, expires_at=at)
        assert (changed.title, changed.tags, changed.favourite, changed.expires_at) == ("mug", ("spring",), True, at)
        changed = await studio.update_asset(asset.id, title="cup", tags=[], keep_for_ever=True)
        assert (changed.title, changed.tags, changed.favourite, changed.expires_at) == ("cup", (), True, None)
        with pytest.raises(ValueError, match="contradict"):
            await studio.update_asset(asset.id, expires_at=at, keep_for_ever=True)


async def test_lists_go_over_pages_and_deleting_gives_a_receipt(town: Town) -> None:
    async with Packshot(town.address, key="pk_k") as studio:
        made = [(await studio.upload(PHOTO + bytes([number]))).id for number in range(5)]
        assert [asset.id async for asset in studio.assets(kind="photo", page_size=2)] == made[::-1]
        receipt = await studio.delete_asset(made[0])
        assert (receipt.asset_id, receipt.reason) == (made[0], "asked")
        with pytest.raises(ApiError) as caught:
            await studio.delete_asset(made[0])
    assert caught.value.reason == "ASSET_NOT_FOUND"
