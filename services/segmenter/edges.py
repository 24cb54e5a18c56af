"""Where the product ends, told from colours: a linear model of the matte around each cell of the network's grid.

Owns the fit on the 320x320 grid; ``services.segmenter.matte`` applies it to the photo. The idea is the guided filter (He, Sun,
Tang: Guided Image Filtering, TPAMI 2013) in its fast form (He, Sun: Fast Guided Filter, arXiv 1505.00996, 2015): fit ``matte =
a . colour + b`` in small windows of a small picture, use the coefficients on the large one. Three things differ:

- The fit is weighted by how decided the network is. The network's own soft step is what we want to get rid of; unweighted, it
  would be the thing fitted.
- A least-squares fit between two groups of colours is the linear discriminant between them, shrunk towards the mean by the
  share of variance explained. We undo that shrinking, so that product colours meet 1 and background colours meet 0.
- Where colours explain little (white on white), the model says so, and the network's own outline is used there.
"""

from dataclasses import dataclass
from typing import Any, cast

import cv2
import numpy as np
from numpy.typing import NDArray

Plane = NDArray[np.floating[Any]]
"""float32 in truth: numpy's stubs lose the width in arithmetic with plain numbers."""

WINDOW_RADIUS = 3
"""Cells to each side. The outline is off by one to two cells, and a window must reach past that into decided ground."""
REGULARISATION = 1e-3
"""Added to the colour variance (0..1 scale): about 8 grey levels of noise do not count as an edge."""
UNDECIDED_WEIGHT = 0.05
"""Weight of a cell at confidence 1/2; a decided one has 1.05. Not zero: thin parts are never quite decided."""
STEEPNESS = 1.3
"""Contrast given to the confidence. 1 leaves haze, 2 and more cost maxF by cutting through regions of honest doubt (ECSSD:
.9632 at 1.5, .9617 at 2, .9584 at 4, .9528 cut at 1/2)."""
EXPLAINED_FROM, EXPLAINED_TO = 0.15, 0.5
"""Share of variance explained by colour at which the colour model begins to count, and at which it counts alone."""
REACH = 2
"""Cells around a cell among which the outline's lowest and highest confidence are taken."""
PEAK_QUANTILE = 0.999
"""The highest confidence of a picture, but for a few cells: one in a thousand is a 10x10 patch."""
DOUBT = 0.02
"""Confidence within this of 0 or 1 counts as certain."""
HAZE = 0.12
"""Islands are told apart where the confidence is above this, pits where it is this far below 1: ``steepen`` takes away what is
left."""
_STRIP_ROWS = 56


@dataclass(frozen=True)
class EdgeModel:
    """The fit, plane by plane.

    ``colour``: (4, 320, 320) float32, a for R, G, B (0..1 scale) and b. ``outline``: (4, 320, 320) float32: confidence, its
    lowest and highest nearby, and the weight of the colour model, all 0..1.
    """

    colour: Plane
    outline: Plane


def settle(confidence: Plane) -> Plane:
    """Confidence ready for a matte: scaled to reach 1, without haze and pits. (320, 320) float32 0..1, both.

    Haze is an island that nowhere reaches 1/2, a pit a hole in the product that nowhere falls below 1/2: the network does not
    stand behind either. They are flattened, so that no ghost floats beside the product and no thin spot opens in it.
    """
    rank = int(confidence.size * PEAK_QUANTILE)
    reached = np.count_nonzero(confidence >= 1 - DOUBT) >= confidence.size - rank
    peak = 1.0 if reached else float(np.partition(confidence, rank, axis=None)[rank])
    settled: Plane = np.clip(confidence / max(peak, 0.5), 0.0, 1.0).astype(np.float32)
    _flatten(settled, settled > HAZE, settled >= 0.5, 0.0)
    _flatten(settled, settled < 1 - HAZE, settled < 0.5, 1.0)
    return settled


