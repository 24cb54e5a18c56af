"""What a material is: colour at each point of a surface.

A module in this folder with such a class is a material; no list names it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from services.generator.arrays import Field, Triple
from services.generator.render.noise import Noise


@dataclass(frozen=True)
class Patch:
    """The part of a surface that the camera sees. ``u``, ``v``: (H, W) float32 surface coordinates in units."""

    u: Field
    v: Field
    step: Field
    """(H, 1) or (H, W) float32: units one pixel covers, the longer way; grain finer than that must fade, or it flickers."""
    noise: Noise
    generator: np.random.Generator
    step_u: Field | None = None
    step_v: Field | None = None
    """The same along ``u`` and ``v`` alone: a floor seen from low down is foreshortened one way only. None: as ``step``."""
    lean: tuple[float, float] = (0.0, 0.0)
    """``Light.lean`` along ``u`` and ``v``; (0, 0) where relief is not to be lit."""

    def fine(self, frequency: float) -> Field:
        """How much of a detail of ``frequency`` features per unit survives at this distance, 0..1."""
        return _surviving(frequency, self.step)

    def fine_u(self, frequency: float) -> Field:
        """The same for a detail that is fine along ``u`` alone, such as threads across it."""
        return _surviving(frequency, self.step if self.step_u is None else self.step_u)

    def fine_v(self, frequency: float) -> Field:
        """The same along ``v``, such as the fibres of a board."""
        return _surviving(frequency, self.step if self.step_v is None else self.step_v)

    def relief(self, along_u: Field | float, along_v: Field | float) -> Field:
        """Factor on the light, 1 where it is level, for a height field by its slopes; never quite black."""
        slope = along_u * np.float32(self.lean[0]) + along_v * np.float32(self.lean[1])
        return np.maximum(1 - slope, np.float32(0.12)).astype(np.float32)


def _surviving(frequency: float, step: Field) -> Field:
    return np.clip(1.6 - 1.4 * frequency * step, 0, 1).astype(np.float32)


class Material(Protocol):
    """One material. ``words`` are what a prompt calls it, in English and Russian."""

    name: str
    words: tuple[str, ...]
    tones: tuple[Triple, ...]
    """Linear colours it comes in when the prompt names none; empty: it takes the set's colour."""
    kinds: Mapping[str, Triple]
    """Linear colour of the kinds that a word names, such as walnut."""
    gloss: float
    """0 matt .. 1 polished: how much of the bright surroundings it mirrors at a flat angle."""

    def albedo(self, base: Triple, patch: Patch) -> Field:
        """(H, W, 3) float32 linear colour."""
        ...


def tinted(base: Triple, value: Field) -> Field:
    """A grey field times a colour; (H, W, 3) float32."""
    return value[..., None].astype(np.float32) * np.array(base, np.float32)
