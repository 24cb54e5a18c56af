"""Faults, races and leftovers of what accounts keep: nothing accepted is lost, and nothing deleted stays behind."""

import asyncio
import os
import time
import unicodedata
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from mesh.errors import InvalidArgument, ServiceUnavailable, TransferBroken
from services.studio.assets.asset import Kind, Made
from services.studio.assets.blobs import path_of, thumbnail_path
from services.studio.assets.catalogue import Filters
from services.studio.assets.errors import AssetNotFound, BytesMissing, OffsetMismatch, StorageFull
from services.studio.assets.objects import Objects
from services.studio.assets.receipts import EXPIRED
from services.studio.assets.uploads import PART_BYTES, Uploads
from services.studio.pages import Page
from tests.integration.asset_room import ANNA, LEASE, Room, chunks, open_room, photo, whole

NOTHING = {"assets": 0, "blobs": 0, "uploads": 0}


@pytest.fixture
async def room(store_url: str, tmp_path: Path) -> AsyncIterator[Room]:
    async with open_room(store_url, Objects.of((tmp_path / "objects").as_uri())) as opened:
        yield opened


async def sweep_later(room: Room) -> None:
    """Sweeps, once every lease is over and half-done deletions pass for forgotten; twice, since one round may begin what the next
    one ends."""
    for _ in range(2):
        room.clock.forward(seconds=LEASE.total_seconds() + 1)
        await room.sweeper.sweep()


async def found(room: Room, text: str) -> list[str]:
    return [asset.title for asset in (await room.assets.list(ANNA, Filters(text=text), Page(50)))[0]]


class Died(Exception):
    """Stands for the end of the process."""


@contextmanager
def dies(thing: object, name: str, *, after: bool = False) -> Iterator[None]:
    """The process dies in the block, when this is called or just after."""
    true = getattr(thing, name)

    async def dying(*args: Any, **named: Any) -> None:
        if after:
            await true(*args, **named)
        raise Died

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(thing, name, dying)
        with pytest.raises(Died):
            yield


