"""From rows and a material to the lit picture of a stage."""

from typing import Protocol

import cv2
import numpy as np

from services.generator.arrays import Field, Triple, bands
from services.generator.light import Light
from services.generator.materials.material import Material, Patch
from services.generator.render.camera import Camera
from services.generator.render.noise import Noise
from services.generator.render.stage import Rows
from services.generator.render.surface import Wash, light_rows, radiance


class Gobo(Protocol):
    """What shapes the key on its way to the set."""

    @property
    def step(self) -> int:
        """On every how many pixels it must be looked up: 1 for sharp edges."""
        ...

    def at(self, x: Field, y: Field, z: Field) -> Field:
        """Share of the key that arrives at world points; ``x`` (h, w), ``y`` and ``z`` (h, w) or (h, 1)."""
        ...


_BAND_ROWS = 128
_COLUMN_STEP = 8
"""Light changes so slowly from left to right that every eighth column is enough; rows are all kept, for the corners' sake."""


def patch_of(
    camera: Camera,
    rows: Rows,
    noise: Noise,
    generator: np.random.Generator,
    part: slice,
    turned: bool,
    light: Light | None = None,
) -> Patch:
    """Surface coordinates of some rows: x, and the way along the floor and up the wall. ``light``: lights a floor's relief."""
    columns = np.arange(camera.width, dtype=np.float32)[None, :]
    x = camera.columns(columns, rows.depth[part]).astype(np.float32)
    along = np.broadcast_to(rows.z[part] + rows.y[part], x.shape).astype(np.float32)
    # Over all rows, so that the first and last of a band get the same as they would in the middle of one.
    stretch = np.abs(np.gradient((rows.z + rows.y)[:, 0]))[part, None]
    aside = (rows.depth[part] / np.float32(camera.focal_px)).astype(np.float32)
    stretch = stretch.astype(np.float32)
    step = np.maximum(aside, stretch)
    lean = (0.0, 0.0) if light is None else light.lean
    if turned:
        return Patch(along, x, step, noise, generator, stretch, aside, (lean[1], lean[0]))
    return Patch(x, along, step, noise, generator, aside, stretch, lean)


def light_picture(
    light: Light, camera: Camera, rows: Rows, wash: Wash | None = None, gobo: Gobo | None = None
) -> Field:
    """(H, W, 3) light on every pixel of the stage."""
    count = max(2, camera.width // _COLUMN_STEP)
    columns = ((np.arange(count, dtype=np.float32) + 0.5) * (camera.width / count) - 0.5)[None, :]
    coarse = light_rows(light, camera, rows, columns, wash)
    size = (camera.width, camera.height)
    if gobo is None:
        return cv2.resize(radiance(light, coarse.key, coarse.fill), size, interpolation=cv2.INTER_LINEAR)
    key = cv2.resize(coarse.key, size, interpolation=cv2.INTER_LINEAR)
    fill = cv2.resize(np.ascontiguousarray(coarse.fill), size, interpolation=cv2.INTER_LINEAR)
    key *= _passed(gobo, camera, rows)
    picture = np.empty((*key.shape, 3), np.float32)
    for part in bands(len(key), _BAND_ROWS):
        picture[part] = radiance(light, key[part], fill[part])
    return picture


def _passed(gobo: Gobo, camera: Camera, rows: Rows) -> Field:
    """(H, W) share of the key on every pixel."""
    width, height = max(2, camera.width // gobo.step), max(2, camera.height // gobo.step)
    columns = ((np.arange(width, dtype=np.float32) + 0.5) * (camera.width / width) - 0.5)[None, :]
    y, z, depth = (
        cv2.resize(field, (1, height), interpolation=cv2.INTER_AREA) for field in (rows.y, rows.z, rows.depth)
    )
    found = np.empty((height, width), np.float32)
    for part in bands(height, _BAND_ROWS):
        found[part] = gobo.at(camera.columns(columns, depth[part]).astype(np.float32), y[part], z[part])
    if gobo.step == 1:
        return found
    return cv2.resize(found, (camera.width, camera.height), interpolation=cv2.INTER_CUBIC)


def sheen(material: Material, rows: Rows, camera: Camera, sky: Triple, part: slice) -> Field:
    """(h, 1, 3) light that a smooth surface mirrors: Schlick's Fresnel at the row's angle times what stands opposite."""
    _, cy, _ = camera.position
    cosine = np.clip((cy - rows.y[part]) / rows.depth[part], 0.02, 1)
    fresnel = 0.04 + 0.96 * (1 - cosine) ** 5
    return (material.gloss * fresnel)[..., None] * np.array(sky, np.float32)
