"""What accounts keep, over a real document store and a folder or an S3 store."""

import asyncio
import secrets
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import cv2
import numpy as np
import pytest

from mesh.errors import ImageTooLarge, InvalidArgument, InvalidImage, ServiceUnavailable, TransferBroken
from mesh.pictures.decode import decode
from mesh.pictures.encode import encode
from mesh.pictures.formats import Format
from packshot.client.manifests import manifest_in
from services.studio.assets.asset import Kind, Made
from services.studio.assets.blobs import path_of
from services.studio.assets.catalogue import Filters
from services.studio.assets.errors import (
    AssetNotFound,
    NoPicture,
    NoThumbnail,
    OffsetMismatch,
    StorageFull,
    UploadNotFound,
)
from services.studio.assets.objects import Objects
from services.studio.assets.retention import Fate
from services.studio.assets.uploads import PART_BYTES
from services.studio.idempotency import IdempotencyMismatch
from services.studio.pages import Page
from tests.integration.asset_room import ANNA, BERT, Room, chunks, open_room, photo, whole


@pytest.fixture(params=["folder", "s3"])
async def room(
    request: pytest.FixtureRequest, store_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Room]:
    if request.param == "s3":
        for name, value in {
            "AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "secret", "AWS_REGION": "us-east-1",
        }.items():  # fmt: skip
            monkeypatch.setenv(name, value)
        prefix = secrets.token_hex(4)
        objects = Objects.of(f"s3://pictures/{prefix}", endpoint=request.getfixturevalue("endpoint"))
    else:
        objects = Objects.of((tmp_path / "objects").as_uri())
    async with open_room(store_url, objects) as opened:
        yield opened


