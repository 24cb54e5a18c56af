"""Guesses by word vectors what no table has: the nearest known word, and the set whose description is nearest to a prompt.

Measured with these vectors on words that no table has: above ``NEAR_WORD`` what is found is a form or a near synonym ("coastal" is
sea, "wintertime" winter), below it names of products begin to look like materials. ``NEAR_SET`` keeps the prompts that name no
scene ("honey jar", "best seller": 0.15 to 0.37) with the default. Known words of several pieces are left out, since such a word's
vector is near to all that shares a piece with it: "dog" would be petals.
"""

from collections.abc import Sequence
from functools import cached_property
from typing import Protocol

import numpy as np

from services.generator.arrays import Field
from services.generator.lexicon import Rank, lexicon
from services.generator.studio import StudioSet
from services.generator.words.moods import MOODS
from services.generator.words.russian import root
from services.generator.words.stems import is_russian

NEAR_WORD, NEAR_SET = 0.50, 0.42
_LONGEST_WORD = 24
"""Letters. What is longer is no word, and would take seconds to cut into pieces."""
_NEAREST_WORDS = 2
"""Of a set's words, those whose likeness counts beside that of its description."""


class Vectors(Protocol):
    """What is asked of word vectors; see ``words.vectors``."""

    def embed(self, text: str) -> Field:
        """(D,) float32 of unit length."""
        ...

    def is_whole(self, word: str) -> bool:
        """Whether a word has a vector of its own."""
        ...


class Likeness:
    """Guesses nothing: prompts are read by tables alone."""

    def nearest(self, word: str) -> str | None:
        """The known word that is nearest to ``word``, or None where none is near enough."""
        return None

    def closest_set(self, words: Sequence[str], refused: set[str]) -> str | None:
        """The set that is nearest to the words, or None where none is near enough."""
        return None


class VectorLikeness(Likeness):
    """Guesses by vectors, for the sets that there are."""

    def __init__(self, sets: Sequence[StudioSet], vectors: Vectors) -> None:
        self._sets, self._vectors = tuple(sets), vectors

    def nearest(self, word: str) -> str | None:
        """By the cosine of the two words."""
        words, table = self._words
        if not words or len(word) > _LONGEST_WORD:
            return None
        likeness = table @ self._vectors.embed(word)
        best = int(likeness.argmax())
        return words[best] if likeness[best] >= NEAR_WORD else None

    def closest_set(self, words: Sequence[str], refused: set[str]) -> str | None:
        """By the words' mean; those in other scripts have no vector worth the name."""
        words = [word for word in words if word.isalpha() and not is_russian(word) and len(word) <= _LONGEST_WORD]
        if not words:
            return None
        prompt = self._vectors.embed(" ".join(words))
        best, name = max((self._to_set(prompt, name), name) for name in self._descriptions if name not in refused)
        return name if best >= NEAR_SET else None

    def _to_set(self, prompt: Field, name: str) -> float:
        """Likeness to a set's description and to the nearest of its words."""
        description, words = self._descriptions[name]
        return float(prompt @ description) + float(np.sort(words @ prompt)[-_NEAREST_WORDS:].mean())

    @cached_property
    def _words(self) -> tuple[tuple[str, ...], Field]:
        """Words of sets, seasons and moods, and their vectors (N, D)."""
        known = lexicon(self._sets)
        said = [word for each in self._sets for word in _english(each.words) if known.sets[root(word)][1] > Rank.WEAK]
        words = tuple(word for word in dict.fromkeys((*said, *MOODS)) if self._vectors.is_whole(word))
        return words, np.array([self._vectors.embed(word) for word in words], np.float32)

    @cached_property
    def _descriptions(self) -> dict[str, tuple[Field, Field]]:
        """Of each set that has words of its own the vector of its description (D,), and those of its words (N, D)."""
        found = {}
        for each in self._sets:
            words = [word for word in _english(each.words) if word not in each.weak_words]
            if words:
                text = self._vectors.embed(each.summary.lower()) + self._vectors.embed(" ".join(_english(each.words)))
                vectors = np.stack([self._vectors.embed(word) for word in words])
                found[each.name] = (np.asarray(text / max(float(np.linalg.norm(text)), 1e-6), np.float32), vectors)
        return found


def _english(words: Sequence[str]) -> list[str]:
    return [word for word in words if not is_russian(word)]


_lent = Likeness()


def lend_likeness(likeness: Likeness) -> None:
    """Make ``likeness`` the one that reads prompts in this process; until then prompts are read by tables alone."""
    global _lent
    _lent = likeness


def lent_likeness() -> Likeness:
    """The one that was lent."""
    return _lent
