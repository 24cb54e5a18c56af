"""Files on their way to Packshot: a header, then pieces, then one answer. A file on disk is never held in memory whole."""

import asyncio
import os
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from google.protobuf.descriptor import MethodDescriptor

from packshot.client.connection import Connection, Metadata
from packshot.client.pictures import CHUNK_BYTES, Photo, broken, split
from packshot.client.retries import tried
from packshot.duplex import duplex

TRIES = 5
"""A few seconds: somebody may be waiting"""


@dataclass(frozen=True)
class Source:
    """Bytes, or a file that has them."""

    name: str
    """The file's name; empty for bytes"""
    size: int
    """Bytes"""
    _data: bytes | Path

    @classmethod
    async def of(cls, photo: Photo) -> "Source":
        """Raises ``OSError`` where there is no such file."""
        if isinstance(photo, bytes):
            return cls("", len(photo), photo)
        path = Path(photo)
        found = await asyncio.to_thread(os.stat, path)
        return cls(path.name, found.st_size, path)

    async def pieces(self) -> AsyncIterator[bytes]:
        """All of it, cut into pieces of ``CHUNK_BYTES``. Raises ``OSError``."""
        if isinstance(self._data, bytes):
            for piece in split(self._data):
                yield piece
            return
        file = await asyncio.to_thread(self._data.open, "rb")
        try:
            while piece := await asyncio.to_thread(file.read, CHUNK_BYTES):
                yield piece
        finally:
            file.close()


async def send(
    connection: Connection,
    method: MethodDescriptor,
    first: Any,
    source: Source | None,
    piece_of: Callable[[bytes], Any],
    *,
    most: int = TRIES,
) -> Any:
    """Sends ``first``, then every piece of ``source`` as ``piece_of`` makes a message of it; the answer.

    It is made up to ``most`` times while nobody answers, so it must be a call that may be made twice. Raises ``ApiError``,
    ``OSError`` where the file cannot be read.
    """

    async def requests() -> AsyncIterator[Any]:
        yield first
        if source is not None:
            async for piece in source.pieces():
                yield piece_of(piece)

    async def once(metadata: Metadata) -> Any:
        answer = None
        async with duplex(connection.stream(method, metadata), requests()) as answers:
            async for message in answers:
                answer = message
        if answer is None:
            raise broken()
        return answer

    return await tried(lambda: connection.signed(once), most=most)
