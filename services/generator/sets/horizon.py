"""Outdoors: a surface in front of a soft, far horizon under an open sky."""

from typing import ClassVar

from services.generator.sets.sweep import Sweep
from services.generator.studio import wordlist


class Horizon(Sweep):
    """Horizon."""

    name = "horizon"
    title = "Horizon"
    summary = "Outdoors: a surface in front of a soft, far horizon under an open sky."
    words: ClassVar[tuple[str, ...]] = wordlist(
        """
        outdoor outdoors horizon sky sea seaside ocean field meadow mountain mountains hills lake nature
        landscape улица горизонт небо море поле луг горы природа
        """
    )
    weak_words: ClassVar[tuple[str, ...]] = wordlist("nature park countryside")


SETS = (Horizon(),)
