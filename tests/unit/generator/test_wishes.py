import math

import pytest

from mesh.errors import InvalidArgument
from services.generator.colour import linear
from services.generator.light import Light
from services.generator.studio import Dress
from services.generator.wishes import (
    DressWish,
    LightWish,
    ShadowWish,
    check_dress,
    check_light,
    dressed_as_wished,
    lit_as_wished,
)

LIGHT = Light(-60, 45, 8, 0.4, 0.2, 0.9)


def test_nothing_said_changes_nothing() -> None:
    assert lit_as_wished(LIGHT, LightWish(), ShadowWish()) == LIGHT
    assert dressed_as_wished(Dress(material="wood"), DressWish()) == Dress(material="wood")


@pytest.mark.parametrize(
    ("light", "shadow", "knob", "value"),
    [
        (LightWish(direction_deg=270), ShadowWish(), "azimuth_deg", -90),
        (LightWish(direction_deg=-350), ShadowWish(), "azimuth_deg", 10),
        (LightWish(), ShadowWish(direction_deg=90), "azimuth_deg", -90),
        (LightWish(), ShadowWish(direction_deg=0), "azimuth_deg", -180),
        (LightWish(height_deg=30), ShadowWish(), "elevation_deg", 30),
        (LightWish(), ShadowWish(spread=1), "elevation_deg", 45),
        (LightWish(fill=0.1), ShadowWish(), "fill", 0.1),
        (LightWish(temperature_k=5500), ShadowWish(), "warmth", 0),
        (LightWish(temperature_k=3000), ShadowWish(), "warmth", 1),
        (LightWish(temperature_k=12000), ShadowWish(), "warmth", -0.649),
        (LightWish(softness=0), ShadowWish(), "softness_deg", 1),
        (LightWish(), ShadowWish(softness=1), "softness_deg", 24),
        (LightWish(), ShadowWish("hard"), "softness_deg", 1.3),
        (LightWish(), ShadowWish("hard", softness=1), "softness_deg", 24),
    ],
)
def test_each_number_turns_its_knob_alone(light: LightWish, shadow: ShadowWish, knob: str, value: float) -> None:
    check_light(shadow, light)
    found = lit_as_wished(LIGHT, light, shadow)
    assert getattr(found, knob) == pytest.approx(value, abs=2e-3)
    others = [name for name in vars(LIGHT) if name != knob]
    assert [getattr(found, name) for name in others] == [getattr(LIGHT, name) for name in others]


@pytest.mark.parametrize(
    ("shadow", "light", "field"),
    [
        (ShadowWish("drop"), LightWish(), "shadow.mode"),
        (ShadowWish(softness=1.1), LightWish(), "shadow.softness"),
        (ShadowWish(intensity=-0.1), LightWish(), "shadow.intensity"),
        (ShadowWish(spread=9), LightWish(), "shadow.spread"),
        (ShadowWish(direction_deg=math.nan), LightWish(), "shadow.direction_deg"),
        (ShadowWish("none", softness=0.5), LightWish(), "shadow.softness"),
        (ShadowWish(direction_deg=1), LightWish(direction_deg=2), "shadow.direction_deg"),
        (ShadowWish(spread=1), LightWish(height_deg=45), "shadow.spread"),
        (ShadowWish(), LightWish(height_deg=5), "light.height_deg"),
        (ShadowWish(), LightWish(temperature_k=math.inf), "light.temperature_k"),
    ],
)
def test_what_cannot_be_is_refused_by_its_path(shadow: ShadowWish, light: LightWish, field: str) -> None:
    with pytest.raises(InvalidArgument) as caught:
        check_light(shadow, light)
    assert caught.value.facts["field"] == field


def test_colours_and_material_win_over_the_words() -> None:
    wish = DressWish("#c67a5c", "#fff", "marble")
    check_dress(wish)
    dress = dressed_as_wished(Dress(floor=(0, 0, 0), material="wood", pattern="leaves"), wish)
    assert dress == Dress(linear((198, 122, 92)), linear((255, 255, 255)), "marble", (), "leaves")


@pytest.mark.parametrize(
    ("wish", "field"),
    [
        (DressWish(floor_color="red"), "dressing.floor_color"),
        (DressWish(wall_color="#12"), "dressing.wall_color"),
        (DressWish(wall_color="#gggggg"), "dressing.wall_color"),
        (DressWish(material="cheese"), "dressing.material"),
    ],
)
def test_colours_and_materials_that_are_none_are_refused(wish: DressWish, field: str) -> None:
    with pytest.raises(InvalidArgument) as caught:
        check_dress(wish)
    assert caught.value.facts["field"] == field
