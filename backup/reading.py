"""Files of documents on this machine: brought out of the backup and checked against the manifest, and read for what they name."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from backup.documents import Broken, read, read_raw, size_and_sha256
from backup.errors import SnapshotDamaged
from backup.named import Named, named_by
from backup.snapshot import Manifest, documents_path
from services.studio.assets.objects import ObjectMissing, Objects


async def fetch(store: Objects, manifest: Manifest, collection: str, folder: Path) -> Path:
    """Brings one collection's file into ``folder``, whole as it was saved. Raises ``SnapshotDamaged``."""
    path, saved = folder / collection, manifest.collections[collection]
    remote = documents_path(manifest.snapshot, collection)
    try:
        with path.open("wb") as file:
            async for piece in store.read(remote):
                file.write(piece)
    except ObjectMissing as error:
        raise SnapshotDamaged(manifest.snapshot, f"{remote} is missing") from error
    if size_and_sha256(path) != (saved.size_bytes, saved.sha256):
        raise SnapshotDamaged(manifest.snapshot, f"{remote} has another hash than its manifest says")
    try:
        count = sum(1 for _ in read_raw(path))
    except Broken as error:
        raise SnapshotDamaged(manifest.snapshot, f"{remote} cannot be read ({error})") from error
    if count != saved.documents:
        raise SnapshotDamaged(manifest.snapshot, f"{remote} holds {count} documents in place of {saved.documents}")
    return path


def named_in(folder: Path, collections: Iterable[str]) -> Iterator[Named]:
    """The bytes that the documents of these collections name."""
    for name in collections:
        if (path := folder / name).exists():
            for document in read(path):
                yield from named_by(name, document)
