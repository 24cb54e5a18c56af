"""Files on their way in: whole, hashed, gone in the end."""

import hashlib
import os
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from mesh.errors import ServiceUnavailable, TransferBroken
from services.studio.assets.spool import IN_MEMORY_BYTES, spooled


async def some(*pieces: bytes) -> AsyncIterator[bytes]:
    for piece in pieces:
        yield piece


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize("size", [0, 5, IN_MEMORY_BYTES, IN_MEMORY_BYTES + 1, 3 * IN_MEMORY_BYTES + 7])
async def test_what_comes_is_what_is_read(size: int, folder: Path) -> None:
    data = bytes(number % 251 for number in range(size))
    async with spooled(some(data[: size // 3], data[size // 3 :])) as file:
        assert file.size_bytes == size
        assert file.sha256 == hashlib.sha256(data).hexdigest()
        assert file.read() == data
        assert isinstance(file.source, Path) == (size > IN_MEMORY_BYTES)
    assert os.listdir(folder) == []


async def test_a_line_that_breaks_leaves_no_file(folder: Path) -> None:
    async def broken() -> AsyncIterator[bytes]:
        yield bytes(2 * IN_MEMORY_BYTES)
        raise TransferBroken("The line broke.")

    with pytest.raises(TransferBroken):
        async with spooled(broken()):
            raise AssertionError("it is not whole")
    assert os.listdir(folder) == []


async def test_a_disk_without_room_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    # Each write to this device fails as a full disk's does.
    monkeypatch.setattr("tempfile.NamedTemporaryFile", lambda **_: Path("/dev/full").open("wb", buffering=0))  # noqa: SIM115 - the code closes it
    with pytest.raises(ServiceUnavailable, match="made room"):
        async with spooled(some(bytes(2 * IN_MEMORY_BYTES))):
            raise AssertionError("it is not whole")
