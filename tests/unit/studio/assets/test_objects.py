"""The object store in memory and in a folder, and how it fails."""

import os
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from obstore.exceptions import GenericError

from mesh.errors import ServiceUnavailable
from mesh.transfer import CHUNK_BYTES
from services.studio.assets.objects import READ_BYTES, ObjectMissing, Objects


@pytest.fixture(params=["memory", "folder"])
def objects(request: pytest.FixtureRequest, tmp_path: Path) -> Objects:
    return Objects.of("memory:///" if request.param == "memory" else (tmp_path / "a b" / "objects").as_uri())


async def read(objects: Objects, *args: Any) -> list[bytes]:
    return [piece async for piece in objects.read(*args)]


async def paths(objects: Objects, *args: Any) -> set[str]:
    return {path async for path, _ in objects.list(*args)}


async def test_bytes_come_back_in_small_pieces(objects: Objects) -> None:
    data = os.urandom(2 * READ_BYTES + CHUNK_BYTES + 7)
    await objects.put("anna/ab/abc", data)
    assert await objects.size("anna/ab/abc") == len(data)
    pieces = await read(objects, "anna/ab/abc")
    assert b"".join(pieces) == data
    assert max(map(len, pieces)) <= CHUNK_BYTES
    assert b"".join(await read(objects, "anna/ab/abc", 10, READ_BYTES + 3)) == data[10 : READ_BYTES + 13]
    assert await read(objects, "anna/ab/abc", len(data), 5) == []


async def test_a_file_is_put_like_bytes(objects: Objects, tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.write_bytes(os.urandom(7_000_000))
    await objects.put("x", source)
    assert await objects.whole("x") == source.read_bytes()


async def test_what_is_not_there_says_so_and_is_deleted_all_the_same(objects: Objects) -> None:
    assert await objects.size("none") is None
    with pytest.raises(ObjectMissing):
        await objects.whole("none")
    await objects.delete("none")
    assert await paths(objects) == await paths(objects, "none/") == set()


async def test_a_list_keeps_to_its_folder_and_goes_on_past_a_page(objects: Objects) -> None:
    for number in range(603):
        await objects.put(f"anna/{number}", b"x")
    await objects.put("anna2/1", b"x")
    assert len(await paths(objects, "anna/")) == 603
    assert len(await paths(objects)) == 604


async def test_an_object_that_is_deleted_while_it_is_read_is_missing(objects: Objects) -> None:
    await objects.put("x", bytes(READ_BYTES * 2))
    reading: AsyncIterator[bytes] = objects.read("x")
    await anext(reading)
    await objects.delete("x")
    with pytest.raises(ObjectMissing):
        [piece async for piece in reading]


@pytest.mark.parametrize(
    ("error", "words", "retry_after_s"),
    [
        (OSError(28, "No space left on device"), "disk is full", 60.0),
        (GenericError("Unable to write: No space left on device (os error 28)"), "disk is full", 60.0),
        (GenericError("connection refused"), "does not answer", 2.0),
        (OSError(5, "Input/output error"), "does not answer", 2.0),
    ],
    ids=["full", "full-as-obstore-says-it", "away", "broken"],
)
async def test_a_store_that_fails_is_unavailable(
    objects: Objects, monkeypatch: pytest.MonkeyPatch, error: Exception, words: str, retry_after_s: float
) -> None:
    async def failing(*_: object) -> None:
        raise error

    monkeypatch.setattr("obstore.put_async", failing)
    with pytest.raises(ServiceUnavailable, match=words) as raised:
        await objects.put("x", b"abc")
    assert raised.value.retry_after_s == retry_after_s


async def test_a_disk_that_cannot_be_written_through_is_unavailable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(_: int) -> None:
        raise OSError(5, "Input/output error")

    objects = Objects.of(tmp_path.as_uri())
    monkeypatch.setattr("os.fsync", failing)
    with pytest.raises(ServiceUnavailable):
        await objects.put("x", b"abc")


async def test_new_folders_are_written_through_up_to_the_root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: set[str] = set()
    sync = os.fsync

    def noted(handle: int) -> None:
        synced.add(os.readlink(f"/proc/self/fd/{handle}"))
        sync(handle)

    monkeypatch.setattr("os.fsync", noted)
    await Objects.of(tmp_path.as_uri()).put("anna/ab/abc", b"abc")
    assert synced == {str(tmp_path / each) for each in ("anna/ab/abc", "anna/ab", "anna", "")}


@pytest.mark.parametrize("url", ["", "/folder", "file://", "s3://", "ftp://host/folder"])
def test_what_is_no_store_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="no object store"):
        Objects.of(url)
