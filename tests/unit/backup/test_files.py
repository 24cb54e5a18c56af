"""Files of documents, and the manifest."""

import gzip
import json
from pathlib import Path

import bson
import pytest

from backup.documents import Broken, read, read_raw, size_and_sha256
from backup.errors import NoSnapshot, SnapshotDamaged, UnknownFormat
from backup.snapshot import Collection, Manifest, manifest_path, read_manifest
from services.studio.assets.objects import Objects

DOCUMENTS = [{"_id": number, "text": "ё" * number} for number in range(5)]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "things.bson.gz"
    path.write_bytes(gzip.compress(b"".join(bson.encode(document) for document in DOCUMENTS)))
    return path


def test_documents_come_back_as_they_were(file: Path) -> None:
    assert list(read(file)) == DOCUMENTS


@pytest.mark.parametrize("cut", [1, 9, 40])
def test_a_file_that_is_cut_off_is_said(file: Path, cut: int) -> None:
    file.write_bytes(file.read_bytes()[:-cut])
    with pytest.raises(Broken):
        list(read_raw(file))


@pytest.mark.parametrize(
    "junk", [b"\xff\xff\xff\x7f" + bytes(20), b"\x09\x00\x00\x00\x01", bytes(4), b"\x05\x00", b"ab"]
)
def test_what_is_no_document_is_said(tmp_path: Path, junk: bytes) -> None:
    path = tmp_path / "junk"
    path.write_bytes(gzip.compress(junk))
    with pytest.raises(Broken):
        list(read_raw(path))


def test_size_and_hash(tmp_path: Path) -> None:
    path = tmp_path / "abc"
    path.write_bytes(b"abc")
    assert size_and_sha256(path) == (3, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")


async def test_the_latest_manifest_is_taken_unless_one_is_named() -> None:
    store = Objects.of("memory:///")
    with pytest.raises(NoSnapshot, match="It has none"):
        await read_manifest(store)
    for name in ("2026-01-02T00-00-00Z", "2026-01-01T00-00-00Z"):
        held = Manifest(name, "packshot", {"jobs": Collection(1, 2, "ab")}, objects=3, gone=["a/b"])
        await store.put(manifest_path(name), held.pack())
    # One that did not come to its end.
    await store.put("snapshots/2026-01-03T00-00-00Z/documents/jobs.bson.gz", b"")
    latest = await read_manifest(store)
    assert (latest.snapshot, latest.collections, latest.gone) == (
        "2026-01-02T00-00-00Z",
        {"jobs": Collection(1, 2, "ab")},
        ["a/b"],
    )
    assert (await read_manifest(store, "2026-01-01T00-00-00Z")).snapshot == "2026-01-01T00-00-00Z"
    with pytest.raises(NoSnapshot, match="2026-01-01T00-00-00Z, 2026-01-02T00-00-00Z"):
        await read_manifest(store, "2026-01-03T00-00-00Z")


async def test_a_manifest_of_a_later_format_is_refused() -> None:
    store = Objects.of("memory:///")
    await store.put(manifest_path("later"), b'{"format": 2}')
    with pytest.raises(UnknownFormat, match="format 2"):
        await read_manifest(store)


SOUND = {"format": 1, "snapshot": "now", "database": "packshot", "collections": {}}
COUNTS = {"documents": 1, "size_bytes": 2, "sha256": "ab"}


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe",
        b'{"format": 1, "snaps',
        b"[]",
        b"{}",
        json.dumps({**SOUND, "unheard_of": 1}),
        json.dumps({**SOUND, "gone": [[]]}),
        json.dumps({**SOUND, "collections": []}),
        json.dumps({**SOUND, "collections": {"jobs": {**COUNTS, "unheard_of": 1}}}),
        json.dumps({**SOUND, "collections": {"jobs": {"documents": 1}}}),
        json.dumps({"format": 1, "collections": {}}),
    ],
)
async def test_a_manifest_that_is_damaged_is_said_with_the_snapshot(data: bytes | str) -> None:
    store = Objects.of("memory:///")
    await store.put(manifest_path("now"), data.encode() if isinstance(data, str) else data)
    with pytest.raises(SnapshotDamaged, match=r"Snapshot now is damaged: its manifest\.json cannot be read"):
        await read_manifest(store)


@pytest.mark.parametrize("name", ["/out", "../out", "a/b", "..", ".hidden", "", "jobs\n", "j\u00f6bs"])
async def test_a_collection_whose_name_leads_elsewhere_is_refused(name: str) -> None:
    store = Objects.of("memory:///")
    await store.put(manifest_path("now"), json.dumps({**SOUND, "collections": {name: COUNTS}}).encode())
    with pytest.raises(SnapshotDamaged, match="names a collection"):
        await read_manifest(store)


async def test_where_the_files_are_is_said_by_the_folder_alone() -> None:
    store = Objects.of("memory:///")
    await store.put(manifest_path("now"), json.dumps({**SOUND, "snapshot": "../elsewhere"}).encode())
    assert (await read_manifest(store)).snapshot == "now"
