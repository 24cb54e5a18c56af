"""A file on its way in: kept aside while it arrives, and hashed, since its place is known only when it is whole."""

import contextlib
import hashlib
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from mesh.errors import ServiceUnavailable

IN_MEMORY_BYTES = 1024 * 1024


@dataclass(frozen=True)
class Spooled:
    """A file that has arrived."""

    sha256: str
    size_bytes: int
    source: bytes | Path

    def read(self) -> bytes:
        """All of it."""
        return self.source if isinstance(self.source, bytes) else self.source.read_bytes()


@asynccontextmanager
async def spooled(chunks: AsyncIterator[bytes]) -> AsyncIterator[Spooled]:
    """The chunks, whole; gone when the block ends. What bounds them is the chunks' own business. Small ones stay in memory.

    Raises ``ServiceUnavailable`` where the disk for temporary files has no room.
    """
    digest, held, size = hashlib.sha256(), bytearray(), 0
    with contextlib.ExitStack() as stack:
        file: IO[bytes] | None = None
        async for chunk in chunks:
            digest.update(chunk)
            size += len(chunk)
            held += chunk
            if size > IN_MEMORY_BYTES:
                with _writing():
                    # Unbuffered: so a full disk shows in `write`, and never again when the file is closed.
                    file = file or stack.enter_context(tempfile.NamedTemporaryFile(prefix="packshot-", buffering=0))
                    _write(file, held)
                held.clear()
        source = bytes(held) if file is None else Path(file.name)
        yield Spooled(digest.hexdigest(), size, source)


def _write(file: IO[bytes], data: bytearray) -> None:
    view = memoryview(data)
    while view:
        view = view[file.write(view) :]
    view.release()


@contextmanager
def _writing() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise ServiceUnavailable(
            "The disk for files on their way is full or broken, so nothing was kept. Try again when the operator has made room.",
            retry_after_s=60.0,
            service="studio",
        ) from error
