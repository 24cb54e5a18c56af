"""Pictures that are kept in one format and asked for in another: encoded anew for each who asks, kept nowhere."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

from mesh.errors import InvalidImage, Overloaded, UnsupportedImage
from mesh.pictures.decode import Limits, decode
from mesh.pictures.encode import encode
from mesh.pictures.formats import Format
from mesh.pictures.xmp import write_packet
from services.studio.assets.asset import Asset, Kind
from services.studio.assets.blobs import path_of
from services.studio.assets.errors import NoPicture
from services.studio.assets.objects import Objects

THREADS = 1
"""Encoding a result takes 5 to 100 ms of a core, a photo of 24 megapixels a second or two; calls are answered on the other one."""
MAX_WAITING = 16
MAX_RESULT_BYTES = 80_000_000
"""A result of 16 megapixels as PNG may be larger than any photo that is taken in."""
_XMP_FORMATS = frozenset((Format.PNG, Format.JPEG, Format.WEBP, Format.AVIF))


class Renditions:
    """Encodes kept pictures anew."""

    def __init__(self, objects: Objects) -> None:
        self._objects = objects
        self._pool = ThreadPoolExecutor(THREADS, thread_name_prefix="renditions")
        # Taken before the bytes are read, so that those who wait hold none.
        self._turn = asyncio.Semaphore(THREADS)
        self._waiting = 0

    async def of(self, asset: Asset, target: Format, quality: int | None) -> bytes:
        """The asset in format ``target``, its manifest with it where the format carries one.

        Raises ``NoPicture``, ``Overloaded`` where too many wait, and ``ObjectMissing``.
        """
        if asset.kind is Kind.ARCHIVE or not asset.mime.startswith("image/"):
            raise NoPicture
        if self._waiting >= MAX_WAITING:
            raise Overloaded("Too many pictures are being encoded anew. Try again in a few seconds.", retry_after_s=2.0)
        self._waiting += 1
        try:
            async with self._turn:
                data = await self._objects.whole(path_of(asset.account_id, asset.sha256))
                loop = asyncio.get_running_loop()
                return await loop.run_in_executor(self._pool, _encoded, data, target, quality, asset.manifest)
        except (InvalidImage, UnsupportedImage) as error:
            raise NoPicture from error
        finally:
            self._waiting -= 1

    def close(self) -> None:
        """Takes nothing more."""
        self._pool.shutdown(wait=True, cancel_futures=True)


def _encoded(data: bytes, target: Format, quality: int | None, manifest: str) -> bytes:
    pixels = decode(data, Limits(max_bytes=MAX_RESULT_BYTES, min_side_px=1)).pixels
    xmp = write_packet(manifest) if manifest and target in _XMP_FORMATS else None
    return encode(pixels, target, quality=quality, xmp=xmp)
