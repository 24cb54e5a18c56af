"""Verifying: every file of a snapshot is read and compared with its hash, and all that its documents name is there."""

import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from backup.copying import for_each
from backup.errors import SnapshotDamaged
from backup.named import NAMING, Named
from backup.reading import fetch, named_in
from backup.save import Say
from backup.snapshot import Manifest, object_path, read_manifest
from services.studio.assets import catalogue
from services.studio.assets.objects import ObjectMissing, Objects
from services.studio.assets.spool import spooled

_SAVE_AGAIN = "Run `python -m backup save` while the object store still has it."
_DELETE_IT = (
    "Delete it from the backup, then run `python -m backup save` while the object store still has it: a save compares sizes, so "
    "it keeps what is there."
)
_MEND_SOURCE = (
    "Where another copy is kept, put it back into the object store, then run `python -m backup save`; where none is, delete the "
    "asset."
)


@dataclass
class Verdict:
    """What was found."""

    snapshot: str
    documents: int = 0
    objects: int = 0
    faults: list[str] = field(default_factory=list)
    """A sentence each; empty: the snapshot is whole."""


class Verifier:
    """Reads a snapshot in ``store``. It asks neither the database nor the object store that were saved."""

    def __init__(self, store: Objects, *, parallel: int, say: Say = print) -> None:
        self._store = store
        self._parallel = parallel
        self._say = say

    async def verify(self, snapshot: str = "") -> Verdict:
        """Checks a snapshot, the latest where none is named.

        Raises ``NoSnapshot``, ``UnknownFormat``, and ``SnapshotDamaged`` where it is the manifest that is damaged.
        """
        manifest = await read_manifest(self._store, snapshot)
        verdict = Verdict(manifest.snapshot)
        damaged: set[str] = set()
        with tempfile.TemporaryDirectory(prefix="packshot-verify-") as folder:
            for collection, saved in manifest.collections.items():
                try:
                    await fetch(self._store, manifest, collection, Path(folder))
                    verdict.documents += saved.documents
                except SnapshotDamaged as error:
                    # What it names cannot be asked of it any more; that it is damaged is fault enough.
                    damaged.add(collection)
                    verdict.faults.append(str(error))
            await self._verify_bytes(verdict, manifest, Path(folder), damaged)
        return verdict

    async def _verify_bytes(self, verdict: Verdict, manifest: Manifest, folder: Path, damaged: set[str]) -> None:
        gone, lost = set(manifest.gone), set(manifest.lost)

        async def whole(named: Named) -> None:
            if named.path in gone:
                return
            verdict.objects += 1
            try:
                async with spooled(self._store.read(object_path(named))) as held:
                    if named.sha256 and held.sha256 != named.sha256:
                        verdict.faults.append(f"{object_path(named)} has another hash than its name says. {_DELETE_IT}")
            except ObjectMissing:
                if named.path in lost:
                    verdict.faults.append(f"{named.path} was missing or damaged when it was saved. {_MEND_SOURCE}")
                else:
                    verdict.faults.append(f"{object_path(named)} is missing. {_SAVE_AGAIN}")

        async def there(named: Named) -> None:
            # Whole it is by its own document; here it counts that what a person sees has bytes at all.
            if named.path in gone or named.path in lost:
                return
            if await self._store.size(object_path(named)) != named.size_bytes:
                verdict.faults.append(
                    f"An asset of account {named.account_id} has no bytes, or not all: {object_path(named)}. {_SAVE_AGAIN}"
                )

        await for_each(named_in(folder, [name for name in NAMING if name not in damaged]), whole, self._parallel)
        await for_each(named_in(folder, {catalogue.COLLECTION} - damaged), there, self._parallel)
