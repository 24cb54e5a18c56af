"""What words make of the light."""

import pytest

from services.generator.engines.sets import studio_sets
from services.generator.light import Light
from services.generator.prompt import set_light, understand
from services.generator.words.lighting import colour_temperature


def light(prompt: str, negative: str = "") -> Light:
    return set_light(Light(10, 45, 6, 0.35), understand(prompt, negative, studio_sets()).light)


@pytest.mark.parametrize(
    ("words", "knob", "low", "high"),
    [
        ("morning light from the left", "azimuth_deg", -100, -60),
        ("утренний свет справа", "azimuth_deg", 60, 100),
        ("side light", "azimuth_deg", -100, -70),
        ("боковой свет", "azimuth_deg", -100, -70),
        ("rim light", "azimuth_deg", -45, 45),
        ("контровой свет", "azimuth_deg", -45, 45),
        ("light streams through a window on the left", "azimuth_deg", -100, -60),
        ("golden hour", "warmth", 0.5, 1),
        ("золотой час", "warmth", 0.5, 1),
        ("hard sun", "softness_deg", 0.5, 3),
        ("soft sunlight", "softness_deg", 9, 30),
        ("soft window light", "softness_deg", 9, 30),
        ("overcast", "softness_deg", 15, 30),
        ("пасмурно", "softness_deg", 15, 30),
        ("dramatic", "level", 0.3, 0.7),
        ("dark moody scene", "level", 0.3, 0.7),
        ("warm light 2700K", "warmth", 0.5, 1),
        ("light of 8000 K", "warmth", -1, -0.2),
    ],
)
def test_light_is_read(words: str, knob: str, low: float, high: float) -> None:
    assert low <= getattr(light(words), knob) <= high


@pytest.mark.parametrize(("word", "warmth"), [("2500k", 1.0), ("5500k", 0.0), ("10000к", -1.0), ("6500k", -0.34)])
def test_kelvins_are_counted_as_the_eye_does(word: str, warmth: float) -> None:
    found = colour_temperature(word)
    assert found is not None
    assert found.warmth == pytest.approx(warmth, abs=0.05)


@pytest.mark.parametrize("word", ["900k", "50000k", "2024", "k"])
def test_other_numbers_are_no_temperature(word: str) -> None:
    assert colour_temperature(word) is None


def test_what_is_said_of_the_light_wins_over_hour_and_season() -> None:
    assert light("cold light, sunset").warmth < 0
    assert light("soft light, summer").softness_deg > 9


def test_a_negative_prompt_turns_the_light_round() -> None:
    assert light("oak table", "hard light").softness_deg > 9
    assert light("oak table", "dark").level == 1.0
    assert light("warm light, no shadows", "").warmth > 0


@pytest.mark.parametrize("prompt", ["light oak table", "светлый дубовый стол", "pale wall", "тёмный фон"])
def test_shades_of_things_are_not_about_light(prompt: str) -> None:
    assert light(prompt) == Light(10, 45, 6, 0.35)


def test_a_dark_background_is_a_dark_wall() -> None:
    for prompt in ("dark background", "тёмный фон", "a dark room"):
        (colour,) = understand(prompt, "", studio_sets()).colours
        assert colour.place == "wall"
        assert max(colour.rgb) < 80
