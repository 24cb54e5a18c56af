"""Background seen through the product: gaps of rings, handles and bridges that the network painted over.

Owns the search on the 320x320 grid. The network fills gaps a few cells wide, if with less than full confidence; where such a
place is enclosed by the product and has the very colour of a plain backdrop, it is a gap. A mark of the backdrop's colour on
the product looks the same but for the confidence, which is why every gap that is opened is told as a doubt.
"""

from collections.abc import Callable
from typing import Any, cast

import cv2
import numpy as np
from numpy.typing import NDArray

from services.segmenter.edges import DOUBT, Plane

NEIGHBOURHOOD = 24
"""Cells to each side from which the colours of backdrop and product are taken."""
UNSURE_BELOW = 0.985
"""Confidence below which a gap may begin; the bridge of a pair of sunglasses has .90 to .995. Of 153 marks of the backdrop's
colour that were painted on the products of 25 photos (blocks, ovals, letters, 5 to 25 cells wide) none has six such cells."""
GROWS_BELOW = 0.998
"""Confidence below which it grows into neighbours of its colour."""
LEAST_CELLS = 12
"""Cells in which a gap must begin; fewer are noise. In blocks of at least 3x3, too: anything narrower is an edge."""
VERY_COLOUR = 0.5
"""How far the colours of a gap may be off on the whole, as a share of what a cell's may. The sunglasses' bridge has .20; a shadow
under a hand, a white sock and a bud between petals, which the network is no surer of, .55 to .79."""
LEAST_CONTRAST = 0.3
"""Distance between the colours of backdrop and product, 0..1.7; with less, glass and gap cannot be told apart."""
PLAIN_BELOW = 0.08
"""Spread of a backdrop's colour that still counts as plain."""
_OPENED_TO = 0.1
_BESIDE = 0.6
"""Confidence given to the cells around a gap: undecided, so that colours decide."""
_SQUARE = np.ones((3, 3), np.uint8)
_ONE_CELL = np.float32(1 / (2 * NEIGHBOURHOOD + 1) ** 2)
"""Share of one cell in a neighbourhood: the least, where there is any."""

Cells = NDArray[np.bool_]


def open_gaps(square: NDArray[np.uint8], settled: Plane) -> tuple[Plane, bool]:
    """The confidence with enclosed gaps opened, and whether there were any.

    square: (320, 320, 3) uint8, what the network saw; settled: (320, 320) float32 0..1, returned as it is where there is no gap.
    """
    unsure = (settled >= 0.5) & (settled < UNSURE_BELOW)
    wide = cv2.morphologyEx(unsure.astype(np.uint8), cv2.MORPH_OPEN, _SQUARE)
    if np.count_nonzero(cv2.copyTo(wide, _inside(settled))) < LEAST_CELLS:
        return settled, False  # mostly: the rest costs a few times as much
    possible = (settled >= 0.5) & (settled < GROWS_BELOW)
    off = _off_backdrop(square, settled, possible)
    seeds = cv2.morphologyEx((unsure & (off < 1)).astype(np.uint8), cv2.MORPH_OPEN, _SQUARE)
    if not seeds.any():
        return settled, False
    gaps = _enclosed(off, seeds > 0, settled)
    if not gaps.any():
        return settled, False
    opened = settled.copy()
    beside = (cv2.dilate(gaps.astype(np.uint8), _SQUARE) > 0) & ~gaps
    opened[beside] = np.minimum(opened[beside], _BESIDE)
    opened[gaps] = _OPENED_TO
    return opened, True


