"""A zip from a stranger, as photos, or reasons why a file in it is none. Nothing of it is ever written under a name that it gives.

What a header claims is not believed: sizes are counted while a file is inflated, and inflating stops at the bound.
"""

import io
import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path, PurePosixPath

from mesh.errors import Cause, PackshotError
from mesh.pictures.formats import recognised

MAX_FILES = 10_000
MAX_TOTAL_BYTES = 20 * 1024**3
MAX_PATH_CHARS = 200
MAX_LIST_BYTES = 8 * 1024**2
"""Of the list of files at a zip's end, which is read whole before anything of it is known. 10,000 files take 1 to 2 MB."""
_JUNK = frozenset({"thumbs.db", "desktop.ini"})
_ENCRYPTED = 0x1
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
"""LZMA is not among them: a header of a few bytes makes it take gigabytes of memory."""
_ARCHIVES = (".zip", ".jar", ".7z", ".rar", ".tar", ".gz", ".tgz")


class BadArchive(PackshotError):
    """The file is no zip that can be worked through."""

    reason = "BAD_ARCHIVE"
    cause = Cause.INVALID

    def __init__(self, why: str) -> None:
        super().__init__(f"The zip cannot be used: {why}. Pack the photos anew, and send that.")


@dataclass(frozen=True)
class Photo:
    """A photo of a zip."""

    name: str
    """Its path, with names that clash told apart by a number"""
    data: bytes = field(repr=False)


@dataclass(frozen=True)
class Refused:
    """A file that becomes no job."""

    path: str
    reason: str
    message: str


@dataclass(frozen=True)
class Entry:
    """A file of the zip, in its order; ``index`` is the same each time the zip is read."""

    index: int
    found: Photo | Refused


def entries(path: Path, max_photo_bytes: int, *, start: int = 0) -> Iterator[Entry]:
    """The zip's files from the ``start``-th on; folders and what systems leave behind are passed over. Raises ``BadArchive``."""
    with _opened(path) as (archive, listed):
        names = _told_apart([_tidy(info.filename) for info in listed])
        total = 0
        for index, (info, name) in enumerate(zip(listed, names, strict=True)):
            if index < start:
                continue
            found = _read(archive, info, name, max_photo_bytes)
            total += len(found.data) if isinstance(found, Photo) else 0
            if total > MAX_TOTAL_BYTES:
                raise BadArchive(f"its photos have more than {MAX_TOTAL_BYTES >> 30} GB together")
            yield Entry(index, found)


def check(path: Path) -> int:
    """How many files ``entries`` gives; none of them is read. Raises ``BadArchive``."""
    with _opened(path) as (_, listed):
        return len(listed)


class _Bounded(io.BufferedReader):
    """Gives no more than ``MAX_LIST_BYTES`` at a time: ``zipfile`` reads the list of files in one go, as long as it says it is."""

    def read(self, size: int | None = -1, /) -> bytes:
        data = super().read(MAX_LIST_BYTES + 1 if size is None or size < 0 else min(size, MAX_LIST_BYTES + 1))
        if len(data) > MAX_LIST_BYTES:
            raise BadArchive("its list of files is too long")
        return data


@contextmanager
def _opened(path: Path) -> Iterator[tuple[zipfile.ZipFile, list[zipfile.ZipInfo]]]:
    """The zip and its files, folders and junk passed over. Raises ``BadArchive``."""
    try:
        with _Bounded(io.FileIO(path)) as file, zipfile.ZipFile(file) as archive:
            listed = [info for info in archive.infolist() if not info.is_dir() and not _is_junk(info.filename)]
            if len(listed) > MAX_FILES:
                raise BadArchive(f"it has {len(listed)} files, and {MAX_FILES} are the most")
            if not listed:
                raise BadArchive("it has no photos in it")
            # Files that lie inside of each other are how a few bytes become many files; no honest packer makes them.
            places = sorted((info.header_offset, info.compress_size) for info in archive.infolist())
            if any(begin + size > following for (begin, size), (following, _) in pairwise(places)):
                raise BadArchive("its files overlap")
            if all(info.flag_bits & _ENCRYPTED for info in listed):
                raise BadArchive("it is encrypted")
            yield archive, listed
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, OSError, NotImplementedError, ValueError) as error:
        raise BadArchive("it is no zip, or a damaged one") from error


def _read(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, max_bytes: int) -> Photo | Refused:
    shown = info.filename[:MAX_PATH_CHARS]
    if _is_unsafe(info):
        return Refused(
            shown,
            "UNSAFE_PATH",
            "Its path leads out of the zip, or it is a link. Put the photo itself into a plain folder.",
        )
    if info.flag_bits & _ENCRYPTED:
        return Refused(shown, "ENCRYPTED", "It is encrypted. Pack it without a password.")
    if info.filename.lower().endswith(_ARCHIVES):
        return Refused(shown, "NESTED_ARCHIVE", "It is an archive inside the archive. Unpack it first.")
    if info.compress_type not in _METHODS:
        return Refused(shown, "UNSUPPORTED_COMPRESSION", "It is packed in a rare way. Pack it as usual (deflate).")
    try:
        with archive.open(info) as opened:
            data = opened.read(max_bytes + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError):
        return Refused(shown, "DAMAGED_FILE", "It is damaged, or packed in a way that is not known here. Pack it anew.")
    if len(data) > max_bytes:
        limit = f"{max_bytes / 1e6:.0f} MB"
        return Refused(shown, "IMAGE_TOO_LARGE", f"It is larger than {limit}, which is the limit. Save it smaller.")
    try:
        recognised(data)
    except PackshotError as error:
        return Refused(shown, error.reason, error.message)
    return Photo(name, data)


def _tidy(path: str) -> str:
    return path.replace("\\", "/")[-MAX_PATH_CHARS:]


def _is_junk(path: str) -> bool:
    parts = PurePosixPath(path.replace("\\", "/")).parts
    hidden = any(part.startswith(".") and part not in {".", ".."} for part in parts)
    return hidden or "__MACOSX" in parts or (bool(parts) and parts[-1].casefold() in _JUNK)


def _is_unsafe(info: zipfile.ZipInfo) -> bool:
    path = info.filename.replace("\\", "/")
    drive = len(path) > 1 and path[1] == ":"
    link = stat.S_ISLNK(info.external_attr >> 16)
    odd = not path.isprintable()
    return path.startswith("/") or drive or link or odd or ".." in PurePosixPath(path).parts


def _told_apart(names: list[str]) -> list[str]:
    """The names, those that differ by nothing or by case alone numbered: many file systems cannot keep them apart."""
    taken: set[str] = set()
    found = []
    for name in names:
        path, number, chosen = PurePosixPath(name), 1, name
        while chosen.casefold() in taken:
            number += 1
            chosen = str(path.with_name(f"{path.stem} ({number}){path.suffix}")) if path.name else f"{name} ({number})"
        taken.add(chosen.casefold())
        found.append(chosen)
    return found
