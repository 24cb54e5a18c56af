"""What words say about light, English and Russian: each turns some knobs of the light model."""

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


_ROWS: tuple[tuple[str, LightWord], ...] = (
    ("left слева левый", LightWord("from the left", azimuth_deg=-82)),
    ("right справа правый", LightWord("from the right", azimuth_deg=82)),
    ("behind rear сзади задний backlit backlight backlighting контровой", LightWord("from behind", azimuth_deg=-22)),
    ("front frontal спереди фронтальный", LightWord("from the front", azimuth_deg=-150)),
    ("above overhead сверху", LightWord("from above", elevation_deg=68)),
    ("noon midday полдень полуденный", LightWord("noon", elevation_deg=66, warmth=0.0)),
    ("low низкий", LightWord("low", elevation_deg=26)),
    ("soft diffuse diffused gentle мягкий рассеянный нежный", LightWord("soft", softness_deg=16)),
    ("hard harsh crisp direct жесткий резкий направленный", LightWord("hard", softness_deg=1.6, fill=0.30)),
    ("overcast cloudy пасмурный облачный", LightWord("overcast", softness_deg=22, fill=0.62, warmth=-0.15)),
    (
        "dramatic moody cinematic contrast драматичный контрастный",
        LightWord("dramatic", softness_deg=4, fill=0.16, level=0.6),
    ),
    ("dark dim gloomy shadowy темный тусклый мрачный", LightWord("dark", fill=0.2, level=0.36)),
    ("bright airy fresh светлый яркий воздушный", LightWord("bright", fill=0.50)),
    ("morning sunrise dawn утро утренний рассвет утром", LightWord("morning", elevation_deg=30, warmth=0.45)),
    (
        "evening sunset dusk golden вечер вечерний закат вечером закатный",
        LightWord("evening", elevation_deg=24, warmth=0.85),
    ),
    ("warm cozy cosy autumn теплый уютный осень осенний", LightWord("warm", warmth=0.5)),
    ("cool cold winter холодный прохладный зима зимний", LightWord("cool", warmth=-0.5)),
    ("summer лето летний", LightWord("summer", warmth=0.25, fill=0.42)),
    ("night twilight ночь ночной сумерки", LightWord("night", warmth=-0.7, fill=0.18, softness_deg=5, level=0.36)),
)

LIGHT_WORDS: dict[str, LightWord] = {word: meaning for words, meaning in _ROWS for word in words.split()}
"""Light by lower-case word."""

PLACE_WORDS = frozenset(
    (
        "left", "слева", "левый", "right", "справа", "правый", "behind", "rear", "сзади", "задний", "front", "спереди",
        "above", "overhead", "сверху", "low", "низкий",
    )
)  # fmt: skip
"""Those that are about light only with a word for light near them: a wall, too, may be behind."""

DIM_WORDS = frozenset(("dark", "темный", "темно"))
"""Those that are about light only straight before a word for it: a table, too, may be dark."""

LIGHT_NOUNS = frozenset(
    ("light", "lighting", "lit", "sunlight", "sun", "lamp", "shadow", "свет", "освещение", "тень", "солнце", "лампа")
)
"""Words that stand beside them and say nothing more."""

OPPOSITES = {
    "hard": "soft",
    "soft": "hard",
    "warm": "cool",
    "cool": "warm",
    "dramatic": "bright",
    "dark": "bright",
    "overcast": "hard",
}
"""What a negative prompt that names the first asks for."""
