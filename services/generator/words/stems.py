"""Words to comparable stems: enough for "tables", "деревянном" and "слева", and nothing cleverer."""

import re
import unicodedata
from dataclasses import dataclass, field

_HEX = re.compile(r"#[0-9a-fA-F]{3,8}(?![^\W_])")
_POSSESSIVE = re.compile(r"['\u2019](?:s|re|ve|ll|d|m)?(?![^\W_])", re.IGNORECASE)
_RUSSIAN_ENDING = re.compile(
    r"(?:ыми|ими|ого|его|ому|ему|ьями|ами|ями|ьях|ьям|ьев|иях|иям|ый|ий|ой|ая|яя|ое|ее|ые|ие|ую|юю|ым|им|ом|ем|ых|их"
    r"|ах|ях|ам|ям|ов|ев|ей|ья|ье|ьи|ью|ия|ии|ию|а|я|о|е|ы|и|у|ю|ь|й)$"
)

_OWN = frozenset(("lights", "cubes", "blocks"))
"""Plurals that mean something else: lights are lamps in the picture, and one cube makes no steps."""


@dataclass(frozen=True)
class Token:
    """A word of a prompt."""

    word: str
    joined: bool
    """Whether nothing but a space or a hyphen stands between it and the word before."""
    start: int = field(default=0, compare=False)
    """Its first character in the composed (NFC) text."""
    end: int = field(default=0, compare=False)
    """The character after its last one."""


def tokens(text: str) -> list[Token]:
    """Lower-case words, numbers, signs and ``#hex`` colours in their order; punctuation separates.

    Whatever could carry a wish, in any script, becomes a token, so that what is not understood can be told.
    """
    found: list[Token] = []
    word, gap, place, start = "", "", 0, 0
    # As many spaces as there were characters, so that places stay.
    text = _POSSESSIVE.sub(lambda cut: " " * len(cut.group()), unicodedata.normalize("NFC", text))
    while place <= len(text):
        match = _HEX.match(text, place)
        sign = text[place : place + 1]
        if not match and sign and unicodedata.category(sign)[0] in "LNMS" and sign not in "+=<>|~^`$":
            start = start if word else place
            word, place = word + sign, place + 1
            continue
        if word:
            joined = bool(found) and gap.strip(" -") == ""
            found.append(Token(word.lower().replace("ё", "е"), joined, start, place))
            word, gap = "", ""
        if match:
            joined = bool(found) and gap.strip(" -") == ""
            found.append(Token(match.group().lower(), joined, place, match.end()))
            gap, place = "", match.end()
            continue
        gap, place = gap + sign, place + 1
    return found


def is_russian(word: str) -> bool:
    """Whether a word begins with a Cyrillic letter."""
    return "а" <= word[:1] <= "я" or word[:1] == "ё"


def stem(word: str) -> str:
    """The part of a word that its forms share."""
    word = word.replace("ё", "е")
    if is_russian(word):
        shorter = _RUSSIAN_ENDING.sub("", word)
        shorter = shorter if len(shorter) >= 3 else word
        # An adjective's "н" goes, too, so that "мраморный" meets "мрамор"; in short words it is the root's own.
        return re.sub(r"(?<=.{4})нн?$", "", shorter)
    if word in _OWN:
        return word
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith("es") and word[-3] in "sxh":
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
        return word[:-1]
    return word
