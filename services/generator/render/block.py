"""Blocks that stand on the floor: a lid, a side, softened edges. Rendered by analytic rays against what the kind of block says."""

from abc import ABC, abstractmethod
from dataclasses import dataclass

import cv2
import numpy as np

from services.generator.arrays import Field, Triple
from services.generator.light import Light
from services.generator.materials.material import Material, Patch
from services.generator.render.camera import Camera
from services.generator.render.hull import SUBPIXEL, hulls
from services.generator.render.noise import Noise
from services.generator.render.surface import Surface, lit, radiance
from services.generator.solid import Slice

_BESIDE = 1e-3
"""How far beside a block the camera must be, in units, to see its side."""
_NOTHING: Field = np.zeros((0, 0), np.float32)
RIM = 0.016
"""Width of the rounded edges in units: a sharp edge is what gives computed blocks away."""


@dataclass(frozen=True)
class Face:
    """What the camera sees of a block's side; every field (h, w) float32."""

    depth: Field
    right: Field
    """x of the outward normal."""
    out: Field
    """How much the normal faces the camera (-z of it)."""
    along: Field
    """Way along the surface, level, in units."""


@dataclass(frozen=True)
class Block(ABC):
    """An upright prism on the floor, middle of its foot at (x, z)."""

    x: float
    z: float
    top: float
    bottom: float

    @abstractmethod
    def outline(self) -> Field:
        """(n, 2) points (x, z) round it."""

    @abstractmethod
    def slice(self) -> Slice:
        """It as something that casts a shadow."""

    @abstractmethod
    def side(self, camera: Camera, slope: Field, forward: Field) -> Face:
        """Where rays that go ``slope`` (1, w) to the right and ``forward`` (h, 1) for each unit of depth meet the side."""

    @abstractmethod
    def edge(self, x: Field, z: Field) -> tuple[Field, Field, Field]:
        """For points of the lid (h, w): distance to the edge, and the direction (x, -z) to it."""


@dataclass(frozen=True)
class Cylinder(Block):
    """An upright cylinder."""

    radius: float

    def outline(self) -> Field:
        """A circle of 128 points."""
        turn = np.linspace(0, 2 * np.pi, 128, endpoint=False)
        return np.stack([self.x + self.radius * np.cos(turn), self.z + self.radius * np.sin(turn)], axis=1)

    def slice(self) -> Slice:
        """A disc that goes down to the floor."""
        return Slice(self.x, self.top, self.z, self.radius, self.radius, down_to=self.bottom)

    def side(self, camera: Camera, slope: Field, forward: Field) -> Face:
        """The near root of ray against circle."""
        cx, _, cz = (np.float32(place) for place in camera.position)
        a = slope**2 + forward**2
        b = slope * (cx - self.x) + forward * (cz - self.z)
        c = (cx - self.x) ** 2 + (cz - self.z) ** 2 - self.radius**2
        depth = (-b - np.sqrt(np.maximum(b * b - a * c, 0))) / a
        right = (cx + slope * depth - self.x) / self.radius
        out = (self.z - cz - forward * depth) / self.radius
        angle = np.arctan2(right, out) * self.radius
        return Face(*(field.astype(np.float32) for field in (depth, right, out, angle)))

    def edge(self, x: Field, z: Field) -> tuple[Field, Field, Field]:
        """Outward from the axis."""
        right, out = (
            (x - np.float32(self.x)) / np.float32(self.radius),
            (np.float32(self.z) - z) / np.float32(self.radius),
        )
        return (1 - cv2.sqrt(right * right + out * out)) * np.float32(self.radius), right, out


def _fill(outline: Field, window: tuple[slice, slice]) -> Field:
    """(h, w) float32 coverage of a convex outline inside a window, smooth at the edge."""
    mask = np.zeros((window[0].stop - window[0].start, window[1].stop - window[1].start), np.uint8)
    if not mask.size or not len(outline):
        return mask.astype(np.float32)
    corner = np.array([window[1].start, window[0].start], np.int32) << SUBPIXEL
    cv2.fillConvexPoly(mask, outline - corner, 255, cv2.LINE_AA, SUBPIXEL)
    return mask.astype(np.float32) / 255


def cover(block: Block, camera: Camera) -> tuple[tuple[slice, slice], Field, Field]:
    """The window (rows, columns) of the frame that the block fills, and in it the coverages (h, w) float32 of side and lid.

    They are to be laid over the picture in this order. Where the lid ends against the room, the side under it is not seen; mixed in
    by its soft edge it would draw a bright hairline. From over the block no side is seen, from below its lid no lid.
    """
    upper, both = hulls(camera, block.outline(), block.top, block.bottom)
    if not len(both):
        return (slice(0, 0), slice(0, 0)), _NOTHING, _NOTHING
    low, high = (both.min(axis=0)[0] >> SUBPIXEL) - 1, (both.max(axis=0)[0] >> SUBPIXEL) + 3
    (left, top), (right, end) = np.maximum(low, 0).tolist(), np.minimum(high, (camera.width, camera.height)).tolist()
    if left >= right or top >= end:
        return (slice(0, 0), slice(0, 0)), _NOTHING, _NOTHING
    window = slice(top, end), slice(left, right)
    lid, body = _fill(upper, window), _fill(both, window)
    cx, cy, cz = camera.position
    if cy <= block.top:
        lid = np.zeros_like(lid)
    over = block.edge(np.full((1, 1), cx, np.float32), np.full((1, 1), cz, np.float32))[0]
    if float(over[0, 0]) > -_BESIDE:
        return window, np.zeros_like(body), lid
    side: Field = np.clip((body - lid) / np.maximum(1 - lid, np.float32(1e-3)), 0, 1)
    return window, side, lid


