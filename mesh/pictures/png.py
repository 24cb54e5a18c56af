"""PNG files, written here because the usual encoders spend most of a small request in zlib.

ISA-L's deflate is the whole difference: a 700x700 RGBA cutout takes 4 ms and 557 kB (libvips, level 2: 13 ms, 551 kB); a
1024x1024 RGB scene 8 ms and 1.27 MB (26 ms, 1.29 MB). The container around it is the PNG specification, 3rd edition: signature,
IHDR, sRGB, IDAT, IEND. Lossless, 8 bits a sample, no interlacing.
"""

import struct
import zlib
from collections.abc import Iterator
from typing import Final

import numpy as np
from isal import isal_zlib
from numpy.typing import NDArray

SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
_COLOUR_TYPE: Final = {1: 0, 3: 2, 4: 6}
"""By channels: grey, RGB, RGB with alpha (table 8 of the specification)."""
_UP: Final = 2
"""The one filter used: each byte less the one above it. `Sub` came out 4 % larger on cutouts, the same on scenes."""
_LEVEL: Final = 2
_STRIP_BYTES: Final = 8 << 20
"""Filtered and packed at a time, so that a 50-megapixel picture is never copied whole."""


def encode_png(pixels: NDArray[np.uint8]) -> bytes:
    """(H, W), (H, W, 3) or (H, W, 4) uint8, contiguous, as a PNG file; grey says nothing of colour, the others that they are
    sRGB."""
    height, width = pixels.shape[:2]
    channels = 1 if pixels.ndim == 2 else pixels.shape[2]
    header = struct.pack(">IIBBBBB", width, height, 8, _COLOUR_TYPE[channels], 0, 0, 0)
    parts = [SIGNATURE, _chunk(b"IHDR", header)]
    if channels > 1:
        parts.append(_chunk(b"sRGB", b"\x01"))  # rendering intent: relative colorimetric
    packer = isal_zlib.compressobj(level=_LEVEL)
    parts.extend(_chunk(b"IDAT", packed) for rows in _filtered(pixels) if (packed := packer.compress(rows)))
    parts += [_chunk(b"IDAT", packer.flush()), _chunk(b"IEND", b"")]
    return b"".join(parts)


def _filtered(pixels: NDArray[np.uint8]) -> Iterator[NDArray[np.uint8]]:
    """The picture's rows, each behind its filter byte, strip by strip. Each (h, 1 + W x channels) uint8."""
    rows = pixels.reshape(pixels.shape[0], -1)
    step = max(1, _STRIP_BYTES // rows.shape[1])
    for top in range(0, len(rows), step):
        strip = rows[top : top + step]
        filtered = np.empty((len(strip), 1 + rows.shape[1]), np.uint8)
        filtered[:, 0] = _UP
        # Above the first row stands a row of zeros.
        filtered[0, 1:] = strip[0] - rows[top - 1] if top else strip[0]
        np.subtract(strip[1:], strip[:-1], out=filtered[1:, 1:])
        yield filtered


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(body, zlib.crc32(kind)))