class TestKeeping:
    async def test_a_photo_is_kept_as_it_came(self, room: Room) -> None:
        data = photo()
        asset, created = await room.keep(data, title=" mug.png ", tags=["Spring", "mug", "spring"])
        assert created
        assert (asset.mime, asset.width, asset.height, asset.size_bytes) == ("image/png", 128, 64, len(data))
        assert (asset.title, asset.tags) == ("mug.png", ("mug", "spring"))
        assert asset.expires_at == room.clock() + timedelta(days=7)
        assert await whole(room, await room.assets.get(ANNA, asset.id)) == data

    async def test_the_same_photo_is_one_asset_of_its_account_and_unknown_to_others(self, room: Room) -> None:
        first, _ = await room.keep(photo())
        room.clock.forward(days=1)
        again, created = await room.keep(photo())
        assert (again.id, created) == (first.id, False)
        assert again.expires_at == room.clock() + timedelta(days=7)
        theirs, created = await room.keep(photo(), BERT)
        assert created
        assert theirs.id != first.id
        assert len(await room.files()) == 2
        with pytest.raises(AssetNotFound):
            await room.assets.get(BERT, first.id)
        await room.assets.delete(ANNA, first.id)
        assert await whole(room, theirs) == photo()

    async def test_what_is_no_picture_is_refused_and_nothing_stays(self, room: Room) -> None:
        with pytest.raises(InvalidImage):
            await room.keep(b"no picture at all")
        with pytest.raises(InvalidImage):
            await room.keep(b"")
        assert await room.files() == []
        assert await room.left() == {"assets": 0, "blobs": 0, "uploads": 0}

    async def test_the_account_s_room_is_kept_to(self, room: Room) -> None:
        room.limits[ANNA] = len(photo()) + 10
        await room.keep(photo())
        with pytest.raises(StorageFull):
            await room.keep(photo(1))
        with pytest.raises(ImageTooLarge):
            await room.keep(photo(), expected_bytes=2_000_000)

    async def test_a_key_is_for_one_request(self, room: Room) -> None:
        first, _ = await room.keep(photo(), idempotency_key="a")
        assert (await room.keep(photo(), idempotency_key="a"))[0].id == first.id
        with pytest.raises(IdempotencyMismatch):
            await room.keep(photo(1), idempotency_key="a")
        room.clock.forward(hours=25)
        await room.keep(photo(1), idempotency_key="a")

    async def test_a_full_disk_says_so_and_keeps_nothing_half(
        self, room: Room, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        async def full(*_: object) -> None:
            raise OSError(28, "No space left on device")

        with monkeypatch.context() as patch:
            patch.setattr("obstore.put_async", full)
            with pytest.raises(ServiceUnavailable, match="disk is full"):
                await room.keep(photo())
        assert await room.left() == {"assets": 0, "blobs": 1, "uploads": 0}
        kept, created = await room.keep(photo())
        assert created
        assert await whole(room, kept) == photo()


class TestMadeByJobs:
    async def test_pending_until_confirmed_and_the_same_twice(self, room: Room) -> None:
        made = [
            Made("result", 0, "image/png", 128, 64, photo(7), '{"seed": 7}', "Дубовый стол"),
            Made("matte", 0, "image/png", 1, 1, photo(8)),
        ]
        first = await room.assets.keep_made(ANNA, "job_1", 1, "scene", ["ast_0"], made, tags=["shop"], title="mug")
        again = await room.assets.keep_made(ANNA, "job_1", 1, "scene", ["ast_0"], made, tags=["shop"], title="mug")
        assert [asset.id for asset in first] == [asset.id for asset in again]
        assert [asset.kind for asset in first] == [Kind.RESULT, Kind.LAYER]
        assert await room.assets.list(ANNA, Filters(), Page(50)) == ([], "")
        await room.assets.confirm(ANNA, [asset.id for asset in first])
        listed, _ = await room.assets.list(ANNA, Filters(kind=Kind.RESULT, text="ДУБОВЫЙ mug"), Page(50))
        assert [asset.id for asset in listed] == [first[0].id]
        assert listed[0].expires_at == room.clock() + timedelta(days=90)
        assert (await room.assets.list(ANNA, Filters(parent_id="ast_0", tags=("shop",)), Page(50)))[0]

    async def test_an_attempt_that_does_not_count_is_swept(self, room: Room) -> None:
        made = [Made("result", 0, "image/png", 128, 64, photo(7))]
        lost = await room.assets.keep_made(ANNA, "job_1", 1, "scene", [], made)
        won = await room.assets.keep_made(
            ANNA, "job_1", 2, "scene", [], [Made("result", 0, "image/png", 128, 64, photo(9))]
        )
        running = await room.assets.keep_made(
            ANNA, "job_2", 1, "scene", [], [Made("result", 0, "image/png", 8, 8, photo(3))]
        )
        room.fates.update({won[0].id: Fate.CONFIRM, running[0].id: Fate.STAY})
        room.clock.forward(minutes=11)
        await room.sweeper.sweep()
        with pytest.raises(AssetNotFound):
            await room.assets.get(ANNA, lost[0].id)
        assert (await room.assets.get(ANNA, won[0].id)).pending is False
        assert (await room.assets.get(ANNA, running[0].id)).pending is True
        assert len(await room.files()) == 2


class TestReading:
    async def test_parts(self, room: Room) -> None:
        data = photo(1, 300)
        asset, _ = await room.keep(data)
        for offset, length in ((0, 1), (5, 10), (len(data) - 3, None), (len(data) - 3, 50), (0, None)):
            part = b"".join([piece async for piece in room.assets.read(asset, offset, length)])
            assert part == data[offset : None if length is None else offset + length]

    async def test_a_thumbnail_is_made_once(self, room: Room) -> None:
        asset, _ = await room.keep(photo(1, 400))
        first, second = await asyncio.gather(room.assets.thumbnail(asset), room.assets.thumbnail(asset))
        assert first == second == await room.assets.thumbnail(asset)
        pixels = cv2.imdecode(np.frombuffer(first, np.uint8), cv2.IMREAD_UNCHANGED)
        assert pixels is not None
        assert pixels.shape == (256, 512, 3)
        assert len(await room.files()) == 2

    async def test_another_format_is_made_of_what_is_kept(self, room: Room) -> None:
        pixels = np.random.default_rng(3).integers(0, 256, (40, 60, 4), np.uint8)
        pixels[:20, :, 3] = 255
        png = encode(pixels, Format.PNG)
        manifest = '{"words": "кружка"}'
        (made,) = await room.assets.keep_made(
            ANNA, "job_1", 1, "scene", [], [Made("result", 0, "image/png", 60, 40, png, manifest)]
        )
        for target in (Format.JPEG, Format.WEBP, Format.AVIF, Format.PNG):
            data = await room.assets.rendition(made, target, 90)
            picture = decode(data)
            assert (picture.source_format, picture.pixels.shape[:2]) == (target, (40, 60))
            assert picture.has_alpha == target.carries_alpha
            assert manifest_in(data) == manifest
        assert np.array_equal(decode(await room.assets.rendition(made, Format.PNG, None)).pixels, pixels)
        assert len(await room.files()) == 1, "it is kept nowhere"

    async def test_an_archive_has_one_format(self, room: Room) -> None:
        asset, _ = await room.assets.receive(ANNA, chunks(b"PK\x05\x06" + bytes(18)), kind=Kind.ARCHIVE)
        with pytest.raises(NoPicture):
            await room.assets.rendition(asset, Format.PNG, None)

    async def test_an_archive_has_none(self, room: Room) -> None:
        asset, _ = await room.assets.receive(ANNA, chunks(b"PK\x05\x06" + bytes(18)), kind=Kind.ARCHIVE)
        with pytest.raises(NoThumbnail):
            await room.assets.thumbnail(asset)

    async def test_pages_and_filters(self, room: Room) -> None:
        for number in range(7):
            room.clock.forward(seconds=1)
            await room.keep(photo(number), title=f"photo {number}", tags=["even"] if number % 2 == 0 else [])
        first, token = await room.assets.list(ANNA, Filters(), Page(3))
        await room.keep(photo(99), title="meanwhile")
        second, token = await room.assets.list(ANNA, Filters(), Page(3, token))
        third, end = await room.assets.list(ANNA, Filters(), Page(3, token))
        assert [asset.title for asset in first + second + third] == [f"photo {n}" for n in (6, 5, 4, 3, 2, 1, 0)]
        assert end == ""
        with pytest.raises(InvalidArgument):
            await room.assets.list(ANNA, Filters(text="photo"), Page(3, token))
        even, _ = await room.assets.list(ANNA, Filters(tags=("even",), text="PHOTO"), Page(50))
        assert len(even) == 4
        since = room.clock() - timedelta(seconds=2)
        assert len((await room.assets.list(ANNA, Filters(since=since, until=room.clock()), Page(50)))[0]) == 2
        assert (await room.assets.list(ANNA, Filters(text="a.*b["), Page(50)))[0] == []


class TestChanging:
    async def test_a_favourite_does_not_expire(self, room: Room) -> None:
        asset, _ = await room.keep(photo())
        marked = await room.assets.update(ANNA, asset.id, {"favourite": True, "title": "Best"})
        assert (marked.favourite, marked.expires_at) == (True, None)
        assert (await room.assets.list(ANNA, Filters(favourites_only=True, text="best"), Page(50)))[0]
        room.clock.forward(days=400)
        await room.sweeper.sweep()
        unmarked = await room.assets.update(ANNA, asset.id, {"favourite": False})
        assert unmarked.expires_at == room.clock() + timedelta(days=7)

    async def test_deleting_leaves_a_receipt_and_no_bytes(self, room: Room) -> None:
        asset, _ = await room.keep(photo())
        await room.assets.thumbnail(asset)
        receipt = await room.assets.delete(ANNA, asset.id)
        assert (receipt.sha256, receipt.bytes_deleted, receipt.reason) == (asset.sha256, True, "asked")
        assert await room.files() == []
        assert await room.left() == {"assets": 0, "blobs": 0, "uploads": 0}
        assert [each.id for each in (await room.assets.receipts(ANNA, Page(50)))[0]] == [receipt.id]
        assert (await room.assets.receipts(BERT, Page(50)))[0] == []

    async def test_bytes_stay_while_another_asset_has_them(self, room: Room) -> None:
        sent, _ = await room.keep(photo())
        (made,) = await room.assets.keep_made(
            ANNA, "job_1", 1, "cutout", [], [Made("product", 0, "image/png", 1, 1, photo())]
        )
        # What was made is held a moment longer than it is written.
        await room.blobs.close()
        assert (await room.assets.delete(ANNA, sent.id)).bytes_deleted is False
        assert await whole(room, made) == photo()
        assert (await room.assets.delete(ANNA, made.id)).bytes_deleted is True


class TestRetention:
    async def test_nothing_is_left_when_the_time_is_over(self, room: Room) -> None:
        asset, _ = await room.keep(photo())
        await room.assets.thumbnail(asset)
        (made,) = await room.assets.keep_made(
            ANNA, "job_1", 1, "cutout", [asset.id], [Made("product", 0, "image/png", 1, 1, photo(2))]
        )
        await room.assets.confirm(ANNA, [made.id])
        upload = await room.uploads.create(ANNA, PART_BYTES * 3, kind=Kind.ARCHIVE)
        await room.uploads.append(ANNA, upload.id, 0, chunks(bytes(PART_BYTES + 5)))
        room.clock.forward(days=8)
        room.fates[asset.id] = Fate.STAY
        await room.sweeper.sweep()
        assert await whole(room, asset) == photo()
        room.fates.clear()
        room.clock.forward(days=90)
        await room.sweeper.sweep()
        assert await room.files() == []
        assert await room.left() == {"assets": 0, "blobs": 0, "uploads": 0}
        reasons = {receipt.reason for receipt in (await room.assets.receipts(ANNA, Page(50)))[0]}
        assert reasons == {"expired"}

    @pytest.mark.parametrize("step", ["document", "bytes", "removed"])
    async def test_what_a_dead_process_left_is_swept(self, room: Room, step: str) -> None:
        sha = "ab" * 32
        if step == "removed":
            asset, _ = await room.keep(photo())
            await room.blobs.mark(ANNA, asset.sha256)
            await room.catalogue.remove(asset)
        else:
            await room.blobs._take(ANNA, sha, 3, "lease")
            if step == "bytes":
                await room.objects.put(path_of(ANNA, sha), b"abc")
        room.clock.forward(minutes=1)
        await room.sweeper.sweep()
        if step != "removed":
            assert (await room.left())["blobs"] == 1, "somebody may still be writing it"
        room.clock.forward(minutes=11)
        await room.sweeper.sweep()
        assert await room.files() == []
        assert (await room.left())["blobs"] == 0

    async def test_a_photo_that_is_deleted_and_sent_at_once_is_never_lost(self, room: Room) -> None:
        asset, _ = await room.keep(photo())
        for _ in range(15):

            async def delete() -> None:
                try:
                    await room.assets.delete(ANNA, asset.id)
                except AssetNotFound:
                    return

            (kept, _), _ = await asyncio.gather(room.keep(photo()), delete())
            try:
                there = await room.assets.get(ANNA, kept.id)
            except AssetNotFound:
                there = (await room.keep(photo()))[0]
            assert await whole(room, there) == photo()

    async def test_what_is_deleted_while_the_same_is_written_does_not_stay_behind(self, room: Room) -> None:
        data = photo()
        asset, _ = await room.keep(data)
        async with room.blobs.written(ANNA, asset.sha256, data, len(data)):
            assert (await room.assets.delete(ANNA, asset.id)).bytes_deleted is False
        # The writer has come to its end without an asset: what was deleted meanwhile is looked at again.
        await room.sweeper.sweep()
        assert await room.files() == []
        assert (await room.left())["blobs"] == 0

    async def test_erasing_takes_everything_of_one_account(self, room: Room) -> None:
        await room.keep(photo())
        await room.keep(photo(1))
        upload = await room.uploads.create(ANNA, PART_BYTES * 3, kind=Kind.ARCHIVE)
        await room.uploads.append(ANNA, upload.id, 0, chunks(bytes(PART_BYTES)))
        theirs, _ = await room.keep(photo(), BERT)
        await room.uploads.erase(ANNA)
        assert await room.assets.erase(ANNA) == (2, len(photo()) + len(photo(1)))
        assert await room.files() == [path_of(BERT, theirs.sha256)]
        assert await room.assets.stored(ANNA) == (0, 0)


class TestUploads:
    async def test_goes_on_after_a_break(self, room: Room) -> None:
        data = b"PK\x03\x04" + np.random.default_rng(1).bytes(2 * PART_BYTES + 500)
        upload = await room.uploads.create(ANNA, len(data), kind=Kind.ARCHIVE, title="photos.zip")

        async def broken() -> AsyncIterator[bytes]:
            yield data[: PART_BYTES + 100]
            raise TransferBroken("The line broke.")

        with pytest.raises(TransferBroken):
            await room.uploads.append(ANNA, upload.id, 0, broken())
        assert (await room.uploads.get(ANNA, upload.id)).offset == PART_BYTES
        with pytest.raises(OffsetMismatch):
            await room.uploads.append(ANNA, upload.id, 5, chunks(b"x"))
        with pytest.raises(UploadNotFound):
            await room.uploads.get(BERT, upload.id)
        middle, asset = await room.uploads.append(
            ANNA, upload.id, PART_BYTES, chunks(data[PART_BYTES : PART_BYTES + 1_000])
        )
        assert asset is None
        done, asset = await room.uploads.append(ANNA, upload.id, middle.offset, chunks(data[middle.offset :]))
        assert asset is not None
        assert done.asset_id == asset.id
        assert await whole(room, asset) == data
        assert len(await room.files()) == 1
        assert (await room.uploads.append(ANNA, upload.id, len(data), chunks(b"")))[1] == asset

    async def test_more_than_promised_is_refused(self, room: Room) -> None:
        upload = await room.uploads.create(ANNA, 10, kind=Kind.PHOTO)
        with pytest.raises(TransferBroken):
            await room.uploads.append(ANNA, upload.id, 0, chunks(bytes(11)))
        await room.uploads.delete(ANNA, upload.id)
        assert await room.left() == {"assets": 0, "blobs": 0, "uploads": 0}
