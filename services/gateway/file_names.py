"""Names of files on their way out: from titles that people gave, safe in a header field and in a zip."""

import re
from collections.abc import Iterator
from urllib.parse import quote

MAX_CHARS = 120
_SUFFIXES = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/webp": "webp",
    "image/avif": "avif",
    "image/heic": "heic",
    "image/tiff": "tif",
    "application/zip": "zip",
}
# Control characters, what a path or a shell would take for more than a name, and marks that turn the direction of text round.
_UNSAFE = re.compile(r'[\x00-\x1f\x7f-\x9f/\\:*?"<>|\u200e\u200f\u202a-\u202e\u2066-\u2069]+')


def stem_of(title: str, fallback: str) -> str:
    """``title`` as a file's name without what it ends in; ``fallback`` where nothing is left."""
    name = _UNSAFE.sub("_", title).strip(" ._")
    stem, dot, suffix = name.rpartition(".")
    if dot and stem and len(suffix) <= 5 and suffix.isalnum():
        name = stem
    return name[:MAX_CHARS].strip(" .") or fallback


def folder_of(path: str) -> str:
    """The folders of a path from a zip, each one safe, with ``/`` behind it; empty where there are none."""
    steps = [_UNSAFE.sub("_", step).strip(" ._")[:MAX_CHARS] for step in path.replace("\\", "/").split("/")[:-1]]
    return "".join(f"{step}/" for step in steps[-8:] if step)


def suffix_of(mime: str) -> str:
    """``.jpg`` for ``image/jpeg``; ``.bin`` for what is not known."""
    return f".{_SUFFIXES.get(mime, 'bin')}"


def disposition(title: str, fallback: str, mime: str) -> str:
    """The ``Content-Disposition`` of a file (RFC 6266): pictures are shown, everything else is saved."""
    name = stem_of(title, fallback) + suffix_of(mime)
    plain = name.encode("ascii", "replace").decode().replace("?", "_").replace("%", "_")
    how = "inline" if mime.startswith("image/") else "attachment"
    extended = f"; filename*=UTF-8''{quote(name, safe='')}" if plain != name else ""
    return f'{how}; filename="{plain}"{extended}'


class Unused:
    """Gives each name once: a second one gets a number."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def name(self, stem: str, suffix: str) -> str:
        """A name that was not given before, whatever the case of its letters."""
        for name in _numbered(stem, suffix):
            if name.casefold() not in self._taken:
                self._taken.add(name.casefold())
                return name
        raise AssertionError("numbers do not end")


def _numbered(stem: str, suffix: str) -> Iterator[str]:
    yield stem + suffix
    number = 2
    while True:
        yield f"{stem} ({number}){suffix}"
        number += 1
