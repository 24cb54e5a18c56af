"""The sweeper: deletes what has come to its time, and what a process that died has left behind."""

import asyncio
import contextlib
import re
import time
from collections.abc import Awaitable, Callable
from datetime import timedelta
from enum import Enum

import structlog

from mesh.errors import PackshotError, ServiceUnavailable
from mesh.tokens import Clock, utc_now
from services.studio.assets.asset import Asset
from services.studio.assets.assets import Assets
from services.studio.assets.blobs import Blobs
from services.studio.assets.catalogue import Catalogue
from services.studio.assets.errors import AssetNotFound
from services.studio.assets.objects import Objects
from services.studio.assets.receipts import EXPIRED
from services.studio.assets.uploads import Uploads

log = structlog.get_logger(__name__)
LISTED_EVERY = 60
"""One round in so many goes through the object store itself, for what no document names."""
_SHA256, _UPLOAD = re.compile("[0-9a-f]{64}"), re.compile("upl_[0-9a-f]{24}")


class Fate(Enum):
    """What is to become of an asset whose time is over."""

    GO = "go"
    STAY = "stay"
    """A job needs it, or is about to say whether it does."""
    CONFIRM = "confirm"
    """A job that succeeded names it; only its confirmation was lost."""


class Sweeper:
    """One round is ``sweep``; ``run`` does one every ``every_s``. ``fate``: what jobs say about an expired asset."""

    def __init__(
        self,
        assets: Assets,
        catalogue: Catalogue,
        blobs: Blobs,
        uploads: Uploads,
        objects: Objects,
        fate: Callable[[Asset], Awaitable[Fate]],
        *,
        every_s: float,
        stay: timedelta,
        now: Clock = utc_now,
    ) -> None:
        self._assets = assets
        self._catalogue = catalogue
        self._blobs = blobs
        self._uploads = uploads
        self._objects = objects
        self._fate = fate
        self._every_s = every_s
        self._stay = stay
        self._now = now

    async def run(self) -> None:
        """Rounds until it is cancelled."""
        count = 0
        while True:
            try:
                await self.sweep()
                if count % LISTED_EVERY == 0:
                    await self.sweep_unnamed()
                count += 1
            except PackshotError as error:
                log.info("sweeper.waiting", reason=error.reason)
            except Exception:
                log.exception("sweeper.broken")
            await asyncio.sleep(self._every_s)

    async def sweep(self) -> None:
        """One round: expired assets and uploads, bytes that nobody uses, receipts of deletions that broke off."""
        await self._sweep_expired()
        await self._uploads.sweep()
        await self._blobs.sweep()
        await self._assets.end_receipts(self._now() - self._stay)

    async def _sweep_expired(self) -> None:
        tried: set[str] = set()
        while True:
            found = await self._catalogue.expired(self._now())
            new = [asset for asset in found if asset.id not in tried]
            if not new:
                return
            for asset in new:
                tried.add(asset.id)
                try:
                    await self._end(asset)
                except ServiceUnavailable:
                    raise
                except Exception:
                    # One that cannot be ended must not keep all others.
                    log.exception("sweeper.asset_broken", asset=asset.id)

    async def _end(self, asset: Asset) -> None:
        match await self._fate(asset):
            case Fate.STAY:
                await self._catalogue.keep_until(asset.account_id, asset.id, self._now() + self._stay)
            case Fate.CONFIRM:
                await self._assets.confirm(asset.account_id, [asset.id])
            case Fate.GO:
                # Not if its time is no longer over: somebody may have sent the same photo again just now.
                with contextlib.suppress(AssetNotFound):
                    await self._assets.remove(asset, EXPIRED, expired_at=self._now())

    async def sweep_unnamed(self) -> int:
        """Removes objects that no document names, such as those of a store that was put back from an older copy, and files that a
        dead process had begun to write; how many."""
        before = time.time() - self._stay.total_seconds()
        count = await self._objects.drop_partial(self._stay.total_seconds())
        async for path, written_s in self._objects.list():
            if written_s < before and await self._drop_unnamed(path):
                log.info("sweeper.unnamed", path=path)
                count += 1
        return count

    async def _drop_unnamed(self, path: str) -> bool:
        match path.split("/"):
            case [_, "uploads", upload_id, _] if _UPLOAD.fullmatch(upload_id):
                if await self._uploads.known(upload_id):
                    return False
                await self._objects.delete(path)
                return True
            case [account_id, "thumbnails", name] if _SHA256.fullmatch(name.removesuffix(".webp")):
                if await self._blobs.known(account_id, name.removesuffix(".webp")):
                    return False
                await self._objects.delete(path)
                return True
            case [account_id, folder, sha256] if _SHA256.fullmatch(sha256) and sha256.startswith(folder):
                return await self._blobs.drop_unnamed(account_id, sha256)
            case _:
                # Not ours: a folder may be shared with something else.
                return False
