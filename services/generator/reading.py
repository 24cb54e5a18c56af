"""Goes through the words of a prompt once and collects what they name. Decides nothing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from services.generator.arrays import Triple
from services.generator.colour import linear, mixed, scaled
from services.generator.lexicon import Lexicon, Rank
from services.generator.materials.catalogue import materials
from services.generator.materials.material import Material
from services.generator.spot import FEELINGS, LIGHTS, Spot
from services.generator.words.lighting import LightWord, colour_temperature
from services.generator.words.moods import Mood
from services.generator.words.naming import (
    BROAD_STEMS,
    DARKER_STEMS,
    LIGHTER_STEMS,
    STEMS,
    find_colour,
    is_fine,
    is_products,
    names_product,
)
from services.generator.words.phrases import Word, join
from services.generator.words.plain import CONNECTIVES, NEGATIONS, PATTERN_WORDS
from services.generator.words.russian import root
from services.generator.words.stems import is_russian, tokens

_PATTERNS = {root(word): pattern for word, pattern in PATTERN_WORDS.items()}
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


@dataclass(frozen=True)
class Trace:
    """What one word was taken for."""

    word: Word
    found: tuple[tuple[str, str], ...]
    """Kind and meaning: ``("colour", "#9caf88")``; ``unknown`` without a meaning. Empty for words that wish for nothing."""
    guess: str = ""
    """The known word that it was taken for, where no table has it."""


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
    traces: list[Trace] = field(default_factory=list)
    """Each word in its turn, but those that refuse."""

    def kinds_found(self) -> dict[str, list[str]]:
        """All meanings that have been collected, by kind, in their order."""
        return {
            "set": [name for name, _, _ in self.sets],
            "colour": ["#{:02x}{:02x}{:02x}".format(*colour.rgb) for colour in self.colours],
            "material": self.materials,
            "pattern": self.patterns,
            "light": [light.meaning for _, light in self.light],
            "mood": [mood.name for _, mood in self.moods],
            "guess": self.guesses,
            "unknown": ["" for _ in self.unknown],
        }

    def trace(self, word: Word, counts: dict[str, int]) -> dict[str, int]:
        """Notes what ``word`` has added to what ``counts`` says was there; how much there is now."""
        found = self.kinds_found()
        added = {kind: meanings[counts.get(kind, 0) :] for kind, meanings in found.items()}
        guess = next(iter(added.pop("guess")), "").partition("~")[2]
        if word.root not in _NEGATIONS:
            told = tuple((kind, meaning) for kind, meanings in added.items() for meaning in meanings)
            self.traces.append(Trace(word, tuple(dict.fromkeys(told)), guess))
        return {kind: len(meanings) for kind, meanings in found.items()}

    @property
    def size(self) -> int:
        """How much has been collected."""
        return (
            len(self.colours)
            + len(self.materials)
            + len(self.patterns)
            + len(self.light)
            + len(self.moods)
            + len(self.sets)
        )


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
    counts: dict[str, int] = {}
    for index, word in enumerate(words):
        if not _read_word(reading, Spot(words, index, known), refused) and not _read_guess(reading, word, known, guess):
            reading.unknown.append(word.text)
        counts = reading.trace(word, counts)
    return reading


def _read_word(reading: Reading, spot: Spot, refused: bool) -> bool:
    """One word in all its parts; whether it had any."""
    word, size = spot.word, reading.size
    rgb = find_colour(spot.words, spot.index)
    if rgb is not None and is_products(spot.words, spot.index):
        return True
    if rgb is not None and not spot.is_thing:
        finer = word.root in BROAD_STEMS and word.joined and is_fine(spot.words[spot.index - 1])
        if finer and reading.colours:  # "sage green" is sage; it takes the place of the whole
            reading.colours.append(replace(reading.colours.pop(), place=spot.place))
            return True
        reading.colours.append(NamedColour(word.text, rgb, spot.place))
    elif _read_things(reading, spot):
        size = -1
    if word.root in _PATTERNS:
        reading.patterns.append(_PATTERNS[word.root])
    light = colour_temperature(word.text) or LIGHTS.get(word.root)
    if light and (refused or spot.is_about_light):
        reading.light.append((word.text, light))
    if word.root in FEELINGS and not spot.is_attribute:
        reading.moods.append((word.text, FEELINGS[word.root]))
    if spot.dims_wall and not refused:
        tone = _DARK_WALL if word.root in DARKER_STEMS else _PALE_WALL
        reading.colours.append(NamedColour(word.text, tone, "wall"))
    return reading.size > size or spot.is_silent


def _read_things(reading: Reading, spot: Spot) -> bool:
    """Sets and materials; whether the word was one."""
    word = spot.word
    material = spot.known.materials.get(word.root)
    if names_product(spot.words, spot.index):  # a glass bottle is made of glass, its set is not
        return material is not None or word.root in spot.known.sets
    if material and spot.is_upright:
        if material == "concrete":  # the one set that has a wall of its material
            reading.sets.append(("concrete", Rank.GUESSED, word.text))
        return material in ("plaster", "paper", "concrete")  # every wall is of those; others are not built
    if material:
        reading.materials.append(material)
        reading.kinds += _kinds(materials()[material], word.root, spot.before)
    if word.root in spot.known.sets:
        name, rank = spot.known.sets[word.root]
        reading.sets.append((name, min(rank, Rank.BESIDE) if spot.is_beside else rank, word.text))
    return material is not None or word.root in spot.known.sets


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
