"""Pictures made by code, for the tests of this folder."""

import struct
import zlib
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mesh.pictures.vips import pyvips


def photo(width: int = 64, height: int = 48, bands: int = 3) -> NDArray[np.uint8]:
    """(H, W, bands) uint8: a smooth picture, so that lossy formats come close, different in each corner and channel."""
    across, down = np.meshgrid(np.linspace(0, 1, width), np.linspace(0, 1, height))
    planes = [across, down, 1 - across * down, 0.2 + 0.8 * across][:bands]
    return np.round(255 * np.stack(planes, axis=2)).astype(np.uint8)


def vips(pixels: NDArray[np.uint8]) -> Any:
    """``pixels`` as a libvips image."""
    height, width, bands = pixels.shape
    image = pyvips.Image.new_from_memory(np.ascontiguousarray(pixels).data, width, height, bands, "uchar")
    return image.copy(interpretation="srgb" if bands >= 3 else "b-w")


def oriented(pixels: NDArray[np.uint8], orientation: int) -> Any:
    """A libvips image that claims an EXIF orientation."""
    image = vips(pixels).copy()
    image.set_type(pyvips.GValue.gint_type, "orientation", orientation)
    return image


def png_claiming(width: int, height: int) -> bytes:
    """A PNG of a few bytes whose header claims any size."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"\0" * 1000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def furthest(left: NDArray[np.uint8], right: NDArray[np.uint8]) -> int:
    """Largest difference of any sample."""
    assert left.shape == right.shape
    return int(np.abs(left.astype(int) - right.astype(int)).max())
