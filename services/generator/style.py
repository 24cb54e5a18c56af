"""The picture whose style a scene is to have: read, bounded, and known again by its hash. Knows neither engines nor models."""

import hashlib
from dataclasses import dataclass

import numpy as np

from mesh.errors import ImageTooLarge, ImageTooSmall, InvalidArgument, InvalidImage, UnsupportedImage
from mesh.pictures.decode import Limits, decode
from services.generator.arrays import Bytes
from services.generator.canvas import resampled
from services.generator.plan import PaintedPlan, Plan

FIELD = "style_reference"
MAX_SIDE_PX = 4096
LIMITS = Limits(max_bytes=2_000_000, max_pixels=MAX_SIDE_PX * MAX_SIDE_PX, min_side_px=32)
"""It travels in one message with the other options, and messages are 4 MiB at most."""
KEPT_SIDE_PX = 1024
"""Longer side of what a model is given: image encoders look at 224 px, and a network that takes references at a megapixel."""
DEFAULT_STRENGTH = 0.6


@dataclass(frozen=True, eq=False)
class Style:
    """A picture whose style is wanted."""

    pixels: Bytes
    """(h, w, 3) uint8 sRGB, at most ``KEPT_SIDE_PX`` a side."""
    sha256: str
    """Of size and pixels."""


def read_style(data: bytes) -> Style:
    """The style of an encoded picture; what is transparent in it stands on white. Takes about 10 ms a megapixel.

    Raises ``ImageTooLarge``, ``ImageTooSmall``, ``UnsupportedImage`` or ``InvalidImage`` with the field.
    """
    try:
        pixels: Bytes = decode(data, LIMITS).pixels
        if max(pixels.shape[:2]) > MAX_SIDE_PX:
            raise ImageTooLarge(f"A side has more than {MAX_SIDE_PX} pixels. Scale it down.", max_side_px=MAX_SIDE_PX)
    except (ImageTooLarge, ImageTooSmall, UnsupportedImage, InvalidImage) as fault:
        fault.message = f"The picture of the style cannot be used. {fault.message}"
        fault.facts["field"] = FIELD
        raise
    if pixels.shape[2] == 4:
        alpha = pixels[..., 3:].astype(np.uint16)
        pixels = ((pixels[..., :3] * alpha + 255 * (255 - alpha) + 127) // 255).astype(np.uint8)
    height, width = pixels.shape[:2]
    scale = min(1.0, KEPT_SIDE_PX / max(height, width))
    size = (max(LIMITS.min_side_px, round(width * scale)), max(LIMITS.min_side_px, round(height * scale)))
    kept = np.ascontiguousarray(resampled(pixels, size))
    return Style(kept, hashlib.sha256(repr(kept.shape).encode() + kept.tobytes()).hexdigest())


def check_same(plan: Plan, style: Style | None) -> None:
    """Raises ``InvalidArgument`` unless ``style`` is the one that the scene of ``plan`` was painted with, or neither has one."""
    wanted = plan.style_sha256 if isinstance(plan, PaintedPlan) else ""
    if wanted == (style.sha256 if style else ""):
        return
    if not wanted:
        told = "The scene of this manifest was made without a style. Leave the picture of the style out."
    elif style is None:
        told = "The scene of this manifest was painted in the style of a picture, which a manifest does not hold. Send it again."
    else:
        told = (
            "The scene of this manifest was painted in the style of another picture. Send the one that was sent then."
        )
    raise InvalidArgument(told, field=FIELD)
