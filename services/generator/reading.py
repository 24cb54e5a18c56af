"""Goes through the words of a prompt once and collects what they name. Decides nothing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from services.generator.arrays import Triple
from services.generator.colour import linear, mixed, scaled
from services.generator.lexicon import Lexicon, Rank
from services.generator.materials.catalogue import materials
from services.generator.materials.material import Material
from services.generator.words.lighting import (
    DIM_WORDS,
    LIGHT_NOUNS,
    LIGHT_WORDS,
    PLACE_WORDS,
    LightWord,
    colour_temperature,
)
from services.generator.words.moods import MOODS, Mood
from services.generator.words.naming import BROAD_STEMS, DARKER_STEMS, LIGHTER_STEMS, STEMS, find_colour, is_fine
from services.generator.words.phrases import Word, join
from services.generator.words.plain import CONNECTIVES, FLOOR_WORDS, NEGATIONS, PATTERN_WORDS, SILENT, WALL_WORDS
from services.generator.words.russian import root
from services.generator.words.stems import is_russian, tokens

LIGHTS = {root(word): meaning for word, meaning in LIGHT_WORDS.items()}
PATTERNS = {root(word): pattern for word, pattern in PATTERN_WORDS.items()}
FEELINGS = {root(word): mood for word, mood in MOODS.items()}
_WALLS, _FLOORS = {root(word) for word in WALL_WORDS}, {root(word) for word in FLOOR_WORDS}
_LIGHT_NOUNS, _PLACES = {root(word) for word in LIGHT_NOUNS}, {root(word) for word in PLACE_WORDS}
_SOURCES = _LIGHT_NOUNS | {root("window"), root("glow")}
_DIM = {root(word) for word in DIM_WORDS}
_SILENT = {root(word) for word in SILENT} | _LIGHT_NOUNS
_UPRIGHT, _CONNECTING = {root("wall")}, {root("and")}
_NEARBY = {root(word) for word in ("by", "near", "beside", "next", "у", "возле", "около", "рядом")}
_NEGATIONS, _CONNECTIVES = {root(word) for word in NEGATIONS}, {root(word) for word in CONNECTIVES}
_DARK_WALL, _PALE_WALL = (50, 49, 52), (234, 231, 226)
"""What "dark background" and "light background" are where no colour is named."""

Guess = Callable[[str], str | None]
"""The known word that is nearest to an unknown one, or None."""


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


@dataclass
class Reading:
    """What has been collected."""

    colours: list[NamedColour] = field(default_factory=list)
    materials: list[str] = field(default_factory=list)
    kinds: list[tuple[str, str, Triple]] = field(default_factory=list)
    """Material, word and linear colour."""
    patterns: list[str] = field(default_factory=list)
    light: list[tuple[str, LightWord]] = field(default_factory=list)
    moods: list[tuple[str, Mood]] = field(default_factory=list)
    sets: list[tuple[str, Rank, str]] = field(default_factory=list)
    """Set, rank and word, in the order of the words."""
    guesses: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)


def split(text: str) -> tuple[list[Word], list[Word]]:
    """The words that are wanted, and those that the text itself refuses: "no plants", "без теней"."""
    wanted: list[Word] = []
    unwanted: list[Word] = []
    refusing = False
    for word in join(tokens(text)):
        refusing = word.root in _NEGATIONS or (refusing and word.joined and word.root not in _CONNECTIVES)
        (unwanted if refusing else wanted).append(word)
    return wanted, unwanted


def read(words: Sequence[Word], known: Lexicon, guess: Guess = lambda _: None, refused: bool = False) -> Reading:
    """Read the words in their order; ``refused`` ones need no light beside "dark" or "left" to speak of it."""
    reading = Reading()
    for index in range(len(words)):
        if not _read_word(reading, words, index, known, refused) and not _read_guess(
            reading, words[index], known, guess
        ):
            reading.unknown.append(words[index].text)
    return reading


def _read_word(reading: Reading, words: Sequence[Word], index: int, known: Lexicon, refused: bool) -> bool:
    """One word in all its parts; whether it had any."""
    word, place = words[index], _place(words, index, known)
    rgb = find_colour(words, index)
    if rgb is not None and word.root in known.sets and place != "wall":
        rgb = None  # sand and linen are colours of walls, but things to stand on
    if rgb is not None and word.root in FEELINGS and place is None:
        rgb = None  # and snow is a season
    understood = rgb is not None
    if rgb is not None and word.root in BROAD_STEMS and word.joined and is_fine(words[index - 1]) and reading.colours:
        finer = reading.colours.pop()  # "sage green" is sage; it takes the place of the whole
        reading.colours.append(replace(finer, place=place))
    elif rgb is not None:
        reading.colours.append(NamedColour(word.text, rgb, place))
    if rgb is None:
        understood |= _read_things(reading, words, index, known)
    if word.root in PATTERNS:
        reading.patterns.append(PATTERNS[word.root])
        understood = True
    light = colour_temperature(word.text) or LIGHTS.get(word.root)
    if light and (refused or (not _modifies(words, index, known) and _about_light(words, index))):
        reading.light.append((word.text, light))
        understood = True
    if word.root in FEELINGS and not _is_attribute(words, index, known):
        reading.moods.append((word.text, FEELINGS[word.root]))
        understood = True
    if _dims_wall(words, index) and not refused:
        tone = _DARK_WALL if word.root in DARKER_STEMS else _PALE_WALL
        reading.colours.append(NamedColour(word.text, tone, "wall"))
        understood = True
    silent = word.root in _SILENT | _WALLS | _FLOORS | FEELINGS.keys()
    return understood or silent or _shades(words, index, known)


def _read_things(reading: Reading, words: Sequence[Word], index: int, known: Lexicon) -> bool:
    """Sets and materials."""
    word = words[index]
    material = known.materials.get(word.root)
    if material and (word.root in _UPRIGHT or (index + 1 < len(words) and words[index + 1].root in _UPRIGHT)):
        if material == "concrete":  # the one set that has a wall of its material
            reading.sets.append(("concrete", Rank.GUESSED, word.text))
        return material in ("plaster", "paper", "concrete")  # every wall is of those; others are not built
    if material:
        reading.materials.append(material)
        before = words[index - 1].root if index else ""
        reading.kinds += _kinds(materials()[material], word.root, before)
    if word.root in known.sets:
        name, rank = known.sets[word.root]
        if _NEARBY & {each.root for each in words[max(0, index - 2) : index]}:
            rank = min(rank, Rank.BESIDE)  # "by the window" is where the table stands
        reading.sets.append((name, rank, word.text))
    return material is not None or word.root in known.sets


def _read_guess(reading: Reading, word: Word, known: Lexicon, guess: Guess) -> bool:
    """A word that no table has, taken for the nearest that one has; it never outranks what was said."""
    nearest = None if is_russian(word.text) or not word.text.isalpha() else guess(word.text)
    if nearest is None:
        return False
    near = root(nearest)
    if near in FEELINGS:
        reading.moods.append((word.text, FEELINGS[near]))
    elif near in known.sets:
        reading.sets.append((known.sets[near][0], Rank.GUESSED, word.text))
    elif near in STEMS:
        reading.colours.append(NamedColour(word.text, STEMS[near], None))
    reading.guesses.append(f"{word.text}~{nearest}")
    return True


def mood_sets(reading: Reading) -> list[tuple[str, Rank, str]]:
    """What the moods speak for."""
    return [(mood.set_name, Rank.MOOD, word) for word, mood in reading.moods]


def _kinds(material: Material, stem: str, before: str) -> list[tuple[str, str, Triple]]:
    """The colour of a kind such as walnut, darker or paler by the word before; of the material itself only where such a word is."""
    named = [light for kind, light in material.kinds.items() if root(kind) == stem][:1]
    if before in DARKER_STEMS and (named or material.tones):
        return [(material.name, stem, scaled((*named, *material.tones)[0], 0.38))]
    if before in LIGHTER_STEMS and (named or material.tones):
        return [(material.name, stem, mixed((*named, *material.tones)[0], (0.86, 0.84, 0.80), 0.45))]
    return [(material.name, stem, light) for light in named]


def _shades(words: Sequence[Word], index: int, known: Lexicon) -> bool:
    """Whether "dark" or "pale" stands before something that takes it."""
    following = words[index + 1].root if index + 1 < len(words) else ""
    takes = following in STEMS or following in known.materials or following in known.sets
    return words[index].root in LIGHTER_STEMS | DARKER_STEMS and takes


def _dims_wall(words: Sequence[Word], index: int) -> bool:
    """Whether it is "dark" or "pale" of a wall or background itself."""
    following = words[index + 1].root if index + 1 < len(words) else ""
    return words[index].root in _TONES and following in _WALLS


_TONES = {root(word) for word in ("dark", "light", "pale", "тёмный", "светлый", "бледный")}


def _is_attribute(words: Sequence[Word], index: int, known: Lexicon) -> bool:
    """Whether "natural" is said of a thing: natural stone and natural light are no mood."""
    following = words[index + 1].root if index + 1 < len(words) else ""
    thing = following in _LIGHT_NOUNS or following in known.materials or following in known.sets
    return words[index].root == root("natural") and thing


def _modifies(words: Sequence[Word], index: int, known: Lexicon) -> bool:
    """Whether a word such as "soft" belongs to the colour after it."""
    following = words[index + 1].root if index + 1 < len(words) else ""
    takes = following in STEMS or following in _WALLS or (words[index].root in _TONES and following in known.materials)
    return words[index].root in LIGHTER_STEMS | DARKER_STEMS and takes


def _about_light(words: Sequence[Word], index: int) -> bool:
    """Whether a word such as "left" is about the light: only with a word for light among the five around it."""
    stem = words[index].root
    if stem in _DIM:
        following = next((word.root for word in words[index + 1 :] if word.root not in _CONNECTING), "")
        return following in _LIGHT_NOUNS or following in LIGHTS.keys() - _PLACES - LIGHTER_STEMS
    near = {word.root for word in (*words[max(0, index - 5) : index], *words[index + 1 : index + 6])}
    return stem not in _PLACES or bool(near & (_SOURCES | (LIGHTS.keys() - _PLACES)))


def _place(words: Sequence[Word], index: int, known: Lexicon) -> str | None:
    """What a colour belongs to: the first surface among the next three words; a material is what the product stands on."""
    before = [word.root for word in words[max(0, index - 2) : index]]
    if before[1:] == [root("color")] and before[0] in _WALLS | _FLOORS:  # "a wall the colour of sage"
        return "wall" if before[0] in _WALLS else "floor"
    for at in range(index + 1, min(index + 4, len(words))):
        following = words[at].root
        if following in STEMS and following not in known.materials:
            return None
        if following in _WALLS:
            return "wall"
        upright = any(word.root in _UPRIGHT for word in words[at : at + 2])
        if following in _FLOORS or (following in known.materials and not upright):
            return "floor"
    return None
