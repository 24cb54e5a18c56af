"""How a backup is laid out, and what its manifest says.

objects/<path as in the object store>             shared by all snapshots: what is there is never copied again
snapshots/<time>/documents/<collection>.bson.gz    as `mongodump --gzip` writes them, so its tools read them too
snapshots/<time>/manifest.json                       written last: without one, a snapshot does not count
"""

import json
from collections.abc import AsyncIterator
from dataclasses import asdict, dataclass, field
from typing import Any

from backup.errors import NoSnapshot, UnknownFormat
from backup.named import Named
from services.studio.assets.objects import ObjectMissing, Objects

FORMAT = 1
MANIFEST = "manifest.json"


@dataclass(frozen=True)
class Collection:
    """The documents of one collection."""

    documents: int
    size_bytes: int
    """Of the compressed file."""
    sha256: str
    """Of the compressed file."""


@dataclass
class Manifest:
    """What a snapshot holds."""

    snapshot: str
    """When the save began, UTC; also the folder's name."""
    database: str
    collections: dict[str, Collection] = field(default_factory=dict)
    objects: int = 0
    """Objects that the documents name and that are in the backup."""
    object_bytes: int = 0
    copied: int = 0
    """Those that this save had to copy."""
    gone: list[str] = field(default_factory=list)
    """Paths whose bytes were deleted while the save ran, or not there yet. No restored document names them."""
    lost: list[str] = field(default_factory=list)
    """Paths of bytes that an asset names and the store did not have, or had otherwise than their hash says."""
    ended: str = ""
    format: int = FORMAT

    def pack(self) -> bytes:
        """As JSON."""
        return json.dumps(asdict(self), indent=1, sort_keys=True).encode()

    @classmethod
    def unpack(cls, snapshot: str, data: bytes) -> "Manifest":
        """Raises ``UnknownFormat``."""
        held: dict[str, Any] = json.loads(data)
        if held.get("format") != FORMAT:
            raise UnknownFormat(snapshot, held.get("format"))
        collections = {name: Collection(**each) for name, each in held.pop("collections").items()}
        return cls(**held, collections=collections)


def documents_path(snapshot: str, collection: str) -> str:
    """Where a collection's documents are."""
    return f"snapshots/{snapshot}/documents/{collection}.bson.gz"


def object_path(named: Named) -> str:
    """Where bytes are."""
    return f"objects/{named.path}"


def manifest_path(snapshot: str) -> str:
    """Where a snapshot's manifest is."""
    return f"snapshots/{snapshot}/{MANIFEST}"


async def snapshots(store: Objects) -> AsyncIterator[str]:
    """Names of the snapshots that are whole, in no order."""
    async for path, _ in store.list("snapshots/"):
        match path.split("/"):
            case ["snapshots", name, last] if last == MANIFEST:
                yield name


async def read_manifest(store: Objects, snapshot: str = "") -> Manifest:
    """The manifest of a snapshot; without a name of the latest. Raises ``NoSnapshot``, ``UnknownFormat``."""
    found = sorted([name async for name in snapshots(store)])
    if not found or (snapshot and snapshot not in found):
        raise NoSnapshot(snapshot, found)
    name = snapshot or found[-1]
    try:
        return Manifest.unpack(name, await store.whole(manifest_path(name)))
    except ObjectMissing as error:
        raise NoSnapshot(name, found) from error
