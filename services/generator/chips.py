"""Which words of a prompt were taken for what, to be shown while it is typed. Decides nothing: it reads as a scene would."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.generator.lexicon import lexicon
from services.generator.likeness import Likeness, lent_likeness
from services.generator.prompt import Understanding, understand
from services.generator.reading import Trace, read, split
from services.generator.studio import StudioSet


@dataclass(frozen=True)
class Chip:
    """A word of the prompt, or two that are one, that says something."""

    trace: Trace
    refused: bool
    """Whether the prompt itself refuses it: "no plants"."""


class _Remembering(Likeness):
    """Asks another once for each word: looking for near words is most of the work, and a prompt is read twice here."""

    def __init__(self, other: Likeness) -> None:
        self._other = other
        self._nearest: dict[str, str | None] = {}

    def nearest(self, word: str) -> str | None:
        if word not in self._nearest:
            self._nearest[word] = self._other.nearest(word)
        return self._nearest[word]

    def closest_set(self, words: Sequence[str], refused: set[str]) -> str | None:
        return self._other.closest_set(words, refused)


def read_prompt(
    prompt: str,
    negative_prompt: str,
    sets: Sequence[StudioSet],
    set_name: str = "",
    likeness: Likeness | None = None,
) -> tuple[Understanding, tuple[Chip, ...]]:
    """What a scene would be made of, and the words that say so, in their order. Raises as ``understand``."""
    known, alike = lexicon(tuple(sets)), _Remembering(likeness or lent_likeness())
    understanding = understand(prompt, negative_prompt, sets, set_name, alike)
    words, denied = split(prompt)
    said = [Chip(trace, refused=False) for trace in read(words, known, alike.nearest).traces]
    said += [Chip(trace, refused=True) for trace in read(denied, known, refused=True).traces]
    kept = [chip for chip in said if chip.trace.found]
    return understanding, tuple(sorted(kept, key=lambda chip: chip.trace.word.start))
