"""Whether a scene has what a person would expect of its prompt: the set, hues, and facts of the light.

A fact of the light counts when it holds whatever the seed: the set's own light is drawn by chance, and a side that chance found
was not understood.
"""

import colorsys
from collections.abc import Mapping, Sequence
from typing import Any

from services.generator.engines.sets import studio_sets
from services.generator.light import Light
from services.generator.prompt import Understanding, set_light
from services.generator.render.noise import streams

SEEDS = range(4)
Expected = Mapping[str, Any]
"""One entry of a prompt file."""

_SIDES = {
    "left": lambda light: -150 < light.azimuth_deg < -30,
    "right": lambda light: 30 < light.azimuth_deg < 150,
    "side": lambda light: 50 < abs(light.azimuth_deg) < 130,
    "behind": lambda light: abs(light.azimuth_deg) < 50,
    "front": lambda light: abs(light.azimuth_deg) > 130,
    "above": lambda light: light.elevation_deg > 60,
}
_LIGHT = {
    "side": _SIDES,
    "softness": {"soft": lambda light: light.softness_deg >= 9, "hard": lambda light: light.softness_deg <= 4},
    "temperature": {"warm": lambda light: light.warmth >= 0.2, "cool": lambda light: light.warmth <= -0.1},
    "brightness": {
        "dark": lambda light: light.level <= 0.75,
        "bright": lambda light: light.level >= 0.95 and light.fill >= 0.4,
    },
}


def misses(expected: Expected, found: Understanding) -> list[str]:
    """What is not as expected, in words; empty: a hit."""
    sets = [expected["set"]] if isinstance(expected["set"], str) else expected["set"]
    missed = [] if not sets or found.set_name in sets else [f"set {found.set_name} instead of {' or '.join(sets)}"]
    rgb = [colour.rgb for colour in found.colours] + [_codes(light) for _, light in found.kinds]
    missed += [f"no {_spell(colour)}" for colour in expected.get("colours", ()) if not any(_is(colour, c) for c in rgb)]
    lights = _lights(found)
    for fact, value in expected.get("light", {}).items():
        if not all(_LIGHT[fact][value](light) for light in lights):
            missed.append(f"light is not {value}")
    return missed


def _lights(found: Understanding) -> list[Light]:
    studio_set = next(each for each in studio_sets() if each.name == found.set_name)
    drawn = (studio_set.light(streams(seed, "light")[0]) for seed in SEEDS)
    return [studio_set.settle(set_light(light, found.light)) for light in drawn]


def _spell(colour: Mapping[str, Any]) -> str:
    return str(colour.get("hue") or colour["hex"])


def _is(wanted: Mapping[str, Any], rgb: Sequence[int]) -> bool:
    if "hex" in wanted:
        code = wanted["hex"].lstrip("#")
        channels = [int(code[at : at + 2], 16) for at in (0, 2, 4)]
        return all(abs(a - b) <= wanted.get("within", 24) for a, b in zip(channels, rgb, strict=True))
    return wanted["hue"] in families(rgb)


def families(rgb: Sequence[int]) -> set[str]:
    """The hue families an 8-bit colour may be called by; they overlap, as in speech: terracotta is orange, brown and red."""
    hue, saturation, value = colorsys.rgb_to_hsv(*(channel / 255 for channel in rgb))
    degrees, chroma = hue * 360, saturation * value
    found = set()
    if chroma < 0.12:
        found |= {"white"} if value > 0.86 else {"black"} if value < 0.3 else {"grey"}
        found |= {"grey"} if 0.2 < value < 0.92 else set()
    if 15 <= degrees <= 62 and 0.02 < chroma < 0.3 and value > 0.7:
        found |= {"beige"}
    if 8 <= degrees <= 48 and saturation > 0.2 and value < 0.75:
        found |= {"brown"}
    bands = {
        "red": (340, 22), "orange": (8, 42), "yellow": (38, 70), "green": (68, 172), "teal": (165, 200), "blue": (185, 258),
        "purple": (235, 325), "pink": (310, 28),
    }  # fmt: skip
    least = {"red": 0.25, "orange": 0.2, "yellow": 0.2, "pink": 0.06}
    for name, (low, high) in bands.items():
        inside = low <= degrees <= high if low < high else degrees >= low or degrees <= high
        if inside and chroma >= least.get(name, 0.05) and (name != "pink" or value > 0.6):
            found.add(name)
    return found


def _codes(light: Sequence[float]) -> tuple[int, int, int]:
    red, green, blue = (round(255 * min(1.0, max(0.0, channel)) ** (1 / 2.2)) for channel in light)
    return red, green, blue
