"""The camera: where a pixel's ray meets the set. It has no roll and no yaw, so depth depends on the row alone."""

from dataclasses import dataclass
from math import atan, cos, degrees, radians, sin

import numpy as np

from services.generator.arrays import Field

FOCAL = 2.5
"""Focal length over the longer side of the frame: about a 90 mm lens on full frame, a product photographer's usual choice."""


_OVER_FLOOR_DEG = 2.0
"""Least angle at which the camera sees the floor at the product's foot."""


def least_pitch_deg(foot_row: float, width: int, height: int) -> float:
    """The least that a camera looks down on a product whose foot is at ``foot_row`` of a (width, height) frame without lying under
    its floor: a foot above the middle is seen along a ray that rises against the optical axis."""
    return max(2.0, _OVER_FLOOR_DEG - degrees(atan((foot_row - height / 2) / (FOCAL * max(width, height)))))


@dataclass(frozen=True)
class Camera:
    """A pinhole looking down by ``pitch_deg``. World: x right, y up, z away; the product's foot is the origin.

    One world unit is ``unit_px`` pixels at the foot, roughly the product's own size, so that sets scale with the product.
    """

    width: int
    height: int
    pitch_deg: float
    foot_px: tuple[float, float]
    unit_px: float

    @property
    def focal_px(self) -> float:
        """Focal length in pixels."""
        return FOCAL * max(self.width, self.height)

    @property
    def foot_depth(self) -> float:
        """Distance of the foot along the optical axis, in units."""
        return self.focal_px / self.unit_px

    def slopes(self, rows: Field) -> tuple[Field, Field]:
        """For pixel rows (any shape): how far the ray falls and how far it goes forward for each unit of depth."""
        v = (rows - self.height / 2) / self.focal_px
        pitch = radians(self.pitch_deg)
        return sin(pitch) + v * cos(pitch), cos(pitch) - v * sin(pitch)

    @property
    def position(self) -> tuple[float, float, float]:
        """Where the camera is, in units from the foot."""
        down, forward = self.slopes(np.asarray(self.foot_px[1]))
        depth = self.foot_depth
        x = -(self.foot_px[0] - self.width / 2) / self.focal_px * depth
        return float(x), float(down) * depth, -float(forward) * depth

    def columns(self, columns: Field, depth: Field) -> Field:
        """World x of pixel columns (1, W) at the depths of their rows (H, 1)."""
        return self.position[0] + (columns - self.width / 2) / self.focal_px * depth

    def project(self, x: Field, y: Field, z: Field) -> tuple[Field, Field, Field]:
        """World points (any shape) to pixel columns, rows and depth."""
        cx, cy, cz = self.position
        pitch = radians(self.pitch_deg)
        forward, down = z - cz, cy - y
        depth = forward * cos(pitch) + down * sin(pitch)
        fall = down * cos(pitch) - forward * sin(pitch)
        column = self.width / 2 + (x - cx) / depth * self.focal_px
        return column, self.height / 2 + fall / depth * self.focal_px, depth

    def floor_z(self, row: float, y: float = 0.0) -> float:
        """World z where a row's ray meets the level ``y``; a ray that never falls that far gives 1000."""
        down, forward = self.slopes(np.asarray(row))
        _, cy, cz = self.position
        if float(down) <= 1e-3:
            return 1000.0
        return min(1000.0, cz + float(forward) / float(down) * (cy - y))
