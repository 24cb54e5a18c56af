"""A word among its neighbours: what it belongs to, and whether it speaks of the light or of a thing. Collects nothing."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.generator.lexicon import Lexicon, Rank
from services.generator.words.lighting import DIM_WORDS, LIGHT_NOUNS, LIGHT_WORDS, PLACE_WORDS
from services.generator.words.moods import MOODS
from services.generator.words.naming import BROAD_STEMS, DARKER_STEMS, LIGHTER_STEMS, PREPOSITION_STEMS, STEMS
from services.generator.words.phrases import Word
from services.generator.words.plain import FLOOR_WORDS, SILENT, THINGS, WALL_WORDS
from services.generator.words.russian import root

LIGHTS = {root(word): meaning for word, meaning in LIGHT_WORDS.items()}
FEELINGS = {root(word): mood for word, mood in MOODS.items()}
_SHADES = LIGHTER_STEMS | DARKER_STEMS
_WALLS, _FLOORS = {root(word) for word in WALL_WORDS}, {root(word) for word in FLOOR_WORDS}
_LIGHT_NOUNS, _PLACES = {root(word) for word in LIGHT_NOUNS}, {root(word) for word in PLACE_WORDS}
_ABOUT_LIGHT = _LIGHT_NOUNS | {root("window"), root("glow")} | (LIGHTS.keys() - _PLACES)
_LIT = _LIGHT_NOUNS | (LIGHTS.keys() - _PLACES - LIGHTER_STEMS)
_DIM = {root(word) for word in DIM_WORDS}
_SILENT = {root(word) for word in SILENT} | _LIGHT_NOUNS | _WALLS | _FLOORS | FEELINGS.keys()
_THINGS = {root(word) for word in THINGS}
_NEARBY = {root(word) for word in ("by", "near", "beside", "next", "у", "возле", "около", "рядом")}
_TONES = {root(word) for word in ("dark", "light", "pale", "тёмный", "светлый", "бледный")}
_ATTRIBUTES = {root("natural"), root("fresh")}
_WALL, _AND, _COLOUR = root("wall"), root("and"), root("color")


@dataclass(frozen=True)
class Spot:
    """The word at ``index`` of ``words``."""

    words: Sequence[Word]
    index: int
    known: Lexicon

    @property
    def word(self) -> Word:
        """The word itself."""
        return self.words[self.index]

    @property
    def before(self) -> str:
        """Root of the word before, or nothing."""
        return self.words[self.index - 1].root if self.index else ""

    @property
    def following(self) -> str:
        """Root of the word after, or nothing."""
        return self.words[self.index + 1].root if self.index + 1 < len(self.words) else ""

    @property
    def is_silent(self) -> bool:
        """Whether the word wishes for nothing by itself, or only shades what follows: "dark" of "dark green"."""
        takes = self.following in STEMS or self.following in self.known.materials or self.following in self.known.sets
        return self.word.root in _SILENT or (self.word.root in _SHADES and takes)

    @property
    def is_thing(self) -> bool:
        """Whether a colour's name is what it is called after: sand and smoke are colours of walls, and of hues ("forest green")."""
        after = self.words[self.index + 1] if self.following else None
        of_hue = after is not None and after.joined and after.root in BROAD_STEMS
        named = self.word.root in _THINGS or self.word.root in self.known.sets
        return named and not of_hue and self.place != "wall"

    @property
    def is_upright(self) -> bool:
        """Whether a material is a wall's."""
        return _WALL in (self.word.root, self.following)

    @property
    def is_beside(self) -> bool:
        """Whether it is what something stands by: "near the window"."""
        return any(word.root in _NEARBY for word in self.words[max(0, self.index - 2) : self.index])

    @property
    def is_attribute(self) -> bool:
        """Whether "natural" or "fresh" is said of a thing: natural stone and fresh snow are no mood."""
        thing = self.following in _LIGHT_NOUNS or self.following in FEELINGS
        thing = thing or self.following in self.known.materials or self.following in self.known.sets
        return self.word.root in _ATTRIBUTES and thing

    @property
    def dims_wall(self) -> bool:
        """Whether it is "dark" or "pale" of a wall or background itself."""
        return self.word.root in _TONES and self.following in _WALLS

    @property
    def is_about_light(self) -> bool:
        """Whether a word for light is: "left" only with another among the five around it, "dark" only straight before one."""
        stem, after = self.word.root, self.following
        if stem in _SHADES and (after in STEMS or after in _WALLS):
            return False  # "soft pink"
        if stem in _TONES and after in self.known.materials:
            return False
        if stem in _DIM:
            after = next((word.root for word in self.words[self.index + 1 :] if word.root != _AND), "")
            return after in _LIT
        near = (*self.words[max(0, self.index - 5) : self.index], *self.words[self.index + 1 : self.index + 6])
        return stem not in _PLACES or any(word.root in _ABOUT_LIGHT for word in near)

    @property
    def place(self) -> str | None:
        """What a colour belongs to: the first surface among the next three words of its phrase; a material is the floor's."""
        before = [word.root for word in self.words[max(0, self.index - 2) : self.index]]
        if before[1:] == [_COLOUR] and before[0] in _WALLS | _FLOORS:  # "a wall the colour of sage"
            return "wall" if before[0] in _WALLS else "floor"
        for at in range(self.index + 1, min(self.index + 4, len(self.words))):
            following = self.words[at].root
            if not self.words[at].joined or following in PREPOSITION_STEMS:
                return None
            rank = self.known.sets.get(following, ("", Rank.FAINT))[1]
            stands = following in self.known.materials or rank is Rank.SURFACE
            if following in STEMS and not stands and following not in _THINGS:
                return None
            if following in _WALLS:
                return "wall"
            upright = any(word.root == _WALL for word in self.words[at : at + 2])
            if following in _FLOORS or (stands and not upright):
                return "floor"
        return None
