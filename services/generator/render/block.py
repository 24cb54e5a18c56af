"""Round blocks that stand on the floor: a lid, a side, a softened rim. Rendered by analytic ray against cylinder."""

from dataclasses import dataclass

import cv2
import numpy as np

from services.generator.arrays import Field, Triple
from services.generator.light import Light
from services.generator.materials.material import Material, Patch
from services.generator.render.camera import Camera
from services.generator.render.noise import Noise
from services.generator.render.surface import Surface, lit, radiance
from services.generator.solid import Slice

_SUBPIXEL = 4
_RIM = 0.016
"""Width of the rounded rim in units: a sharp edge is what gives computed blocks away."""
_SIDE_COLUMNS = 2
"""The side's light is worked out on every second pixel."""


@dataclass(frozen=True)
class Cylinder:
    """An upright cylinder."""

    x: float
    z: float
    radius: float
    top: float
    bottom: float

    def slices(self, count: int = 9) -> tuple[Slice, ...]:
        """The cylinder as something that casts a shadow."""
        levels = np.linspace(self.bottom, self.top, count)
        return tuple(Slice(self.x, float(y), self.z, self.radius, self.radius) for y in levels)


def _ring(block: Cylinder, camera: Camera, y: float, radius: float) -> Field:
    """A horizontal circle in the frame: (128, 1, 2) int32 with subpixel bits."""
    turn = np.linspace(0, 2 * np.pi, 128, endpoint=False)
    columns, rows, _ = camera.project(block.x + radius * np.cos(turn), np.full(128, y), block.z + radius * np.sin(turn))
    return np.round(np.stack([columns, rows], axis=1) * (1 << _SUBPIXEL)).astype(np.int32)[:, None, :]


def _fill(camera: Camera, outline: Field) -> Field:
    """(H, W) float32 coverage of a convex outline, smooth at the edge."""
    mask = np.zeros((camera.height, camera.width), np.uint8)
    cv2.fillConvexPoly(mask, outline, 255, cv2.LINE_AA, _SUBPIXEL)
    return mask.astype(np.float32) / 255


def cover(block: Cylinder, camera: Camera) -> tuple[Field, Field]:
    """(H, W) float32 coverages of the whole block and of its lid alone."""
    upper = _ring(block, camera, block.top, block.radius)
    lower = _ring(block, camera, block.bottom, block.radius)
    return _fill(camera, cv2.convexHull(np.concatenate([upper, lower]))), _fill(camera, upper)


def box_of(coverage: Field) -> tuple[slice, slice]:
    """The rectangle in which something is covered."""
    rows = np.nonzero(coverage.max(axis=1) > 0)[0]
    columns = np.nonzero(coverage.max(axis=0) > 0)[0]
    if not len(rows):
        return slice(0, 0), slice(0, 0)
    return slice(int(rows[0]), int(rows[-1]) + 1), slice(int(columns[0]), int(columns[-1]) + 1)


def side_surface(
    block: Cylinder, camera: Camera, light: Light, columns: Field, rows: Field
) -> tuple[Surface, Field, Field]:
    """Light on the block's side at pixel ``columns`` (1, w) and ``rows`` (h, 1), the angle round the block and the depth."""
    down, forward = (slope.astype(np.float32) for slope in camera.slopes(rows.astype(np.float64)))
    cx, cy, cz = (np.float32(place) for place in camera.position)
    slope = ((columns - camera.width / 2) / camera.focal_px).astype(np.float32)
    a = slope**2 + forward**2
    b = slope * (cx - block.x) + forward * (cz - block.z)
    c = (cx - block.x) ** 2 + (cz - block.z) ** 2 - block.radius**2
    depth = (-b - np.sqrt(np.maximum(b * b - a * c, 0))) / a
    x, z = cx + slope * depth, cz + forward * depth
    y = np.clip(cy - down * depth, block.bottom, block.top)
    right, out = (x - block.x) / block.radius, (block.z - z) / block.radius
    x, y, z, right, out = (field.astype(np.float32) for field in (x, y, z, right, out))
    key = lit(light, x, y, z, np.asarray(0.0, np.float32), out, right, wrap=0.12)
    near = np.exp(-(y - np.float32(block.bottom)) / np.float32(0.10))
    fill = (0.80 + 0.12 * out) * (1 - 0.42 * near)
    surface = Surface(x, y, z, key * np.float32(1 - light.fill), (fill * np.float32(light.fill)).astype(np.float32))
    return surface, np.arctan2(right, out).astype(np.float32), depth.astype(np.float32)


def paint_side(
    block: Cylinder, camera: Camera, light: Light, material: Material, colour: Triple, patch_noise: Noise, seed: int,
    box: tuple[slice, slice], bounce: Triple,
) -> Field:  # fmt: skip
    """(h, w, 3) linear picture of the side inside ``box``; the floor's colour is thrown back onto its foot."""
    columns = np.arange(box[1].start, box[1].stop, dtype=np.float32)[None, :]
    rows = np.arange(box[0].start, box[0].stop, dtype=np.float32)[:, None]
    surface, angle, depth = side_surface(block, camera, light, columns, rows)
    step = np.maximum(depth / np.float32(camera.focal_px), 1e-4)
    patch = Patch(angle * np.float32(block.radius), surface.y, step, patch_noise, np.random.default_rng(seed))
    glow = np.exp(-(surface.y - np.float32(block.bottom)) / np.float32(0.25))[..., None] * np.array(bounce, np.float32)
    rim = np.clip(1 - (np.float32(block.top) - surface.y) / np.float32(_RIM), 0, 1)
    crest = lit(
        light, surface.x, surface.y, surface.z, np.asarray(0.75, np.float32), np.asarray(0.5, np.float32), 0.0
    ) * np.float32(1 - light.fill)
    key = surface.key * (1 - rim) + np.maximum(surface.key, crest) * rim
    painted: Field = material.albedo(colour, patch) * (radiance(light, key, surface.fill) + np.float32(0.10) * glow)
    return painted


def lid_surface(block: Cylinder, camera: Camera, light: Light, columns: Field, rows: Field) -> Surface:
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
    block: Cylinder, camera: Camera, light: Light, material: Material, colour: Triple, patch_noise: Noise, seed: int,
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
    right, out = (
        (surface.x - np.float32(block.x)) / np.float32(block.radius),
        (np.float32(block.z) - surface.z) / np.float32(block.radius),
    )
    radius = cv2.sqrt(right * right + out * out)
    rim = np.clip(1 - (1 - radius) * np.float32(block.radius / _RIM), 0, 1)
    lean = rim * np.float32(0.7)
    bent = lit(light, surface.x, surface.y, surface.z, 1 - lean * np.float32(0.3), lean * out, lean * right)
    return material.albedo(colour, patch) * radiance(light, bent * np.float32(1 - light.fill), surface.fill)
