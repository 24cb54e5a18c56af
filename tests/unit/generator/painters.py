"""Painters and a finder for the tests: they paint by code what a model would, honestly, badly, or not at all."""

import zlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace

import cv2
import numpy as np

from services.generator.arrays import Bytes
from services.generator.engines.diffusion import DiffusionEngine, connect
from services.generator.painter import Easel, ModelServer, PainterFacts, Painting

INK = (220, 30, 200)
"""Colour of the products that ``InkFinder`` knows."""
FACTS = PainterFacts(
    model="gradient",
    revision="r1",
    pipeline="GradientInpaintPipeline",
    licence="Apache-2.0",
    device="cpu",
    dtype="float32",
    library="tests",
    weights_sha256="ab" * 32,
    steps=4,
    guidance=7.5,
    native_px=192,
    max_pixels=192 * 192,
)


@dataclass
class GradientPainter:
    """A gradient that follows from seed and words, and remembers what it was asked."""

    facts_: PainterFacts = FACTS
    asked: list[Painting] = field(default_factory=list)

    async def check(self) -> PainterFacts | None:
        return self.facts_

    def facts(self, check: Callable[[], None]) -> PainterFacts:
        check()
        return self.facts_

    def paint(self, painting: Painting, easel: Easel) -> tuple[Bytes, PainterFacts]:
        self.asked.append(painting)
        of = max(1, int(painting.steps * painting.strength))
        picture = np.where(painting.mask[..., None] > 0, self.scene(painting), painting.canvas)
        for done in range(1, of + 1):
            easel.stroke(done, of)
            easel.preview(picture)
        return picture, self.facts_

    def scene(self, painting: Painting) -> Bytes:
        """(H, W, 3) uint8: what is painted where it may be."""
        chance = np.random.default_rng([painting.seed, zlib.crc32(painting.prompt.encode())])
        corners = chance.integers([60, 120, 60], [200, 220, 200], (2, 2, 3)).astype(np.uint8)  # never near ink
        size = (painting.mask.shape[1], painting.mask.shape[0])
        return np.asarray(cv2.resize(corners, size, interpolation=cv2.INTER_LINEAR), np.uint8)


@dataclass
class InkPainter(GradientPainter):
    """Goes on with the product wherever it may, in ink, in the first ``times`` paintings around something."""

    times: int = 99

    def scene(self, painting: Painting) -> Bytes:
        picture = super().scene(painting)
        kept = painting.mask == 0
        if kept.any() and self.times > 0:
            self.times -= 1
            picture[picture.shape[0] // 3 :] = INK
        return picture


@dataclass
class BrokenPainter(GradientPainter):
    """Says that it is there, and fails."""

    error: Exception = field(default_factory=RuntimeError)

    def paint(self, painting: Painting, easel: Easel) -> tuple[Bytes, PainterFacts]:
        easel.stroke(1, painting.steps)
        raise self.error


class InkFinder:
    """Finds what has the colour of ink."""

    def find(self, picture: Bytes, check: Callable[[], None]) -> Bytes:
        check()
        alike = (np.abs(picture.astype(int) - INK).max(axis=2) < 40).astype(np.uint8) * 255
        return np.asarray(cv2.resize(alike, (320, 320), interpolation=cv2.INTER_AREA), np.uint8)


def engine_of(painter: GradientPainter) -> DiffusionEngine:
    """The engine with this painter."""
    return connect(ModelServer(painter, InkFinder()))


def another_model(**changes: object) -> PainterFacts:
    """The facts of a model that differs."""
    return replace(FACTS, **changes)  # type: ignore[arg-type]
