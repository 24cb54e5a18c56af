"""Thumbnails: made when the first one asks, then kept beside the bytes."""

import asyncio
import contextlib
from concurrent.futures import ThreadPoolExecutor

from mesh.errors import ServiceUnavailable
from mesh.pictures.vips import pyvips
from services.studio.assets.asset import Asset, Kind
from services.studio.assets.blobs import path_of, thumbnail_path
from services.studio.assets.errors import NoThumbnail
from services.studio.assets.objects import ObjectMissing, Objects

MIME = "image/webp"
SIDE_PX = 512
QUALITY = 82
THREADS = 1
"""Making one takes some 30 ms of a core; a gallery that asks for fifty must not take the core that answers calls."""


class Thumbnails:
    """Makes each thumbnail once, however many ask for it at a time."""

    def __init__(self, objects: Objects) -> None:
        self._objects = objects
        self._pool = ThreadPoolExecutor(THREADS, thread_name_prefix="thumbnails")
        self._making: dict[str, asyncio.Task[bytes]] = {}

    async def of(self, asset: Asset) -> bytes:
        """The asset as WebP, at most 512 pixels a side, alpha kept. Raises ``NoThumbnail`` where it is no picture."""
        if asset.kind is Kind.ARCHIVE or not asset.width or not asset.mime.startswith("image/"):
            raise NoThumbnail
        path = thumbnail_path(asset.account_id, asset.sha256)
        try:
            return await self._objects.whole(path)
        except ObjectMissing:
            pass
        making = self._making.get(path)
        if making is None:
            making = self._making[path] = asyncio.create_task(self._make(asset, path))
            making.add_done_callback(lambda done: self._made(path, done))
        # Shielded: one caller who goes away must not take it from the others.
        return await asyncio.shield(making)

    async def _make(self, asset: Asset, path: str) -> bytes:
        data = await self._objects.whole(path_of(asset.account_id, asset.sha256))
        try:
            small = await asyncio.get_running_loop().run_in_executor(self._pool, _shrink, data)
        except pyvips.Error as error:
            raise NoThumbnail from error
        # Not being able to keep it is no reason not to show it.
        with contextlib.suppress(ServiceUnavailable):
            await self._objects.put(path, small)
            if await self._objects.size(path_of(asset.account_id, asset.sha256)) is None:
                # Deleted while this one was being made: it must not outlive its original.
                await self._objects.delete(path)
        return small

    def _made(self, path: str, done: asyncio.Task[bytes]) -> None:
        self._making.pop(path, None)
        if not done.cancelled():
            # Looked at here, since everybody who asked for it may have gone.
            done.exception()

    def close(self) -> None:
        """Takes nothing more."""
        self._pool.shutdown(wait=True, cancel_futures=True)


def _shrink(data: bytes) -> bytes:
    # Decodes at reduced size where the format can (JPEG: 8 ms in place of 200 for 24 megapixels), turned upright, never enlarged.
    image = pyvips.Image.thumbnail_buffer(data, SIDE_PX, height=SIDE_PX, size="down", export_profile="srgb")
    return bytes(image.webpsave_buffer(Q=QUALITY, effort=2, keep="none"))
