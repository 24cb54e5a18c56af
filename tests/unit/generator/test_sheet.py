import numpy as np
import pytest

from services.generator.arrays import Field
from services.generator.light import Light
from services.generator.render.sheet import Ground, Pleats, Sheet, stack

SIDE = 200
WHITE = (0.8, 0.8, 0.8)


def ground(light: Light) -> Ground:
    line = np.linspace(-1, 1, SIDE, dtype=np.float32)
    a, b = np.meshgrid(line, line)
    return Ground(a, b, np.full((SIDE, 1), 0.01, np.float32), light.lean, light.shift, 0.1, light.fill)


def right_half(light: Light, pleats: Pleats | None = None) -> Field:
    return stack(ground(light), WHITE, (Sheet(0.0, 0.0, 0.08, WHITE, pleats),))[SIDE // 2, :, 1]


def test_a_sheet_throws_its_shadow_on_the_side_away_from_the_light() -> None:
    beside = slice(SIDE // 2 - 10, SIDE // 2 - 2)
    assert right_half(Light(90, 40, 5, 0.3))[beside].mean() < 0.75 * right_half(Light(-90, 40, 5, 0.3))[beside].mean()


def test_far_from_its_edge_a_flat_sheet_has_its_colour() -> None:
    row = right_half(Light(90, 40, 5, 0.3))
    assert row[-20:] == pytest.approx(0.8, abs=0.01)
    assert row[:20] == pytest.approx(0.8, abs=0.01)


@pytest.mark.parametrize("fan", [None, (0.5, -2.0)])
def test_facets_catch_the_light_by_turns(fan: tuple[float, float] | None) -> None:
    places = (-0.3, 0.0, 0.3) if fan is None else (-0.1, 0.0, 0.1)
    pleats = Pleats(0.0 if fan is None else np.pi / 2, places, (0.3, -0.3, 0.3, -0.3), fan)
    row = right_half(Light(90, 40, 5, 0.3), pleats)[SIDE // 2 + 6 :]
    assert (row > 0.85).any()
    assert (row < 0.75).any()
