"""Fine sand with wind ripples and soft dunes under a low, warm sun."""

from typing import ClassVar

from services.generator.sets.tabletop import Tabletop
from services.generator.studio import wordlist


class Sand(Tabletop):
    """Sand."""

    name = "sand"
    title = "Sand"
    summary = "Fine sand with wind ripples and soft dunes under a low, warm sun."
    words: ClassVar[tuple[str, ...]] = wordlist("sand sandy beach dune dunes desert песок песчаный пляж дюна пустыня")
    weak_words: ClassVar[tuple[str, ...]] = ()


SETS = (Sand(),)
