"""The contact shadow: the thin dark line where the product meets what it stands on.

The shadows of ``shadow`` are exact to a cell of their map; the eye judges standing or hovering by a few pixels. So the last few are
taken from the foot line in the frame: the front arc of each foot, and of a dish the front of its rim. What hangs over the floor
beside them, such as a handle, touches nothing and gives nothing. Must not know sets or light.
"""

from math import radians, sin

import cv2
import numpy as np

from services.generator.arrays import Bytes, Field, overlap
from services.generator.render.camera import Camera
from services.generator.stance import Stance

_FEATHERS = ((0.005, 0.55), (0.018, 0.30))
"""Standard deviation of the blur over the longer side of the product, and share of the light that it takes right at the line."""
_LIFTED = 0.55
"""Of a dish, whose rim does not quite touch: strength over that of a foot."""


def darken_contact(factor: Field, matte: Bytes, left: int, top: int, stance: Stance, camera: Camera) -> None:
    """Multiply the shadow layer (H, W, 3) float32, in place, by the contact of the placed matte (h, w) uint8 at (left, top)."""
    if stance.lying:
        return
    margin = round(4 * _FEATHERS[-1][0] * max(matte.shape)) + 2
    for mask, x, y, strength in _soles(matte, left, top, stance, camera):
        size = max(matte.shape)
        wide = cv2.copyMakeBorder(mask, margin, margin, margin, margin, cv2.BORDER_CONSTANT, value=0)
        kept = np.ones(wide.shape, np.float32)
        for sigma, share in _FEATHERS:
            # Half of a blurred edge's height lies on the line itself.
            blurred = cv2.GaussianBlur(wide, (0, 0), max(0.6, sigma * size)).astype(np.float32) / 255
            kept *= 1 - np.float32(strength * share) * np.minimum(1, 2 * blurred)
        place, own = overlap(factor.shape, kept.shape, x - margin, y - margin)
        factor[place] *= kept[own][..., None]


def _soles(matte: Bytes, left: int, top: int, stance: Stance, camera: Camera) -> list[tuple[Bytes, int, int, float]]:
    """Parts of the matte at the floor: (h, w) uint8, the corner in the frame, and the strength."""
    if stance.rim is not None:
        rim = stance.rim
        spans = [(rim.column - rim.half_width, rim.column + rim.half_width, rim.row, rim.row + rim.half_depth, _LIFTED)]
    else:
        sine = max(sin(radians(camera.pitch_deg)), 0.06)
        spans = [
            (f.column - f.half_width, f.column + f.half_width, f.row - f.half_width * sine, f.row, 1.0)
            for f in stance.feet
        ]
    soles = []
    for first, end, high, low, strength in spans:
        x0, x1 = max(0, round(first) - left), min(matte.shape[1], round(end) - left)
        y0, y1 = max(0, round(high) - top), min(matte.shape[0], round(low) - top + 1)
        if x0 < x1 and y0 < y1:
            soles.append((matte[y0:y1, x0:x1], x0 + left, y0 + top, strength))
    return soles
