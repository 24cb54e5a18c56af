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

    def fine(self, frequency: float) -> Field:
        """How much of a detail of ``frequency`` features per unit survives at this distance, 0..1."""
        return np.clip(1.6 - 1.4 * frequency * self.step, 0, 1).astype(np.float32)


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
