"""Planes of the network's grid under a photo's pixels, tile by tile.

Owns interpolation from 320x320 cells to any size. OpenCV has it twice, and neither fits: ``resize`` only takes the whole grid,
or parts that begin on a cell's edge; ``warpAffine`` takes any part, but at 31 ns a pixel when cubic. A tile's interpolation is
two products with narrow matrices, rows and columns apart, which comes to 5 ns.
"""

from enum import Enum

import cv2
import numpy as np
from numpy.typing import NDArray

from services.segmenter.edges import Plane

_BEFORE, _AFTER = 2, 3
"""Cells that a tap may lie outside of the grid."""
_CUBIC = -0.75
"""Steepness of the cubic kernel, as in OpenCV (Keys, Cubic Convolution Interpolation, 1981, names it a)."""


class Kernel(Enum):
    """How values between cells are made."""

    LINEAR = "linear"
    CUBIC = "cubic"


class Enlarger:
    """Enlarges one stack of planes to the size of a photo."""

    def __init__(self, grid: Plane, size: tuple[int, int], side_px: int, kernel: Kernel) -> None:
        """grid: (n, h, w) float32; size: height and width of the photo; side_px: of its tiles."""
        count, rows, columns = grid.shape
        self._planes = np.empty((count, rows + _BEFORE + _AFTER, columns + _BEFORE + _AFTER), np.float32)
        for plane, padded in zip(grid, self._planes, strict=True):
            cv2.copyMakeBorder(plane, _BEFORE, _AFTER, _BEFORE, _AFTER, cv2.BORDER_REPLICATE, dst=padded)
        self._down = _Axis(rows, size[0], side_px, kernel)
        self._across = _Axis(columns, size[1], side_px, kernel)

    def enlarge(self, rows: slice, columns: slice, into: Plane) -> None:
        """Fill ``into``, (n, rows, columns) float32, with the values under the pixels of one tile."""
        first_row, down = self._down.taps(rows)
        first_column, across = self._across.taps(columns)
        count, height, width = len(self._planes), down.shape[1], across.shape[1]
        cells = self._planes[:, first_row : first_row + height, first_column : first_column + width]
        widened = cells.reshape(-1, width) @ across.T
        np.matmul(down, widened.reshape(count, height, -1), out=into)


class _Axis:
    """For each pixel along one axis, the weights of the cells that its tile needs."""

    def __init__(self, cells: int, pixels: int, side_px: int, kernel: Kernel) -> None:
        # Pixel centres, not corners, line up: the half pixel matters when a cell is twenty pixels wide.
        position = (np.arange(pixels) + 0.5) * (cells / pixels) - 0.5
        whole = np.floor(position)
        taps = _weights(position - whole, kernel)
        start = whole.astype(np.intp) + _BEFORE - 1
        self._side = side_px
        self._first = start[::side_px]
        offset = start - np.repeat(self._first, side_px)[:pixels]
        self._matrix = np.zeros((pixels, int(offset.max()) + 4), np.float32)
        pixel = np.arange(pixels)
        for tap, weight in enumerate(taps):
            self._matrix[pixel, offset + tap] = weight
        self._room = cells + _BEFORE + _AFTER

    def taps(self, tile: slice) -> tuple[int, NDArray[np.float32]]:
        """The first cell that a tile needs, and (pixels, cells) float32: each pixel's weights of it and those after it."""
        first = int(self._first[tile.start // self._side])
        return first, self._matrix[tile, : self._room - first]


def _weights(beyond: NDArray[np.float64], kernel: Kernel) -> tuple[NDArray[np.float64], ...]:
    """Weights of four neighbouring cells; ``beyond``: how far past the second of them, 0..1."""
    nothing = np.zeros_like(beyond)
    if kernel is Kernel.LINEAR:
        return nothing, 1 - beyond, beyond, nothing
    a, t, u = _CUBIC, beyond, 1 - beyond
    first, last = a * t * u * u, a * u * t * t
    second = ((a + 2) * t - (a + 3)) * t * t + 1
    return first, second, 1 - first - second - last, last
