"""The stage: a floor that meets a wall, extruded from left to right. One row of pixels sees one line of it."""

from dataclasses import dataclass

import numpy as np

from services.generator.arrays import Field
from services.generator.render.camera import Camera


@dataclass(frozen=True)
class Stage:
    """Floor at ``floor_y`` from the camera to ``bend_z``, then a quarter circle of ``bend_radius``, then an upright wall.

    With ``edge_z`` set the floor is a table that ends there, and the wall stands ``bend_z`` away behind it.
    """

    bend_z: float
    bend_radius: float = 0.0
    floor_y: float = 0.0
    edge_z: float | None = None

    @property
    def wall_z(self) -> float:
        """Where the upright wall stands."""
        return self.bend_z + self.bend_radius


@dataclass(frozen=True)
class Rows:
    """What each row of a picture sees; every field is (H, 1) float32."""

    y: Field
    z: Field
    up: Field
    """y of the surface's normal."""
    out: Field
    """How much the normal faces the camera (-z of the normal)."""
    depth: Field
    wall: Field
    """0 on the floor, 1 on the upright wall, between on the bend."""
    corner: Field
    """Distance to the line where floor and wall meet sharply; large where there is none."""


def trace(camera: Camera, stage: Stage, rows: Field) -> Rows:
    """Meet the stage with the rays of ``rows`` ((H,) pixel rows). Plain analytic ray against line, circle, line."""
    down, forward = camera.slopes(rows.astype(np.float64))
    _, cy, cz = camera.position
    cy -= stage.floor_y
    floor_depth = np.where(down > 1e-4, cy / np.maximum(down, 1e-4), 1e6)
    floor_z = cz + forward * floor_depth
    wall_depth = (stage.wall_z - cz) / forward
    wall_y = cy - down * wall_depth
    end = stage.bend_z if stage.edge_z is None else stage.edge_z
    on_floor = floor_z < end
    on_wall = ~on_floor & (wall_y >= (stage.bend_radius if stage.edge_z is None else -1e6))
    depth = np.where(on_floor, floor_depth, wall_depth)
    if stage.bend_radius > 0:
        # |(cz + f t - bend_z, cy - d t - R)| = R, the far root.
        a = forward**2 + down**2
        b = forward * (cz - stage.bend_z) - down * (cy - stage.bend_radius)
        c = (cz - stage.bend_z) ** 2 + (cy - stage.bend_radius) ** 2 - stage.bend_radius**2
        bend_depth = (-b + np.sqrt(np.maximum(b * b - a * c, 0))) / a
        depth = np.where(on_floor | on_wall, depth, bend_depth)
    y, z = cy - down * depth, cz + forward * depth
    radius = max(stage.bend_radius, 1e-6)
    bend = ~on_floor & ~on_wall
    up = np.where(bend, (stage.bend_radius - y) / radius, on_floor)
    out = np.where(bend, (z - stage.bend_z) / radius, on_wall)
    sharp = stage.edge_z is None and stage.bend_radius < 0.05
    corner = np.where(on_floor, stage.wall_z - z, y) if sharp else np.full_like(z, 1e3)
    columns = [y + stage.floor_y, z, up, out, depth, out, corner]
    return Rows(*(column.astype(np.float32)[:, None] for column in columns))
