"""Reading one colour out of words: names of two words, shades, hex codes. Must not know what the colour is for."""

from collections.abc import Sequence

from services.generator.colour import mixed
from services.generator.words.colours import BROAD, COLOURS, DARKER, LIGHTER
from services.generator.words.phrases import Word
from services.generator.words.plain import GROWN, PARTS_OF_PLANTS, PREPOSITIONS, PRODUCTS
from services.generator.words.russian import root

STEMS = {root(word): rgb for word, rgb in COLOURS.items()}
"""8-bit colour by the stem of its name."""
LIGHTER_STEMS, DARKER_STEMS = {root(word) for word in LIGHTER}, {root(word) for word in DARKER}
_GROWN, _PARTS = {root(word) for word in GROWN}, {root(word) for word in PARTS_OF_PLANTS}
_PRODUCTS = {root(word) for word in PRODUCTS}
PREPOSITION_STEMS = {root(word) for word in PREPOSITIONS}
BROAD_STEMS = {root(word) for word in BROAD}


def is_fine(word: Word) -> bool:
    """Whether a word is a colour finer than the broad hues."""
    return word.root in STEMS and word.root not in BROAD_STEMS


def find_colour(words: Sequence[Word], index: int) -> tuple[int, int, int] | None:
    """The colour at a place, with the word before it ("dark green", "светло-серый")."""
    word = words[index]
    if word.text.startswith("#"):
        return hex_colour(word.text)
    if word.root not in STEMS or _is_plant(words, index):
        return None
    rgb = STEMS[word.root]
    before = words[index - 1].root if index else ""
    if before in LIGHTER_STEMS:
        return _mix(rgb, (246, 244, 240), 0.5)
    if before in DARKER_STEMS:
        return _mix(rgb, (18, 18, 20), 0.5)
    return rgb


def _is_plant(words: Sequence[Word], index: int) -> bool:
    """Whether it is an orange slice rather than an orange wall."""
    return words[index].root in _GROWN and _after(words, index) in _PARTS


def is_products(words: Sequence[Word], index: int) -> bool:
    """Whether a colour is the product's own: "red mug", "red ceramic mug"."""
    after = _after(words, index)
    described = after not in STEMS and after not in PREPOSITION_STEMS and after != ""
    return names_product(words, index) or (described and names_product(words, index + 1))


def names_product(words: Sequence[Word], index: int) -> bool:
    """Whether the next word is the product: "glass bottle"."""
    return _after(words, index) in _PRODUCTS


def _after(words: Sequence[Word], index: int) -> str:
    """Root of the next word of the same phrase, or nothing."""
    return words[index + 1].root if index + 1 < len(words) and words[index + 1].joined else ""


def hex_colour(text: str) -> tuple[int, int, int] | None:
    """``#rgb``, ``#rgba``, ``#rrggbb`` or ``#rrggbbaa``, the alpha left aside; None for anything else."""
    digits = text[1:]
    if not text.startswith("#") or not set(digits.lower()) <= set("0123456789abcdef"):
        return None
    if len(digits) in (3, 4):
        digits = "".join(digit * 2 for digit in digits)
    if len(digits) not in (6, 8):
        return None
    return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:6], 16)


def _mix(rgb: tuple[int, int, int], other: tuple[int, int, int], share: float) -> tuple[int, int, int]:
    red, green, blue = (round(value) for value in mixed(rgb, other, share))
    return red, green, blue
