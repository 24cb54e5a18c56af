"""What is known about a cutout besides its pixels: how sure the network is, and why the matte may need a look.

Owns the thresholds and where they come from. Judges the network's raw answer; never its stretched one.
"""

from dataclasses import dataclass
from enum import Enum
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from services.segmenter.edges import EdgeModel, Plane
from services.segmenter.errors import NoProduct
from services.segmenter.frame import Box, Side

EVIDENCE_CELLS = 64
"""An 8x8 patch of the network's 320x320: the least that a product covers."""
EVIDENCE_LEAST = 0.6
"""Mean confidence of the most confident ``EVIDENCE_CELLS`` from which there is a product.

Of 33 pictures without one (blank, gradient, vignette, noise, blurred noise, stripes, brick, grass, gravel, blurred photos) one
blot of blurred noise reaches .48 and all others stay below .15. Of 36 with one, a rocket in the dark has .90 and the others
.99; a watch on white shrunk to 8% of the frame, 14 pixels of the network wide, still has .70.
"""
LOW_CONFIDENCE = 0.85
"""Products of the test photos have .92 to 1; a rocket in the dark .69, coins on a cluttered sheet .73."""
UNDECIDED_SHARE = 0.08
"""Wide regions of half confidence, as a share of the product; at most .05 where the matte is right."""
LOW_CONTRAST = 0.4
"""Mean weight of the colour model along the outline; .45 to 1 in the test photos, .18 for grey coins on grey."""
SMALL_SHARE = 0.004
"""Below this share of the photo (20x20 cells) the network cannot see a product's shape."""
_UNDECIDED = (0.2, 0.8)
_WIDER_THAN_AN_EDGE = np.ones((5, 5), np.uint8)


class MatteSource(Enum):
    """Where a matte came from."""

    NETWORK = "network"
    ALPHA = "alpha"


class Doubt(Enum):
    """Why a matte may need a look. The values are part of the contract."""

    LOW_CONFIDENCE = "low_confidence"
    """The network is not sure even of what it marked."""
    UNDECIDED_AREA = "undecided_area"
    """A part of the picture could belong to the product or not."""
    SEVERAL_PIECES = "several_pieces"
    """More than two separate pieces, or a second one that the network is less sure of: it may be a bystander."""
    LOW_CONTRAST = "low_contrast"
    """Along much of its outline the product has the colours of what lies behind it."""
    OPENED_GAP = "opened_gap"
    """A place inside the product was taken for background seen through it; it may be a mark of the same colour."""
    SMALL_PRODUCT = "small_product"
    """The product is so small in the photo that its shape is a guess."""
    CUT_BY_FRAME = "cut_by_frame"
    """The photo does not show the whole product; set into a scene, it ends in a straight line."""


@dataclass(frozen=True)
class Report:
    """Everything that is told about one cutout."""

    photo: Box
    """The whole upright photo."""
    product: Box
    crop: Box
    """The part of the photo that the pictures show."""
    source: MatteSource
    confidence: float
    """Mean raw confidence of what the network marked, 0..1; 1 where the photo's own alpha was kept."""
    coverage: float
    """Share of the photo that is product, 0..1."""
    cut_sides: tuple[Side, ...]
    doubts: tuple[Doubt, ...]


def require_product(confidence: Plane) -> None:
    """Raises ``NoProduct`` where the network saw nothing. confidence: (320, 320) float32 0..1, raw."""
    if np.count_nonzero(confidence >= EVIDENCE_LEAST) >= EVIDENCE_CELLS:
        return  # nearly always; sorting is for the rest
    evidence = float(np.partition(confidence, -EVIDENCE_CELLS, axis=None)[-EVIDENCE_CELLS:].mean())
    if evidence < EVIDENCE_LEAST:
        raise no_product(evidence=round(evidence, 3), least=EVIDENCE_LEAST)


def no_product(**facts: float) -> NoProduct:
    """The error, in the words it always has."""
    return NoProduct(
        "No product was found: nothing in the photo stands out from the rest. "
        "Send a photo in which the product is larger, whole, and set off from what is behind it.",
        **facts,
    )


def certainty(confidence: Plane) -> float:
    """Mean raw confidence of the cells that are marked as product, 0.5 to 1; 0 where none is."""
    marked = confidence[confidence >= 0.5]
    return float(marked.mean()) if marked.size else 0.0


def doubts_of(confidence: Plane, settled: Plane, model: EdgeModel, *, gap_opened: bool = False) -> tuple[Doubt, ...]:
    """Why the matte made from this may need a look. All (320, 320) float32: the raw confidence, the settled one, and its fit.

    ``gap_opened``: whether ``open_gaps`` changed the settled one.
    """
    found = {
        Doubt.LOW_CONFIDENCE: certainty(confidence) < LOW_CONFIDENCE,
        Doubt.UNDECIDED_AREA: _undecided_share(confidence) > UNDECIDED_SHARE,
        Doubt.SEVERAL_PIECES: _stray_pieces(confidence),
        Doubt.LOW_CONTRAST: _contrast(settled, model) < LOW_CONTRAST,
        Doubt.OPENED_GAP: gap_opened,
        Doubt.SMALL_PRODUCT: float((confidence >= 0.5).mean()) < SMALL_SHARE,
    }
    return tuple(doubt for doubt, holds in found.items() if holds)


def coverage(matte: NDArray[np.uint8]) -> float:
    """Share of the photo that is product, counting partly covered pixels partly."""
    return float(cv2.mean(matte)[0]) / 255


def _between(values: Plane) -> NDArray[np.bool_]:
    low, high = _UNDECIDED
    return np.asarray((values > low) & (values < high))


def _undecided_share(confidence: Plane) -> float:
    """Undecided area over product area, edges not counted: opening takes away whatever is narrower than five cells."""
    wide = cv2.morphologyEx(_between(confidence).view(np.uint8), cv2.MORPH_OPEN, _WIDER_THAN_AN_EDGE)
    return cv2.countNonZero(wide) / max(int(np.count_nonzero(confidence >= 0.5)), 1)


def _stray_pieces(confidence: Plane, share: float = 0.05, sure: float = 0.95) -> bool:
    """Whether there are pieces of at least ``share`` of the product that may not belong to it.

    Two pieces that the network is ``sure`` of are a pair: salt and pepper, shoes, earrings.
    """
    marked = confidence >= 0.5
    count, labels = cv2.connectedComponents(marked.view(np.uint8), connectivity=8)
    if count <= 2:
        return False  # one piece and what is around it, as in most photos
    flat: NDArray[Any] = np.asarray(labels).ravel()
    cells = np.bincount(flat, minlength=count)[1:]
    levels = np.bincount(flat, weights=confidence.ravel(), minlength=count)[1:] / np.maximum(cells, 1)
    large = levels[cells >= share * max(int(marked.sum()), 1)]
    return bool(large.size > 2 or (large.size == 2 and large.min() < sure))


def _contrast(settled: Plane, model: EdgeModel) -> float:
    """Mean weight of the colour model along the outline; 1 where there is none."""
    outline = _between(settled)
    return float(model.outline[3][outline].mean()) if outline.any() else 1.0
