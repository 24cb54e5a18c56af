"""Rectangles of a photo: where the product is, which sides cut it off, what a crop keeps.

Owns pixel geometry alone.
"""

from enum import Enum
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

PRODUCT_FROM = 128
"""Matte value from which a pixel counts as product: half and more."""

VISIBLE_FROM = 8
"""Matte value from which a pixel belongs to what a crop must keep: below, it changes the background by three percent at most."""


class Side(Enum):
    """A side of the photo."""

    LEFT = "left"
    TOP = "top"
    RIGHT = "right"
    BOTTOM = "bottom"


class Box(NamedTuple):
    """A rectangle in pixels; right and bottom lie just outside it."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        return self.right - self.left

    @property
    def height(self) -> int:
        return self.bottom - self.top

    @property
    def slices(self) -> tuple[slice, slice]:
        """For indexing (H, W, ...) arrays."""
        return slice(self.top, self.bottom), slice(self.left, self.right)

    def moved(self, right: int, down: int) -> "Box":
        """The same rectangle elsewhere."""
        return Box(self.left + right, self.top + down, self.right + right, self.bottom + down)

    def grown(self, by: int, shape: tuple[int, ...]) -> "Box":
        """The rectangle with ``by`` pixels more on each side, kept within a photo of ``shape`` (H, W, ...)."""
        return Box(
            max(self.left - by, 0),
            max(self.top - by, 0),
            min(self.right + by, shape[1]),
            min(self.bottom + by, shape[0]),
        )


def whole(shape: tuple[int, ...]) -> Box:
    """All of a photo of ``shape`` (H, W, ...)."""
    return Box(0, 0, shape[1], shape[0])


def bounding_box(matte: NDArray[np.uint8], least: int = 1) -> Box | None:
    """The smallest box that holds every pixel of at least ``least``; None where there is none. matte: (H, W) uint8."""
    # A maximum of bytes along each axis, not a comparison: no second picture of 50 megapixels.
    columns, rows = np.flatnonzero(matte.max(axis=0) >= least), np.flatnonzero(matte.max(axis=1) >= least)
    if not rows.size:
        return None
    return Box(int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1)


def cut_sides(matte: NDArray[np.uint8], share: float = 0.01) -> tuple[Side, ...]:
    """The sides at which the product runs out of the photo.

    A side counts when product lies on at least ``share`` of it: one stray pixel in the corner cuts nothing.
    """
    ends = {Side.LEFT: matte[:, 0], Side.TOP: matte[0], Side.RIGHT: matte[:, -1], Side.BOTTOM: matte[-1]}
    return tuple(side for side, line in ends.items() if (line >= PRODUCT_FROM).sum() >= max(share * line.size, 2))


def crop_box(product: Box, margin: float, shape: tuple[int, ...]) -> Box:
    """The product's box with room around it. margin: share of the box's longer side; kept within the photo's ``shape``."""
    return product.grown(round(margin * max(product.width, product.height)), shape)
