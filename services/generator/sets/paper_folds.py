"""Sheets of coloured paper, folded and bent into planes that catch the light one by one."""

from typing import ClassVar

from services.generator.sets.sweep import Sweep
from services.generator.studio import wordlist


class PaperFolds(Sweep):
    """Folded paper."""

    name = "paper_folds"
    title = "Folded paper"
    summary = "Sheets of coloured paper, folded and bent into planes that catch the light one by one."
    words: ClassVar[tuple[str, ...]] = wordlist(
        """
        fold folds folded origami pleat pleated crumpled складка складки оригами сложенный
        """
    )
    weak_words: ClassVar[tuple[str, ...]] = ()


SETS = (PaperFolds(),)
