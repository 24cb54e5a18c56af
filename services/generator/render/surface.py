"""Where a coarse grid of pixels meets the set, and how much light falls there: all that a shadow needs to know of a set."""

from dataclasses import dataclass

import numpy as np

from services.generator.arrays import Field, Triple
from services.generator.light import Light
from services.generator.render.camera import Camera
from services.generator.render.stage import Rows

KEY_DISTANCE = 5.5
"""Distance of the key from the product in units: near enough for a visible fall-off over the set."""


@dataclass(frozen=True)
class Surface:
    """World points (h, w) float32 with the light that reaches them when no product stands there."""

    x: Field
    y: Field
    z: Field
    key: Field
    fill: Field


@dataclass(frozen=True)
class Wash:
    """A background light on the wall: a soft round glow, as from a lamp hidden behind the product."""

    x: float
    y: float
    radius: float
    strength: float


def grid(camera: Camera, scale: float) -> tuple[Field, Field]:
    """Pixel columns (1, w) and rows (h, 1), float32, of a grid coarser by ``scale`` (0..1]."""
    width, height = max(1, round(camera.width * scale)), max(1, round(camera.height * scale))
    columns = (np.arange(width, dtype=np.float32) + 0.5) * (camera.width / width) - 0.5
    rows = (np.arange(height, dtype=np.float32) + 0.5) * (camera.height / height) - 0.5
    return columns[None, :].astype(np.float32), rows[:, None].astype(np.float32)


def lit(
    light: Light, x: Field, y: Field, z: Field, up: Field, out: Field, right: Field | float = 0.0, wrap: float = 0.25
) -> Field:
    """Key light on surfaces whose normal is (``right``, ``up``, -``out``); 1 on the floor at the product.

    A near source: Lambert with the inverse square of the distance. ``wrap`` lets a broad source reach a little behind the edge.
    """
    lx, ly, lz = light.direction
    dx, dy, dz = lx * KEY_DISTANCE - x, ly * KEY_DISTANCE - y, lz * KEY_DISTANCE - z
    square = dx * dx + dy * dy + dz * dz
    facing = (right * dx + up * dy - out * dz) / np.sqrt(square)
    key = np.maximum(0, facing + np.float32(wrap)) / square
    return (key * np.float32(KEY_DISTANCE**2 / (ly + wrap))).astype(np.float32)


def light_rows(light: Light, camera: Camera, rows: Rows, columns: Field, wash: Wash | None = None) -> Surface:
    """Light the stage's rows at pixel ``columns`` (1, w)."""
    x = camera.columns(columns, rows.depth).astype(np.float32)
    key = lit(light, x, rows.y, rows.z, rows.up, rows.out)
    fill = np.broadcast_to(0.82 + 0.18 * rows.up, x.shape).astype(np.float32)
    # A corner sees half of the room: the fill fades into it.
    fill = fill * (1 - np.float32(0.38) * np.exp(-np.maximum(rows.corner, 0) / np.float32(0.22)))
    if wash is not None:
        glow = np.exp(-((x - wash.x) ** 2 + (rows.y - wash.y) ** 2) / np.float32(wash.radius**2))
        fill = fill * (1 + np.float32(wash.strength / max(light.fill, 0.15)) * glow * rows.wall)
    shape = x.shape
    return Surface(
        x,
        np.broadcast_to(rows.y, shape),
        np.broadcast_to(rows.z, shape),
        key * np.float32(1 - light.fill),
        fill * np.float32(light.fill),
    )


def radiance(light: Light, key: Field, fill: Field) -> Field:
    """(h, w, 3) light from the two shares, each with its tint."""
    key_tint: Triple = light.key_colour
    fill_tint: Triple = light.fill_colour
    return np.stack(
        [key * np.float32(k) + fill * np.float32(f) for k, f in zip(key_tint, fill_tint, strict=True)], axis=-1
    )
