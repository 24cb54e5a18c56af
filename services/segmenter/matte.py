"""The matte of a photo, at the photo's size: exactly 0 or 255 but for a narrow band along the product's outline.

Owns how the fit of ``services.segmenter.edges`` is applied to full-size pixels. Works tile by tile and only on tiles that the
band touches, so that time follows the length of the outline, and no float copy of a large photo ever exists. Tiles are small,
to lie close along the outline, and their pixels are put in a row and worked on many tiles at once: a step of numpy on a single
tile of 32x32 pixels takes as long to call as to do.
"""

from collections.abc import Iterator
from typing import cast

import cv2
import numpy as np
from numpy.typing import NDArray

from services.segmenter import edges
from services.segmenter.edges import DOUBT, EdgeModel, Plane, smoothstep, steepen
from services.segmenter.enlarge import Enlarger, Kernel
from services.segmenter.network import SIDE_PX

Matte = NDArray[np.uint8]
Tile = tuple[slice, slice]

CERTAIN_FROM = 0.9
"""Confidence from which the network overrules colours more and more, wholly at 1 - DOUBT: a white logo near the edge of a dark
product on a white sweep is not a hole."""
CLEAR_BELOW, SOLID_ABOVE = 0.08, 0.94
"""Values of the colour model taken as 0 and 1. The upper one is near 1, so that a rim pixel with a tenth of background in it is
seen as mixed, and its colour gets cleaned."""
_TILE_PX = (32, 128)
_BATCH_PX = 32768
"""Pixels worked on at once: eleven planes of 128 kB are not much more than a core's cache."""


def full_size_matte(pixels: NDArray[np.uint8], confidence: Plane, model: EdgeModel) -> Matte:
    """The matte of a photo. pixels: (H, W, 3 or more) uint8; confidence: (320, 320) float32 0..1, settled; model: its fit.

    Answer: (H, W) uint8, 0 = background, 255 = product.
    """
    height, width = pixels.shape[:2]
    matte = cv2.resize((confidence >= 0.5).astype(np.uint8) * 255, (width, height), interpolation=cv2.INTER_NEAREST)
    side = _tile_side(height, width)
    outline = Enlarger(model.outline, (height, width), side, Kernel.CUBIC)
    colour = Enlarger(model.colour, (height, width), side, Kernel.LINEAR)
    scale = float(np.sqrt(height * width)) / SIDE_PX
    for batch in _batches(band_tiles(confidence, height, width), side):
        ends = np.cumsum([_area(tile) for tile in batch])
        planes = np.empty((11, int(ends[-1])), np.float32)
        for (rows, columns), end in zip(batch, ends, strict=True):
            place = np.s_[end - _area((rows, columns)) : end]
            tile = planes[:, place].reshape(11, rows.stop - rows.start, columns.stop - columns.start)
            outline.enlarge(rows, columns, tile[0:4])
            colour.enlarge(rows, columns, tile[4:8])
            np.multiply(pixels[rows, columns, :3].transpose(2, 0, 1), np.float32(1 / 255), out=tile[8:])
        values = _values(planes, scale)
        for (rows, columns), end in zip(batch, ends, strict=True):
            size = (rows.stop - rows.start, columns.stop - columns.start)
            matte[rows, columns] = values[end - size[0] * size[1] : end].reshape(size)
    return cast(Matte, cv2.medianBlur(matte, 3))


def band_tiles(confidence: Plane, height: int, width: int) -> Iterator[Tile]:
    """The tiles of a (height, width) photo in which the network is not certain everywhere."""
    band = edges.band(confidence)
    side = _tile_side(height, width)
    lefts = np.arange(0, width, side)
    rights = np.minimum(lefts + side, width)
    cells = list(zip((lefts * SIDE_PX // width).tolist(), (-(-rights * SIDE_PX // width)).tolist(), strict=True))
    for top in range(0, height, side):
        bottom = min(top + side, height)
        touched = band[top * SIDE_PX // height : -(-bottom * SIDE_PX // height)].max(axis=0).tobytes()
        for left, (first, last) in zip(range(0, width, side), cells, strict=True):
            if b"\1" in touched[first:last]:
                yield slice(top, bottom), slice(left, min(left + side, width))


def _tile_side(height: int, width: int) -> int:
    return int(np.clip(max(height, width) // 22, *_TILE_PX))


def _area(tile: Tile) -> int:
    rows, columns = tile
    return int((rows.stop - rows.start) * (columns.stop - columns.start))


def _batches(tiles: Iterator[Tile], side: int) -> Iterator[list[Tile]]:
    most = max(1, _BATCH_PX // (side * side))
    batch: list[Tile] = []
    for tile in tiles:
        batch.append(tile)
        if len(batch) == most:
            yield batch
            batch = []
    if batch:
        yield batch


def _values(planes: Plane, scale: float) -> Matte:
    """The matte of a row of pixels, (n,) uint8. planes: (11, n) float32: the outline's four, the colour model's four, and the
    pixels' colours 0..1; ``scale`` is the size of a grid cell in photo pixels."""
    confidence, lowest, highest, trust = np.clip(planes[0:4], 0.0, 1.0, out=planes[0:4])
    low, high = steepen(lowest), steepen(highest)
    slopes, by_colour = planes[4:7], planes[7]
    slopes *= planes[8:11]
    for shade in slopes:
        by_colour += shade
    by_colour -= np.float32(CLEAR_BELOW)
    by_colour *= np.float32(1 / (SOLID_ABOVE - CLEAR_BELOW))
    # Within 0..1 already where low and high are, and there is no other value below low or above high.
    np.maximum(by_colour, low, out=by_colour)
    np.minimum(by_colour, high, out=by_colour)
    value = _outline(confidence, low, high, scale)
    value += (by_colour - value) * trust
    np.maximum(value, smoothstep(confidence, CERTAIN_FROM, 1 - DOUBT), out=value)
    np.minimum(value, smoothstep(confidence, DOUBT, 1 - CERTAIN_FROM), out=value)
    value -= np.float32(0.02)
    value *= np.float32(255 / 0.96)
    np.clip(value, 0.0, 255.0, out=value)
    return cast(Matte, np.rint(value, out=value).astype(np.uint8))


def _outline(confidence: Plane, low: Plane, high: Plane, scale: float) -> Plane:
    """The network's own outline, crisp at any size: the step between the lowest and highest confidence nearby, made steep.

    ``scale`` is the size of a grid cell in photo pixels. A step of the network takes about two cells; at twenty pixels a cell,
    left as it is, that is a grey smear of forty. Plateaus keep their level, so that honest doubt is kept too. All (n,) float32;
    ``low`` and ``high`` steepened already.
    """
    span = high - low
    np.maximum(span, np.float32(1e-3), out=span)
    steepness = np.float32(np.clip(scale, 2.0, 8.0))
    crisp = steepen(confidence)
    crisp -= low
    crisp /= span
    crisp -= np.float32(0.5)
    crisp *= steepness
    crisp += np.float32(0.5)
    np.clip(crisp, 0.0, 1.0, out=crisp)
    crisp *= span
    crisp += low
    return crisp
