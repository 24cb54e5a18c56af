"""Pictures on this side of the wire: read from disk, cut into chunks, put together again, written whole."""

import asyncio
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from packshot.client.errors import ApiError
from packshot.client.words import FORMATS, LAYERS
from packshot.common.v1 import image_pb2

CHUNK_BYTES = 256 * 1024
Photo = bytes | str | os.PathLike[str]
"""The bytes of a picture, or the path of its file."""


@dataclass(frozen=True)
class Picture:
    """A picture that came back: ``picture.save("mug.png")``, or its bytes as ``picture.data`` or ``bytes(picture)``."""

    data: bytes
    """The whole file; for ``raw`` the bare samples, rows from the top, channels interleaved"""
    format: str
    """``png``, ``jpeg``, ``webp``, ``avif`` or ``raw``"""
    width: int
    """Pixels"""
    height: int
    """Pixels"""
    channels: int
    """Samples a pixel: 1, 3 or 4"""

    def __bytes__(self) -> bytes:
        return self.data

    def save(self, path: str | os.PathLike[str]) -> Path:
        """Writes the file, whole or not at all; returns its path. Raises ``OSError``."""
        return write_whole(Path(path), self.data)


def write_whole(path: Path, data: bytes) -> Path:
    """Writes beside ``path`` and moves it there, so that nobody ever reads half a file. A device is written to."""
    if path.exists() and not path.is_file() and not path.is_dir():
        path.write_bytes(data)
        return path
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:100]}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        readable(temporary)
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return path


def readable(temporary: str) -> None:
    """mkstemp makes files that only their owner reads; what people get is what their umask says."""
    mask = os.umask(0)
    os.umask(mask)
    os.chmod(temporary, 0o666 & ~mask)


async def photo_bytes(photo: Photo) -> bytes:
    """The bytes of a photo; a path is read off the event loop. Raises ``OSError``."""
    if isinstance(photo, bytes):
        return photo
    return await asyncio.to_thread(Path(photo).read_bytes)


def split(data: bytes) -> Iterator[bytes]:
    """Cuts bytes into pieces of ``CHUNK_BYTES``."""
    for start in range(0, len(data), CHUNK_BYTES):
        yield data[start : start + CHUNK_BYTES]


class Assembler:
    """Puts the pieces of one answer's pictures together."""

    def __init__(self) -> None:
        self._layer = ""
        self._header: image_pb2.ImageHeader | None = None
        self._data = bytearray()

    def add(self, part: image_pb2.ImagePart) -> tuple[str, Picture] | None:
        """Takes the next piece; returns the layer and the picture that it completes. Raises ``ApiError`` on a broken order."""
        if part.WhichOneof("part") == "header":
            if self._header is not None:
                raise broken()
            self._layer, self._header, self._data = LAYERS.word(part.layer), part.header, bytearray()
        else:
            if self._header is None:
                raise broken()
            self._data += part.chunk
        if len(self._data) > self._header.size_bytes:
            raise broken()
        if len(self._data) < self._header.size_bytes:
            return None
        header, self._header = self._header, None
        picture = Picture(bytes(self._data), FORMATS.word(header.format), header.width, header.height, header.channels)
        return self._layer, picture

    def finish(self) -> None:
        """Raises ``ApiError`` where a picture is not whole."""
        if self._header is not None:
            raise broken()


def broken() -> ApiError:
    """The error for an answer that is not whole."""
    return ApiError("ANSWER_BROKEN", "The answer ended before its pictures were whole. Try again.")
