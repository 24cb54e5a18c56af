"""Which size would have fitted, after one did not. Pure numbers."""

import math

from models.diffusion.request import MIN_SIDE_PX, SIDE_MULTIPLE_PX

MARGIN = 0.85
"""Part of the free memory that a prediction may use: allocators leave gaps."""
WORDS = ("out of memory", "can't allocate memory", "cannot allocate memory", "alloc_failed")
"""How allocation failures call themselves where they do not come as an exception of their own (CPU, cuDNN, cuBLAS)."""


def fitting(height: int, width: int, *, free_bytes: int, bytes_per_pixel: float) -> tuple[int, int] | None:
    """(height, width) of the same shape that should fit into ``free_bytes``, sides rounded down; None if none does.

    Without a measurement (``bytes_per_pixel`` 0) the answer is half the area. It is never more than three quarters of
    what has just failed.
    """
    pixels = height * width
    predicted = MARGIN * free_bytes / bytes_per_pixel if bytes_per_pixel > 0 else pixels / 2
    scale = math.sqrt(min(predicted, 0.75 * pixels) / pixels)
    sides = tuple(int(side * scale) // SIDE_MULTIPLE_PX * SIDE_MULTIPLE_PX for side in (height, width))
    return (sides[0], sides[1]) if min(sides) >= MIN_SIDE_PX else None


def is_allocation_failure(fault: BaseException) -> bool:
    """Whether ``fault`` says that memory could not be had."""
    if isinstance(fault, MemoryError) or type(fault).__name__ == "OutOfMemoryError":
        return True
    return isinstance(fault, RuntimeError) and any(word in str(fault).lower() for word in WORDS)