def _off_backdrop(square: NDArray[np.uint8], settled: Plane, asked: Cells) -> Plane:
    """How far the colours of the cells ``asked`` are from that of the plain backdrop around them: below 1 they may be it.

    (320, 320) float32, infinite where the backdrop is not plain, the product has its colour, or nothing was asked.
    """
    at = np.flatnonzero(asked)
    behind, product = ((settled < DOUBT).astype(np.uint8), (settled > 1 - DOUBT / 2).astype(np.uint8))
    background = _only(square, behind)
    backdrop, share_behind = _colour_and_share(background, behind, at)
    front, share_product = _colour_and_share(_only(square, product), product, at)
    squares = _around(background, at, cv2.sqrBoxFilter).sum(axis=1) / (np.maximum(share_behind, _ONE_CELL) * 255**2)
    spread = np.sqrt(np.maximum(squares - _norm(backdrop), 0))
    contrast = np.sqrt(_norm(front - backdrop))
    away = np.sqrt(_norm(square.reshape(-1, 3).take(at, axis=0) * np.float32(1 / 255) - backdrop))
    plain = (spread < PLAIN_BELOW) & (contrast > LEAST_CONTRAST) & (share_behind > 0.05) & (share_product > 0.02)
    off = np.full(asked.size, np.inf, np.float32)
    # No division by zero: where the colours do not differ at all, the place is not plain.
    off[at] = np.where(plain, away / np.maximum(0.15 * contrast + 2 * spread, np.float32(1e-6)), np.inf)
    return off.reshape(asked.shape)


def _only(square: NDArray[np.uint8], cells: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The colours of ``cells``, zeros elsewhere."""
    return cast(NDArray[np.uint8], cv2.copyTo(square, cells, np.zeros_like(square)))


def _colour_and_share(
    colours: NDArray[np.uint8], cells: NDArray[np.uint8], at: NDArray[np.intp]
) -> tuple[Plane, Plane]:
    """Mean colour 0..1 of ``cells`` in the neighbourhoods, (n, 3), and their share of those, (n,).

    Four channels are blurred in less time than three and one.
    """
    means = _around(cast(NDArray[np.uint8], cv2.merge((colours, cells))), at)
    share = means[:, 3]
    return means[:, :3] / (np.maximum(share, _ONE_CELL) * 255)[:, None], share


def _around(values: NDArray[np.uint8], at: NDArray[np.intp], mean: Callable[..., Any] = cv2.boxFilter) -> Plane:
    """Means over the neighbourhoods of n cells, (n, channels) float32; ``at``: their flat indices.

    Of bytes: OpenCV sums them up in a quarter of the time that floats take, and exactly.
    """
    side = 2 * NEIGHBOURHOOD + 1
    means = mean(values, cv2.CV_32F, (side, side), normalize=True)
    return cast(Plane, means.reshape(values.shape[0] * values.shape[1], -1).take(at, axis=0))


def _norm(colours: Plane) -> Plane:
    """Squared length, (n, 3) -> (n,)."""
    return cast(Plane, np.einsum("ij,ij->i", colours, colours))


def _enclosed(off: Plane, seeds: Cells, settled: Plane) -> Cells:
    """Those places of the backdrop's very colour that are large enough, hold enough of ``seeds``, and have product all around.

    How large a part the seeds are says little: between the bars of a bridge the confidence falls from .995 to .90 within
    a few cells, and they are a quarter of it. A place that touches the background is left to the colour fit: glass on the
    outline has the backdrop's colour as well.
    """
    places = off < 1
    count, found = cv2.connectedComponents(places.astype(np.uint8), connectivity=4)
    labels = np.asarray(found)
    cells = np.bincount(labels[places], minlength=count)
    begun = np.bincount(labels[seeds], minlength=count)
    outside = np.bincount(labels[_inside(settled) == 0], minlength=count)
    off_in_all = np.bincount(labels[places], weights=off[places], minlength=count)
    kept = (begun >= LEAST_CELLS) & (outside == 0) & (off_in_all < VERY_COLOUR * cells)
    kept[0] = False
    return cast(Cells, kept[labels])


def _inside(settled: Plane) -> NDArray[np.uint8]:
    """1 where there is product to two cells on every side."""
    return cast(NDArray[np.uint8], cv2.erode((settled >= 0.5).astype(np.uint8), np.ones((5, 5), np.uint8)))
