"""What words say about light: each turns some knobs of the light model. Russian words are read as these, see ``russian``."""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class LightWord:
    """Knobs that a word turns; None leaves them as they are."""

    meaning: str
    azimuth_deg: float | None = None
    elevation_deg: float | None = None
    softness_deg: float | None = None
    fill: float | None = None
    warmth: float | None = None
    level: float | None = None
    implied: bool = False
    """Said in passing, as by an hour or a season: words that name the light itself come after it, and win."""


_ROWS: tuple[tuple[str, LightWord], ...] = (
    ("left", LightWord("from the left", azimuth_deg=-82)),
    ("right", LightWord("from the right", azimuth_deg=82)),
    ("side sidelight sidelit raking", LightWord("from the side", azimuth_deg=-88, elevation_deg=34)),
    ("behind rear backlit backlight backlighting", LightWord("from behind", azimuth_deg=-22)),
    ("rimlight rimlit", LightWord("rim light", azimuth_deg=-28, softness_deg=4, fill=0.24)),
    ("front frontal", LightWord("from the front", azimuth_deg=-150)),
    ("above overhead", LightWord("from above", elevation_deg=68)),
    ("noon midday", LightWord("noon", elevation_deg=66, softness_deg=2, warmth=0.0, implied=True)),
    ("low", LightWord("low", elevation_deg=26)),
    ("soft softbox diffuse diffused gentle нежный", LightWord("soft", softness_deg=16)),
    ("hard harsh crisp direct flash", LightWord("hard", softness_deg=1.6, fill=0.30)),
    ("sun sunlight sunny sunlit sunshine sunbeam", LightWord("sun", softness_deg=2.0, warmth=0.25, implied=True)),
    ("longshadows", LightWord("long shadows", elevation_deg=26, softness_deg=2.0)),
    ("deepshadows", LightWord("deep shadows", softness_deg=2.5, fill=0.24)),
    ("afternoon", LightWord("afternoon", elevation_deg=38, warmth=0.3, implied=True)),
    ("windowlight", LightWord("window light", softness_deg=9, implied=True)),
    ("daylight", LightWord("daylight", warmth=0.0, implied=True)),
    ("overcast cloudy foggy misty", LightWord("overcast", softness_deg=22, fill=0.62, warmth=-0.15)),
    (
        "dramatic moody cinematic contrast chiaroscuro noir",
        LightWord("dramatic", softness_deg=4, fill=0.16, level=0.6),
    ),
    ("dark dim gloomy shadowy lowkey тусклый темный", LightWord("dark", fill=0.2, level=0.36)),
    ("bright airy highkey светлый", LightWord("bright", fill=0.50, level=1.0)),
    ("morning sunrise dawn", LightWord("morning", elevation_deg=30, warmth=0.45, implied=True)),
    ("evening sunset dusk", LightWord("evening", elevation_deg=24, warmth=0.85, implied=True)),
    ("warm candlelight candlelit candle tungsten incandescent", LightWord("warm", warmth=0.6)),
    ("cool cold northern", LightWord("cool", warmth=-0.5)),
    (
        "night twilight moonlight moonlit",
        LightWord("night", warmth=-0.7, fill=0.18, softness_deg=5, level=0.36, implied=True),
    ),
)

LIGHT_WORDS: dict[str, LightWord] = {word: meaning for words, meaning in _ROWS for word in words.split()}
"""Light by lower-case word."""

PLACE_WORDS = frozenset(("left", "right", "side", "behind", "rear", "front", "above", "overhead", "low"))
"""Those that are about light only with a word for light near them: a wall, too, may be behind."""

DIM_WORDS = frozenset(("dark", "темный"))
"""Those that are about light only straight before a word for it: a table, too, may be dark."""

LIGHT_NOUNS = frozenset(
    (
        "light",
        "lighting",
        "lit",
        "spot",
        "spotlight",
        "sunlight",
        "sun",
        "sunshine",
        "daylight",
        "lamp",
        "shadow",
        "illumination",
        "key",
        "mood",
        "scene",
        "atmosphere",
    )
)
"""Words that stand beside them and say nothing more."""

OPPOSITES = {
    "hard": "soft",
    "sun": "soft",
    "soft": "hard",
    "warm": "cool",
    "cool": "warm",
    "dramatic": "bright",
    "dark": "bright",
    "night": "bright",
    "overcast": "hard",
}
"""What a negative prompt that names the first asks for."""

_KELVIN = re.compile(r"(\d{4,5})[kк]$")
_NEUTRAL_MIRED, _WARM_MIRED, _COOL_MIRED = 182.0, 400.0, 100.0
"""5500 K is daylight, 2500 K a dim bulb, 10000 K blue sky; between them the eye counts in mireds (CIE 15, Wyszecki and Stiles)."""


def colour_temperature(word: str) -> LightWord | None:
    """The light of "3200k"."""
    match = _KELVIN.match(word)
    if not match or not 1500 <= int(match.group(1)) <= 20000:
        return None
    mired = 1e6 / int(match.group(1))
    span = _WARM_MIRED - _NEUTRAL_MIRED if mired > _NEUTRAL_MIRED else _NEUTRAL_MIRED - _COOL_MIRED
    warmth = min(1.0, max(-1.0, (mired - _NEUTRAL_MIRED) / span))
    return LightWord(f"{match.group(1)} K", warmth=warmth)
