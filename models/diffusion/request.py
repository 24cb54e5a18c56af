"""What a caller asks of a diffusion model, checked against its spec. Knows neither Triton nor torch."""

import hashlib
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from models.diffusion.failures import BadSize, BadValue, StyleUnsupported
from models.diffusion.specs import ModelSpec, StyleWay

SIDE_MULTIPLE_PX = 16
"""Latents are an eighth of the picture, and FLUX.2 and Z-Image take them two by two."""
MIN_SIDE_PX = 64
MAX_STEPS = 200
MAX_PROMPT_CHARACTERS = 4096
MIN_STYLE_SIDE_PX, MAX_STYLE_SIDE_PX = 32, 1024

Image = NDArray[np.uint8]
"""(H, W, 3) uint8, sRGB, rows from the top."""
Mask = NDArray[np.uint8]
"""(H, W) uint8, 255 = to be painted, 0 = kept."""
Group = tuple[int, int, int, float, float, str, float]


@dataclass(frozen=True, eq=False)
class PaintRequest:
    """One picture to be painted."""

    image: Image
    mask: Mask
    prompt: str
    negative_prompt: str
    seed: int
    steps: int
    """0: the model's own number."""
    guidance: float
    """Negative: the model's own."""
    strength: float
    """0..1; 1 paints from noise, less keeps something of ``image`` under the mask."""
    preview_every: int
    """Steps between previews; 0: none."""
    style: Image | None = None
    """The picture whose style is wanted, at most ``MAX_STYLE_SIDE_PX`` a side; None: none."""
    style_strength: float = 0.0
    """0..1, of an adapter; without meaning to a model that takes the picture as a reference."""

    def settled(self, spec: ModelSpec, style: StyleWay = "") -> "PaintRequest":
        """The same with the numbers of ``spec`` where the caller left them open. ``style``: how the model takes one.

        Raises ``BadSize``, ``BadValue`` or ``StyleUnsupported``.
        """
        if self.image.ndim != 3 or self.image.shape[2] != 3 or self.mask.shape != self.image.shape[:2]:
            raise BadSize(f"image must be HxWx3 and mask HxW, not {_by(self.image)} and {_by(self.mask)}")
        height, width = self.mask.shape
        if height % SIDE_MULTIPLE_PX or width % SIDE_MULTIPLE_PX or min(height, width) < MIN_SIDE_PX:
            raise BadSize(f"{width}x{height}: sides must be multiples of {SIDE_MULTIPLE_PX} and at least {MIN_SIDE_PX}")
        if height * width > spec.max_pixels:
            raise BadSize(f"{width}x{height} is more than the {spec.max_pixels} pixels that {spec.name} takes")
        steps = self.steps or spec.steps
        if not 0 < steps <= MAX_STEPS:
            raise BadValue(f"steps is {steps}; it must lie between 1 and {MAX_STEPS}, or be 0 for the model's own")
        if not 0 < self.strength <= 1 or int(steps * self.strength) < 1:
            raise BadValue(
                f"strength is {self.strength:g}; it must be at most 1 and leave at least one of {steps} steps"
            )
        if self.guidance > 50 or self.preview_every < 0:
            raise BadValue("guidance must be at most 50, preview_every at least 0")
        if max(len(self.prompt), len(self.negative_prompt)) > MAX_PROMPT_CHARACTERS:
            raise BadValue(f"a prompt has more than {MAX_PROMPT_CHARACTERS} characters")
        if self.style is not None:
            self._check_style(spec, style)
        return replace(self, steps=steps, guidance=self.guidance if self.guidance >= 0 else spec.guidance)

    def _check_style(self, spec: ModelSpec, way: StyleWay) -> None:
        if not way:
            raise StyleUnsupported(f"{spec.name} takes no style from a picture as it is loaded here")
        picture = self.style
        if picture is None or picture.ndim != 3 or picture.shape[2] != 3:
            raise BadSize("style must be HxWx3")
        if not MIN_STYLE_SIDE_PX <= min(picture.shape[:2]) <= max(picture.shape[:2]) <= MAX_STYLE_SIDE_PX:
            raise BadSize(
                f"style is {_by(picture)}; sides must lie between {MIN_STYLE_SIDE_PX} and {MAX_STYLE_SIDE_PX}"
            )
        if way == "adapter" and not 0 < self.style_strength <= 1:
            raise BadValue(f"style_strength is {self.style_strength:g}; it must be more than 0 and at most 1")

    @property
    def group(self) -> Group:
        """Requests of one group can be painted together: a pipeline takes these numbers once for a whole batch."""
        height, width = self.mask.shape
        style = (
            ""
            if self.style is None
            else hashlib.sha256(repr(self.style.shape).encode() + self.style.tobytes()).hexdigest()
        )
        return (height, width, self.steps, self.guidance, self.strength, style, self.style_strength)


def _by(array: NDArray[np.uint8]) -> str:
    return "x".join(str(side) for side in array.shape)
