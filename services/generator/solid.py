"""The product as a thing in space: what its matte and stance say about where it keeps light away.

An upright product becomes a stack of thin discs, one row of the matte each, as if it had been turned on a lathe; a dish becomes a
flat cone with what stands on it; a lying one becomes its own outline, a little above the floor. Only shadows see this; the
product's pixels never do.
"""

from dataclasses import dataclass, replace
from functools import cached_property
from math import cos, sin

import cv2
import numpy as np

from services.generator.arrays import Bytes, Field
from services.generator.dish import Rim
from services.generator.render.camera import Camera
from services.generator.stance import Foot, Stance

_SLICES = 36
_ARM = 0.3
"""Depth of a handle or a spout over that of the body."""
_ARM_FROM = 0.4
"""Height over that of the product from which arms cast shadows."""
_DISH_SLICES = 8
_RIM_HEIGHT = 0.10
"""Height of a dish's rim over its radius: a saucer's, lower than most, since too much of it makes the dish float."""
_DISH_BASE = 0.62
"""Radius of a dish's foot over that of its rim."""


@dataclass(frozen=True)
class Slice:
    """An ellipse, or a rectangle, of shade parallel to the floor, in world units."""

    x: float
    y: float
    z: float
    half_width: float
    half_depth: float
    thin: bool = False
    """A handle or a spout: it stands in the way of a lamp, but hides next to nothing of the sky."""
    turn: float | None = None
    """Of a rectangle: its turn round the upright axis in radians, else None."""
    down_to: float | None = None
    """Of an upright block: the height down to which it goes on like this."""

    @cached_property
    def corners(self) -> Field:
        """(4, 2) float32: the corners (x, z) of a rectangle, turned."""
        across, along = cos(self.turn or 0.0), sin(self.turn or 0.0)
        signs = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)]) * (self.half_width, self.half_depth)
        places = signs @ np.array([[across, along], [-along, across]]) + (self.x, self.z)
        found: Field = places.astype(np.float32)
        return found

    @cached_property
    def reach(self) -> tuple[float, float]:
        """How far it reaches from its middle along x and along z."""
        if self.turn is None:
            return self.half_width, self.half_depth
        across, along = np.abs(self.corners - (self.x, self.z)).max(axis=0)
        return float(across), float(along)


@dataclass(frozen=True)
class Solid:
    """Everything that casts a shadow for the product."""

    slices: tuple[Slice, ...]
    outline: Bytes | None
    """Of a lying product: its matte (h, w) uint8, else None."""
    corner_px: tuple[float, float]
    thickness: float
    """Of a lying product: how far its upper side is above the floor."""
    x_range: tuple[float, float]
    z_range: tuple[float, float]
    height: float
    round: bool = False
    """Whether the footprint is a circle."""
    lift: float = 0.0
    """How far it hangs above the floor."""

    def lifted(self, lift: float) -> "Solid":
        """The same, ``lift`` above the floor."""
        slices = tuple(replace(s, y=s.y + lift) for s in self.slices)
        return replace(self, slices=slices, height=self.height + lift, lift=lift)

    @property
    def middle(self) -> tuple[float, float]:
        """Middle of the footprint (x, z)."""
        return (self.x_range[0] + self.x_range[1]) / 2, (self.z_range[0] + self.z_range[1]) / 2


def build_solid(matte: Bytes, left: float, top: float, stance: Stance, camera: Camera) -> Solid:
    """Give the placed matte (h, w) uint8 with its corner at (left, top) a body in the camera's world."""
    scale = min(1.0, 320 / max(matte.shape))
    size = (max(1, round(matte.shape[1] * scale)), max(1, round(matte.shape[0] * scale)))
    small = cv2.resize(matte, size, interpolation=cv2.INTER_AREA)
    if stance.lying:
        return _lying(matte, left, top, camera)
    if stance.rim is not None:
        return _dish(small >= 128, left, top, matte.shape[1] / size[0], stance.rim, camera)
    x_step, y_step = matte.shape[1] / size[0], matte.shape[0] / size[1]
    slices: list[Slice] = []
    for foot in stance.feet:
        first = max(0, int((foot.left - left) / x_step))
        end = max(first + 1, round((foot.right - left) / x_step))
        part = small[:, first:end] >= 128
        slices += _lathe(part, left + first * x_step, top, (x_step, y_step), foot, camera)
    if not slices:  # thinner than a pixel of the working size
        return _lying(matte, left, top, camera)
    xs = [s.x - s.half_width for s in slices] + [s.x + s.half_width for s in slices]
    low = [s for s in slices if s.y < 0.15] or slices
    zs = [s.z - s.half_depth for s in low] + [s.z + s.half_depth for s in low]
    height = max(s.y for s in slices)
    return Solid(tuple(slices), None, (left, top), 0.0, (min(xs), max(xs)), (min(zs), max(zs)), height)


