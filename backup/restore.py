"""Restoring: the documents are checked, then the bytes are put back, then the documents, in the reverse of the order of saving.

Indexes are not restored: each service makes its own when it starts. Nor are messages: the reconciler sends those of waiting jobs.
"""

import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from backup.copying import Copied, copy, for_each
from backup.documents import collections_of, load
from backup.errors import DatabaseNotEmpty
from backup.named import NAMING, Named, reading_order
from backup.reading import fetch, named_in
from backup.save import Say
from backup.snapshot import Manifest, object_path, read_manifest
from mesh.documents import Documents, needs_documents
from services.studio.assets import blobs, catalogue, uploads
from services.studio.assets.objects import Objects


@dataclass
class Restored:
    """What was put back."""

    snapshot: str
    documents: int = 0
    objects: int = 0
    there: int = 0
    """Of the objects, those that the store still had whole."""
    missing: list[str] = field(default_factory=list)
    """Paths of bytes that documents name and the backup does not have whole."""


class Restorer:
    """One restore, from ``store`` to ``documents`` and ``objects``."""

    def __init__(
        self, documents: Documents, objects: Objects, store: Objects, *, parallel: int, say: Say = print
    ) -> None:
        self._documents = documents
        self._objects = objects
        self._store = store
        self._parallel = parallel
        self._say = say

    async def restore(self, snapshot: str = "", *, replace: bool = False) -> Restored:
        """Puts a snapshot back, the latest where none is named. ``replace``: what the database holds is deleted first.

        Raises ``NoSnapshot``, ``UnknownFormat``, ``SnapshotDamaged``, ``DatabaseNotEmpty``; nothing has been changed then.
        """
        manifest = await read_manifest(self._store, snapshot)
        occupied = await self._occupied()
        if occupied and not replace:
            raise DatabaseNotEmpty(self._documents.name, occupied)
        done = Restored(manifest.snapshot)
        with tempfile.TemporaryDirectory(prefix="packshot-restore-") as name:
            folder = Path(name)
            for collection in manifest.collections:
                await fetch(self._store, manifest, collection, folder)
            # What was lost when it was saved is looked for too: a later save may have found it, and where none did, it is told.
            gone = set(manifest.gone)
            named = (each for each in named_in(folder, NAMING) if each.path not in gone)
            await for_each(named, lambda each: self._put_back(done, each), self._parallel)
            self._say(f"objects: {done.objects}, of which the store still had {done.there}")
            for collection in occupied:
                await self._drop(collection)
            for collection in reversed(reading_order(manifest.collections)):
                count = await load(self._documents, collection, folder / collection)
                self._say(f"{collection}: {count} documents")
                done.documents += count
            await self._forget_gone(manifest, folder)
        return done

    @needs_documents
    async def _occupied(self) -> list[str]:
        names = sorted(await collections_of(self._documents))
        return [name for name in names if await self._documents[name].find_one({}, {"_id": 1}) is not None]

    @needs_documents
    async def _drop(self, collection: str) -> None:
        await self._documents.drop_collection(collection)

    async def _put_back(self, done: Restored, named: Named) -> None:
        # Hashed: what is in doubt after a disaster is the store, and nothing would find damage there later.
        what, _ = await copy(named, self._store, object_path(named), self._objects, named.path, hashed=True)
        if what in {Copied.COPIED, Copied.THERE}:
            done.objects += 1
            done.there += what is Copied.THERE
        else:
            done.missing.append(named.path)

    @needs_documents
    async def _forget_gone(self, manifest: Manifest, folder: Path) -> None:
        """Removes the documents of bytes that went while the snapshot was made: their owner deleted them, or an upload ended."""
        gone = set(manifest.gone)
        for named in named_in(folder, NAMING) if gone else ():
            if named.path not in gone:
                continue
            if named.upload_id:
                await self._documents[uploads.COLLECTION].delete_one({"_id": named.upload_id})
            else:
                mine = {"account_id": named.account_id, "sha256": named.sha256}
                await self._documents[catalogue.COLLECTION].delete_many(mine)
                await self._documents[blobs.COLLECTION].delete_many(mine)
