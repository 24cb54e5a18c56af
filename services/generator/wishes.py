"""What a caller may say about light, shadow and colours in numbers. It wins over the words of the prompt.

Owns the ranges and what each number means for the light model; must not know the prompt or the sets.
"""

from dataclasses import dataclass, fields, replace
from math import atan, degrees

from mesh.errors import InvalidArgument
from services.generator.arrays import Triple
from services.generator.colour import linear
from services.generator.light import Light
from services.generator.materials.catalogue import materials
from services.generator.studio import Dress
from services.generator.words.naming import hex_colour

SHADOW_MODES = ("natural", "none", "contact", "soft", "hard", "floating")
SOFTEST_DEG, HARDEST_DEG = 24.0, 1.0
"""Angular radius of the source at softness 1 and 0."""
LOWEST_DEG, HIGHEST_DEG = 15.0, 80.0
"""Between these heights of the light a shadow has a length that a frame can show."""
FLOATING_LIFT = 0.16
"""Height of a floating product over the ground, in units (about its own size)."""
_MODE_SOFTNESS_DEG = {"soft": 17.0, "hard": 1.3, "floating": 14.0}
_NEUTRAL_K, _WARM_K = 5500.0, 3000.0
"""Colour temperatures at which the light model's warmth is 0 and 1; between and beyond it goes by mired (1e6/K), in which
equal steps look equal (Priest, A proposed scale for use in specifying the chromaticity of incandescent illuminants, 1933)."""


@dataclass(frozen=True)
class ShadowWish:
    """The product's shadow; None is as the light makes it."""

    mode: str = "natural"
    softness: float | None = None
    """0..1"""
    intensity: float | None = None
    """Share of what the light makes, 0..2."""
    direction_deg: float | None = None
    """Where it falls: 0 away from the camera, 90 right."""
    spread: float | None = None
    """How far it reaches, in heights of the product, 0.2..3.7."""


@dataclass(frozen=True)
class LightWish:
    """The light; None is as the words or the set have it."""

    direction_deg: float | None = None
    """Where it comes from: 0 behind the product, 90 right."""
    height_deg: float | None = None
    softness: float | None = None
    fill: float | None = None
    temperature_k: float | None = None


@dataclass(frozen=True)
class DressWish:
    """Colours ``#rrggbb`` and material; empty is as the words or the set have it."""

    floor_color: str = ""
    wall_color: str = ""
    material: str = ""


_SHADOW_RANGES = {"softness": (0, 1), "intensity": (0, 2), "direction_deg": (-360, 360), "spread": (0.2, 3.7)}
_LIGHT_RANGES = {
    "direction_deg": (-360, 360),
    "height_deg": (LOWEST_DEG, HIGHEST_DEG),
    "softness": (0, 1),
    "fill": (0, 1),
    "temperature_k": (2000, 12000),
}


def check_light(shadow: ShadowWish, light: LightWish) -> None:
    """Raises ``InvalidArgument`` for a number out of its range, and for a thing that is said twice."""
    if shadow.mode not in SHADOW_MODES:
        raise InvalidArgument(
            f"'{shadow.mode[:40]}' is not a shadow. Choose one of {', '.join(SHADOW_MODES)}.", field="shadow.mode"
        )
    for path, wish, ranges in (("shadow", shadow, _SHADOW_RANGES), ("light", light, _LIGHT_RANGES)):
        for name, (low, high) in ranges.items():
            check_range(f"{path}.{name}", getattr(wish, name), low, high)
    if shadow.mode == "none":
        said = [f.name for f in fields(shadow) if f.name != "mode" and getattr(shadow, f.name) is not None]
        if said:
            raise InvalidArgument(
                f"A shadow's {said[0]} was given with shadow none. Leave it out, or choose another shadow.",
                field=f"shadow.{said[0]}",
            )
    twins = (("direction_deg", "direction_deg"), ("softness", "softness"), ("spread", "height_deg"))
    for of_shadow, of_light in twins:
        if getattr(shadow, of_shadow) is not None and getattr(light, of_light) is not None:
            raise InvalidArgument(
                f"shadow.{of_shadow} and light.{of_light} are two ways to say one thing: the light casts the shadow. "
                "Give one of them.",
                field=f"shadow.{of_shadow}",
            )


def check_range(path: str, value: float | None, low: float, high: float) -> None:
    """Raises ``InvalidArgument`` for a number outside ``low``..``high``; NaN is outside."""
    if value is not None and not low <= value <= high:
        raise InvalidArgument(
            f"{path} is {value:g}; it goes from {low:g} to {high:g}. Choose one within.",
            field=path,
            minimum=f"{low:g}",
            maximum=f"{high:g}",
        )


def lit_as_wished(light: Light, wish: LightWish, shadow: ShadowWish) -> Light:
    """The light with the numbers in force; ranges have been checked."""
    changes = {each.name: float(getattr(light, each.name)) for each in fields(light)}
    if shadow.mode in _MODE_SOFTNESS_DEG:
        changes["softness_deg"] = _MODE_SOFTNESS_DEG[shadow.mode]
    softness = wish.softness if wish.softness is not None else shadow.softness
    if softness is not None:
        changes["softness_deg"] = HARDEST_DEG * (SOFTEST_DEG / HARDEST_DEG) ** softness
    if wish.direction_deg is not None:
        changes["azimuth_deg"] = _turned(wish.direction_deg)
    elif shadow.direction_deg is not None:
        changes["azimuth_deg"] = _turned(shadow.direction_deg + 180)
    if wish.height_deg is not None:
        changes["elevation_deg"] = wish.height_deg
    elif shadow.spread is not None:
        changes["elevation_deg"] = min(max(degrees(atan(1 / shadow.spread)), LOWEST_DEG), HIGHEST_DEG)
    if wish.fill is not None:
        changes["fill"] = wish.fill
    if wish.temperature_k is not None:
        mired, neutral, warm = (1e6 / kelvin for kelvin in (wish.temperature_k, _NEUTRAL_K, _WARM_K))
        changes["warmth"] = min(1.0, max(-1.0, (mired - neutral) / (warm - neutral)))
    return Light(**changes)


def check_dress(wish: DressWish) -> None:
    """Raises ``InvalidArgument`` for a colour that is none and a material that there is not."""
    for name in ("floor_color", "wall_color"):
        if getattr(wish, name):
            _colour(name, getattr(wish, name))
    if wish.material and wish.material not in materials():
        known = ", ".join(sorted(materials()))
        raise InvalidArgument(
            f"There is no material '{wish.material[:60]}'. The materials are: {known}.",
            field="dressing.material",
            known=known,
        )


def dressed_as_wished(dress: Dress, wish: DressWish) -> Dress:
    """The dress with what was said in force; it has been checked."""
    if wish.floor_color:
        dress = replace(dress, floor=_colour("floor_color", wish.floor_color))
    if wish.wall_color:
        dress = replace(dress, wall=_colour("wall_color", wish.wall_color))
    return replace(dress, material=wish.material) if wish.material else dress


def _colour(name: str, text: str) -> Triple:
    rgb = hex_colour(text)
    if rgb is None:
        raise InvalidArgument(
            f"'{text[:40]}' is not a colour. Write it as #rrggbb, such as #c67a5c.", field=f"dressing.{name}"
        )
    return linear(rgb)


def _turned(degrees_clockwise: float) -> float:
    """Into -180..180, as the light model counts."""
    return (degrees_clockwise + 180) % 360 - 180
