"""Seasons and moods: each brings a set, a palette and a light for where nothing more direct is said."""

from dataclasses import dataclass

from services.generator.words.lighting import LightWord


@dataclass(frozen=True)
class Mood:
    """What a season or a mood suggests."""

    name: str
    is_season: bool
    set_name: str
    wall: tuple[int, int, int]
    """8-bit sRGB of what is behind the product; a sweep is all of that colour."""
    light: LightWord


def _light(meaning: str, **knobs: float) -> LightWord:
    return LightWord(meaning, implied=True, **knobs)


_BRIGHT = _light("soft and bright", softness_deg=13, fill=0.5)
_WARM = _light("soft and warm", softness_deg=11, warmth=0.5)
_GLOW = _light("warm and low", warmth=0.6, fill=0.24, level=0.7)
_RICH = _light("dramatic", softness_deg=5, fill=0.2, level=0.62)
_COOL = _light("cool", warmth=-0.35)
_SUN = _light("sun", softness_deg=2.2, warmth=0.25, fill=0.42)

_SEASONS: tuple[tuple[str, str, tuple[int, int, int], LightWord], ...] = (
    ("spring easter blossom", "leaves", (226, 236, 214), _BRIGHT),
    ("summer summertime vacation", "leaves", (236, 222, 190), _SUN),
    ("autumn autumnal harvest thanksgiving october", "rustic", (182, 116, 66), _WARM),
    (
        "winter wintry snow snowy frost frosty",
        "sweep",
        (226, 234, 240),
        _light("soft and cool", softness_deg=13, warmth=-0.4),
    ),
    ("christmas xmas advent", "bokeh", (44, 66, 52), _GLOW),
    ("halloween", "spotlight", (62, 42, 66), _RICH),
)
_MOODS: tuple[tuple[str, str, tuple[int, int, int], LightWord], ...] = (
    ("cozy cosy homely snug comfortable hygge", "linen", (222, 204, 182), _WARM),
    ("luxury luxurious opulent exclusive royal glamour glamorous", "marble", (44, 43, 46), _RICH),
    ("elegant sophisticated refined classy chic", "marble", (214, 206, 196), _light("soft", softness_deg=10)),
    ("minimal minimalist minimalistic minimalism simple calm serene", "sweep", (236, 233, 227), _BRIGHT),
    ("fresh freshness crisp energetic", "leaves", (208, 228, 210), _BRIGHT),
    ("romantic romance love valentine petals tender wedding bridal", "linen", (238, 208, 203), _WARM),
    ("industrial loft urban brutalist grunge garage", "concrete", (150, 150, 150), _COOL),
    (
        "natural organic eco ecological sustainable earthy herbal",
        "linen",
        (196, 202, 180),
        _light("daylight", softness_deg=10),
    ),
    ("festive celebration party birthday festival disco", "bokeh", (58, 44, 52), _GLOW),
    ("mystical mysterious gothic magical", "spotlight", (48, 44, 62), _RICH),
    (
        "futuristic neon tech technology digital cyberpunk",
        "mirror",
        (58, 66, 92),
        _light("cool", softness_deg=5, warmth=-0.5),
    ),
    ("vintage retro nostalgic antique", "rustic", (196, 176, 144), _WARM),
    ("playful cheerful fun joyful", "steps", (246, 208, 120), _BRIGHT),
    ("scandinavian nordic scandi", "oak", (236, 233, 226), _BRIGHT),
    ("japanese japandi wabi zen", "stone", (222, 217, 206), _light("soft", softness_deg=12)),
    ("boho bohemian", "linen", (214, 178, 148), _WARM),
)

MOODS: dict[str, Mood] = {
    word: Mood(words.split()[0], season, set_name, wall, light)
    for season, rows in ((True, _SEASONS), (False, _MOODS))
    for words, set_name, wall, light in rows
    for word in words.split()
}
"""Mood or season by lower-case word."""