def box_of(coverage: Field, window: tuple[slice, slice]) -> tuple[slice, slice]:
    """The part of a window, in the frame, in which something is covered."""
    rows = np.nonzero(coverage.max(axis=1, initial=0) > 0)[0]
    columns = np.nonzero(coverage.max(axis=0, initial=0) > 0)[0]
    top, left = window[0].start, window[1].start
    if not len(rows):
        return slice(top, top), slice(left, left)
    return slice(top + int(rows[0]), top + int(rows[-1]) + 1), slice(
        left + int(columns[0]), left + int(columns[-1]) + 1
    )


def _rays(camera: Camera, columns: Field, rows: Field) -> tuple[Field, Field, Field]:
    """Per unit of depth: how far to the right (1, w), down and forward (h, 1)."""
    down, forward = (slope.astype(np.float32) for slope in camera.slopes(rows.astype(np.float64)))
    return ((columns - camera.width / 2) / camera.focal_px).astype(np.float32), down, forward


def side_surface(block: Block, camera: Camera, light: Light, columns: Field, rows: Field) -> tuple[Surface, Face]:
    """Light on the block's side at pixel ``columns`` (1, w) and ``rows`` (h, 1)."""
    slope, down, forward = _rays(camera, columns, rows)
    cx, cy, cz = (np.float32(place) for place in camera.position)
    face = block.side(camera, slope, forward)
    x, z = cx + slope * face.depth, cz + forward * face.depth
    y = np.clip(cy - down * face.depth, np.float32(block.bottom), np.float32(block.top))
    key = lit(light, x, y, z, np.asarray(0.0, np.float32), face.out, face.right, wrap=0.12)
    near = np.exp(-(y - np.float32(block.bottom)) / np.float32(0.10))
    fill = (np.float32(0.80) + np.float32(0.12) * face.out) * (1 - np.float32(0.42) * near)
    return Surface(x, y, z, key * np.float32(1 - light.fill), fill * np.float32(light.fill)), face


def paint_side(
    block: Block, camera: Camera, light: Light, material: Material, colour: Triple, patch_noise: Noise, seed: int,
    box: tuple[slice, slice], bounce: Triple,
) -> Field:  # fmt: skip
    """(h, w, 3) linear picture of the side inside ``box``; the floor's colour is thrown back onto its foot."""
    columns = np.arange(box[1].start, box[1].stop, dtype=np.float32)[None, :]
    rows = np.arange(box[0].start, box[0].stop, dtype=np.float32)[:, None]
    surface, face = side_surface(block, camera, light, columns, rows)
    step = np.maximum(face.depth / np.float32(camera.focal_px), 1e-4)
    patch = Patch(face.along, surface.y, step, patch_noise, np.random.default_rng(seed))
    glow = np.exp(-(surface.y - np.float32(block.bottom)) / np.float32(0.25))[..., None] * np.array(bounce, np.float32)
    rim = np.clip(1 - (np.float32(block.top) - surface.y) / np.float32(RIM), 0, 1)
    half = np.full_like(face.out, 0.7)  # the rounded rim looks halfway up
    crest = lit(light, surface.x, surface.y, surface.z, half, half * face.out, half * face.right)
    crest *= np.float32(1 - light.fill)
    key = surface.key * (1 - rim) + np.maximum(surface.key, crest) * rim
    painted: Field = material.albedo(colour, patch) * (radiance(light, key, surface.fill) + np.float32(0.10) * glow)
    return painted


def lid_surface(block: Block, camera: Camera, light: Light, columns: Field, rows: Field) -> Surface:
    """Light on the block's lid at pixel ``columns`` (1, w) and ``rows`` (h, 1)."""
    down, forward = camera.slopes(rows.astype(np.float64))
    _, cy, cz = camera.position
    depth = ((cy - block.top) / np.maximum(down, 1e-3)).astype(np.float32)
    x = camera.columns(columns, depth).astype(np.float32)
    z = np.broadcast_to(cz + forward * depth, x.shape).astype(np.float32)
    y = np.full(x.shape, block.top, np.float32)
    key = lit(light, x, y, z, np.asarray(1.0, np.float32), np.asarray(0.0, np.float32))
    return Surface(x, y, z, key * np.float32(1 - light.fill), np.full(x.shape, light.fill, np.float32))


def paint_lid(
    block: Block, camera: Camera, light: Light, material: Material, colour: Triple, patch_noise: Noise, seed: int,
    box: tuple[slice, slice],
) -> Field:  # fmt: skip
    """(h, w, 3) linear picture of the lid inside ``box``, its rim catching the light."""
    columns = np.arange(box[1].start, box[1].stop, dtype=np.float32)[None, :]
    rows = np.arange(box[0].start, box[0].stop, dtype=np.float32)[:, None]
    surface = lid_surface(block, camera, light, columns, rows)
    down, _ = camera.slopes(rows.astype(np.float64))
    depth = (camera.position[1] - block.top) / np.maximum(down, 1e-3)
    step = (depth / camera.focal_px / np.maximum(down, 0.1)).astype(np.float32)
    patch = Patch(surface.x, surface.z, step, patch_noise, np.random.default_rng(seed))
    inward, right, out = block.edge(surface.x, surface.z)
    rim = np.clip(1 - inward / np.float32(RIM), 0, 1)
    lean = rim * np.float32(0.7)
    bent = lit(light, surface.x, surface.y, surface.z, 1 - lean * np.float32(0.3), lean * out, lean * right)
    return material.albedo(colour, patch) * radiance(light, bent * np.float32(1 - light.fill), surface.fill)
