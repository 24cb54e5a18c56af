"""Finding a dish: a plate, saucer or bowl seen from above, whose rim is the ellipse that the product's outline follows.

Its roundness tells how far the camera looked down, over a range where a foot's curve tells nothing: a mug's belly is as round as a
saucer. Must not know sets or light.
"""

from dataclasses import dataclass
from math import asin, degrees

import numpy as np

from services.generator.arrays import Field

_ROUNDNESS = np.arange(0.50, 1.06, 0.01)
"""Depth over width of the ellipses that are tried; flatter is a foot's curve."""
_BALL = 0.93
"""Depth over width from which it is a ball, or a plate from straight above."""
_FOLLOWED = 1.5
"""How much of the rim the outline must follow, in half depths from the front; the rest may be hidden by what stands on the dish."""
_LEAST_PX = 12
"""Half width, and height, from which an outline has enough pixels to tell an ellipse from something else."""
_MAX_ERROR = 0.025
"""Mean error of the widths over the width of the rim. The test photo's saucer has 0.006, mugs and bottles 0.09 and more."""


@dataclass(frozen=True)
class Rim:
    """An upright ellipse, in pixels."""

    column: float
    row: float
    half_width: float
    half_depth: float

    @property
    def pitch_deg(self) -> float:
        """How far a camera looks down that sees a circle like this."""
        return degrees(asin(min(1.0, self.half_depth / self.half_width)))

    def moved(self, left: float, top: float, x_scale: float, y_scale: float) -> "Rim":
        """The same on another grid of pixels."""
        return Rim(
            left + self.column * x_scale, top + self.row * y_scale, self.half_width * x_scale, self.half_depth * y_scale
        )


def find_rim(solid: Field) -> Rim | None:
    """The rim of a dish in (h, w) bool, or None: the ellipse whose widths, from its front up, the outline's differ least from."""
    rows = np.nonzero(solid.any(axis=1))[0]
    if len(rows) < _LEAST_PX:
        return None
    widths = solid[rows[0] : rows[-1] + 1].sum(axis=1)[::-1].astype(np.float64)
    half = float(widths.max()) / 2
    if half < _LEAST_PX:
        return None
    best, roundness = _MAX_ERROR, 0.0
    for ratio in _ROUNDNESS:
        depth = ratio * half
        count = int(_FOLLOWED * depth)
        if count > len(widths):
            break
        fall = 1 - (np.arange(count) + 0.5) / depth
        errors = np.abs(2 * half * np.sqrt(np.maximum(1 - fall**2, 0)) - widths[:count]) / (2 * half)
        # Each side of the widest row by itself: a mug's foot is an ellipse too, but above it the walls go straight up.
        error = max(float(errors[fall >= 0].mean()), float(errors[fall < 0].mean()))
        if error < best:
            best, roundness = error, float(ratio)
    if not 0 < roundness < _BALL:
        return None
    row = rows[-1] + 1 - roundness * half
    columns = np.nonzero(solid[round(row)])[0]
    return Rim(float(columns[0] + columns[-1] + 1) / 2, float(row), half, roundness * half)
