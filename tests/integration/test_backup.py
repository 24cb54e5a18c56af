"""Backup over real stores: what was kept comes back as it was, whatever happens meanwhile, and what is not whole is told."""

import asyncio
import gzip
import secrets
from argparse import Namespace
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast

import bson
import pytest
from pydantic import SecretStr
from pymongo.errors import PyMongoError

from backup.__main__ import FAILED, run
from backup.documents import load, read
from backup.errors import DatabaseNotEmpty, NoSnapshot, SaveUnderway, SnapshotDamaged, StrangeCollection
from backup.named import Named
from backup.reading import fetch
from backup.restore import Restored, Restorer
from backup.save import Saver
from backup.settings import BackupSettings
from backup.snapshot import Manifest, documents_path, object_path
from backup.verify import Verdict, Verifier
from mesh.documents import Document, Documents, close_documents, open_documents
from services.studio.assets.asset import Asset, Kind
from services.studio.assets.blobs import path_of
from services.studio.assets.objects import Objects
from services.studio.assets.receipts import ASKED
from services.studio.assets.uploads import PART_BYTES
from tests.integration.asset_room import ANNA, BERT, Room, chunks, open_room, photo

NOON = datetime(2026, 11, 30, 12, tzinfo=UTC)


@dataclass
class Vault:
    """A room that is saved, a place to save it to, and another database and folder to restore it into."""

    room: Room
    store: Objects
    documents: Documents
    objects: Objects
    saves: int = 0

    async def save(self) -> Manifest:
        self.saves += 1
        time = NOON + timedelta(hours=self.saves)
        saver = Saver(self.room.documents, self.room.objects, self.store, parallel=3, say=quiet, now=lambda: time)
        return await saver.save()

    async def restore(self, snapshot: str = "", *, replace: bool = False) -> Restored:
        restorer = Restorer(self.documents, self.objects, self.store, parallel=3, say=quiet)
        return await restorer.restore(snapshot, replace=replace)

    async def verify(self, snapshot: str = "") -> Verdict:
        return await Verifier(self.store, parallel=3, say=quiet).verify(snapshot)


def quiet(_: str) -> None:
    """Says nothing."""


async def contents(documents: Documents) -> dict[str, list[Document]]:
    """All documents of a database; collections without any are left out."""
    names = sorted(await documents.list_collection_names())
    all_of = {name: [each async for each in documents[name].find({}).sort("_id", 1)] for name in names}
    return {name: found for name, found in all_of.items() if found}


async def pictures(objects: Objects) -> dict[str, bytes]:
    return {path: await objects.whole(path) async for path, _ in objects.list()}


