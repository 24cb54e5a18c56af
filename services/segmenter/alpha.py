"""A photo that is a cutout already: when its own alpha channel is the matte, and what may be wrong with one.

A matte that somebody made is not judged as the network's are: its shape is what was wanted. Only how much of it there is counts.
"""

import numpy as np
from numpy.typing import NDArray

from services.segmenter.frame import VISIBLE_FROM
from services.segmenter.network import SIDE_PX
from services.segmenter.report import EVIDENCE_CELLS, SMALL_SHARE, Doubt, coverage, no_product

LEAST_CLEAR = 0.02
"""Share of pixels that must be quite clear. A square that is cropped tightly and tilted by one degree leaves 3.4% of its box
(sin 2t / (1 + sin 2t)), a longer rectangle more, and the four test products 35 to 87%. Corners that are rounded by an eighth of
a photo's side take 1.3% ((4 - pi) r^2), and a veil over all of a picture takes nothing."""
LEAST_COVERED = EVIDENCE_CELLS / SIDE_PX**2
"""Share of the photo below which there is no product: what the network has to see of one as well."""


def kept_alpha(pixels: NDArray[np.uint8]) -> NDArray[np.uint8] | None:
    """The matte that the photo brings along, (H, W) uint8; None where it brings none, or an alpha that cuts nothing out.

    pixels: (H, W, 3 or 4) uint8, straight alpha.
    """
    if pixels.shape[2] < 4:
        return None
    alpha = np.ascontiguousarray(pixels[..., 3])
    clear = int(np.bincount(alpha.ravel(), minlength=256)[:VISIBLE_FROM].sum())
    return alpha if clear >= LEAST_CLEAR * alpha.size else None


def doubts_of_kept(alpha: NDArray[np.uint8]) -> tuple[Doubt, ...]:
    """Why a matte that was brought along may need a look. Raises ``NoProduct`` where it is next to empty. alpha: (H, W) uint8."""
    covered = coverage(alpha)
    if covered < LEAST_COVERED:
        raise no_product(evidence=round(covered, 6), least=LEAST_COVERED)
    return (Doubt.SMALL_PRODUCT,) if covered < SMALL_SHARE else ()
