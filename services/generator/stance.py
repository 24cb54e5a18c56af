"""How the product stands, read from its matte alone: upright or lying, on which feet, and seen from how high.

Scenes that ignore this float the product or put the horizon through it. Must not know sets or light.
"""

from dataclasses import dataclass, replace
from math import asin, degrees

import cv2
import numpy as np

from services.generator.arrays import Bytes, Field
from services.generator.dish import Rim, find_rim

_WORKING_PX = 256
"""Longer side at which the matte is read; feet need no more."""
_SOLID = 128
_LYING_PITCH_DEG = 52.0
_BASE = 0.12
"""Height, in shares of the product's, at which the base is as wide as it gets; above, a belly may begin."""
_PITCH_RANGE_DEG = (6.0, 36.0)


@dataclass(frozen=True)
class Foot:
    """A part of the product with its own place on the floor. Columns and rows are frame pixels."""

    left: float
    right: float
    row: float
    """The lowest row of this part: where it touches the floor in front."""
    column: float
    half_width: float
    """Half the width of what touches the floor: a handle or a belly above it does not count."""


@dataclass(frozen=True)
class Stance:
    """What the scene must match."""

    lying: bool
    pitch_deg: float
    """How far the camera that took the product looked down."""
    feet: tuple[Foot, ...]
    rim: Rim | None = None
    """Of a dish: its rim in frame pixels."""

    @property
    def lowest(self) -> Foot:
        """The foot nearest to the camera."""
        return max(self.feet, key=lambda foot: foot.row)

    def lowered(self, rows_px: float) -> "Stance":
        """The same, so many rows further down in the frame."""
        feet = tuple(replace(foot, row=foot.row + rows_px) for foot in self.feet)
        rim = self.rim.moved(0, rows_px, 1, 1) if self.rim else None
        return replace(self, feet=feet, rim=rim)


def read_stance(matte: Bytes, left: float, top: float, pitch_deg: float | None = None) -> Stance:
    """Read a placed matte (h, w) uint8 whose corner lies at (left, top) of the frame. ``pitch_deg`` overrides the estimate."""
    scale = min(1.0, _WORKING_PX / max(matte.shape))
    size = (max(1, round(matte.shape[1] * scale)), max(1, round(matte.shape[0] * scale)))
    solid = cv2.resize(matte, size, interpolation=cv2.INTER_AREA) >= _SOLID
    if not solid.any():
        solid = cv2.resize(matte, size, interpolation=cv2.INTER_AREA) > 0
    basins = _basins(solid)
    lying = _is_lying(solid)
    rim = None if lying else find_rim(solid)
    if pitch_deg is None and rim is not None:
        pitch_deg = rim.pitch_deg
    elif pitch_deg is None:
        pitch_deg = _LYING_PITCH_DEG if lying else _pitch(solid, basins)
    x_scale, y_scale = matte.shape[1] / size[0], matte.shape[0] / size[1]
    feet = tuple(
        Foot(
            left + first * x_scale,
            left + last * x_scale,
            top + (row + 1) * y_scale,
            left + (column + 0.5) * x_scale,
            _base(solid[: row + 1, first:last], column - first) * x_scale,
        )
        for first, last, row, column in basins
    )
    return Stance(lying, pitch_deg, feet, rim.moved(left, top, x_scale, y_scale) if rim else None)


def _base(part: Field, column: int) -> float:
    """Half the width of a foot just above the floor, on the nearer side of its lowest point; ``part``: (h, w) bool, foot last."""
    rows = np.nonzero(part.any(axis=1))[0]
    if not len(rows):
        return 1.0
    line = part[max(int(rows[0]), len(part) - 1 - max(2, round(_BASE * (len(part) - rows[0]))))]
    right = int(np.argmin(np.append(line[column:], False)))
    left = int(np.argmin(np.append(line[column::-1], False)))
    # A foot whose lowest point is at one corner is a box seen from there: then the whole line counts, not the nearer side twice.
    return max(1.0, float(min(left, right)), (left + right) / 4)


