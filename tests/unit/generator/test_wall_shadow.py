"""Shadows of a product on what stands round it: the wall behind, and the blocks of a stepped podium."""

import numpy as np
import pytest

from services.generator.light import Light
from services.generator.render.block import Cylinder, box_of, cover, side_surface
from services.generator.render.box import Box
from services.generator.render.camera import Camera
from services.generator.render.stage import Stage
from services.generator.shadow import multiplier, reaches, throw
from services.generator.solid import Slice, Solid
from services.generator.studio import coarse_surface, shadow_grid

CAMERA = Camera(400, 400, 16, (200, 320), 200)
FRONT = Light(170, 30, 2, 0.3)


def post(height: float = 0.9, radius: float = 0.12) -> Solid:
    slices = tuple(Slice(0, float(y), 0, radius, radius) for y in np.linspace(0, height, 30))
    return Solid(slices, None, (0, 0), 0, (-radius, radius), (-radius, radius), height)


def test_the_shadow_runs_over_the_floor_and_climbs_the_wall_without_a_break() -> None:
    stage = Stage(bend_z=0.7, bend_radius=0.0)
    surface = coarse_surface(CAMERA, stage, FRONT)
    dark = 1 - multiplier(surface, throw(post(), FRONT, CAMERA), FRONT)[..., 1]
    wall = surface.y[:, 0] > 1e-3
    corner = int(np.nonzero(wall)[0][-1])
    assert dark[corner].max() > 0.25
    assert (
        abs(float(dark[corner].max()) - float(dark[corner + 1].max())) < 0.16
    )  # a wall that faces the light has more to lose
    assert abs(int(dark[corner].argmax()) - int(dark[corner + 1].argmax())) < 12
    climbed = surface.y[:, 0][(dark.max(axis=1) > 0.2) & wall].max()
    assert climbed == pytest.approx(0.9 - 0.7 / np.cos(np.radians(10)) * np.tan(np.radians(30)), abs=0.12)


def test_it_falls_on_a_block_that_stands_behind_the_product() -> None:
    block = Box(0.0, 0.8, 0.7, 0.0, 0.5, 0.3, 0.0)
    columns = np.arange(100, 300, dtype=np.float32)[None, :]
    rows = np.arange(120, 260, dtype=np.float32)[:, None]
    surface, face = side_surface(block, CAMERA, FRONT, columns, rows)
    assert np.allclose(face.out, 1, atol=1e-4)
    assert reaches(post(), surface, FRONT, 0.0)
    dark = 1 - multiplier(surface, throw(post(), FRONT, CAMERA), FRONT)[..., 1]
    struck = surface.x[dark > 0.2]
    assert len(struck)
    # Light from the right front moves it to the left of the product: by as much as the tangent of 10 degrees says.
    assert float(struck.mean()) == pytest.approx(-0.5 * np.tan(np.radians(10)), abs=0.06)


def test_what_the_light_leaves_alone_is_not_looked_up() -> None:
    light = Light(-90, 45, 4, 0.3)
    blocks = {side: Cylinder(side * 0.8, 0.0, 0.2, 0.0, 0.2) for side in (-1, 1)}
    reached = {}
    for side, block in blocks.items():
        window, side_cover, _ = cover(block, CAMERA)
        window = box_of(side_cover, window)
        reached[side] = reaches(post(), side_surface(block, CAMERA, light, *shadow_grid(CAMERA, window))[0], light, 0.0)
    assert reached == {-1: False, 1: True}


def test_a_rectangle_throws_a_rectangle() -> None:
    block = Box(0.0, 0.0, 0.5, 0.0, 0.4, 0.2, 0.0)
    light = Light(-90, 45, 0.5, 0.3)
    plane = throw(post(0.02, 0.02), light, CAMERA, 0.0, (block.slice(),), cast=False)
    shaded = plane.key < 0.5
    columns, rows = np.nonzero(shaded.any(axis=0))[0], np.nonzero(shaded.any(axis=1))[0]
    width, depth = (len(columns) * plane.cell, len(rows) * plane.cell)
    assert width == pytest.approx(0.8 + 0.5, abs=0.04)
    assert depth == pytest.approx(0.4, abs=0.04)
    assert shaded[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1].mean() > 0.95
