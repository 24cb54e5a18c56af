"""Whether a painted scene makes more of the product than there is: a second handle, a longer neck, a lid that it never had.

Diffusion models like to go on drawing what they see (Eshratifar et al., Salient Object-Aware Background Generation, 2024, call it
object expansion). A product put over it hides none of that. So the finished picture is segmented again, and what hangs together
with the product beyond its matte is counted. Must not know which network segments.
"""

import cv2
import numpy as np

from services.generator.arrays import Bytes

_MARGIN = 0.03
"""What a saliency network is off at an outline, over the picture's side; the product is widened by so much."""
_SURE = 128
_LEAST = 0.01
"""Share of the picture below which a product's area is not divided by: a tiny one is not all growth for a few pixels."""


def measure_outgrowth(found: Bytes, matte: Bytes, before: Bytes | None = None) -> float:
    """Area that grew onto the product, over the product's own.

    ``found``: (h, w) uint8, how sure a network is of a product at each place of the finished picture. ``matte``: (H, W) uint8 of
    the placed product on the frame. ``before``: as ``found``, of the same scene before the product was there; what was salient
    then, such as a podium, is no growth.
    """
    height, width = found.shape
    own = cv2.resize(matte, (width, height), interpolation=cv2.INTER_AREA) >= _SURE
    if not own.any():
        return 0.0
    seen = found >= _SURE
    if before is not None:
        seen &= before < _SURE
    radius = max(2, round(_MARGIN * max(height, width)))
    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * radius + 1, 2 * radius + 1))
    near = cv2.dilate(own.astype(np.uint8), disc) > 0
    _, parts = cv2.connectedComponents((seen | near).astype(np.uint8))
    grown = seen & ~near & np.isin(parts, np.unique(parts[own]))
    return float(grown.sum() / max(own.sum(), _LEAST * height * width))