def _flatten(confidence: Plane, islands: NDArray[np.bool_], anchors: NDArray[np.bool_], level: float) -> None:
    """Set each of ``islands`` that holds none of ``anchors`` to ``level``, in place."""
    count, found = cv2.connectedComponents(islands.view(np.uint8), connectivity=8)
    if count <= 2 and anchors.any():
        return  # a single island, and all anchors lie on islands
    labels = np.asarray(found)
    anchored: NDArray[np.bool_] = np.zeros(count, bool)
    anchored[labels.ravel().take(np.flatnonzero(anchors))] = True
    anchored[0] = True  # what lies between the islands
    if not anchored.all():
        confidence[~anchored[labels]] = level


def fit(square: NDArray[np.uint8], confidence: Plane) -> EdgeModel:
    """Fit the model wherever the network is not certain; elsewhere it stays zero.

    square: (320, 320, 3) uint8, what the network saw; confidence: (320, 320) float32 0..1, settled.

    Means over windows are taken in strips of rows, whose planes stay in the cache; all that follows is done for the cells in
    question alone, a fifteenth of them.
    """
    nearby = np.ones((2 * REACH + 1, 2 * REACH + 1), np.uint8)
    # Each step writes into its plane: merging and splitting them again, or new memory, takes as long as the steps themselves.
    colour: Plane = np.empty((4, *confidence.shape), np.float32)
    outline: Plane = np.empty((4, *confidence.shape), np.float32)
    outline[0] = confidence
    cv2.erode(confidence, nearby, dst=outline[1])
    cv2.dilate(confidence, nearby, dst=outline[2])
    # One cell more than is used: slopes and trust are smoothed over neighbours.
    wanted = cast(NDArray[np.uint8], cv2.dilate(band(confidence), np.ones((3, 3), np.uint8)))
    at = np.flatnonzero(wanted.view(bool))
    fitted: Plane = np.zeros((5, *confidence.shape), np.float32)
    if at.size:
        fitted.reshape(5, -1)[:, at] = _solved(_moments(square, confidence, wanted))
    for plane, smoothed in zip(fitted, (*colour, outline[3]), strict=True):
        cv2.blur(plane, (3, 3), dst=smoothed)
    return EdgeModel(colour, outline)


def band(confidence: Plane) -> NDArray[np.uint8]:
    """1 where a matte may be other than 0 or 255, and two cells around, as far as cubic interpolation reaches. (320, 320)
    uint8."""
    undecided = ((confidence > DOUBT) & (confidence < 1 - DOUBT)).astype(np.uint8)
    return cast(NDArray[np.uint8], cv2.dilate(undecided, np.ones((5, 5), np.uint8)))


def _moments(square: NDArray[np.uint8], confidence: Plane, wanted: NDArray[np.uint8]) -> Plane:
    """Weighted means over the windows of n wanted cells, (15, n) float32: the weight, times t, r, g, b, times tt, tr, tg, tb,
    times rr, rg, rb, gg, gb, bb, where t is the target.
    """
    reach = WINDOW_RADIUS
    # Framed once, so that every strip has its margin and planes can be filtered as one tall picture.
    frame = (reach, reach, reach, reach, cv2.BORDER_REFLECT)
    colours = cv2.copyMakeBorder(square, *frame).astype(np.float32) * np.float32(1 / 255)
    values = np.empty((4, *colours.shape[:2]), np.float32)
    cv2.copyMakeBorder(steepen(confidence), *frame, dst=values[0])
    cv2.split(colours, list(values[1:]))
    found: list[Plane] = []
    for top in range(0, len(wanted), _STRIP_ROWS):
        touched = np.flatnonzero(wanted[top : top + _STRIP_ROWS].max(axis=0))
        if not touched.size:
            continue
        across = slice(int(touched[0]), int(touched[-1]) + 1)
        part = wanted[top : top + _STRIP_ROWS, across]
        height, width = len(part) + 2 * reach, part.shape[1] + 2 * reach
        strip = values[:, top : top + height, across.start : across.start + width]
        planes = np.empty((15, height, width), np.float32)
        np.square(2 * strip[0] - 1, out=planes[0])
        planes[0] += np.float32(UNDECIDED_WEIGHT)
        np.multiply(strip, planes[0], out=planes[1:5])
        np.multiply(strip, planes[1], out=planes[5:9])
        np.multiply(strip[1:], planes[2], out=planes[9:12])
        np.multiply(strip[2:], planes[3], out=planes[12:14])
        np.multiply(strip[3], planes[4], out=planes[14])
        means = _window(planes.reshape(-1, width)).reshape(15, -1)
        found.append(
            means.take(np.flatnonzero(cv2.copyMakeBorder(part, *frame[:4], cv2.BORDER_CONSTANT).view(bool)), axis=1)
        )
    return np.concatenate(found, axis=1)


