"""What a diffusion model is given to paint on, and its picture brought back to the frame.

A model paints best at the size it was trained at, whatever the frame; so the frame is resampled to the canvas and back, and the
product never goes that way: its own pixels are put over the result. Must not know who paints.
"""

from dataclasses import dataclass
from math import sqrt

import cv2
import numpy as np

from services.generator.arrays import Bytes, Field
from services.generator.plan import MAX_CANVAS_PX, MIN_CANVAS_PX, SIDE_STEP_PX

_SMALLEST = 0.75
"""Side of the smallest canvas over the model's own. A smaller frame saves memory; below this models lose their sense of form."""
_LONGEST = 1.6
"""Longer side over the model's own: beyond it things come twice (He et al., ScaleCrafter, 2023)."""
_BITE = 1 / 192
"""How far the painted part reaches into the product, over the canvas' side: no seam of the canvas' own grey may be left there."""
_BAND = 0.10
"""Width of the band painted around a product in a scene that stands, over the product's longer side."""
_LEAST_KEPT = 0.4
"""Share of a product that must be left for the model to see; thin goods are not bitten into."""


@dataclass(frozen=True)
class Canvas:
    """The placed product at the canvas' size."""

    premultiplied: Bytes
    """(h, w, 3) uint8: colours times matte."""
    matte: Bytes
    """(h, w) uint8."""

    def over(self, scene: Bytes) -> Bytes:
        """The product over a scene (h, w, 3) uint8; a guide for the model, so mixed in codes."""
        rest = cv2.multiply(scene, cv2.merge([255 - self.matte] * 3), scale=1 / 255)
        return np.asarray(cv2.add(rest, self.premultiplied), np.uint8)

    def kept(self) -> Bytes:
        """(h, w) bool: what the model must leave as it is."""
        whole = (self.matte == 255).astype(np.uint8)
        if not whole.any():
            whole = (self.matte >= 128).astype(np.uint8)
        bite = max(1, round(_BITE * max(self.matte.shape)))
        inner = cv2.erode(whole, _disc(bite), borderValue=1)
        return np.asarray((inner if inner.sum() >= _LEAST_KEPT * whole.sum() else whole) > 0)

    def around(self) -> Bytes:
        """(h, w) uint8 mask: everything but the product, and a little into its edge."""
        return np.where(self.kept(), 0, 255).astype(np.uint8)

    def band(self) -> Bytes:
        """(h, w) uint8 mask: a band around the product, and a little into its edge."""
        return np.where((self._reach() > 0) & ~self.kept(), 255, 0).astype(np.uint8)

    def banded(self, scene: Bytes, painted: Bytes) -> Bytes:
        """The scene (h, w, 3) uint8 with the band of ``painted`` in it, faded in from outside, so that its rim is no line."""
        fade = cv2.distanceTransform(self._reach(), cv2.DIST_L2, 3) / np.float32(0.5 * self._band_px)
        share = np.where(self.kept(), 0, np.minimum(fade, 1)).astype(np.float32)[..., None]
        return np.asarray(scene + (painted.astype(np.float32) - scene) * share + np.float32(0.5), np.uint8)

    @property
    def _band_px(self) -> int:
        rows, columns = np.nonzero(self.matte)
        return max(4, round(_BAND * (max(np.ptp(rows), np.ptp(columns)) + 1))) if len(rows) else 4

    def _reach(self) -> Bytes:
        """(h, w) uint8, 1 on the product and in the band around it."""
        return np.asarray(cv2.dilate((self.matte > 0).astype(np.uint8), _disc(self._band_px)), np.uint8)


def canvas_size(frame: tuple[int, int], native_px: int, max_pixels: int) -> tuple[int, int]:
    """(width, height) to paint for a frame (width, height): its proportions, the model's own area at most, sides multiples of 16.

    A side is 64 at least, so a frame of more than about 1:20 comes out squeezed on the canvas, and is stretched back with it.
    """
    side = native_px * min(1.0, max(_SMALLEST, sqrt(frame[0] * frame[1]) / native_px))
    side = min(side, sqrt(max_pixels))
    scale = min(side / sqrt(frame[0] * frame[1]), _LONGEST * side / max(frame))
    # Rounded down, so that the area is not exceeded; what floating point takes away is given back.
    width, height = (
        min(MAX_CANVAS_PX, max(MIN_CANVAS_PX, SIDE_STEP_PX * int(length * scale / SIDE_STEP_PX + 1e-6)))
        for length in frame
    )
    return width, height


def lay(product: Bytes, size: tuple[int, int]) -> Canvas:
    """The product on its frame, (H, W, 4) uint8, brought to the canvas' ``size`` (width, height)."""
    matte = np.ascontiguousarray(product[..., 3])
    premultiplied = cv2.multiply(product[..., :3], cv2.merge([matte] * 3), scale=1 / 255)
    return Canvas(resampled(np.asarray(premultiplied, np.uint8), size), resampled(matte, size))


def plain(size: tuple[int, int]) -> Bytes:
    """(h, w, 3) uint8: an empty scene of no colour, a little darker below, for a model to paint over."""
    shades = np.linspace(224, 176, size[1], dtype=np.float32).astype(np.uint8)
    return np.ascontiguousarray(np.broadcast_to(shades[:, None, None], (size[1], size[0], 3)))


def resampled(picture: Bytes, size: tuple[int, int]) -> Bytes:
    """uint8 at ``size`` (width, height): averaged where it shrinks, Lanczos where it grows; at its own size the very same."""
    if (picture.shape[1], picture.shape[0]) == size:
        return picture
    shrinks = size[0] * size[1] < picture.shape[0] * picture.shape[1]
    return np.asarray(
        cv2.resize(picture, size, interpolation=cv2.INTER_AREA if shrinks else cv2.INTER_LANCZOS4), np.uint8
    )


def filled(picture: Bytes, hole: Bytes) -> Bytes:
    """The picture (h, w, 3) uint8 with ``hole`` (h, w) bool closed smoothly from its rim: what may lie behind the product.

    Push-pull (Gortler et al., The Lumigraph, 1996): means of what is known on ever coarser grids, handed back to where nothing is.
    """
    if not hole.any():
        return picture
    x, y, width, height = cv2.boundingRect(hole.astype(np.uint8))
    margin = max(width, height) // 4 + 2  # what is farther away has no say in it
    window = (slice(max(0, y - margin), y + height + margin), slice(max(0, x - margin), x + width + margin))
    known = (~hole[window]).astype(np.float32)
    smooth = _pulled(picture[window] * known[..., None], known)
    result = picture.copy()
    result[window][hole[window]] = np.clip(smooth[hole[window]] + np.float32(0.5), 0, 255).astype(np.uint8)
    return result


def _pulled(total: Field, known: Field) -> Field:
    """(h, w, 3) float32 means of ``total`` over ``known``, from coarser grids where nothing is known."""
    here = total / np.maximum(known, 1e-6)[..., None]
    if min(known.shape) <= 2 or known.min() > 0.99:
        return here
    half = (max(1, known.shape[1] // 2), max(1, known.shape[0] // 2))
    coarse = _pulled(
        cv2.resize(total, half, interpolation=cv2.INTER_AREA), cv2.resize(known, half, interpolation=cv2.INTER_AREA)
    )
    behind = cv2.resize(coarse, (known.shape[1], known.shape[0]), interpolation=cv2.INTER_LINEAR)
    share = np.minimum(known, 1)[..., None]
    return np.asarray(here * share + behind * (1 - share))


def _disc(radius: int) -> Bytes:
    return np.asarray(cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * radius + 1, 2 * radius + 1)), np.uint8)
