"""A file on its way in: kept aside while it arrives, and hashed, since its place is known only when it is whole."""

import hashlib
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

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
    """The chunks, whole; gone when the block ends. What bounds them is the chunks' own business. Small ones stay in memory."""
    digest, held, size = hashlib.sha256(), bytearray(), 0
    with tempfile.NamedTemporaryFile(prefix="packshot-") as file:
        async for chunk in chunks:
            digest.update(chunk)
            size += len(chunk)
            held += chunk
            if size > IN_MEMORY_BYTES:
                file.write(held)
                held.clear()
        if size <= IN_MEMORY_BYTES:
            yield Spooled(digest.hexdigest(), size, bytes(held))
            return
        file.write(held)
        file.flush()
        yield Spooled(digest.hexdigest(), size, Path(file.name))
