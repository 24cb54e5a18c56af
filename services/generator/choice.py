"""Decides between what was read from the wanted and from the unwanted words: the set, and what of the moods is left."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.generator.lexicon import Lexicon, Rank
from services.generator.reading import NamedColour, Reading, mood_sets
from services.generator.studio import StudioSet
from services.generator.words.lighting import LIGHT_WORDS, OPPOSITES, LightWord
from services.generator.words.moods import Mood

DEFAULT_SET = "sweep"
"""Where the words name no set."""


@dataclass(frozen=True)
class Choice:
    """A set, by what it was chosen, and the words that spoke for it."""

    set_name: str
    by: str
    words: tuple[str, ...] = ()
    rank: Rank = Rank.FAINT
    """How strongly the strongest of the words speaks."""


def refused_sets(unwanted: Reading, known: Lexicon) -> set[str]:
    """Sets that the unwanted words name by more than a word that other scenes use, too, and those of a refused material."""
    named = {name for name, rank, _ in unwanted.sets if rank > Rank.WEAK}
    return named | {home for material in unwanted.materials for home in known.homes.get(material, ())}


def choose(wanted: Reading, refused: set[str], sets: Sequence[StudioSet]) -> Choice:
    """The set that the highest-ranking words name: of two with the same rank the one named more often, then the one named first.

    Word vectors were tried on such ties, 6 in 204 prompts: their choice was never better than the first, and wrong in two.
    """
    names = [studio_set.name for studio_set in sets]
    said = [entry for entry in (*wanted.sets, *mood_sets(wanted)) if entry[0] in names and entry[0] not in refused]
    best: Choice | None = None
    count = 0
    for name in dict.fromkeys(entry[0] for entry in said):
        rank = max(entry[1] for entry in said if entry[0] == name)
        by_rank = [entry for entry in said if entry[0] == name and entry[1] == rank]
        if best is None or (rank, len(by_rank)) > (best.rank, count):
            kind = "mood" if rank == Rank.MOOD else "words"
            best, count = Choice(name, kind, tuple(entry[2] for entry in by_rank), rank), len(by_rank)
    return best or Choice(_fallback(names, refused), "default")


def _fallback(names: Sequence[str], refused: set[str]) -> str:
    return next((name for name in (DEFAULT_SET, *names) if name in names and name not in refused), names[0])


def kept_moods(wanted: Reading, unwanted: Reading) -> list[tuple[str, Mood]]:
    """Moods that were not refused."""
    refused = {mood.name for _, mood in unwanted.moods}
    return [(word, mood) for word, mood in wanted.moods if mood.name not in refused]


def kept_colours(wanted: Reading, unwanted: Reading, moods: Sequence[tuple[str, Mood]]) -> tuple[NamedColour, ...]:
    """Named colours that were not refused; where none is named, the palette of the first mood."""
    refused = {colour.rgb for colour in unwanted.colours}
    found = tuple(colour for colour in wanted.colours if colour.rgb not in refused)
    if found or wanted.colours:
        return found
    return tuple(NamedColour(word, mood.wall, "wall") for word, mood in moods[:1] if mood.wall not in refused)


def kept_light(wanted: Reading, unwanted: Reading, moods: Sequence[tuple[str, Mood]]) -> list[tuple[str, LightWord]]:
    """The light by word, what is said in passing before what is said of the light itself; the last turns a knob for good."""
    refused = {meaning.meaning for _, meaning in unwanted.light}
    named = [(word, meaning) for word, meaning in wanted.light if meaning.meaning not in refused]
    opposite = [
        (f"no {word}", LIGHT_WORDS[OPPOSITES[meaning.meaning]])
        for word, meaning in unwanted.light
        if meaning.meaning in OPPOSITES
    ]
    first = next((pair for pair in moods if pair[1].is_season), None)
    mood = [(word, each.light) for word, each in (*([first] if first else []), *(p for p in moods if p is not first))]
    return sorted([*mood, *named, *opposite], key=lambda pair: not pair[1].implied)
