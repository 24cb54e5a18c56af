import cv2
import numpy as np
import pytest

from services.generator.light import Light
from services.generator.render.block import Cylinder
from services.generator.render.camera import Camera
from services.generator.sets.podium import Podium
from services.generator.solid import Solid, build_solid
from services.generator.stance import read_stance
from services.generator.studio import Dress, View
from tests.unit.generator import products


def saucer() -> tuple[Solid, Camera]:
    matte = products.cup_on_saucer(55).matte
    stance = read_stance(matte, 0, 0)
    camera = Camera(400, 420, stance.pitch_deg, (200, stance.lowest.row), 300)
    return build_solid(matte, 0, 0, stance, camera), camera


def test_a_saucer_lies_with_its_rim_where_it_was_seen() -> None:
    solid, camera = saucer()
    x, z = solid.middle
    radius = (solid.x_range[1] - solid.x_range[0]) / 2
    assert radius == pytest.approx(0.5, abs=0.02)
    front = camera.project(np.asarray(x), np.asarray(0.1 * radius), np.asarray(z - radius))
    back = camera.project(np.asarray(x), np.asarray(0.1 * radius), np.asarray(z + radius))
    assert front[1] == pytest.approx(240 + 150 * np.sin(np.radians(55)), abs=4)
    assert back[1] == pytest.approx(240 - 150 * np.sin(np.radians(55)), abs=12)  # perspective: the drawn one has none
    assert solid.height > 0.15  # the cup


@pytest.mark.parametrize("seed", range(6))
def test_a_podium_is_wider_than_a_saucer_and_its_foot_is_in_the_picture(seed: int) -> None:
    solid, camera = saucer()
    view = View(camera, solid, Light(-90, 45, 6, 0.4), Dress(), seed, 60.0)
    (block,) = Podium().blocks(view, np.random.default_rng(seed))
    assert isinstance(block, Cylinder)
    assert block.radius >= 1.25 * (solid.x_range[1] - solid.x_range[0]) / 2
    front = camera.project(np.asarray(block.x), np.asarray(block.top), np.asarray(block.z - block.radius))[1]
    assert front > camera.foot_px[1] + 10


def test_a_handle_does_not_widen_the_body() -> None:
    plain = np.zeros((380, 380), np.uint8)
    cv2.rectangle(plain, (150, 60), (300, 330), 255, cv2.FILLED)
    handled = plain.copy()
    cv2.ellipse(handled, (150, 200), (80, 90), 0, 90, 270, 255, 16)
    camera = Camera(380, 380, 20, (225, 330), 300)
    bodies = []
    for matte in (plain, handled):
        solid = build_solid(matte, 0, 0, read_stance(matte, 0, 0, 20.0), camera)
        assert all(s.y > 0.3 * solid.height for s in solid.slices if s.thin)
        bodies.append([s for s in solid.slices if not s.thin and s.half_width > 0.05])
    assert max(s.half_width for s in bodies[1]) == pytest.approx(max(s.half_width for s in bodies[0]), abs=0.02)
    assert any(s.thin for s in solid.slices)