def _lathe(part: Field, left: float, top: float, step: tuple[float, float], foot: Foot, camera: Camera) -> list[Slice]:
    """Slices of one upright part. ``part``: (h, w) bool with its corner at (left, top)."""
    rows = np.nonzero(part.any(axis=1))[0]
    if not len(rows):
        return []
    unit = camera.unit_px
    height = (foot.row - top - rows[0] * step[1]) / unit
    widths = part[rows[0] : rows[-1] + 1].sum(axis=1) * step[0] / unit
    # The base's middle is as far behind the foot as the base is deep.
    deepest = max(0.3 * height, 0.12)
    half_depth = min(max(0.5 * float(np.median(widths)), 0.02), deepest)
    base = min(foot.half_width / unit, deepest)
    middle_z = camera.floor_z(foot.row) + base
    _, cy, cz = camera.position

    def level(row: float) -> tuple[float, float]:
        down, forward = camera.slopes(np.asarray(row))
        depth = (middle_z - cz) / float(forward)
        return cy - float(down) * depth, depth

    # The far rim of the top is seen above the near one; the lathe must not count it as height.
    crown = min(len(rows) - 1, max(1, int(0.12 * len(rows))))
    crown_px = part[rows[crown]].sum() * step[0] / 2 * np.sin(np.radians(camera.pitch_deg))
    highest, _ = level(top + rows[0] * step[1] + min(crown_px, 0.4 * len(rows) * step[1]))
    slices = []
    for row in np.unique(np.linspace(rows[0], rows[-1], _SLICES).round().astype(int)):
        y, depth = level(top + (row + 0.5) * step[1])
        line = np.concatenate([[0], part[row].astype(np.int8), [0]])
        edges = np.diff(line)
        for first, end in zip(np.nonzero(edges > 0)[0], np.nonzero(edges < 0)[0], strict=True):
            x0, x1 = (float(x) for x in camera.columns(left + np.array([first, end]) * step[0], np.asarray(depth)))
            axis = float(camera.columns(np.asarray(foot.column), np.asarray(depth)))
            lift = min(max(y, 0.0), max(highest, 0.02))
            turned = _turned(x0, x1, axis, lift, middle_z, half_depth)
            # How far in front a handle's lower end is cannot be seen, and close to the floor a wrong guess shows as a stain.
            slices += [s for s in turned if not s.thin or s.y > _ARM_FROM * highest]
    return slices


def _turned(x0: float, x1: float, axis: float, y: float, z: float, half_depth: float) -> list[Slice]:
    """One run of a row: what reaches as far to the left of the axis as to the right is round, what is left over is a flat arm."""
    body = max(0.0, min(axis - x0, x1 - axis))
    arms = [(x0, x1)] if body <= 0 else [(x0, axis - body), (axis + body, x1)]
    slices = [Slice(axis, y, z, body, min(body, half_depth))] if body > 0 else []
    for first, end in arms:
        half = (end - first) / 2
        if half > 0.02 * half_depth:
            # It reaches into the body, or light would shine through the joint.
            slices.append(Slice((first + end) / 2, y, z, half * 1.15, min(half, _ARM * half_depth), thin=True))
    return slices


def _dish(part: Field, left: float, top: float, step: float, rim: Rim, camera: Camera) -> Solid:
    """A flat cone up to the rim, and a cylinder as wide and high as what is seen over its far side. ``part``: (h, w) bool."""
    _, cy, cz = camera.position

    def radius_at(depth: float, half_px: float) -> float:
        return half_px / camera.focal_px * depth

    radius = radius_at(camera.foot_depth, rim.half_width)
    rim_y = _RIM_HEIGHT * radius
    z = camera.floor_z(rim.row + rim.half_depth, rim_y) + radius
    _, _, depth = camera.project(np.asarray(0.0), np.asarray(rim_y), np.asarray(z))
    x = float(camera.columns(np.asarray(rim.column), depth))
    shares = np.linspace(0, 1, _DISH_SLICES)
    radii = radius * (_DISH_BASE + (1 - _DISH_BASE) * shares**0.7)
    slices = [Slice(x, float(share * rim_y), z, float(r), float(r)) for share, r in zip(shares, radii, strict=True)]
    height = rim_y
    far = int((rim.row - rim.half_depth - top) / step)
    over = part[: max(0, far)]
    if over.sum() > 0.01 * part.sum():
        row = int(over.sum(axis=1).argmax())
        columns = np.nonzero(over[row])[0]
        half = (columns[-1] + 1 - columns[0]) / 2
        own = radius_at(float(depth), half * step)
        down, forward = camera.slopes(np.asarray(top + int(np.argmax(over.any(axis=1))) * step))
        height = max(rim_y, cy - float(down) * (z + own - cz) / float(forward))
        middle = float(camera.columns(np.asarray(left + (columns[0] + half) * step), depth))
        slices += [Slice(middle, float(y), z, own, own) for y in np.linspace(rim_y / 2, height, _SLICES // 2)]
    return Solid(
        tuple(slices), None, (left, top), 0.0, (x - radius, x + radius), (z - radius, z + radius), height, True
    )


def _lying(matte: Bytes, left: float, top: float, camera: Camera) -> Solid:
    """A flat product: its outline close to the floor; open outlines are frames, which stand higher."""
    height, width = matte.shape
    rows, columns = np.nonzero(matte >= 128)
    points = np.stack([columns, rows], axis=1).astype(np.int32)
    solidity = len(rows) / max(cv2.contourArea(cv2.convexHull(points)), 1.0) if len(rows) > 2 else 1.0
    thickness = 0.026 + 0.14 * (1 - min(1.0, solidity))
    corners = [(left + dx * width, top + dy * height) for dx in (0, 1) for dy in (0, 1)]
    depths = [camera.floor_z(row) for _, row in corners]
    _, cy, _ = camera.position
    xs = []
    for column, row in corners:
        down, _ = camera.slopes(np.asarray(row))
        xs.append(float(camera.columns(np.asarray(column), np.asarray(cy / max(float(down), 1e-3)))))
    return Solid((), matte, (left, top), thickness, (min(xs), max(xs)), (min(depths), max(depths)), thickness)
