"""A pool of light: the cone of a spotlight, cut by whatever it falls on."""

from dataclasses import dataclass

import cv2
import numpy as np

from services.generator.arrays import Field, Triple
from services.generator.light import Light
from services.generator.render.surface import KEY_DISTANCE
from services.generator.solid import Solid

_EDGE = 0.20
"""Width of the soft edge over the pool's radius, for a source of no size."""
_SPILL = 0.07
"""Light beside the pool, right at its edge: what lens and dust scatter."""
_SPILL_REACH = 1.1
"""Over how many radii the spill falls to a third."""
_HOT = 0.34
"""How much brighter the pool's middle is than its edge: no lamp is even."""


@dataclass(frozen=True)
class Pool:
    """A cone of light from the key; passes for a gobo."""

    apex: Triple
    axis: Triple
    """Unit vector from the lamp to the middle of the pool."""
    spread: float
    """Tangent of half the cone's angle."""
    edge: float
    """Width of the edge over the radius."""
    shift: tuple[float, float]
    """Where the pool's middle lies on the floor (x, z)."""
    step: int = 4
    """Pixels between two look-ups: its edges are soft."""

    @classmethod
    def round_the(cls, solid: Solid, light: Light, generator: np.random.Generator) -> "Pool":
        """A cone that has the whole product in it, with room round the foot; aimed by hand, so a little off the middle."""
        x, z = solid.middle
        lx, ly, lz = light.direction
        apex = (lx * KEY_DISTANCE, ly * KEY_DISTANCE, lz * KEY_DISTANCE)
        # Just over the foot: aimed higher, the pool would lie behind the product instead of round it.
        aim = (x + generator.uniform(-0.05, 0.05), 0.08 * solid.height, z + generator.uniform(0.0, 0.1))
        way = np.array(aim) - np.array(apex)
        distance = float(np.linalg.norm(way))
        axis = way / distance
        half = max(solid.x_range[1] - solid.x_range[0], solid.z_range[1] - solid.z_range[0]) / 2
        radius = max(half * 1.25, 0.62 * solid.height) * generator.uniform(1.0, 1.12) + 0.16
        down = -apex[1] / axis[1]
        shift = (float(apex[0] + axis[0] * down), float(apex[2] + axis[2] * down))
        edge = _EDGE + 0.035 * light.softness_deg
        return cls(apex, (float(axis[0]), float(axis[1]), float(axis[2])), float(radius / distance), edge, shift)

    def at(self, x: Field, y: Field, z: Field) -> Field:
        """Share of the key at world points; ``x`` (h, w), ``y`` and ``z`` (h, w) or (h, 1)."""
        dx, dy, dz = x - np.float32(self.apex[0]), y - np.float32(self.apex[1]), z - np.float32(self.apex[2])
        along = dx * np.float32(self.axis[0]) + (dy * np.float32(self.axis[1]) + dz * np.float32(self.axis[2]))
        square = dx * dx + (dy * dy + dz * dz)
        aside = cv2.sqrt(np.maximum(square - along * along, 0)) / np.maximum(along, np.float32(0.1))
        out = aside * np.float32(1 / self.spread)
        inside = np.clip((1 + np.float32(self.edge / 2) - out) * np.float32(1 / self.edge), 0, 1)
        inside = inside * inside * (3 - 2 * inside)
        spill = np.float32(_SPILL) * np.exp(-np.maximum(out - 1, 0) * np.float32(1 / _SPILL_REACH))
        hot = 1 - np.float32(_HOT) * np.minimum(out * out, 1)
        passed: Field = np.maximum(inside * hot, spill).astype(np.float32)
        return passed
