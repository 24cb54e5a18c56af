"""What is asked of a diffusion model and of the network that looks for products, whoever runs them. Knows no model server."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from services.generator.arrays import Bytes


@dataclass(frozen=True)
class PainterFacts:
    """Which diffusion model paints, on what, and how it is used unless something else is asked for."""

    model: str
    revision: str
    pipeline: str
    licence: str
    device: str
    """``cpu`` or ``cuda``."""
    dtype: str
    library: str
    weights_sha256: str
    steps: int
    guidance: float
    native_px: int
    """Side of the square that it was trained on."""
    max_pixels: int
    """Most pixels that it takes."""
    style: str = ""
    """How it takes the style of a picture: ``adapter``, with a strength; ``reference``, without; empty: not at all."""
    style_sha256: str = ""
    """Hash of the adapter's weights; empty where there is none."""

    english_only: bool = False
    """Whether its text encoder learned English alone."""

    @property
    def identity(self) -> tuple[str, str, str]:
        """What must be the same for the same pixels."""
        return self.model, self.revision, self.weights_sha256

    @property
    def style_identity(self) -> str:
        """What beside it must be the same for the same pixels of a picture with a style."""
        return f"{self.style}:{self.style_sha256}" if self.style else ""


@dataclass(frozen=True)
class Painting:
    """One picture that is to be painted. Sides are multiples of ``plan.SIDE_STEP_PX``."""

    canvas: Bytes
    """(H, W, 3) uint8: what there is."""
    mask: Bytes
    """(H, W) uint8: 255 is to be painted, 0 is kept."""
    prompt: str
    negative_prompt: str
    seed: int
    steps: int
    guidance: float
    strength: float = 1.0
    """0..1; 1 paints from noise, less starts from the canvas."""
    style: Bytes | None = None
    """(h, w, 3) uint8: the picture whose style is wanted; only for models that take one."""
    style_strength: float = 0.0
    """0..1, for models that take it by an adapter."""


class Easel(Protocol):
    """Whom a painter tells how far it is."""

    def stroke(self, done: int, of: int) -> None:
        """A step is behind. Raises ``mesh.errors.Cancelled`` when the caller has gone."""

    def preview(self, pixels: Bytes) -> None:
        """A small picture (h, w, 3) uint8 of the work so far."""

    def check(self) -> None:
        """Raises ``mesh.errors.Cancelled`` when the caller has gone; called several times a second."""


class Painter(Protocol):
    """A diffusion model that paints within a mask."""

    async def check(self) -> PainterFacts | None:
        """Which model it is; None while it is too busy to say.

        Raises why nothing can be painted now: ``ServiceUnavailable`` when the model server does not answer, ``InvalidArgument``
        when it has no such model, or one of ``services.generator.errors``.
        """

    def facts(self, check: Callable[[], None]) -> PainterFacts:
        """Which model it is; blocks. Raises as ``paint`` does."""
        ...

    def paint(self, painting: Painting, easel: Easel) -> tuple[Bytes, PainterFacts]:
        """The picture (H, W, 3) uint8, and what painted it; blocks.

        Raises ``ServiceUnavailable``, ``Overloaded``, ``DeadlineExceeded``, what the ``easel`` raises, and those of
        ``services.generator.errors`` that speak of models.
        """
        ...


class Finder(Protocol):
    """A network that marks the product in a picture."""

    def find(self, picture: Bytes, check: Callable[[], None]) -> Bytes:
        """How sure it is of a product at each place: (h, w) uint8 of a size of its own, for a picture (H, W, 3) uint8; blocks.

        Raises ``ServiceUnavailable``, ``Overloaded``, ``DeadlineExceeded``, and what ``check`` raises.
        """
        ...


@dataclass(frozen=True)
class ModelServer:
    """Everything that an engine can ask of models."""

    painter: Painter
    finder: Finder
