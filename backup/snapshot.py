"""How a backup is laid out, and what its manifest says.

objects/<path as in the object store>             shared by all snapshots: what is there is never copied again
snapshots/<time>/documents/<collection>.bson.gz    as `mongodump --gzip` writes them, so its tools read them too
snapshots/<time>/manifest.json                       written last: without one, a snapshot does not count
"""

import json
import re
from collections.abc import AsyncIterator, Iterable
from dataclasses import asdict, dataclass, field

from pydantic import ConfigDict, TypeAdapter

from backup.errors import NoSnapshot, SnapshotDamaged, UnknownFormat
from backup.named import Named
from services.studio.assets.objects import ObjectMissing, Objects

FORMAT = 1
MANIFEST = "manifest.json"
_FILE_NAME = re.compile(r"(?!\.)[A-Za-z0-9_.-]+")


@dataclass(frozen=True)
class Collection:
    """The documents of one collection."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    documents: int
    size_bytes: int
    """Of the compressed file."""
    sha256: str
    """Of the compressed file."""


@dataclass
class Manifest:
    """What a snapshot holds."""

    __pydantic_config__ = ConfigDict(extra="forbid")

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
        """Raises ``UnknownFormat``, ``SnapshotDamaged``."""
        try:
            held = json.loads(data)
            if not isinstance(held, dict) or "format" not in held:
                raise ValueError("no manifest")
            if held["format"] != FORMAT:
                raise UnknownFormat(snapshot, held["format"])
            # The folder's name counts: it says where the files are.
            manifest = _MANIFEST.validate_python({**held, "snapshot": snapshot})
        except ValueError as error:
            raise SnapshotDamaged(snapshot, f"its {MANIFEST} cannot be read") from error
        if strange := no_file_names(manifest.collections):
            raise SnapshotDamaged(snapshot, f"its {MANIFEST} names a collection {strange[0]!r}, which no save does")
        return manifest


_MANIFEST = TypeAdapter(Manifest)


def no_file_names(collections: Iterable[str]) -> list[str]:
    """Those of the names that cannot be a file's, so that what a manifest says never leads out of a folder."""
    return [name for name in collections if not _FILE_NAME.fullmatch(name)]


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
    """The manifest of a snapshot; without a name of the latest. Raises ``NoSnapshot``, ``UnknownFormat``, ``SnapshotDamaged``."""
    found = sorted([name async for name in snapshots(store)])
    if not found or (snapshot and snapshot not in found):
        raise NoSnapshot(snapshot, found)
    name = snapshot or found[-1]
    try:
        return Manifest.unpack(name, await store.whole(manifest_path(name)))
    except ObjectMissing as error:
        raise NoSnapshot(name, found) from error
