"""Saving: the documents first, then the bytes that they name.

In this order each document of the copy finds its bytes, because bytes are written before anything names them and removed after
nothing does (docs/guides/storage.md); in the other one, a document could name bytes that came after the bytes were copied. Services
may run.
"""

import tempfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from backup.copying import Copied, copy, for_each
from backup.documents import collections_of, dump
from backup.errors import SaveUnderway, StrangeCollection
from backup.named import NAMING, Named, reading_order
from backup.reading import named_in
from backup.snapshot import Manifest, documents_path, manifest_path, no_file_names, object_path
from mesh.documents import Documents, needs_documents
from mesh.tokens import Clock, utc_now
from services.studio.assets import catalogue
from services.studio.assets.objects import Objects

Say = Callable[[str], None]


class Saver:
    """One save, from ``documents`` and ``objects`` to ``store``."""

    def __init__(
        self,
        documents: Documents,
        objects: Objects,
        store: Objects,
        *,
        parallel: int,
        say: Say = print,
        now: Clock = utc_now,
    ) -> None:
        self._documents = documents
        self._objects = objects
        self._store = store
        self._parallel = parallel
        self._say = say
        self._now = now

    async def save(self) -> Manifest:
        """Makes a snapshot.

        Raises ``SaveUnderway``, ``StrangeCollection``, and ``ServiceUnavailable`` where a store does not answer.
        """
        manifest = Manifest(_name(self._now()), self._documents.name)
        async for _ in self._store.list(f"snapshots/{manifest.snapshot}/"):
            raise SaveUnderway(manifest.snapshot)
        with tempfile.TemporaryDirectory(prefix="packshot-backup-") as folder:
            await self._save_documents(manifest, Path(folder))
            await for_each(
                named_in(Path(folder), NAMING), lambda named: self._save_bytes(manifest, named), self._parallel
            )
        manifest.ended = self._now().isoformat()
        await self._store.put(manifest_path(manifest.snapshot), manifest.pack())
        self._say(
            f"objects: {manifest.objects}, {manifest.object_bytes / 1e6:.1f} MB; {manifest.copied} of them copied just now"
        )
        return manifest

    async def _save_documents(self, manifest: Manifest, folder: Path) -> None:
        names = await collections_of(self._documents)
        if strange := no_file_names(names):
            raise StrangeCollection(self._documents.name, strange[0])
        for name in reading_order(names):
            path = folder / name
            saved = manifest.collections[name] = await dump(self._documents, name, path)
            await self._store.put(documents_path(manifest.snapshot, name), path)
            self._say(f"{name}: {saved.documents} documents, {saved.size_bytes / 1e6:.2f} MB packed")
            if name not in NAMING:
                path.unlink()

    async def _save_bytes(self, manifest: Manifest, named: Named) -> None:
        what, size = await copy(named, self._objects, named.path, self._store, object_path(named))
        if what in {Copied.COPIED, Copied.THERE}:
            manifest.objects += 1
            manifest.object_bytes += size
            manifest.copied += what is Copied.COPIED
        elif what is Copied.DAMAGED or await self._wanted(named):
            manifest.lost.append(named.path)
        else:
            manifest.gone.append(named.path)

    @needs_documents
    async def _wanted(self, named: Named) -> bool:
        """Whether an asset names the bytes at this moment; if none does, they were deleted since, or are still being written."""
        query = {"account_id": named.account_id, "sha256": named.sha256}
        return await self._documents[catalogue.COLLECTION].find_one(query, {"_id": 1}) is not None


def _name(time: datetime) -> str:
    return time.strftime("%Y-%m-%dT%H-%M-%SZ")
