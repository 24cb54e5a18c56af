"""How well a matte agrees with a mask drawn by hand: F-measure, mean absolute error, structure measure.

Owns the arithmetic alone; it must not know where mattes come from. Each function takes the prediction and the truth of one
picture; ``Score`` gathers a data set.
"""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

BETA_SQUARED = 0.3
"""Weight of recall in the F-measure; Achanta et al., CVPR 2009, and every saliency table since, U²-Net's included."""
THRESHOLDS = 255
_EPSILON = 1e-8

Matte = NDArray[np.uint8]
Mask = NDArray[np.bool_]
Floats = NDArray[np.float64]


def precision_recall(matte: Matte, mask: Mask) -> tuple[Floats, Floats]:
    """Precision and recall of ``matte >= t`` for t = 1..255, two arrays of length ``THRESHOLDS``.

    matte: (H, W) uint8; mask: (H, W) bool. Where nothing is predicted, precision is 1: nothing wrong was said.
    """
    inside = np.bincount(matte[mask], minlength=256)[::-1].cumsum()[::-1][1:].astype(float)
    everything = np.bincount(matte.ravel(), minlength=256)[::-1].cumsum()[::-1][1:].astype(float)
    precision = np.where(everything > 0, inside / np.maximum(everything, 1), 1.0)
    return precision, inside / max(int(mask.sum()), 1)


def mean_absolute_error(matte: Matte, mask: Mask) -> float:
    """Mean of |matte - mask| over all pixels, both as 0..1."""
    return float(np.abs(matte / 255.0 - mask).mean())


def structure_measure(matte: Matte, mask: Mask) -> float:
    """S-measure with alpha 0.5: half likeness of the objects, half likeness of four regions.

    Fan, Cheng, Liu, Li, Borji: Structure-measure: A New Way to Evaluate Foreground Maps, ICCV 2017, equations 1 to 8.
    """
    prediction = matte / 255.0
    share = float(mask.mean())
    if share == 0:
        return 1.0 - float(prediction.mean())
    if share == 1:
        return float(prediction.mean())
    objects = share * _object_likeness(prediction[mask]) + (1 - share) * _object_likeness(1 - prediction[~mask])
    return max(0.0, 0.5 * objects + 0.5 * _region_likeness(prediction, mask.astype(float)))


def _object_likeness(values: Floats) -> float:
    """Equation 5: high and even values over the object. ``values`` are those inside it."""
    mean = float(values.mean())
    spread = float(values.std(ddof=1)) if values.size > 1 else 0.0
    return 2.0 * mean / (mean * mean + 1.0 + spread + _EPSILON)


def _region_likeness(prediction: Floats, truth: Floats) -> float:
    """Equations 2 to 3: structural similarity of the four blocks around the centroid of the truth, weighted by area."""
    rows, columns = np.nonzero(truth)
    height, width = truth.shape
    # The dividing lines lie after the centroid pixel, as in the authors' definition with indices that start at one.
    y, x = round(float(rows.mean())) + 1, round(float(columns.mean())) + 1
    total = 0.0
    for vertical in (slice(0, y), slice(y, height)):
        for horizontal in (slice(0, x), slice(x, width)):
            block = truth[vertical, horizontal]
            if block.size:
                total += block.size / truth.size * _similarity(prediction[vertical, horizontal], block)
    return total


def _similarity(prediction: Floats, truth: Floats) -> float:
    """Equation 1: luminance, contrast and structure of two blocks in one number, without stabilising constants."""
    if prediction.size < 2:
        return float(1 - np.abs(prediction - truth).mean())
    mean_p, mean_t = float(prediction.mean()), float(truth.mean())
    covariance = np.cov(prediction.ravel(), truth.ravel())
    numerator = 4 * mean_p * mean_t * float(covariance[0, 1])
    denominator = (mean_p**2 + mean_t**2) * float(covariance[0, 0] + covariance[1, 1])
    if numerator != 0:
        return numerator / (denominator + _EPSILON)
    return 1.0 if denominator == 0 else 0.0


@dataclass
class Score:
    """Running means over a data set."""

    precision: list[Floats] = field(default_factory=list)
    recall: list[Floats] = field(default_factory=list)
    errors: list[float] = field(default_factory=list)
    structures: list[float] = field(default_factory=list)

    def add(self, matte: Matte, mask: Mask) -> None:
        """Take one picture in. matte: (H, W) uint8; mask: (H, W) bool, the same size."""
        if matte.shape != mask.shape:
            raise ValueError(f"The matte is {matte.shape} and its mask {mask.shape}; they must be of one size.")
        precision, recall = precision_recall(matte, mask)
        self.precision.append(precision)
        self.recall.append(recall)
        self.errors.append(mean_absolute_error(matte, mask))
        self.structures.append(structure_measure(matte, mask))

    def summary(self) -> dict[str, float]:
        """``maxF`` over the mean precision and recall of the data set (as in the U²-Net paper), ``MAE``, ``S``."""
        precision, recall = np.mean(self.precision, axis=0), np.mean(self.recall, axis=0)
        f = (1 + BETA_SQUARED) * precision * recall / np.maximum(BETA_SQUARED * precision + recall, _EPSILON)
        return {"maxF": float(f.max()), "MAE": float(np.mean(self.errors)), "S": float(np.mean(self.structures))}
