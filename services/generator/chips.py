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


def read_prompt(
    prompt: str,
    negative_prompt: str,
    sets: Sequence[StudioSet],
    set_name: str = "",
    likeness: Likeness | None = None,
) -> tuple[Understanding, tuple[Chip, ...]]:
    """What a scene would be made of, and the words that say so, in their order. Raises as ``understand``."""
    understanding = understand(prompt, negative_prompt, sets, set_name, likeness)
    known, alike = lexicon(tuple(sets)), likeness or lent_likeness()
    words, denied = split(prompt)
    said = [Chip(trace, refused=False) for trace in read(words, known, alike.nearest).traces]
    said += [Chip(trace, refused=True) for trace in read(denied, known, refused=True).traces]
    kept = [chip for chip in said if chip.trace.found]
    return understanding, tuple(sorted(kept, key=lambda chip: chip.trace.word.start))
