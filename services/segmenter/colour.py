"""The product's own colours along its edge, with the old background taken out.

Owns the estimate of the foreground and the RGBA picture made from it. A pixel on the edge is a mixture, ``I = a F + (1 - a)
B``; put on another background as it is, it shows a rim of the old one. F is estimated by blur fusion, twice, coarse then fine:
Forte, Approximate Fast Foreground Colour Estimation, ICIP 2021, equations 3 to 7.

What is promised of the result:

- Where the matte is 255, the photo's pixel, bit for bit.
- Where it is between, the estimate.
- Where it is 0 and the edge is no further than the fine blur reaches, the estimate too: whoever scales the picture without
  premultiplying gets no dark fringe.
- Beyond, 0. A bleed over the whole background would hide the old background just as well, but a picture that is mostly zeros
  encodes several times faster and smaller.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple, cast

import cv2
import numpy as np
from numpy.typing import NDArray

from services.segmenter.frame import Box

COARSE_LONG_SIDE_PX = 176
"""The coarse blur averages over a sixteenth of the picture; computed larger, it comes out the same."""
COARSE_REACH = 1 / 16
"""Half width of the coarse blur as a share of the longer side: 44 pixels at 700, as in the paper (90 wide)."""
FINE_REACH = 1 / 220
"""Half width of the fine blur: 3 pixels at 700 (the paper's 6 to 7 wide), 18 at 4000, where lenses blur edges that wide."""
_FINE_PX = (3, 12)
_TILE_PX = (96, 512)
_STRIP_ROWS = 512
_FOLD = 256
_NOTHING = 1e-4
"""A weight below this means that no pixel of that kind is in reach."""

Bytes = NDArray[np.uint8]
Floats = NDArray[np.floating[Any]]


class _Fields(NamedTuple):
    """Coarse blurs of foreground and background, (h, w, 3) float32 0..255 at the coarse size."""

    foreground: Floats
    background: Floats


def cut_out(pixels: Bytes, matte: Bytes, box: Box) -> Bytes:
    """The product alone. pixels: (H, W, 3 or more) uint8 sRGB; matte: (H, W) uint8; box: the part of the photo wanted.

    Answer: (box.height, box.width, 4) uint8, straight alpha.
    """
    product = _solid_part(pixels, matte, box)
    longer = max(matte.shape)
    reach = int(np.clip(round(longer * FINE_REACH), *_FINE_PX))
    fields: _Fields | None = None
    for tile in _mixed_tiles(matte, box, int(np.clip(longer // 7, *_TILE_PX)), reach):
        if fields is None:
            fields = _coarse_fields(pixels, matte)
        place = tile.moved(-box.left, -box.top).slices
        _clean(product[place], pixels, matte, fields, tile, reach)
    return product


def _mixed_tiles(matte: Bytes, box: Box, side: int, reach: int) -> Iterator[Box]:
    """Tiles of ``box``, up to ``side`` high, that hold all partly covered pixels and their surroundings as far as ``reach``."""
    for top in range(box.top, box.bottom, side):
        row = Box(0, top, matte.shape[1], min(top + side, box.bottom))
        mixed = np.flatnonzero(cv2.inRange(matte[row.grown(reach, matte.shape).slices], 1, 254).max(axis=0))
        # Wide: most of the work is done for the mixed pixels alone, and calls cost more than the bytes in between.
        for left in range(box.left, box.right, _TILE_PX[1]):
            right = min(left + _TILE_PX[1], box.right)
            near = mixed[(mixed >= left - reach) & (mixed < right + reach)]
            if near.size:
                yield Box(max(left, int(near[0]) - reach), row.top, min(right, int(near[-1]) + reach + 1), row.bottom)


def _solid_part(pixels: Bytes, matte: Bytes, box: Box) -> Bytes:
    """The photo under the matte, zeros elsewhere; goes in strips, so that the copies stay small."""
    product = np.zeros((box.height, box.width, 4), np.uint8)
    for top in range(box.top, box.bottom, _STRIP_ROWS):
        strip = Box(box.left, top, box.right, min(top + _STRIP_ROWS, box.bottom))
        alpha, target = matte[strip.slices], product[strip.moved(-box.left, -box.top).slices]
        opaque = cv2.cvtColor(np.ascontiguousarray(pixels[strip.slices][..., :3]), cv2.COLOR_RGB2RGBA)
        cv2.insertChannel(alpha, opaque, 3)
        cv2.copyTo(opaque, alpha, target)
    return product


def _coarse_fields(pixels: Bytes, matte: Bytes) -> _Fields:
    """Blurs of foreground and background over ``COARSE_REACH`` (equations 4 and 5), at a coarse size.

    Weighting with the matte comes before scaling down, in bytes and strip by strip: colours of a scaled-down photo are mixed
    across the edge already, and nothing afterwards could tell them apart.
    """
    height, width = matte.shape
    factor = max(1, -(-max(height, width) // COARSE_LONG_SIDE_PX))
    rows, columns = -(-height // factor), -(-width // factor)
    seen = np.empty((rows, columns, 3), np.float32)
    front, alpha = np.empty_like(seen), np.empty((rows, columns), np.float32)
    step = max(1, _STRIP_ROWS // factor)
    for first in range(0, rows, step):
        last = min(first + step, rows)
        strip = np.s_[first * factor : min(last * factor, height)]
        part, cover = np.ascontiguousarray(pixels[strip, :, :3]), matte[strip]
        size = (columns, last - first)
        weighted = cv2.multiply(part, cv2.merge((cover, cover, cover)), scale=1 / 255)
        seen[first:last] = cv2.resize(part, size, interpolation=cv2.INTER_AREA)
        front[first:last] = cv2.resize(weighted, size, interpolation=cv2.INTER_AREA)
        alpha[first:last] = cv2.resize(cover, size, interpolation=cv2.INTER_AREA)
    side = 2 * max(1, round(COARSE_REACH * max(rows, columns))) + 1
    front, seen = (cv2.blur(sums, (side, side)) for sums in (front, seen))
    share = cv2.blur(alpha, (side, side))[..., None] * np.float32(1 / 255)
    behind = np.maximum(seen - front, 0)
    return _Fields(front / np.maximum(share, _NOTHING), behind / np.maximum(1 - share, _NOTHING))


def _clean(target: Bytes, pixels: Bytes, matte: Bytes, fields: _Fields, tile: Box, reach: int) -> None:
    """Put the estimate into one tile of the product, wherever the matte is below 255 and product is in reach.

    A solid pixel's foreground is the pixel, and a clear one's has no weight: the coarse estimate is made for mixed pixels
    alone, one row of them, and laid among the solid ones for the fine blur.
    """
    around = tile.grown(reach, matte.shape)
    inner = tile.moved(-around.left, -around.top)
    photo, cover = np.ascontiguousarray(pixels[around.slices][..., :3]), np.ascontiguousarray(matte[around.slices])
    mixed = np.flatnonzero((cover > 0) & (cover < 255))
    if not mixed.size:
        return
    seen = photo.reshape(-1, 3).take(mixed, axis=0).astype(np.float32)
    # Thrice a pixel: numpy's loops over whole rows are several times faster than those over a broadcast last axis of 3.
    alpha = np.repeat(cover.ravel().take(mixed) * np.float32(1 / 255), 3).reshape(-1, 3)
    foreground, background = _sampled(fields, around, mixed, matte.shape)
    coarse = _fused(seen, alpha, foreground, background)
    weighted = _solid(photo, cover)
    weighted.reshape(-1, 4)[mixed] = np.rint(np.column_stack((coarse * alpha, alpha[:, 0] * 255)) * 255)
    side = 2 * reach + 1
    weights = cv2.boxFilter(weighted, cv2.CV_32F, (side, side), normalize=False)
    wanted: NDArray[np.bool_] = np.zeros(cover.shape, bool)
    wanted[inner.slices] = ((cv2.extractChannel(weights, 3) > 0) & (cover < 255))[inner.slices]
    at = np.flatnonzero(wanted)
    estimate = cast(Floats, weights.reshape(-1, 4).take(at, axis=0))
    estimate *= np.float32(255) / estimate[:, 3:]
    # The background is not blurred a second time: it is so smooth already that this changes nothing.
    own = np.flatnonzero(wanted.ravel().take(mixed))
    place = np.searchsorted(at, mixed.take(own))
    # ``take`` of whole rows is five times faster than brackets.
    seen, alpha, background = (each.take(own, axis=0) for each in (seen, alpha, background))
    estimate[place, :3] = _fused(seen, alpha, estimate.take(place, axis=0)[:, :3], background)
    colours = np.rint(estimate, out=estimate).astype(np.uint8)
    colours[:, 3] = cover.ravel().take(at)
    # As one number a pixel, which is several times faster to lay into place than four.
    target.view(np.uint32)[..., 0][wanted[inner.slices]] = colours.view(np.uint32)[:, 0]


def _solid(photo: Bytes, cover: Bytes) -> NDArray[np.uint16]:
    """Colours and matte of the solid pixels, times 255, zeros elsewhere: (h, w, 4)."""
    opaque = cv2.cvtColor(photo, cv2.COLOR_RGB2RGBA)
    solid = cv2.copyTo(opaque, cv2.inRange(cover, 255, 255), np.zeros_like(opaque))
    return np.multiply(solid, np.uint16(255), dtype=np.uint16)


def _fused(seen: Floats, alpha: Floats, foreground: Floats, background: Floats) -> Floats:
    """Equation 7: the blurred foreground, corrected by what it leaves unexplained of the pixel. (n, 3) float32 0..255."""
    unexplained = seen - background - alpha * (foreground - background)
    return cast(Floats, np.clip(foreground + alpha * unexplained, 0, 255))


def _sampled(fields: _Fields, window: Box, at: NDArray[np.intp], shape: tuple[int, int]) -> _Fields:
    """The fields under n pixels of a window of the photo, (n, 3) float32 both. ``at``: the pixels' flat indices."""
    # Folded, and filled up with repetitions: OpenCV takes no side above 32767.
    folded = np.resize(at, (-(-at.size // _FOLD), _FOLD))
    rows, columns = np.divmod(folded, window.width)
    scale_y, scale_x = fields.foreground.shape[0] / shape[0], fields.foreground.shape[1] / shape[1]
    y = (rows * scale_y + ((window.top + 0.5) * scale_y - 0.5)).astype(np.float32)
    x = (columns * scale_x + ((window.left + 0.5) * scale_x - 0.5)).astype(np.float32)
    under = [cv2.remap(field, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE) for field in fields]
    foreground, background = (cast(Floats, values).reshape(-1, 3)[: at.size] for values in under)
    return _Fields(foreground, background)
