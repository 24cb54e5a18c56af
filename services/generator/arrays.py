"""Names for the arrays that travel through the generator, and the parts in which they are worked on.

numpy's types cannot carry shapes, and OpenCV's stubs lose the dtype, so these aliases say what mypy cannot: every public function
repeats the shape and dtype in its docstring.
"""

from collections.abc import Iterator
from typing import Any, TypeAlias

from numpy.typing import NDArray

Bytes: TypeAlias = NDArray[Any]
"""uint8 picture (H, W, 3) in sRGB order R, G, B, or a uint8 plane (H, W)."""
Field: TypeAlias = NDArray[Any]
"""float32 plane (H, W) or picture (H, W, 3); colours are linear light, 1.0 = a white sheet under the key light."""
Triple: TypeAlias = tuple[float, float, float]
"""A colour in linear light (R, G, B), or a direction (x right, y up, z away from the camera)."""
Window: TypeAlias = tuple[slice, slice]
"""Rows and columns of an array."""


def bands(height: int, rows: int) -> Iterator[slice]:
    """Slices of at most ``rows`` rows, from the top: what bounds the memory of work on each pixel."""
    for top in range(0, height, rows):
        yield slice(top, min(top + rows, height))


def overlap(frame: tuple[int, ...], part: tuple[int, ...], left: int, top: int) -> tuple[Window, Window]:
    """Where a part of shape (h, w, ...) at (left, top) lies in a frame of shape (H, W, ...), and which of it that is.

    Both are empty where it lies outside.
    """
    rows = slice(max(0, top), max(0, top, min(frame[0], top + part[0])))
    columns = slice(max(0, left), max(0, left, min(frame[1], left + part[1])))
    own = (slice(rows.start - top, rows.stop - top), slice(columns.start - left, columns.stop - left))
    return (rows, columns), own
