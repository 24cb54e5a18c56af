"""Reading one colour out of words: names of two words, shades, hex codes. Must not know what the colour is for."""

from collections.abc import Sequence
from dataclasses import replace

from services.generator.colour import mixed
from services.generator.words.colours import BROAD, COLOURS, DARKER, LIGHTER
from services.generator.words.stems import Token, stem

STEMS = {stem(word): rgb for word, rgb in COLOURS.items()}
"""8-bit colour by the stem of its name."""
LIGHTER_STEMS, DARKER_STEMS = {stem(word) for word in LIGHTER}, {stem(word) for word in DARKER}
BROAD_STEMS = {stem(word) for word in BROAD}


def join_compounds(found: Sequence[Token]) -> list[Token]:
    """Two words that are one colour, such as "off-white" and "sky blue", made one."""
    result: list[Token] = []
    for token in found:
        pair = result[-1].word + token.word if result and token.joined else ""
        if pair in COLOURS and result[-1].word not in LIGHTER | DARKER:
            result[-1] = replace(result[-1], word=pair)
        else:
            result.append(token)
    return result


def is_fine(root: str) -> bool:
    """Whether a word is a colour finer than the broad hues."""
    return root in STEMS and root not in BROAD_STEMS


def find_colour(words: Sequence[str], stems: Sequence[str], index: int) -> tuple[int, int, int] | None:
    """The colour at a place, with the word before it ("dark green", "светло-серый")."""
    word = words[index]
    if word.startswith("#"):
        return hex_colour(word)
    if stems[index] not in STEMS:
        return None
    rgb = STEMS[stems[index]]
    before = stems[index - 1] if index else ""
    if before in LIGHTER_STEMS:
        return _mix(rgb, (246, 244, 240), 0.5)
    if before in DARKER_STEMS:
        return _mix(rgb, (18, 18, 20), 0.5)
    return rgb


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