def _is_lying(solid: Field) -> bool:
    """Whether the product lies flat and was taken from above.

    Two signs, each of which upright goods rarely show: a long thing that runs diagonally through the frame (a watch, a pen), and a
    wide open outline that fills little of its own hull (spectacles, a necklace). A chair is open too, but higher than wide.
    """
    rows, columns = np.nonzero(solid)
    if len(rows) < 16:
        return False
    spread = np.cov(np.stack([columns, rows]).astype(np.float64))
    values, vectors = np.linalg.eigh(spread)
    elongation = float(np.sqrt(values[1] / max(values[0], 1e-6)))
    tilt = abs(degrees(np.arctan2(vectors[1, 1], vectors[0, 1]))) % 90
    hull = cv2.contourArea(cv2.convexHull(np.stack([columns, rows], axis=1).astype(np.int32)))
    solidity = len(rows) / max(hull, 1.0)
    wide = float(np.ptp(columns)) / max(float(np.ptp(rows)), 1.0)
    return (elongation > 2.4 and 15 < tilt < 75) or (solidity < 0.55 and wide > 1.15)


def _basins(solid: Field) -> list[tuple[int, int, int, int]]:
    """Parts of the lower outline, each with its own lowest point: (first column, end column, row, column of that point).

    One-dimensional persistence: columns join from the lowest up; where two parts meet and both hang lower than the meeting point
    by 4% of the size, they are separate feet; otherwise the shallower one is a bump of the other.
    """
    height, width = solid.shape
    bottom = np.where(solid.any(axis=0), height - 1 - np.argmax(solid[::-1], axis=0), -1)
    threshold = 0.04 * max(height, width)
    lowest = int(bottom.max())
    top = int(np.argmax(solid.any(axis=1)))
    order = np.argsort(-bottom, kind="stable")
    owner = np.full(width, -1)
    for column in order:
        if bottom[column] < 0:
            break
        near = {int(owner[n]) for n in (column - 1, column + 1) if 0 <= n < width and owner[n] >= 0}
        if not near:
            owner[column] = column
            continue
        deepest = max(near, key=lambda peak: (bottom[peak], -peak))
        owner[column] = deepest
        for peak in near - {deepest}:
            hangs = bottom[peak] - bottom[column] < threshold
            overhang = lowest - bottom[peak] > 0.3 * (lowest - top)
            if hangs or overhang:
                owner[owner == peak] = deepest
    parts = []
    for peak in np.unique(owner[owner >= 0]):
        columns = np.nonzero(owner == peak)[0]
        parts.append((int(columns[0]), int(columns[-1]) + 1, int(bottom[peak]), int(peak)))
    floor_parts = [part for part in parts if lowest - part[2] <= 0.3 * (lowest - top) + 1]
    return [_flat_middle(bottom, part) for part in floor_parts]


def _flat_middle(bottom: Field, part: tuple[int, int, int, int]) -> tuple[int, int, int, int]:
    """Move the foot's column to the middle of its lowest stretch."""
    first, end, row, _ = part
    stretch = np.nonzero(bottom[first:end] >= row - 1)[0] + first
    return first, end, row, int(stretch.mean())


def _pitch(solid: Field, basins: list[tuple[int, int, int, int]]) -> float:
    """Camera pitch from how round the foot looks: the front half of a round base of radius a shows as a curve a*sin(pitch) high.

    Square goods seen from the front have a straight foot line and give a low camera, which is how they are photographed.
    """
    estimates = []
    for first, end, row, _ in basins:
        part = solid[: row + 1, first:end]
        rows = np.nonzero(part.any(axis=1))[0]
        height = int(row - rows[0] + 1)
        widths = part.sum(axis=1)[::-1].astype(np.float64)
        base = max(3, round(_BASE * height))
        if height < 8 or len(widths) <= base:
            continue
        full = float(widths[base])
        reached = int(np.argmax(widths >= 0.8 * full))
        if full < 4:
            continue
        # widths[t] = 2a sqrt(1 - (1 - t/b)^2): at 0.8 of the full width t = 0.4 b.
        estimates.append((full, min(1.0, max(0.0, (reached - 0.5) / 0.4) / (full / 2))))
    if not estimates:
        return 14.0
    total = sum(full for full, _ in estimates)
    sine = sum(full * value for full, value in estimates) / total
    return float(np.clip(degrees(asin(min(sine, 0.95))), *_PITCH_RANGE_DEG))
