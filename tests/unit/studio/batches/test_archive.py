"""Zips that strangers send."""

import io
import stat
import struct
import zipfile
from pathlib import Path

import pytest

from services.studio.batches import archive
from services.studio.batches.archive import BadArchive, Photo, Refused, check, entries

MAX_BYTES = 1_000
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40


def pack(path: Path, *files: tuple[str | zipfile.ZipInfo, bytes], method: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", method) as packed:
        for name, data in files:
            packed.writestr(name, data)
    return path


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "photos.zip"


def found(path: Path, *, start: int = 0) -> list[Photo | Refused]:
    return [entry.found for entry in entries(path, MAX_BYTES, start=start)]


def test_photos_come_in_their_order_and_junk_is_passed_over(place: Path) -> None:
    junk = [
        (name, b"x") for name in ("__MACOSX/._a.png", ".DS_Store", "in/Thumbs.db", "in/.hidden/c.png", "desktop.ini")
    ]
    pack(place, ("in/", b""), ("in/b.png", PNG), *junk, ("a.png", PNG))
    assert found(place) == [Photo("in/b.png", PNG), Photo("a.png", PNG)]
    assert check(place) == 2


def test_goes_on_where_it_was_broken_off(place: Path) -> None:
    pack(place, *[(f"{number}.png", PNG) for number in range(4)])
    assert [(entry.index, getattr(entry.found, "name", "")) for entry in entries(place, MAX_BYTES, start=2)] == [
        (2, "2.png"),
        (3, "3.png"),
    ]


def test_names_that_clash_are_told_apart(place: Path) -> None:
    pack(place, ("Cup.png", PNG), ("cup.png", PNG), ("cup (2).png", PNG))
    names = [photo.name.casefold() for photo in found(place) if isinstance(photo, Photo)]
    assert len(set(names)) == 3


@pytest.mark.parametrize("name", ["../cup.png", "/cup.png", "c:/cup.png", "in\\..\\..\\cup.png", "cup\x07.png"])
def test_names_that_lead_out_are_refused_and_the_others_done(place: Path, name: str) -> None:
    pack(place, (name, PNG), ("fine.png", PNG))
    first, second = found(place)
    assert isinstance(first, Refused)
    assert first.reason == "UNSAFE_PATH"
    assert second == Photo("fine.png", PNG)


def test_links_are_refused(place: Path) -> None:
    link = zipfile.ZipInfo("cup.png")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    pack(place, (link, b"/etc/passwd"))
    assert [each.reason for each in found(place) if isinstance(each, Refused)] == ["UNSAFE_PATH"]


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("more.zip", PNG, "NESTED_ARCHIVE"),
        ("words.png", b"plain words", "INVALID_IMAGE"),
        ("bomb.png", PNG + b"\0" * 5_000_000, "IMAGE_TOO_LARGE"),
    ],
)
def test_files_that_are_no_photos_are_refused(place: Path, name: str, data: bytes, reason: str) -> None:
    pack(place, (name, data))
    assert [each.reason for each in found(place) if isinstance(each, Refused)] == [reason]


def test_a_header_that_lies_about_the_size_gains_nothing(place: Path) -> None:
    pack(place, ("bomb.png", PNG + b"\0" * 5_000_000))
    raw, size = place.read_bytes(), struct.pack("<L", len(PNG) + 5_000_000)
    assert raw.count(size) == 2
    place.write_bytes(raw.replace(size, struct.pack("<L", 100)))
    # zipfile stops at the size that was claimed, and the sum of the rest is not that of the file.
    assert [each.reason for each in found(place) if isinstance(each, Refused)] == ["DAMAGED_FILE"]


@pytest.mark.parametrize("method", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2], ids=["lzma", "bzip2"])
def test_rare_compression_is_refused(place: Path, method: int) -> None:
    pack(place, ("cup.png", PNG), method=method)
    assert [each.reason for each in found(place) if isinstance(each, Refused)] == ["UNSUPPORTED_COMPRESSION"]


def test_a_damaged_file_does_not_stop_the_others(place: Path) -> None:
    pack(place, ("a.png", PNG), ("b.png", PNG), method=zipfile.ZIP_STORED)
    raw = bytearray(place.read_bytes())
    raw[raw.index(PNG) + 20] ^= 0xFF
    place.write_bytes(raw)
    first, second = found(place)
    assert isinstance(first, Refused)
    assert first.reason == "DAMAGED_FILE"
    assert second == Photo("b.png", PNG)


def encrypted(raw: bytes, times: int) -> bytes:
    """Sets the bit in so many entries of the list."""
    changed, at = bytearray(raw), -1
    for _ in range(times):
        at = raw.index(b"PK\x01\x02", at + 1)
        changed[at + 8] |= 1
    return bytes(changed)


def test_one_encrypted_file_is_refused_alone(place: Path) -> None:
    pack(place, ("a.png", PNG), ("b.png", PNG))
    place.write_bytes(encrypted(place.read_bytes(), 1))
    first, second = found(place)
    assert isinstance(first, Refused)
    assert first.reason == "ENCRYPTED"
    assert isinstance(second, Photo)


def test_an_encrypted_zip_is_refused(place: Path) -> None:
    pack(place, ("a.png", PNG), ("b.png", PNG))
    place.write_bytes(encrypted(place.read_bytes(), 2))
    with pytest.raises(BadArchive, match="encrypted"):
        check(place)


def test_files_that_overlap_are_refused(place: Path) -> None:
    pack(place, ("a.png", PNG), ("b.png", PNG))
    raw = bytearray(place.read_bytes())
    second = raw.index(b"PK\x01\x02", raw.index(b"PK\x01\x02") + 1)
    raw[second + 42 : second + 46] = struct.pack("<L", 0)
    place.write_bytes(raw)
    with pytest.raises(BadArchive, match="overlap"):
        check(place)


@pytest.mark.parametrize(
    "raw", [b"", b"PK\x03\x04 and no more", b"PK\x05\x06" + b"\0" * 18], ids=["empty", "cut", "bare"]
)
def test_what_is_no_zip_of_photos_is_refused(place: Path, raw: bytes) -> None:
    place.write_bytes(raw)
    with pytest.raises(BadArchive):
        check(place)
    with pytest.raises(BadArchive):
        found(place)


def test_too_many_files_are_refused(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_FILES", 2)
    pack(place, *[(f"{number}.png", PNG) for number in range(3)])
    with pytest.raises(BadArchive, match="3 files"):
        check(place)


def test_a_list_of_files_without_end_is_not_read(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as packed:
        for number in range(2_000):
            packed.writestr(f"{number:0>60}.png", b"")
    place.write_bytes(whole.getvalue())
    monkeypatch.setattr(archive, "MAX_LIST_BYTES", 70_000)
    with pytest.raises(BadArchive, match="list of files"):
        check(place)


def test_more_bytes_than_a_zip_may_have_end_it(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_TOTAL_BYTES", 2 * len(PNG))
    pack(place, *[(f"{number}.png", PNG) for number in range(3)])
    with pytest.raises(BadArchive):
        found(place)