def _solved(moments: Plane) -> Plane:
    """The linear models and how far each is to be trusted, 0..1: (5, n) float32, from the (15, n) moments."""
    moments[1:] *= 1 / moments[0]
    mean_target, means = moments[1], moments[2:5]
    variance = moments[5] - mean_target * mean_target
    with_target = moments[6:9] - means * mean_target
    covariances = [moments[9 + k] - means[i] * means[j] for k, (i, j) in enumerate(_PAIRS)]
    slopes = _solve(covariances, list(with_target))
    explained: Plane = sum(map(np.multiply, slopes, with_target)) / np.maximum(variance, np.float32(1e-4))
    stretch = 1 / np.clip(explained, EXPLAINED_FROM, 1.0)
    slopes = [slope * stretch for slope in slopes]
    offset = mean_target - sum(map(np.multiply, slopes, means))
    return np.stack((*slopes, offset, smoothstep(explained, EXPLAINED_FROM, EXPLAINED_TO)))


def steepen(confidence: Plane) -> Plane:
    """Confidence with ``STEEPNESS`` of contrast around 1/2."""
    steep: Plane = np.clip(confidence * np.float32(STEEPNESS) + np.float32(0.5 - STEEPNESS / 2), 0.0, 1.0)
    return steep


def smoothstep(values: Plane, start: float, end: float) -> Plane:
    """0 up to ``start``, 1 from ``end`` on, a smooth cubic between."""
    ramp: Plane = np.clip((values - np.float32(start)) * np.float32(1 / (end - start)), 0.0, 1.0)
    return cast(Plane, ramp * ramp * (3 - 2 * ramp))


def _window(values: Plane) -> Plane:
    """Mean over each cell's window. The kernel's plain sums are in float32, and twice as fast as ``blur``, which takes doubles."""
    return cast(Plane, cv2.sepFilter2D(values, -1, _EVEN, _EVEN))


_EVEN = np.full(2 * WINDOW_RADIUS + 1, 1 / (2 * WINDOW_RADIUS + 1), np.float32)
_PAIRS = ((0, 0), (0, 1), (0, 2), (1, 1), (1, 2), (2, 2))


def _solve(covariances: list[Plane], right: list[Plane]) -> list[Plane]:
    """Solve a symmetric 3x3 system a cell by Cramer's rule; the regularisation keeps them well away from singular.

    covariances: in the order of ``_PAIRS``; right: three planes.
    """
    rr, rg, rb, gg, gb, bb = covariances
    rr, gg, bb = (diagonal + np.float32(REGULARISATION) for diagonal in (rr, gg, bb))
    c_rr, c_rg, c_rb = gg * bb - gb * gb, gb * rb - rg * bb, rg * gb - gg * rb
    c_gg, c_gb, c_bb = rr * bb - rb * rb, rg * rb - rr * gb, rr * gg - rg * rg
    scale = 1 / (rr * c_rr + rg * c_rg + rb * c_rb)
    x, y, z = (plane * scale for plane in right)
    return [c_rr * x + c_rg * y + c_rb * z, c_rg * x + c_gg * y + c_gb * z, c_rb * x + c_gb * y + c_bb * z]
