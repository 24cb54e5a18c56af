"""The photos to measure with, and their masks."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from benchmarks.quality.measures import Mask


@dataclass(frozen=True)
class Sample:
    """One photo and the product in it, as somebody drew it."""

    name: str
    photo: Path
    mask: Mask


def samples(folder: Path) -> Iterator[Sample]:
    """The photos ``images/*.jpg`` that have a mask ``masks/*.png``, by name. A mask is white where the product is."""
    for photo in sorted((folder / "images").glob("*.jpg")):
        drawn = cv2.imread(str(folder / "masks" / f"{photo.stem}.png"), cv2.IMREAD_GRAYSCALE)
        if drawn is not None:
            yield Sample(photo.stem, photo, np.asarray(drawn) > 127)