@pytest.fixture(params=["folder", "s3"])
def store(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Objects:
    if request.param == "folder":
        return Objects.of((tmp_path / "backup").as_uri())
    for name, value in {"ACCESS_KEY_ID": "test", "SECRET_ACCESS_KEY": "test", "REGION": "us-east-1"}.items():
        monkeypatch.setenv(f"AWS_{name}", value)
    return Objects.of(f"s3://pictures/{secrets.token_hex(4)}", endpoint=request.getfixturevalue("endpoint"))


@pytest.fixture
async def vault(store_url: str, tmp_path: Path, store: Objects) -> AsyncIterator[Vault]:
    documents = open_documents(store_url, secrets.token_hex(4), durable=True)
    async with open_room(store_url, Objects.of((tmp_path / "objects").as_uri())) as room:
        yield Vault(room, store, documents, Objects.of((tmp_path / "restored").as_uri()))
    await close_documents(documents)


async def test_everything_comes_back_as_it_was(vault: Vault) -> None:
    for number in range(4):
        await vault.room.keep(photo(number), title=f"photo {number}")
    await vault.room.keep(photo(0), BERT)
    await vault.room.keep(photo(9, side=300))
    saved = await vault.save()
    assert (saved.objects, saved.copied, saved.lost, saved.gone) == (6, 6, [], [])
    verdict = await vault.verify()
    assert (verdict.faults, verdict.objects) == ([], 6)
    done = await vault.restore()
    assert (done.objects, done.there, done.missing) == (6, 0, [])
    assert await contents(vault.documents) == await contents(vault.room.documents)
    assert await pictures(vault.objects) == await pictures(vault.room.objects)
    assert (
        done.documents == verdict.documents == sum(len(found) for found in (await contents(vault.documents)).values())
    )


async def test_what_the_backup_has_is_not_copied_again(vault: Vault) -> None:
    await vault.room.keep(photo(0))
    first = await vault.save()
    await vault.room.keep(photo(1))
    second = await vault.save()
    assert (second.objects, second.copied) == (2, 1)
    assert (await vault.restore(first.snapshot)).objects == 1
    assert len(await pictures(vault.objects)) == 1
    # To a later point of time, over what is there.
    again = await vault.restore(replace=True)
    assert (again.snapshot, again.objects, again.there) == (second.snapshot, 2, 1)
    assert await contents(vault.documents) == await contents(vault.room.documents)


async def test_a_database_with_documents_is_left_alone_unless_told(vault: Vault) -> None:
    await vault.room.keep(photo(0))
    await vault.save()
    await vault.documents["accounts"].insert_one({"_id": "bert"})
    with pytest.raises(DatabaseNotEmpty, match=r"accounts.*--replace"):
        await vault.restore()
    assert await contents(vault.documents) == {"accounts": [{"_id": "bert"}]}
    assert await pictures(vault.objects) == {}
    await vault.restore(replace=True)
    assert "accounts" not in await contents(vault.documents)


async def test_an_upload_that_was_underway_goes_on(vault: Vault) -> None:
    data = secrets.token_bytes(2 * PART_BYTES)
    begun = await vault.room.uploads.create(ANNA, len(data), kind=Kind.ARCHIVE)
    await vault.room.uploads.append(ANNA, begun.id, 0, chunks(data[: PART_BYTES + 10]))
    saved = await vault.save()
    assert saved.objects == 2
    assert (await vault.verify()).faults == []
    await vault.restore()
    # The same rooms over the restored stores: what the studio would find.
    vault.room.uploads._uploads = vault.documents["uploads"]
    vault.room.uploads._objects = vault.objects
    upload = await vault.room.uploads.get(ANNA, begun.id)
    assert upload.offset == PART_BYTES + 10
    parts = b"".join([piece async for piece in vault.room.uploads._bytes(upload)])
    assert parts == data[: PART_BYTES + 10]


async def test_what_is_deleted_during_the_save_does_not_come_back(vault: Vault) -> None:
    both = [(await vault.room.keep(photo(number)))[0] for number in range(2)]
    deleted: list[Asset] = []

    class Deleting(Objects):
        """Its owner deletes a photo while the first bytes, the other's, are being copied: the documents are copied by then."""

        async def read(self, path: str, offset: int = 0, length: int | None = None) -> AsyncIterator[bytes]:
            if not deleted:
                (other,) = [asset for asset in both if path_of(ANNA, asset.sha256) != path]
                deleted.append(other)
                await vault.room.assets.remove(other, ASKED)
            async for piece in super().read(path, offset, length):
                yield piece

    objects = Deleting(vault.room.objects._store, root=vault.room.objects._root)
    saved = await Saver(vault.room.documents, objects, vault.store, parallel=1, say=quiet).save()
    assert (saved.gone, saved.lost, saved.objects) == ([path_of(ANNA, deleted[0].sha256)], [], 1)
    assert (await vault.verify()).faults == []
    assert (await vault.restore()).missing == []
    restored = await contents(vault.documents)
    (kept,) = [asset for asset in both if asset not in deleted]
    assert [asset["_id"] for asset in restored["assets"]] == [kept.id]
    assert [blob["sha256"] for blob in restored["blobs"]] == [kept.sha256]


async def test_an_upload_that_ends_during_the_save_is_not_begun_again(vault: Vault) -> None:
    data, first = photo(3), 1000
    kept, _ = await vault.room.keep(photo(0))
    begun = await vault.room.uploads.create(ANNA, len(data), kind=Kind.PHOTO)
    await vault.room.uploads.append(ANNA, begun.id, 0, chunks(data[:first]))
    other = await vault.room.uploads.create(ANNA, len(data), kind=Kind.PHOTO)
    await vault.room.uploads.append(ANNA, other.id, 0, chunks(data[:10]))
    (part,) = [path for path in await vault.room.files() if f"/uploads/{begun.id}/" in path]
    ended = False

    class Ending(Objects):
        """The last part comes while the first bytes are copied: all documents are copied by then."""

        async def read(self, path: str, offset: int = 0, length: int | None = None) -> AsyncIterator[bytes]:
            nonlocal ended
            if not ended:
                ended = True
                await vault.room.uploads.append(ANNA, begun.id, first, chunks(data[first:]))
            async for piece in super().read(path, offset, length):
                yield piece

    objects = Ending(vault.room.objects._store, root=vault.room.objects._root)
    saved = await Saver(vault.room.documents, objects, vault.store, parallel=1, say=quiet).save()
    assert (saved.gone, saved.lost) == ([part], [])
    assert (await vault.verify()).faults == []
    assert (await vault.restore()).missing == []
    restored = await contents(vault.documents)
    assert [upload["_id"] for upload in restored["uploads"]] == [other.id]
    assert [asset["_id"] for asset in restored["assets"]] == [kept.id]


async def test_lost_and_damaged_bytes_are_told_and_all_else_is_saved(vault: Vault) -> None:
    lost, _ = await vault.room.keep(photo(0))
    damaged, _ = await vault.room.keep(photo(1))
    await vault.room.keep(photo(2))
    await vault.room.objects.delete(path_of(ANNA, lost.sha256))
    await vault.room.objects.put(path_of(ANNA, damaged.sha256), b"x" * damaged.size_bytes)
    saved = await vault.save()
    assert sorted(saved.lost) == sorted([path_of(ANNA, lost.sha256), path_of(ANNA, damaged.sha256)])
    assert saved.objects == 1
    verdict = await vault.verify()
    assert len(verdict.faults) == 2
    assert all("was missing or damaged when it was saved" in fault for fault in verdict.faults)
    done = await vault.restore()
    assert (sorted(done.missing), done.objects) == (sorted(saved.lost), 1)
    assert len((await contents(vault.documents))["assets"]) == 3


async def test_what_a_later_save_caught_is_restored_with_the_earlier_snapshot_too(vault: Vault) -> None:
    asset, _ = await vault.room.keep(photo(0))
    path = path_of(ANNA, asset.sha256)
    await vault.room.objects.delete(path)
    first = await vault.save()
    assert first.lost == [path]
    await vault.room.objects.put(path, photo(0))
    assert (await vault.save()).lost == []
    assert (await vault.verify(first.snapshot)).faults == []
    done = await vault.restore(first.snapshot)
    assert (done.missing, done.objects) == ([], 1)
    assert await pictures(vault.objects) == {path: photo(0)}


@pytest.mark.parametrize("store", ["folder"], indirect=True)
async def test_a_restore_without_all_bytes_names_them_and_fails(
    vault: Vault, store_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lost, _ = await vault.room.keep(photo(0))
    await vault.room.keep(photo(1))
    await vault.room.objects.delete(path_of(ANNA, lost.sha256))

    async def command(text: str, documents: Documents, objects: str) -> int:
        settings = BackupSettings(
            url=(tmp_path / "backup").as_uri(),
            objects_url=(tmp_path / objects).as_uri(),
            documents_url=SecretStr(store_url),
            documents_database=documents.name,
        )
        return await run(settings, Namespace(command=text, snapshot="", replace=False))

    assert await command("save", vault.room.documents, "objects") == 0
    assert "missing in the object store, or damaged" in capsys.readouterr().err
    assert await command("verify", vault.documents, "restored") == FAILED
    assert "was missing or damaged when it was saved. Where another copy" in capsys.readouterr().err
    assert await command("restore", vault.documents, "restored") == FAILED
    assert f"{path_of(ANNA, lost.sha256)} is named by a document" in capsys.readouterr().err


async def test_damage_to_the_store_is_mended_by_a_restore_and_to_the_backup_as_verify_says(vault: Vault) -> None:
    asset, _ = await vault.room.keep(photo(0))
    path = path_of(ANNA, asset.sha256)
    await vault.save()
    await vault.objects.put(path, b"x" * asset.size_bytes)
    done = await vault.restore()
    assert (done.objects, done.there, done.missing) == (1, 0, [])
    assert await vault.objects.whole(path) == photo(0)
    await vault.store.put(f"objects/{path}", b"x" * asset.size_bytes)
    (fault,) = (await vault.verify()).faults
    assert "Delete it from the backup, then run `python -m backup save`" in fault
    await vault.store.delete(f"objects/{path}")
    await vault.save()
    assert (await vault.verify()).faults == []


async def test_damage_to_the_backup_is_found_and_not_restored(vault: Vault) -> None:
    for number in range(3):
        await vault.room.keep(photo(number))
    saved = await vault.save()
    first, second, _ = sorted(await pictures(vault.room.objects))
    changed = bytearray(await vault.store.whole(object_path(Named(first, ANNA))))
    changed[7] ^= 1
    await vault.store.put(object_path(Named(first, ANNA)), bytes(changed))
    await vault.store.delete(object_path(Named(second, ANNA)))
    faults = (await vault.verify()).faults
    assert [fault for fault in faults if first in fault and "another hash" in fault]
    assert [fault for fault in faults if second in fault and "missing" in fault]
    done = await vault.restore()
    assert (sorted(done.missing), done.objects) == ([first, second], 1)
    # Documents that are damaged stop everything: half a database is worse than none.
    path = documents_path(saved.snapshot, "assets")
    await vault.store.put(path, (await vault.store.whole(path))[:-5])
    assert [fault for fault in (await vault.verify()).faults if "assets.bson.gz has another hash" in fault]
    before = await contents(vault.documents)
    with pytest.raises(SnapshotDamaged, match=r"assets\.bson\.gz"):
        await vault.restore(replace=True)
    assert await contents(vault.documents) == before
    await vault.store.delete(path)
    with pytest.raises(SnapshotDamaged, match="missing"):
        await vault.restore(replace=True)


async def test_a_collection_that_no_file_can_be_named_after_is_not_passed_over(vault: Vault) -> None:
    await vault.room.documents["a/b"].insert_one({"_id": 1})
    with pytest.raises(StrangeCollection, match="'a/b'"):
        await vault.save()
    with pytest.raises(NoSnapshot):
        await vault.verify()


async def test_what_mongodb_keeps_for_itself_is_neither_saved_nor_in_the_way(vault: Vault) -> None:
    await vault.room.keep(photo(0))

    class Profiled:
        """A database whose profiler is on, which SecantusDB does not have."""

        def __init__(self, documents: Documents) -> None:
            self._documents = documents

        def __getattr__(self, name: str) -> Any:
            return getattr(self._documents, name)

        def __getitem__(self, name: str) -> Any:
            assert name != "system.profile", "nobody reads it, and nobody drops it"
            return self._documents[name]

        async def list_collection_names(self) -> list[str]:
            return [*await self._documents.list_collection_names(), "system.profile"]

    source, target = (cast(Documents, Profiled(each)) for each in (vault.room.documents, vault.documents))
    saved = await Saver(source, vault.room.objects, vault.store, parallel=1, say=quiet).save()
    assert {"assets", "blobs"} <= saved.collections.keys()
    assert "system.profile" not in saved.collections
    await Restorer(target, vault.objects, vault.store, parallel=1, say=quiet).restore()
    assert await contents(vault.documents) == await contents(vault.room.documents)


async def test_a_save_that_broke_off_is_no_snapshot_and_costs_nothing(vault: Vault) -> None:
    await vault.room.keep(photo(0))

    class Full(Objects):
        async def put(self, path: str, source: bytes | Path) -> None:
            if path.endswith("manifest.json"):
                raise OSError("no room")
            await super().put(path, source)

    full = Full(vault.store._store, root=vault.store._root)
    broken = Saver(vault.room.documents, vault.room.objects, full, parallel=1, say=quiet, now=lambda: NOON)
    with pytest.raises(OSError, match="no room"):
        await broken.save()
    with pytest.raises(NoSnapshot):
        await vault.verify()
    with pytest.raises(SaveUnderway):
        await Saver(
            vault.room.documents, vault.room.objects, vault.store, parallel=1, say=quiet, now=lambda: NOON
        ).save()
    assert (await vault.save()).copied == 0


async def test_documents_are_saved_once_while_others_come_and_grow(vault: Vault, tmp_path: Path) -> None:
    things = vault.room.documents["things"]
    await things.insert_many([{"_id": f"{number:05}", "count": 0, "pad": "x" * 500} for number in range(3000)])
    stop = False

    async def write() -> int:
        count = 0
        while not stop:
            grown = {"$inc": {"count": 1}, "$push": {"grown": "y" * 200}}
            await things.update_one({"_id": f"{count % 3000:05}"}, grown)
            await things.insert_one({"_id": f"new{count:05}"})
            count += 1
        return count

    writing = asyncio.create_task(write())
    try:
        saved = await vault.save()
    finally:
        stop = True
        written = await writing
    assert written > 0
    ids = [document["_id"] for document in read(await fetch(vault.store, saved, "things", tmp_path))]
    assert len(ids) == len(set(ids))
    assert set(ids) >= {f"{number:05}" for number in range(3000)}
    assert (await vault.restore()).documents == sum(each.documents for each in saved.collections.values())


async def test_of_a_document_that_comes_twice_the_later_one_counts(vault: Vault, tmp_path: Path) -> None:
    path = tmp_path / "things"
    twice = [{"_id": 1, "version": 1}, {"_id": 2}, {"_id": 1, "version": 2}]
    path.write_bytes(gzip.compress(b"".join(bson.encode(document) for document in twice)))
    for _ in range(2):
        assert await load(vault.documents, "things", path) == 3
        assert (await contents(vault.documents))["things"] == [{"_id": 1, "version": 2}, {"_id": 2}]


async def test_what_the_store_refuses_for_another_reason_is_not_passed_over(vault: Vault, tmp_path: Path) -> None:
    path = tmp_path / "things"
    path.write_bytes(gzip.compress(b"".join(bson.encode({"_id": number, "same": 1}) for number in range(2))))
    await vault.documents["things"].create_index("same", unique=True)
    with pytest.raises(PyMongoError):
        await load(vault.documents, "things", path)
