"""A dark table with blurred points of light far behind it, as in an evening city or at a feast."""

from typing import ClassVar

from services.generator.sets.tabletop import Tabletop
from services.generator.studio import wordlist


class Bokeh(Tabletop):
    """Bokeh lights."""

    name = "bokeh"
    title = "Bokeh lights"
    summary = "A dark table with blurred points of light far behind it, as in an evening city or at a feast."
    words: ClassVar[tuple[str, ...]] = wordlist("bokeh lights city garland fireworks lanterns боке огни город гирлянда")
    weak_words: ClassVar[tuple[str, ...]] = ()


SETS = (Bokeh(),)
