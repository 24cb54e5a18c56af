"""The object store: a folder, memory or S3 behind the same calls, and the one place that knows how it fails."""

import asyncio
import contextlib
import os
import re
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote, urlsplit

import obstore
import structlog
from obstore.exceptions import BaseError
from obstore.store import LocalStore, MemoryStore, ObjectStore, S3Store

from mesh.errors import ServiceUnavailable
from mesh.transfer import CHUNK_BYTES

log = structlog.get_logger(__name__)

READ_BYTES = 4 * CHUNK_BYTES
"""Asked for at a time: a whole photo is a few questions, a zip of gigabytes is never in memory."""
RETRY_AFTER_S = 2.0
_PARTIAL = re.compile(r"#\d+$")
"""How obstore names a file that it has not finished writing."""


class ObjectMissing(Exception):
    """There is nothing under this path."""


class Objects:
    """Bytes by path. Every call raises ``ServiceUnavailable`` where the store does not answer or has no room."""

    def __init__(self, store: ObjectStore, *, root: Path | None = None) -> None:
        self._store = store
        self._root = root

    @classmethod
    def of(cls, url: str, *, endpoint: str = "") -> "Objects":
        """``file:///folder`` or ``s3://bucket/prefix``; raises ``ValueError`` for anything else."""
        parts = urlsplit(url)
        if parts.scheme == "file" and parts.path:
            root = Path(unquote(parts.path))
            return cls(LocalStore(root, mkdir=True, automatic_cleanup=True), root=root)
        if parts.scheme == "s3" and parts.netloc:
            options = {"endpoint": endpoint, "virtual_hosted_style_request": False} if endpoint else {}
            http = {"allow_http": True} if endpoint.startswith("http://") else {}
            return cls(S3Store.from_url(url, client_options={"timeout": "60s", **http}, **options))  # type: ignore[arg-type]
        if parts.scheme == "memory":
            return cls(MemoryStore())
        raise ValueError(f"{url!r} is no object store. Use file:///folder or s3://bucket/prefix.")

    async def put(self, path: str, source: bytes | Path) -> None:
        """Writes the bytes whole or not at all; once it returns they are on the disk."""
        with _asking():
            await obstore.put_async(self._store, path, source)
        if self._root is not None:
            with _asking():
                await asyncio.to_thread(_sync, self._root / path, self._root)

    async def size(self, path: str) -> int | None:
        """Bytes under ``path``; None where there is nothing."""
        try:
            with _asking():
                return int((await obstore.head_async(self._store, path))["size"])
        except ObjectMissing:
            return None

    async def read(self, path: str, offset: int = 0, length: int | None = None) -> AsyncIterator[bytes]:
        """The bytes from ``offset`` on, in pieces of at most 256 KiB. Raises ``ObjectMissing``."""
        end = await self.size(path)
        if end is None:
            raise ObjectMissing(path)
        if length is not None:
            end = min(end, offset + length)
        while offset < end:
            with _asking():
                data = bytes(
                    await obstore.get_range_async(self._store, path, start=offset, end=min(end, offset + READ_BYTES))
                )
            for start in range(0, len(data), CHUNK_BYTES):
                yield data[start : start + CHUNK_BYTES]
            offset += len(data)
            if not data:
                raise ObjectMissing(path)

    async def whole(self, path: str) -> bytes:
        """All bytes under ``path``. Raises ``ObjectMissing``."""
        return b"".join([piece async for piece in self.read(path)])

    async def delete(self, path: str) -> None:
        """Removes what is under ``path``, if anything is."""
        with contextlib.suppress(ObjectMissing), _asking():
            await obstore.delete_async(self._store, path)

    async def list(self, prefix: str = "") -> AsyncIterator[tuple[str, float]]:
        """Paths below a prefix, with the time (seconds since 1970) when each was written."""
        stream = obstore.list(self._store, prefix=prefix or None, chunk_size=500)
        while True:
            with _asking():
                found = await anext(aiter(stream), None)
            if not found:
                return
            for entry in found:
                yield str(entry["path"]), entry["last_modified"].timestamp()

    async def drop_partial(self, older_s: float) -> int:
        """Removes files that a dead process had begun to write; how many. A bucket has none: S3 drops them by itself."""
        return 0 if self._root is None else await asyncio.to_thread(_drop_partial, self._root, older_s)


def _drop_partial(root: Path, older_s: float) -> int:
    count, before = 0, time.time() - older_s
    for folder, _, names in os.walk(root):
        for name in filter(_PARTIAL.search, names):
            path = Path(folder, name)
            with contextlib.suppress(OSError):
                if path.stat().st_mtime < before:
                    path.unlink()
                    count += 1
    return count


def _sync(path: Path, root: Path) -> None:
    """To the disk: a document must never name bytes that a power cut can take. The folders too, up to the root: each may be new."""
    for each in (path, *path.parents):
        with contextlib.suppress(FileNotFoundError):
            handle = os.open(each, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)
        if each == root:
            return


@contextmanager
def _asking() -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as error:
        raise ObjectMissing(str(error)) from error
    except (BaseError, OSError) as error:
        # What exactly it was is for the operator alone.
        log.warning("objects.failed", error=str(error)[:500])
        raise _unavailable(str(error)) from error


def _unavailable(text: str) -> ServiceUnavailable:
    if "os error 28" in text or "No space left" in text:
        return ServiceUnavailable(
            "The object store's disk is full, so nothing was kept. Try again when the operator has made room.",
            retry_after_s=60.0,
            service="objects",
        )
    return ServiceUnavailable(
        "The object store does not answer, so nothing could be read or kept. Try again in a few seconds.",
        retry_after_s=RETRY_AFTER_S,
        service="objects",
    )
