"""One pool of light in a dark room, with the product in the middle of it."""

from typing import ClassVar

from services.generator.sets.sweep import Sweep
from services.generator.studio import wordlist


class Spotlight(Sweep):
    """Spotlight."""

    name = "spotlight"
    title = "Spotlight"
    summary = "One pool of light in a dark room, with the product in the middle of it."
    words: ClassVar[tuple[str, ...]] = wordlist(
        """
        spotlight spot beam theatre theater vignette stage club concert jazz прожектор софит луч театр
        """
    )
    weak_words: ClassVar[tuple[str, ...]] = wordlist("stage club concert jazz")


SETS = (Spotlight(),)
