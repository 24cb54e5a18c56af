"""A polished, mirroring floor that fades into a plain backdrop; the product stands on its own reflection."""

from typing import ClassVar

from services.generator.sets.sweep import Sweep
from services.generator.studio import wordlist


class Mirror(Sweep):
    """Mirror floor."""

    name = "mirror"
    title = "Mirror floor"
    summary = "A polished, mirroring floor that fades into a plain backdrop; the product stands on its own reflection."
    words: ClassVar[tuple[str, ...]] = wordlist(
        """
        mirror mirrored reflective reflection glossy shiny polished acrylic plexiglass glass chrome зеркало
        зеркальный отражение глянец глянцевый акрил стекло
        """
    )
    weak_words: ClassVar[tuple[str, ...]] = ()


class Wet(Mirror):
    """Wet floor."""

    name = "wet"
    title = "Wet floor"
    summary = "Dark, wet ground with puddles that mirror the product in patches, as after rain."
    words: ClassVar[tuple[str, ...]] = wordlist(
        """
        wet rain rainy puddle water asphalt damp мокрый дождь лужа вода асфальт
        """
    )
    weak_words: ClassVar[tuple[str, ...]] = ()


SETS = (Mirror(), Wet())
