"""What the light-and-space sets are made of: pools of light, gobos, lights out of focus, landscapes."""

import numpy as np
import pytest

from services.generator.light import Light
from services.generator.render.camera import Camera
from services.generator.render.gobo import Gobo
from services.generator.render.landscape import LANDS, Sky, paint_landscape
from services.generator.render.lights import Disc, paint
from services.generator.render.noise import Noise
from services.generator.render.pool import Pool
from services.generator.render.stage import Stage, trace
from services.generator.render.vista import join, overlap
from services.generator.solid import Slice, Solid


def test_a_gobo_is_softer_on_what_stands_farther_off() -> None:
    light = Light(180, 30, 2, 0.3)
    mask = np.zeros((640, 640), np.float32)
    mask[:, 320:] = 1
    gobo = Gobo(light, (0, 0, 0), mask)
    x = np.linspace(-1, 1, 401, dtype=np.float32)[None, :]
    widths = []
    for z in (-0.5, 2.5):
        passed = gobo.at(x, np.zeros((1, 1), np.float32), np.full((1, 1), z, np.float32))
        widths.append(int(((passed > 0.15) & (passed < 0.85)).sum()))
    assert widths[1] > 1.5 * widths[0] > 0


def test_a_pool_has_the_product_in_it_and_a_soft_edge() -> None:
    slices = tuple(Slice(0, float(y), 0, 0.2, 0.2) for y in np.linspace(0, 0.8, 9))
    solid = Solid(slices, None, (0, 0), 0, (-0.2, 0.2), (-0.2, 0.2), 0.8)
    pool = Pool.round_the(solid, Light(-80, 55, 2, 0.1), np.random.default_rng(1))
    line = np.linspace(-3, 3, 601, dtype=np.float32)
    x, z = np.meshgrid(line, line)
    passed = pool.at(x, np.zeros_like(x), z)
    assert passed[np.hypot(x, z) < 0.25].min() > 0.8
    assert passed[0, 0] < 0.05
    assert passed.min() > 0  # spill
    assert np.abs(np.diff(passed, axis=1)).max() < 0.12


def test_discs_are_round_in_the_middle_and_narrow_towards_the_axis_in_the_corner() -> None:
    spans = []
    for x, y in ((0.5, 0.5), (0.08, 0.5)):
        picture = paint([Disc(x, y, 0.04, (1, 1, 1))], 400, 400, (200, 200), 0.2)[..., 0] > 0.2
        spans.append((int(picture.any(axis=0).sum()), int(picture.any(axis=1).sum())))
    assert abs(spans[0][0] - spans[0][1]) <= 2
    assert spans[1][0] < 0.85 * spans[1][1]


def test_overlapping_lights_add_up() -> None:
    one, two = Disc(0.5, 0.5, 0.05, (0.2, 0.1, 0)), Disc(0.53, 0.5, 0.05, (0, 0.1, 0.3))
    both = paint([one, two], 200, 200, (100, 100), 0)
    apart = paint([one], 200, 200, (100, 100), 0) + paint([two], 200, 200, (100, 100), 0)
    assert np.allclose(both, apart)


@pytest.mark.parametrize("kind", LANDS)
@pytest.mark.parametrize("tint", [None, (0.5, 0.05, 0.03)])
def test_a_landscape_is_soft_and_has_its_horizon_where_it_was_asked_for(
    kind: str, tint: tuple[float, float, float] | None
) -> None:
    light = Light(-70, 40, 1.5, 0.4, 0.2)
    picture = paint_landscape(
        kind, Sky.under(light, tint), 200, 120, 60.0, 400.0, Noise(np.random.default_rng(1)), np.random.default_rng(2)
    )
    assert picture.shape == (120, 200, 3)
    assert picture.min() >= 0
    rows = picture.mean(axis=(1, 2))
    assert abs(int(np.abs(np.diff(rows)).argmax()) - 60) < 30  # ridges stand over it
    assert rows[:40].mean() > rows[80:].mean()


def test_a_vista_stays_behind_the_edge_of_the_table() -> None:
    camera = Camera(300, 300, 20, (150, 220), 150)
    edge = 100
    stage = Stage(bend_z=20.0, edge_z=camera.floor_z(float(edge)))
    rows = trace(camera, stage, np.arange(300, dtype=np.float32))
    far = np.full((edge + overlap(camera), 300, 3), 0.9, np.float32)
    joined = join(np.full((300, 300, 3), 0.1, np.float32), far, edge, camera, rows)
    assert np.allclose(joined[: edge - overlap(camera)], 0.9)
    assert np.allclose(joined[edge + overlap(camera) :], 0.1, atol=1e-3)
    assert (np.diff(joined[:, 0, 0]) <= 1e-6).all()
    assert joined[edge, 0, 0] == pytest.approx(0.5, abs=0.1)
