"""Two words that mean something else than each alone, made one: "golden hour", "sky blue"."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from services.generator.words.colours import COLOURS, DARKER, LIGHTER
from services.generator.words.russian import root
from services.generator.words.stems import Token

_PHRASES = """
golden hour: sunset
blue hour: twilight
rim light: rimlight
edge light: rimlight
side light: sidelight
side lighting: sidelight
window light: windowlight
soft box: softbox
low key: lowkey
high key: highkey
film noir: noir
back light: backlit
back lighting: backlit
long shadow: longshadows
strong shadow: deepshadows
deep shadow: deepshadows
bold shadow: deepshadows
ice cube: ice
pine tree: tree
pine branch: christmas
fir branch: christmas
spruce branch: christmas
fairy lights: garland
string lights: garland
christmas lights: garland
city lights: bokeh
stage lights: spotlight
night lights: bokeh
studio lights: studio
blurred lights: bokeh
christmas tree: christmas
new year: christmas
new years: christmas
valentine day: valentine
mother day: spring
day valentine: valentine
street food: street
olive tree: branch
oak tree: branch
palm tree: palm
cherry blossom: blossom
rose petals: petals
stained glass: window
face cream: serum
hand cream: serum
body cream: serum
night cream: serum
dark wood: walnut
dark wooden: walnut
темный wood: walnut
темный wooden: walnut
old wood: rustic
old wooden: rustic
old planks: rustic
rough wood: rustic
rough wooden: rustic
worn wood: rustic
aged wood: rustic
reclaimed wood: rustic
wooden planks: planks
wet asphalt: wet
two tone: twotone
color block: colorblock
colour block: colorblock
"""


@dataclass(frozen=True)
class Word:
    """A word of a prompt, or two that are one."""

    text: str
    """As it was written, in lower case."""
    root: str
    """What the tables know it by."""
    joined: bool
    """Whether nothing but a space or a hyphen stands between it and the word before."""
    start: int = field(default=0, compare=False)
    """Its first character in the composed (NFC) text."""
    end: int = field(default=0, compare=False)
    """The character after its last one."""


_JOINED = {
    tuple(root(part) for part in pair.split()): root(meaning)
    for pair, meaning in (line.split(": ") for line in _PHRASES.strip().splitlines())
}


def join(found: Sequence[Token]) -> list[Word]:
    """Tokens as words; phrases and colours of two words are joined."""
    result: list[Word] = []
    for token in found:
        word = Word(token.word, root(token.word), token.joined, token.start, token.end)
        before = result[-1] if result and token.joined else None
        meaning = before and _JOINED.get((before.root, word.root))
        compound = before and _compound(before.text, word.text)
        if before and meaning:
            result[-1] = Word(f"{before.text} {word.text}", meaning, before.joined, before.start, word.end)
        elif before and compound:
            result[-1] = Word(compound, root(compound), before.joined, before.start, word.end)
        else:
            result.append(word)
    return result


def _compound(first: str, second: str) -> str | None:
    """A colour of two words, such as "off-white", or a number with its unit."""
    colour = first + second in COLOURS and first not in LIGHTER | DARKER
    return first + second if colour or (first.isdigit() and second in ("k", "к")) else None
