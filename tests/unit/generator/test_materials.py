"""What the materials with relief or a map of their own must keep."""

import numpy as np
import pytest

from services.generator.light import Light
from services.generator.materials.catalogue import materials
from services.generator.materials.material import Patch
from services.generator.materials.sand import sand
from services.generator.materials.terrazzo import _chips
from services.generator.render.noise import Noise

SIDE = 300


def patch(lean: tuple[float, float], span: float = 1.0) -> Patch:
    line = np.linspace(-span, span, SIDE, dtype=np.float32)
    u, v = np.meshgrid(line, line)
    step = np.full((SIDE, 1), 2 * span / SIDE, np.float32)
    return Patch(u, v, step, Noise(np.random.default_rng(1)), np.random.default_rng(2), lean=lean)


def test_a_slope_towards_the_light_is_brighter_and_one_away_darker() -> None:
    lean = Light(90, 40, 5, 0.3).lean  # from the right
    assert lean[0] > 0
    assert lean[1] == pytest.approx(0, abs=1e-9)
    rising_to_the_right = patch(lean).relief(0.2, 0.0)
    assert rising_to_the_right < 1 < patch(lean).relief(-0.2, 0.0)


def test_a_lower_light_and_less_fill_draw_relief_more() -> None:
    assert Light(90, 25, 5, 0.3).lean[0] > Light(90, 50, 5, 0.3).lean[0] > Light(90, 50, 5, 0.6).lean[0]


@pytest.mark.parametrize("name", ["linen", "stone", "weathered"])
def test_relief_turns_over_when_the_light_changes_sides(name: str) -> None:
    material = materials()[name]
    level, one, other = (
        material.albedo(material.tones[0], patch((0.0, lean)))[..., 1] for lean in (0.0, 0.7, -0.7)
    )  # fmt: skip
    first, second = (one / level - 1).ravel(), (other / level - 1).ravel()
    assert first.std() > 0.01
    assert np.corrcoef(first, second)[0, 1] < -0.8


def test_maps_of_chips_wrap_and_leave_room_between() -> None:
    inside, kind = _chips(5, 0.068, 0.078)
    assert 0.12 < (inside > 0).mean() < 0.5
    assert len(np.unique(kind[inside > 1])) > 20
    for axis in (0, 1):  # a distance changes by a cell at most from one cell to the next, over the border too
        over = np.abs(np.take(inside, 0, axis) - np.take(inside, -1, axis))
        assert over.max() < 1.6


def test_ripples_of_sand_do_not_tile() -> None:
    value = sand((0.6, 0.5, 0.4), patch((0.9, 0.0), 4.0), 0.4, 0.13)[..., 1]
    value = (value - value.mean()) / value.std()
    spectrum = np.abs(np.fft.rfft2(value)) ** 2
    likeness = np.fft.irfft2(spectrum, value.shape) / value.size
    near = SIDE // 8  # neighbouring crests are alike, as they should be
    rows = np.abs(np.fft.fftfreq(SIDE, 1 / SIDE))[:, None]
    columns = np.abs(np.fft.fftfreq(SIDE, 1 / SIDE))[None, :]
    assert likeness[(rows > near) | (columns > near)].max() < 0.25
