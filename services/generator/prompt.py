"""Reading a prompt: which set, which colours, which material, which light. Tells what it understood, and what not."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from mesh.errors import InvalidArgument
from services.generator.arrays import Triple
from services.generator.colour import linear, mixed, scaled
from services.generator.light import Light
from services.generator.materials.catalogue import materials
from services.generator.materials.material import Material
from services.generator.studio import StudioSet
from services.generator.words.lighting import DIM_WORDS, LIGHT_NOUNS, LIGHT_WORDS, OPPOSITES, PLACE_WORDS, LightWord
from services.generator.words.naming import (
    BROAD_STEMS,
    DARKER_STEMS,
    LIGHTER_STEMS,
    STEMS,
    find_colour,
    is_fine,
    join_compounds,
)
from services.generator.words.plain import FLOOR_WORDS, PATTERN_WORDS, SILENT, WALL_WORDS
from services.generator.words.stems import stem, tokens

MAX_PROMPT_CHARACTERS = 2000
DEFAULT_SET = "sweep"
"""Where the words name no set."""

_LIGHTS = {stem(word): meaning for word, meaning in LIGHT_WORDS.items()}
_PATTERNS = {stem(word): pattern for word, pattern in PATTERN_WORDS.items()}
_WALLS, _FLOORS = {stem(word) for word in WALL_WORDS}, {stem(word) for word in FLOOR_WORDS}
_LIGHT_NOUNS, _PLACES = {stem(word) for word in LIGHT_NOUNS}, {stem(word) for word in PLACE_WORDS}
_DIM = {stem(word) for word in DIM_WORDS}
_SILENT = {stem(word) for word in SILENT} | _LIGHT_NOUNS


_UPRIGHT = {stem(word) for word in ("wall", "стена", "стены", "стене", "стеной")}
_CONNECTING = {stem(word) for word in ("and", "и")}


@dataclass(frozen=True)
class NamedColour:
    """A colour found in the words."""

    word: str
    rgb: tuple[int, int, int]
    place: str | None
    """``wall``, ``floor``, or None when the words do not say."""

    @property
    def light(self) -> Triple:
        """The same in linear light."""
        return linear(self.rgb)

    def __str__(self) -> str:
        return "{}=#{:02x}{:02x}{:02x}".format(self.word, *self.rgb)


@dataclass(frozen=True)
class Understanding:
    """What the words were taken for."""

    set_name: str
    set_by: str = "words"
    """What decided the set: the ``words``, the ``request``, or, where neither named one, the ``default``."""
    colours: tuple[NamedColour, ...] = ()
    materials: tuple[str, ...] = ()
    kinds: tuple[tuple[str, Triple], ...] = ()
    """Words that name a kind of a material, with its colour."""
    refused_materials: tuple[str, ...] = ()
    """Those that the set must not pick by itself."""
    pattern: str | None = None
    light: tuple[LightWord, ...] = ()
    light_words: tuple[str, ...] = ()
    not_understood: tuple[str, ...] = ()


@dataclass
class _Reading:
    """What is being collected."""

    colours: list[NamedColour] = field(default_factory=list)
    materials: list[str] = field(default_factory=list)
    kinds: list[tuple[str, str, Triple]] = field(default_factory=list)
    patterns: list[str] = field(default_factory=list)
    light: list[tuple[str, LightWord]] = field(default_factory=list)
    scores: dict[str, float] = field(default_factory=dict)
    named: set[str] = field(default_factory=set)
    """Sets called by their own words."""
    unknown: list[str] = field(default_factory=list)


def check_prompt(prompt: str, negative_prompt: str) -> None:
    """Raises ``InvalidArgument`` for a prompt that is empty or too long."""
    if not prompt.strip():
        raise InvalidArgument(
            "The prompt is empty, so there is no scene to build. Describe it in a few words, such as 'sage paper, soft light'.",
            field="prompt",
        )
    for name, text in (("prompt", prompt), ("negative_prompt", negative_prompt)):
        if len(text) > MAX_PROMPT_CHARACTERS:
            raise InvalidArgument(
                f"The {name.replace('_', ' ')} has {len(text)} characters; at most {MAX_PROMPT_CHARACTERS} are read. Shorten it.",
                field=name,
                limit=MAX_PROMPT_CHARACTERS,
            )


def check_set(set_name: str, names: Sequence[str]) -> None:
    """Raises ``InvalidArgument`` for a set that is not one of ``names``; empty leaves the choice to the words."""
    if set_name and set_name not in names:
        known = ", ".join(names) or "none"
        raise InvalidArgument(f"There is no set '{set_name[:60]}'. The sets are: {known}.", field="set", known=known)


def understand(prompt: str, negative_prompt: str, sets: Sequence[StudioSet], set_name: str = "") -> Understanding:
    """Read both prompts. ``set_name`` overrides the words.

    Raises ``InvalidArgument`` for an empty or too long prompt, and for a set that is not one of ``sets``.
    """
    check_prompt(prompt, negative_prompt)
    names = [studio_set.name for studio_set in sets]
    check_set(set_name, names)
    wanted, unwanted = _read(prompt, sets), _read(negative_prompt, sets)
    # A material that is refused refuses no set: there are tables without wood.
    banned = {name for name in unwanted.named if unwanted.named < set(names)}
    scores = {name: score for name, score in wanted.scores.items() if name not in banned}
    fallback = next((name for name in (DEFAULT_SET, *names) if name in names and name not in banned), names[0])
    chosen = set_name or (max(scores, key=lambda name: scores[name]) if scores else fallback)
    bad_colours = {colour.rgb for colour in unwanted.colours}
    bad_lights = {meaning.meaning for _, meaning in unwanted.light}
    light = [(word, meaning) for word, meaning in wanted.light if meaning.meaning not in bad_lights]
    light += [
        (f"no {word}", LIGHT_WORDS[OPPOSITES[meaning.meaning]])
        for word, meaning in unwanted.light
        if meaning.meaning in OPPOSITES
    ]
    unwanted_words = {word for _, word, _ in unwanted.kinds}
    patterns = [pattern for pattern in wanted.patterns if pattern not in unwanted.patterns]
    return Understanding(
        chosen,
        "request" if set_name else "words" if scores else "default",
        tuple(colour for colour in wanted.colours if colour.rgb not in bad_colours),
        tuple(dict.fromkeys(m for m in wanted.materials if m not in unwanted.materials)),
        tuple(
            (word, light)
            for material, word, light in wanted.kinds
            if material not in unwanted.materials and word not in unwanted_words
        ),
        tuple(dict.fromkeys(unwanted.materials)),
        _pattern(patterns),
        tuple(meaning for _, meaning in light),
        tuple(f"{word}={meaning.meaning}" for word, meaning in light),
        tuple(dict.fromkeys(wanted.unknown)),
    )


def _pattern(found: Sequence[str]) -> str | None:
    """Leaves or a blind before plain panes: "window light with leaf shadows" is about the leaves."""
    return next((pattern for pattern in found if pattern != "panes"), found[0] if found else None)


def _read(text: str, sets: Sequence[StudioSet]) -> _Reading:
    """Go through the words once."""
    reading = _Reading()
    found = join_compounds(tokens(text))
    words = [token.word for token in found]
    stems = [stem(word) for word in words]
    set_words = {stem(word): studio_set.name for studio_set in reversed(sets) for word in studio_set.words}
    weak = {stem(word) for studio_set in sets for word in studio_set.weak_words}
    material_words = {stem(word): material.name for material in materials().values() for word in material.words}
    for index, (word, root) in enumerate(zip(words, stems, strict=True)):
        known = False
        rgb = find_colour(words, stems, index)
        if rgb is not None and root in BROAD_STEMS and found[index].joined and is_fine(stems[index - 1]):
            known = True  # "sage green" is sage; it takes the place of the whole
            finer = reading.colours.pop()
            reading.colours.append(replace(finer, place=_place(stems, index, material_words)))
        elif rgb is not None:
            reading.colours.append(NamedColour(word, rgb, _place(stems, index, material_words)))
            known = True
        if root in set_words:
            name = set_words[root]
            reading.scores[name] = reading.scores.get(name, 0) + (0.4 if root in weak else 2.0)
            reading.named.add(name)
            known = True
        upright = root in _UPRIGHT or (index + 1 < len(stems) and stems[index + 1] in _UPRIGHT)
        if root in material_words and rgb is None and upright:
            known = material_words[root] in ("plaster", "paper")  # every wall is; others are not built
        elif root in material_words and rgb is None:
            reading.materials.append(material_words[root])
            reading.kinds += _kinds(materials()[material_words[root]], root, stems[index - 1] if index else "")
            if material_words[root] not in ("paper", "plaster"):  # those are everywhere
                for studio_set in sets:
                    if studio_set.shows_materials:
                        reading.scores[studio_set.name] = reading.scores.get(studio_set.name, 0) + 1.0
            known = True
        if root in _PATTERNS:
            reading.patterns.append(_PATTERNS[root])
            known = True
        if root in _LIGHTS and not _modifies(stems, index) and _about_light(stems, index):
            reading.light.append((word, _LIGHTS[root]))
            known = True
        known = known or root in _SILENT or root in _WALLS or root in _FLOORS or _shades(stems, index, material_words)
        if not known:
            reading.unknown.append(word)
    return reading


def _kinds(material: Material, root: str, before: str) -> list[tuple[str, str, Triple]]:
    """The colour of a kind such as walnut, darker or paler by the word before; of the material itself only where such a word is."""
    named = [light for kind, light in material.kinds.items() if stem(kind) == root]
    if before in DARKER_STEMS and (named or material.tones):
        return [(material.name, root, scaled((*named, *material.tones)[0], 0.38))]
    if before in LIGHTER_STEMS and (named or material.tones):
        return [(material.name, root, mixed((*named, *material.tones)[0], (0.86, 0.84, 0.80), 0.45))]
    return [(material.name, root, light) for light in named]


def _shades(stems: Sequence[str], index: int, material_words: dict[str, str]) -> bool:
    """Whether "dark" or "pale" stands before something that takes it."""
    following = stems[index + 1] if index + 1 < len(stems) else ""
    return stems[index] in LIGHTER_STEMS | DARKER_STEMS and (following in STEMS or following in material_words)


def _modifies(stems: Sequence[str], index: int) -> bool:
    """Whether a word such as "soft" belongs to the colour after it."""
    return stems[index] in LIGHTER_STEMS | DARKER_STEMS and index + 1 < len(stems) and stems[index + 1] in STEMS


def _about_light(stems: Sequence[str], index: int) -> bool:
    """Whether a word such as "left" is about the light: only with a word for light among the five around it."""
    if stems[index] in _DIM:
        following = next((s for s in stems[index + 1 :] if s not in _CONNECTING), "")
        return following in _LIGHT_NOUNS or following in _LIGHTS.keys() - _PLACES - LIGHTER_STEMS
    near = {*stems[max(0, index - 5) : index], *stems[index + 1 : index + 6]}
    return stems[index] not in _PLACES or bool(near & (_LIGHT_NOUNS | (_LIGHTS.keys() - _PLACES)))


def _place(stems: Sequence[str], index: int, material_words: dict[str, str]) -> str | None:
    """What a colour belongs to: the first surface among the next three words; a material is what the product stands on."""
    for place, following in enumerate(stems[index + 1 : index + 4], start=index + 1):
        if following in STEMS:
            return None
        if following in _WALLS:
            return "wall"
        if following in _FLOORS or (following in material_words and not _UPRIGHT & set(stems[place : place + 2])):
            return "floor"
    return None


def set_light(base: Light, words: Sequence[LightWord]) -> Light:
    """The set's own light with the knobs turned that the words name; the last word wins."""
    light = base
    for word in words:
        changes = {
            knob: value
            for knob in ("azimuth_deg", "elevation_deg", "softness_deg", "fill", "warmth")
            if (value := getattr(word, knob)) is not None
        }
        light = replace(light, **changes)
        if word.level is not None:  # "dark, moody" is as dark as the darker of the two
            light = replace(light, level=min(light.level, word.level))
    return light
