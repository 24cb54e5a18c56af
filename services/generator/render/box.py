"""A rectangular block, turned as it was put down."""

from dataclasses import dataclass
from math import cos, hypot, sin

import numpy as np

from services.generator.arrays import Field
from services.generator.render.block import RIM, Block, Face
from services.generator.render.camera import Camera
from services.generator.solid import Slice


@dataclass(frozen=True)
class Box(Block):
    """An upright box, its sides turned by ``turn`` radians."""

    half_width: float
    half_depth: float
    turn: float

    def outline(self) -> Field:
        """Its four corners."""
        return Slice(self.x, 0, self.z, self.half_width, self.half_depth, turn=self.turn).corners

    def slice(self) -> Slice:
        """A rectangle that goes down to the floor."""
        return Slice(self.x, self.top, self.z, self.half_width, self.half_depth, turn=self.turn, down_to=self.bottom)

    def _walls(self) -> list[tuple[float, float, float]]:
        """Outward normals (x, z) of the four sides, and their distance from the middle."""
        across, along = (cos(self.turn), sin(self.turn)), (-sin(self.turn), cos(self.turn))
        return [
            (sign * axis[0], sign * axis[1], half)
            for axis, half in ((across, self.half_width), (along, self.half_depth))
            for sign in (-1, 1)
        ]

    def side(self, camera: Camera, slope: Field, forward: Field) -> Face:
        """A ray enters a convex block through the last of the walls that face it; where two meet, the edge is rounded.

        The camera must stand beside the block: from over it, no wall faces it.
        """
        cx, _, cz = camera.position
        seen = []
        for nx, nz, half in self._walls():
            gap = nx * (cx - self.x) + nz * (cz - self.z) - half
            if gap > 0:
                toward = np.maximum(-(np.float32(nx) * slope + np.float32(nz) * forward), np.float32(1e-4))
                seen.append((np.float32(gap) / toward, nx, nz))
        depth, nx, nz = seen[0]
        right, out = np.full(depth.shape, nx, np.float32), np.full(depth.shape, -nz, np.float32)
        along = self._along(camera, slope, forward, depth, nx, nz)
        for other, mx, mz in seen[1:]:
            gain = other - depth
            share = np.clip(np.float32(0.5) + gain / np.float32(4 * RIM), 0, 1)
            right += (np.float32(mx) - right) * share
            out += (np.float32(-mz) - out) * share
            along = np.where(gain > 0, self._along(camera, slope, forward, other, mx, mz), along)
            depth = np.maximum(depth, other)
        return Face(depth.astype(np.float32), right, out, along.astype(np.float32))

    def _along(self, camera: Camera, slope: Field, forward: Field, depth: Field, nx: float, nz: float) -> Field:
        """Way along one wall, so that no two walls show the same piece of the material."""
        cx, _, cz = (np.float32(place) for place in camera.position)
        x, z = cx + slope * depth - np.float32(self.x), cz + forward * depth - np.float32(self.z)
        way: Field = (
            np.float32(-nz) * x + np.float32(nx) * z + np.float32(3 * hypot(self.half_width, self.half_depth) * nx)
        )
        return way

    def edge(self, x: Field, z: Field) -> tuple[Field, Field, Field]:
        """Towards the nearest wall."""
        nearest = np.full(x.shape, np.float32(1e3))
        right, out = np.zeros_like(x), np.zeros_like(x)
        for nx, nz, half in self._walls():
            gap = (
                np.float32(half) - np.float32(nx) * (x - np.float32(self.x)) - np.float32(nz) * (z - np.float32(self.z))
            )
            closer = gap < nearest
            nearest = np.where(closer, gap, nearest)
            right, out = np.where(closer, np.float32(nx), right), np.where(closer, np.float32(-nz), out)
        return nearest, right, out
