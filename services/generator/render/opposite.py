"""What stands opposite a floor that mirrors: the light on the set's wall, as seen by the rays that the floor throws back."""

import cv2
import numpy as np

from services.generator.arrays import Field
from services.generator.light import Light
from services.generator.render.camera import Camera
from services.generator.render.stage import Rows, Stage
from services.generator.render.surface import Wash, light_rows, radiance

_HIGHEST = 4.5
"""Height in units above which the wall counts as its last line: no backdrop is higher."""
_COLUMN_STEP = 8


def seen_in_floor(light: Light, camera: Camera, rows: Rows, stage: Stage, wash: Wash | None = None) -> Field:
    """(H, W, 3) light on the wall where each pixel's ray, mirrored at the floor, meets it. Meaningless above the floor."""
    depth, height = _meet(camera, stage, slice(0, camera.height))
    height = np.clip(height, 0, _HIGHEST)
    flat = np.ones_like(rows.y)
    wall = Rows(
        height.astype(np.float32), flat * np.float32(stage.wall_z), 0 * flat, flat, depth.astype(np.float32), flat,
        flat * np.float32(1e3),
    )  # fmt: skip
    count = max(2, camera.width // _COLUMN_STEP)
    columns = ((np.arange(count, dtype=np.float32) + 0.5) * (camera.width / count) - 0.5)[None, :]
    coarse = light_rows(light, camera, wall, columns, wash)
    size = (camera.width, camera.height)
    return cv2.resize(radiance(light, coarse.key, coarse.fill), size, interpolation=cv2.INTER_LINEAR)


def overhead(camera: Camera, stage: Stage, part: slice) -> tuple[Field, Field]:
    """(h, W) float32 places (x, height) on that wall for some rows: where to look up what is uneven about it."""
    depth, height = _meet(camera, stage, part)
    columns = np.arange(camera.width, dtype=np.float32)[None, :]
    x = camera.columns(columns, depth).astype(np.float32)
    return x, np.broadcast_to(height, x.shape).astype(np.float32)


def _meet(camera: Camera, stage: Stage, part: slice) -> tuple[Field, Field]:
    """(h, 1) depth and height at which rays mirrored at the floor meet the wall."""
    down, forward = camera.slopes(np.arange(part.start, part.stop, dtype=np.float64)[:, None])
    _, cy, cz = camera.position
    depth = (stage.wall_z - cz) / forward
    return depth, down * depth - (cy - stage.floor_y)
