"""Photos made by code, with the truth about them: what the tests of the segmenter look at."""

from dataclasses import dataclass
from functools import cached_property

import cv2
import numpy as np
from numpy.typing import NDArray

from services.segmenter import edges
from services.segmenter.edges import EdgeModel, Plane
from services.segmenter.network import NetworkFacts, confidence_map, input_square

FACTS = NetworkFacts("u2net", "1", "cpu", "f32", "0" * 64)


@dataclass(frozen=True)
class StudioPhoto:
    """A disc with a ring for a handle, on a plain background."""

    width: int = 640
    height: int = 480
    product: tuple[int, int, int] = (150, 40, 35)
    background: tuple[int, int, int] = (228, 226, 220)
    blur_cells: float = 1.2
    """How soft the network's outline is, in cells of its grid."""

    @cached_property
    def truth(self) -> NDArray[np.uint8]:
        """The true matte, (H, W) uint8, edges one pixel soft."""
        unit = self.height / 480
        drawn = np.zeros((2 * self.height, 2 * self.width), np.uint8)

        def at(x: float, y: float) -> tuple[int, int]:
            return round(2 * x * self.width / 640), round(2 * y * unit)

        cv2.circle(drawn, at(280, 240), round(2 * 130 * unit), 255, -1)
        cv2.circle(drawn, at(430, 240), round(2 * 60 * unit), 255, round(2 * 22 * unit))
        return np.asarray(cv2.resize(drawn, (self.width, self.height), interpolation=cv2.INTER_AREA), np.uint8)

    @cached_property
    def pixels(self) -> NDArray[np.uint8]:
        """The photo, (H, W, 3) uint8, with a little noise."""
        alpha = self.truth[..., None] / 255
        noise = np.random.default_rng(5).normal(0, 2, (self.height, self.width, 3))
        mixed = alpha * np.array(self.product) + (1 - alpha) * np.array(self.background) + noise
        photo: NDArray[np.uint8] = np.clip(np.rint(mixed), 0, 255).astype(np.uint8)
        return photo

    @cached_property
    def answer(self) -> NDArray[np.uint8]:
        """What a good network answers: the truth at 320x320, (320, 320) uint8, soft."""
        small = cv2.resize(self.truth, (320, 320), interpolation=cv2.INTER_AREA)
        return np.asarray(cv2.GaussianBlur(small, (0, 0), self.blur_cells), np.uint8)

    @cached_property
    def square(self) -> NDArray[np.uint8]:
        return input_square(self.pixels)

    @cached_property
    def settled(self) -> Plane:
        return edges.settle(confidence_map(self.answer))

    @cached_property
    def model(self) -> EdgeModel:
        return edges.fit(self.square, self.settled)

    def error(self, matte: NDArray[np.uint8]) -> float:
        """Mean absolute error against the truth, 0..1."""
        return float(np.abs(matte.astype(float) - self.truth).mean() / 255)


class KnownNetwork:
    """Gives a known answer and counts how often it was asked."""

    def __init__(self, answer: NDArray[np.uint8]) -> None:
        self.answer = answer
        self.asked = 0

    async def confidence(self, square: NDArray[np.uint8]) -> tuple[NDArray[np.uint8], NetworkFacts]:
        assert square.shape == (320, 320, 3)
        self.asked += 1
        return self.answer, FACTS

    async def facts(self) -> NetworkFacts:
        return FACTS
