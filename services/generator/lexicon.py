"""All words that lead to a set or a material, by their roots. Owns how strongly each speaks; must not know a prompt."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum, auto
from functools import cache

from services.generator.materials.catalogue import materials
from services.generator.studio import StudioSet
from services.generator.words.russian import root


class Rank(IntEnum):
    """What outranks what, the weakest first: "marble podium in window light" is a podium of marble, "oak table" is the oak."""

    FAINT = auto()
    """Said of any scene: a background, the sun."""
    MOOD = auto()
    """Seasons and moods decide where no thing is named."""
    GUESSED = auto()
    WEAK = auto()
    """``StudioSet.weak_words``."""
    FURNITURE = auto()
    BACKDROP = auto()
    BESIDE = auto()
    """What is about rather than what the scene is: gloss, a plant, the window that a table stands by."""
    ANY_WOOD = auto()
    """One that is called by its name goes before."""
    SURFACE = auto()
    SCENE = auto()
    CAST = auto()
    """A shadow of something: it comes through the window, so it goes before the window."""
    BUILT = auto()


_RANKS = {
    "podium": Rank.BUILT,
    "steps": Rank.BUILT,
    "leaves": Rank.CAST,
    "blinds": Rank.CAST,
    "gradient": Rank.BACKDROP,
    "two_tone": Rank.BACKDROP,
    "tabletop": Rank.FURNITURE,
    "sweep": Rank.FURNITURE,
}
_SURFACES = frozenset(("marble", "oak", "walnut", "rustic", "concrete", "linen", "terrazzo", "stone"))
_BESIDE = """
lights sunlight sunbeam windowlight glossy shiny polished reflection reflective glass water plant tree fern cloth fabric
"""
_MODEST = {
    root(word): rank
    for rank, words in (
        (Rank.ANY_WOOD, "wood wooden timber planks"),
        (Rank.BESIDE, _BESIDE),
        (Rank.FAINT, "background backdrop sun sunny shadows"),
    )
    for word in words.split()
}
"""Words that say less than others of their set."""
_EVERYWHERE = ("paper", "plaster")
"""Materials that every set has somewhere."""


@dataclass(frozen=True)
class Lexicon:
    """Roots and what they lead to."""

    sets: dict[str, tuple[str, Rank]]
    """Set and rank by root."""
    materials: dict[str, str]
    """Material by root."""
    homes: dict[str, tuple[str, ...]]
    """Sets that are made of a material, by its name."""


@cache
def lexicon(sets: tuple[StudioSet, ...]) -> Lexicon:
    """The lexicon of these sets and of all materials."""
    homes = {name: tuple(s.name for s in sets if s.material == name or s.name == name) for name in materials()}
    names = {s.name for s in sets}
    found = {
        word: entry
        for material in materials().values()
        for word, entry in _of_material(material.words, homes[material.name], material.name, names)
    }
    for studio_set in reversed(sets):
        weak = {root(word) for word in studio_set.weak_words}
        for word in map(root, studio_set.words):
            found[word] = (
                studio_set.name,
                min(_MODEST.get(word, Rank.BUILT), Rank.WEAK if word in weak else _rank(studio_set)),
            )
    return Lexicon(found, {root(word): m.name for m in materials().values() for word in m.words}, homes)


def _of_material(
    words: Sequence[str], homes: tuple[str, ...], material: str, names: set[str]
) -> Iterator[tuple[str, tuple[str, Rank]]]:
    """A material leads to the set that is made of it; one without a set to a table."""
    if material in _EVERYWHERE:
        return
    home = homes[0] if homes else "tabletop"
    if home in names:
        for word in map(root, words):
            yield word, (home, min(_MODEST.get(word, Rank.BUILT), _RANKS.get(home, Rank.SURFACE)))


def _rank(studio_set: StudioSet) -> Rank:
    usual = Rank.SURFACE if studio_set.material else Rank.SCENE
    return _RANKS.get(studio_set.name, Rank.SURFACE if studio_set.name in _SURFACES else usual)
