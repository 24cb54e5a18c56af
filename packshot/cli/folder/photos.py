"""Which photos a folder has, and what the files made of them are called. Names never clash, and never change between runs."""

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path, PurePosixPath

SUFFIXES = frozenset({".jpg", ".jpeg", ".png", ".webp", ".avif", ".tif", ".tiff"})
MAX_LABEL_CHARS = 200


def find_photos(folder: Path, output: Path) -> list[str]:
    """Photos in ``folder`` and below, as paths from there with ``/``, sorted. Hidden ones, and ``output``, are left out."""
    skipped = output.resolve()
    found: list[str] = []
    for place, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".") and Path(place, name).resolve() != skipped]
        found += [
            Path(place, name).relative_to(folder).as_posix()
            for name in files
            if not name.startswith(".") and Path(name).suffix.lower() in SUFFIXES
        ]
    return sorted(found)


def name_results(
    photos: Iterable[str],
    known: Mapping[str, str],
    endings: Sequence[str],
    *,
    taken: Iterable[str] = (),
    exists: Callable[[str], bool] = lambda name: False,
) -> dict[str, str]:
    """The beginning of the names of each new photo's files: its own path without the suffix, or where that would meet another's
    files, with the suffix as a word, and a number at last.

    ``known`` has those that were named before, ``endings`` what files are called behind the beginning, ``taken`` further names that
    are in use, ``exists`` whether a file is there. Upper and lower case count as the same, as they do on some disks.
    """
    used = {name.casefold() for name in taken}
    for stem in known.values():
        used.update(f"{stem}{ending}".casefold() for ending in endings)
    named: dict[str, str] = {}
    for photo in photos:
        if photo in known:
            continue
        for stem in _stems(photo):
            files = [f"{stem}{ending}" for ending in endings]
            if not any(file.casefold() in used or exists(file) for file in files):
                break
        used.update(file.casefold() for file in files)
        named[photo] = stem
    return named


def _stems(photo: str) -> Iterable[str]:
    path = PurePosixPath(photo)
    stem = str(path.with_suffix(""))
    yield stem
    stem = f"{stem}-{path.suffix[1:]}"
    yield stem
    number = 2
    while True:
        yield f"{stem}-{number}"
        number += 1


def label_of(photo: str) -> str:
    """The photo's path as a job's name: its last characters, without those that a name may not have."""
    return "".join(each if each.isprintable() else "?" for each in photo)[-MAX_LABEL_CHARS:].strip()
