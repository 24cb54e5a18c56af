"""A photo that is a cutout already: when its own alpha channel is the matte."""

import numpy as np
from numpy.typing import NDArray

SEE_THROUGH_BELOW = 250
"""Alpha from which a pixel counts as solid; some editors write 254 for all of a picture."""
LEAST_SHARE = 0.001
"""Share of pixels that must be see-through. Less is dust or a stray stroke of a brush, no cutout."""


def kept_alpha(pixels: NDArray[np.uint8]) -> NDArray[np.uint8] | None:
    """The matte that the photo brings along, (H, W) uint8; None where it brings none or a solid one.

    pixels: (H, W, 3 or 4) uint8, straight alpha.
    """
    if pixels.shape[2] < 4:
        return None
    alpha = np.ascontiguousarray(pixels[..., 3])
    seen_through = int(np.bincount(alpha.ravel(), minlength=256)[:SEE_THROUGH_BELOW].sum())
    return alpha if seen_through >= LEAST_SHARE * alpha.size else None