class TestWriting:
    @pytest.mark.parametrize(
        ("thing", "step", "after"),
        [
            ("blobs", "_take", True),
            ("objects", "put", True),
            ("catalogue", "insert", False),
        ],
        ids=["after-its-document", "after-the-bytes", "before-the-asset"],
    )
    async def test_a_writer_that_dies_leaves_nothing(self, room: Room, thing: str, step: str, after: bool) -> None:
        with dies(getattr(room, thing), step, after=after):
            await room.keep(photo())
        assert (await room.left())["blobs"] == 1
        await room.sweeper.sweep()
        assert (await room.left())["blobs"] == 1, "its lease runs"
        await sweep_later(room)
        assert await room.files() == []
        assert await room.left() == NOTHING

    async def test_a_writer_that_dies_once_the_asset_stands_has_kept_it(self, room: Room) -> None:
        with dies(room.blobs, "_leave"):
            await room.keep(photo())
        await sweep_later(room)
        asset, created = await room.keep(photo())
        assert not created
        assert await whole(room, asset) == photo()

    async def test_a_lease_that_ran_out_while_the_store_was_slow_is_noticed(
        self, room: Room, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        put = room.objects.put

        async def slow(path: str, source: bytes | Path) -> None:
            await put(path, source)
            await sweep_later(room)

        with monkeypatch.context() as patch:
            patch.setattr(room.objects, "put", slow)
            with pytest.raises(ServiceUnavailable, match="took too long"):
                await room.keep(photo())
        await sweep_later(room)
        assert await room.left() == NOTHING
        assert await room.files() == []

    async def test_a_lease_is_renewed_while_the_store_is_slow(
        self, room: Room, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        put, renewed, renew = room.objects.put, asyncio.Event(), room.blobs._renew

        async def noted(*args: str) -> bool:
            held = await renew(*args)
            renewed.set()
            return held

        async def slow(path: str, source: bytes | Path) -> None:
            room.clock.forward(seconds=LEASE.total_seconds() - 1)
            await renewed.wait()
            room.clock.forward(seconds=2)
            await room.sweeper.sweep()
            await put(path, source)

        # Real seconds decide when it is renewed, so that the test need not wait for minutes.
        monkeypatch.setattr(room.blobs, "_renewed", _at_once(noted))
        monkeypatch.setattr(room.objects, "put", slow)
        asset, created = await room.keep(photo())
        assert created
        assert await whole(room, asset) == photo()

    async def test_an_asset_deleted_while_its_writer_still_holds_the_bytes_leaves_nothing(self, room: Room) -> None:
        asset, _ = await room.keep(photo())
        async with room.blobs.written(ANNA, asset.sha256, photo(), len(photo())):
            assert (await room.assets.delete(ANNA, asset.id)).bytes_deleted is False
        await room.sweeper.sweep()
        assert await room.files() == []
        assert await room.left() == NOTHING

    async def test_bytes_that_somebody_took_away_are_written_when_they_are_sent_again(self, room: Room) -> None:
        asset, _ = await room.keep(photo())
        await room.objects.delete(path_of(ANNA, asset.sha256))
        with pytest.raises(BytesMissing):
            await whole(room, asset)
        again, created = await room.keep(photo())
        assert (again.id, created) == (asset.id, False)
        assert await whole(room, again) == photo()

    async def test_many_send_and_delete_the_same_photo_and_it_is_never_lost(self, room: Room) -> None:
        async def send() -> str:
            asset, _ = await room.keep(photo())
            return asset.id

        async def delete(asset_id: str) -> None:
            try:
                await room.assets.delete(ANNA, asset_id)
            except AssetNotFound:
                return

        asset_id = await send()
        for _ in range(20):
            await asyncio.gather(send(), delete(asset_id), send(), delete(asset_id), room.blobs.sweep())
            try:
                asset = await room.assets.get(ANNA, asset_id)
            except AssetNotFound:
                await send()
                asset = await room.assets.get(ANNA, asset_id)
            assert await whole(room, asset) == photo()
        await delete(asset_id)
        await sweep_later(room)
        assert await room.files() == []
        assert await room.left() == NOTHING

    async def test_what_is_kept_already_is_never_refused_for_want_of_room(self, room: Room) -> None:
        room.limits[ANNA] = len(photo())
        await room.keep(photo(), expected_bytes=len(photo()))
        assert (await room.keep(photo(), expected_bytes=len(photo())))[1] is False
        with pytest.raises(StorageFull):
            await room.keep(photo(1), expected_bytes=len(photo(1)))

    async def test_a_life_is_bounded(self, room: Room) -> None:
        for life in (timedelta(seconds=59), timedelta(days=200_000)):
            with pytest.raises(InvalidArgument):
                await room.keep(photo(), time_to_live=life)
            with pytest.raises(InvalidArgument):
                await room.uploads.create(ANNA, 10, kind=Kind.PHOTO, time_to_live=life)

    async def test_what_is_answered_at_first_is_what_is_read_later(self, room: Room) -> None:
        room.clock.forward(microseconds=123_456)
        asset, _ = await room.keep(photo())
        assert await room.assets.get(ANNA, asset.id) == asset

    async def test_an_asset_that_has_gone_cannot_be_held(self, room: Room) -> None:
        asset, _ = await room.keep(photo())
        await room.assets.hold(asset, timedelta(days=1))
        await room.assets.delete(ANNA, asset.id)
        with pytest.raises(AssetNotFound):
            await room.assets.hold(asset, timedelta(days=30))


def _at_once(renew: Any) -> Any:
    async def renewed(*args: str) -> None:
        await renew(*args)

    return renewed


class TestDeleting:
    @pytest.mark.parametrize(
        ("thing", "step", "after", "stays"),
        [
            ("blobs", "mark", False, True),
            ("blobs", "mark", True, True),
            ("catalogue", "remove", True, False),
            ("objects", "delete", False, False),
            ("objects", "delete", True, False),
            ("blobs", "release", True, False),
        ],
        ids=["before-mark", "marked", "asset-gone", "before-bytes", "bytes-gone", "all-gone"],
    )
    async def test_one_that_dies_half_way_is_ended_with_its_receipt_or_has_not_happened(
        self, room: Room, thing: str, step: str, after: bool, stays: bool
    ) -> None:
        asset, _ = await room.keep(photo(), time_to_live=timedelta(days=30))
        await room.assets.thumbnail(asset)
        with dies(getattr(room, thing), step, after=after):
            await room.assets.delete(ANNA, asset.id)
        await sweep_later(room)
        receipts, _ = await room.assets.receipts(ANNA, Page(50))
        if stays:
            assert await whole(room, asset) == photo()
            assert receipts == []
        else:
            assert await room.files() == []
            assert await room.left() == NOTHING
            assert [(receipt.asset_id, receipt.bytes_deleted) for receipt in receipts] == [(asset.id, True)]
        assert await room.documents["receipts"].count_documents({"open": True}) == 0

    async def test_the_receipt_of_one_that_broke_off_is_not_taken_for_the_same_photo_sent_again(
        self, room: Room
    ) -> None:
        asset, _ = await room.keep(photo(), time_to_live=timedelta(days=30))
        with dies(room.blobs, "release"):
            await room.assets.delete(ANNA, asset.id)
        room.clock.forward(seconds=1)
        again, _ = await room.keep(photo(), time_to_live=timedelta(days=30))
        await sweep_later(room)
        (receipt,), _ = await room.assets.receipts(ANNA, Page(50))
        assert (receipt.asset_id, receipt.bytes_deleted) == (again.id, False)
        assert await whole(room, again) == photo()

    async def test_only_one_of_several_sweepers_ends_a_deletion(self, room: Room) -> None:
        asset, _ = await room.keep(photo())
        with dies(room.objects, "delete"):
            await room.assets.delete(ANNA, asset.id)
        room.clock.forward(seconds=LEASE.total_seconds() + 1)
        assert sum(await asyncio.gather(*(room.blobs.sweep() for _ in range(5)))) == 1

    async def test_the_second_of_two_that_delete_at_once_learns_that_it_is_gone(self, room: Room) -> None:
        asset, _ = await room.keep(photo())
        done = await asyncio.gather(*(room.assets.delete(ANNA, asset.id) for _ in range(4)), return_exceptions=True)
        assert sum(isinstance(each, AssetNotFound) for each in done) == 3
        assert len((await room.assets.receipts(ANNA, Page(50)))[0]) == 1

    async def test_a_store_that_is_away_leaves_the_rest_to_the_sweeper(
        self, room: Room, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        asset, _ = await room.keep(photo())

        async def away(*_: object) -> None:
            raise OSError("connection refused")

        with monkeypatch.context() as patch:
            patch.setattr("obstore.delete_async", away)
            with pytest.raises(ServiceUnavailable):
                await room.assets.delete(ANNA, asset.id)
        await sweep_later(room)
        assert await room.files() == []
        assert len((await room.assets.receipts(ANNA, Page(50)))[0]) == 1

    async def test_a_thumbnail_does_not_outlive_its_original(self, room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
        asset, _ = await room.keep(photo())
        put = room.objects.put

        async def late(path: str, source: bytes | Path) -> None:
            await room.assets.delete(ANNA, asset.id)
            await put(path, source)

        monkeypatch.setattr(room.objects, "put", late)
        assert await room.assets.thumbnail(asset)
        assert await room.files() == []

    async def test_a_thumbnail_is_shown_though_the_disk_is_full(
        self, room: Room, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        asset, _ = await room.keep(photo())

        async def full(*_: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr("obstore.put_async", full)
        assert (await room.assets.thumbnail(asset))[8:12] == b"WEBP"


class TestSweeping:
    async def test_more_than_one_round_reads_at_a_time(self, room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("services.studio.assets.catalogue.MOST_AT_ONCE", 2)
        for number in range(7):
            await room.keep(photo(number))
        room.clock.forward(days=8)
        await room.sweeper.sweep()
        assert await room.left() == NOTHING

    async def test_one_that_cannot_be_ended_keeps_nobody_else(
        self, room: Room, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        kept = [(await room.keep(photo(number)))[0] for number in range(3)]
        remove = room.catalogue.remove

        async def broken(asset: Any, **named: Any) -> bool:
            if asset.id == kept[0].id:
                raise ValueError("a fault of ours")
            return await remove(asset, **named)

        room.clock.forward(days=8)
        with monkeypatch.context() as patch:
            patch.setattr(room.catalogue, "remove", broken)
            await room.sweeper.sweep()
        assert (await room.left())["assets"] == 1
        await room.sweeper.sweep()
        assert await room.left() == NOTHING

    async def test_one_that_is_sent_again_while_it_is_swept_stays(
        self, room: Room, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        asset, _ = await room.keep(photo())
        room.clock.forward(days=8)
        mark = room.blobs.mark

        async def late(*args: str) -> None:
            await mark(*args)
            await room.keep(photo())

        with monkeypatch.context() as patch:
            patch.setattr(room.blobs, "mark", late)
            await room.sweeper.sweep()
        await sweep_later(room)
        assert await whole(room, await room.assets.get(ANNA, asset.id)) == photo()
        assert (await room.assets.receipts(ANNA, Page(50)))[0] == []
        with pytest.raises(AssetNotFound):
            await room.assets.remove(asset, EXPIRED, expired_at=room.clock())

    async def test_what_no_document_names_goes_and_what_is_somebody_else_s_stays(
        self, room: Room, tmp_path: Path
    ) -> None:
        asset, _ = await room.keep(photo())
        await room.assets.thumbnail(asset)
        upload = await room.uploads.create(ANNA, PART_BYTES * 2, kind=Kind.ARCHIVE)
        await room.uploads.append(ANNA, upload.id, 0, chunks(bytes(PART_BYTES)))
        named = set(await room.files())
        sha, gone = "cd" * 32, "upl_" + "0" * 24
        ours = {path_of(ANNA, sha), thumbnail_path(ANNA, sha), f"{ANNA}/uploads/{gone}/000000000000-00000000"}
        others = {"holidays/2024/beach.jpg", "a/thumbnails/b.webp", "x/uploads/y/z"}
        for path in ours | others:
            await room.objects.put(path, b"abc")
        assert await room.sweeper.sweep_unnamed() == 0, "somebody may be writing it"
        _make_old(tmp_path)
        assert await room.sweeper.sweep_unnamed() == 3
        assert set(await room.files()) == named | others
        assert (await room.left())["blobs"] == 1

    async def test_bytes_whose_document_was_lost_get_it_back(self, room: Room, tmp_path: Path) -> None:
        asset, _ = await room.keep(photo())
        await room.documents["blobs"].delete_many({})
        _make_old(tmp_path)
        assert await room.sweeper.sweep_unnamed() == 0
        assert await whole(room, asset) == photo()
        assert await room.assets.stored(ANNA) == (1, len(photo()))

    async def test_files_half_written_go(self, room: Room, tmp_path: Path) -> None:
        await room.keep(photo())
        half = tmp_path / "objects" / ANNA / "half#1"
        half.write_bytes(b"abc")
        await room.sweeper.sweep_unnamed()
        assert half.exists(), "somebody may be writing it"
        _make_old(tmp_path)
        await room.sweeper.sweep_unnamed()
        assert not half.exists()


def _make_old(folder: Path) -> None:
    at = time.time() - 3_600
    for path in folder.rglob("*"):
        if path.is_file():
            os.utime(path, (at, at))


class TestUploads:
    async def test_a_caller_taken_for_gone_does_not_spoil_what_the_next_one_sends(
        self, room: Room, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        data = b"PK\x03\x04" + bytes(range(256)) * 8_000
        upload = await room.uploads.create(ANNA, len(data), kind=Kind.ARCHIVE)
        put, begun, second = room.objects.put, asyncio.Event(), asyncio.Event()

        async def late(path: str, source: bytes | Path) -> None:
            if source == b"PK\x03\x04":
                begun.set()
                await second.wait()
            await put(path, source)

        monkeypatch.setattr(room.objects, "put", late)
        first = asyncio.create_task(room.uploads.append(ANNA, upload.id, 0, chunks(data[:4])))
        await begun.wait()
        stands, _ = await room.uploads.append(ANNA, upload.id, 0, chunks(data[:PART_BYTES]))
        second.set()
        with pytest.raises(OffsetMismatch):
            await first
        _, asset = await room.uploads.append(ANNA, upload.id, stands.offset, chunks(data[stands.offset :]))
        assert asset is not None
        assert await whole(room, asset) == data
        assert await room.files() == [path_of(ANNA, asset.sha256)]

    @pytest.mark.parametrize("step", ["_note", "_drop_parts"])
    async def test_one_that_dies_at_its_end_is_ended_by_the_next_call(self, room: Room, step: str) -> None:
        upload = await room.uploads.create(ANNA, len(photo()), kind=Kind.PHOTO)
        with dies(room.uploads, step):
            await room.uploads.append(ANNA, upload.id, 0, chunks(photo()))
        _, asset = await room.uploads.append(ANNA, upload.id, len(photo()), chunks(b""))
        assert asset is not None
        assert await whole(room, asset) == photo()
        assert len((await room.assets.list(ANNA, Filters(), Page(50)))[0]) == 1
        room.clock.forward(days=8)
        await room.sweeper.sweep()
        assert await room.files() == []
        assert await room.left() == NOTHING

    async def test_two_that_end_it_at_once_get_the_same_asset(self, room: Room) -> None:
        upload = await room.uploads.create(ANNA, len(photo()), kind=Kind.PHOTO)
        await room.uploads.append(ANNA, upload.id, 0, _some(photo()[:-1]))
        both = await asyncio.gather(
            room.uploads.append(ANNA, upload.id, len(photo()) - 1, _some(photo()[-1:])),
            room.uploads.append(ANNA, upload.id, len(photo()) - 1, _some(photo()[-1:])),
            return_exceptions=True,
        )
        ended = [each for each in both if not isinstance(each, BaseException)]
        assert ended
        assert all(isinstance(each, OffsetMismatch) for each in both if isinstance(each, BaseException))
        again = await asyncio.gather(
            *(room.uploads.append(ANNA, upload.id, len(photo()), chunks(b"")) for _ in range(3))
        )
        assert len({asset.id for _, asset in [*ended, *again] if asset is not None}) == 1

    async def test_parts_that_another_caller_has_used_up_are_no_break(
        self, room: Room, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        upload = await room.uploads.create(ANNA, len(photo()), kind=Kind.PHOTO)
        with dies(room.uploads, "_note"):
            await room.uploads.append(ANNA, upload.id, 0, chunks(photo()))
        other = Uploads(room.documents, room.objects, room.assets, now=room.clock)
        parts = room.uploads._parts

        async def late(which: Any) -> list[str]:
            names = await parts(which)
            await other.append(ANNA, upload.id, len(photo()), chunks(b""))
            return names

        monkeypatch.setattr(room.uploads, "_parts", late)
        _, asset = await room.uploads.append(ANNA, upload.id, len(photo()), chunks(b""))
        assert asset is not None
        monkeypatch.undo()
        assert await whole(room, asset) == photo()

    async def test_parts_that_are_gone_are_told(self, room: Room) -> None:
        upload = await room.uploads.create(ANNA, PART_BYTES + 5, kind=Kind.ARCHIVE)
        await room.uploads.append(ANNA, upload.id, 0, _some(bytes(PART_BYTES)))
        for path in await room.files():
            await room.objects.delete(path)
        with pytest.raises(TransferBroken):
            await room.uploads.append(ANNA, upload.id, PART_BYTES, _some(bytes(5)))

    async def test_room_for_those_on_their_way_is_reserved(self, room: Room) -> None:
        room.limits[ANNA] = 25
        first = await room.uploads.create(ANNA, 20, kind=Kind.ARCHIVE)
        with pytest.raises(StorageFull) as refused:
            await room.uploads.create(ANNA, 20, kind=Kind.ARCHIVE)
        assert refused.value.facts["left_bytes"] == "5"
        await room.uploads.delete(ANNA, first.id)
        await room.uploads.create(ANNA, 20, kind=Kind.ARCHIVE)

    async def test_too_many_small_pieces_are_refused(self, room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("services.studio.assets.uploads.MOST_PARTS", 3)
        upload = await room.uploads.create(ANNA, 10, kind=Kind.ARCHIVE)
        for offset in range(3):
            await room.uploads.append(ANNA, upload.id, offset, _some(b"x"))
        with pytest.raises(InvalidArgument, match="small pieces"):
            await room.uploads.append(ANNA, upload.id, 3, _some(b"x"))
        assert len(await room.files()) == 3


async def _some(data: bytes) -> AsyncIterator[bytes]:
    yield data


class TestFinding:
    async def test_russian_is_found_however_it_is_typed(self, room: Room) -> None:
        await room.keep(photo(), title="Ёлочная игрушка", tags=["Новый Год"])
        # As a Mac names files: й as и with a breve of its own.
        await room.keep(photo(1), title=unicodedata.normalize("NFD", "Чайник синий.png"))
        assert await found(room, "ЕЛОЧНАЯ") == await found(room, "ёлочн ГОД") == ["Ёлочная игрушка"]
        assert await found(room, "чайник СИНИЙ") == ["Чайник синий.png"]
        assert await found(room, unicodedata.normalize("NFD", "синий")) == ["Чайник синий.png"]
        assert await found(room, "красный") == []

    async def test_signs_of_patterns_are_signs(self, room: Room) -> None:
        title = r"50% (a-b) c&d [e] x+y ^z$ q|r #1 ~t p.q \s"
        await room.keep(photo(), title=title)
        for word in title.split():
            assert await found(room, word) == [title], word
        assert await found(room, "p?q") == []

    async def test_tags_are_asked_for_as_they_are_written(self, room: Room) -> None:
        await room.keep(photo(), tags=["Spring  Sale", "mug"])
        assert len((await room.assets.list(ANNA, Filters(tags=("SPRING sale", "Mug")), Page(50)))[0]) == 1

    @pytest.mark.parametrize("text", ["a" * 501, "a\0b"], ids=["long", "nul"])
    async def test_what_the_store_cannot_look_for_is_refused(self, room: Room, text: str) -> None:
        with pytest.raises(InvalidArgument):
            await found(room, text)

    async def test_title_and_tags_changed_at_once_are_both_found(self, room: Room) -> None:
        asset, _ = await room.keep(photo())
        for turn in range(10):
            await asyncio.gather(
                room.assets.update(ANNA, asset.id, {"title": f"mug {turn}"}),
                room.assets.update(ANNA, asset.id, {"tags": [f"tag{turn}"]}),
            )
            assert await found(room, f"mug {turn} tag{turn}") == [f"mug {turn}"]

    async def test_what_no_job_has_confirmed_is_not_counted(self, room: Room) -> None:
        await room.assets.keep_made(ANNA, "job_1", 1, "cutout", [], [Made("product", 0, "image/png", 1, 1, photo())])
        assert (await room.assets.stored(ANNA))[0] == 0
