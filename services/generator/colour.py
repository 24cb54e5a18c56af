"""sRGB to linear light and back. Owns the transfer function; must not know pictures' meaning.

Source: IEC 61966-2-1. Decoding is a table of 256 values, encoding a table of 65,536: in the darkest part one step of that table is
0.05 of an 8-bit level, far below the grain.
"""

import numpy as np

from services.generator.arrays import Bytes, Field, Triple

_CODES = np.arange(256) / 255
DECODE: Field = np.where(_CODES <= 0.04045, _CODES / 12.92, ((_CODES + 0.055) / 1.055) ** 2.4).astype(np.float32)
"""(256,) float32: linear light of each 8-bit code."""

_LEVELS = np.arange(65536) / 65535
_ENCODE: Field = (255 * np.where(_LEVELS <= 0.0031308, _LEVELS * 12.92, 1.055 * _LEVELS ** (1 / 2.4) - 0.055)).astype(
    np.float32
)


def decode(codes: Bytes) -> Field:
    """8-bit sRGB codes of any shape to float32 linear light in 0..1."""
    return DECODE[codes]


def encode(light: Field) -> Field:
    """Linear light (clipped to 0..1) to float32 sRGB codes 0..255, **not** rounded, so that the caller may dither."""
    levels = np.clip(light, 0, 1)
    levels *= np.float32(65535)
    levels += np.float32(0.5)
    return _ENCODE[levels.astype(np.uint16)]


def linear(rgb: tuple[int, int, int]) -> Triple:
    """One 8-bit sRGB colour to linear light."""
    red, green, blue = (float(DECODE[channel]) for channel in rgb)
    return red, green, blue


def luminance(light: Triple) -> float:
    """Relative luminance (Rec. 709) of a linear colour."""
    return 0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2]


def scaled(light: Triple, factor: float) -> Triple:
    """The colour brighter or darker by a factor, kept below a clean white."""
    return tuple(min(0.92, channel * factor) for channel in light)  # type: ignore[return-value]


def mixed(first: Triple, second: Triple, share: float) -> Triple:
    """``share`` of the second colour in the first."""
    return tuple(a + (b - a) * share for a, b in zip(first, second, strict=True))  # type: ignore[return-value]
