"""Planks of wood: growth rings cut flat, fibres, pores and joints.

A board is a slice through a tree: rings are cylinders round the pith, and a cut some distance from it shows them as long arches
("cathedrals"). Drawing stretched noise instead is what makes computed wood look like plastic.
"""

from collections.abc import Mapping
from types import MappingProxyType

import cv2
import numpy as np

from services.generator.arrays import Field, Triple
from services.generator.colour import linear
from services.generator.materials.boards import Boards
from services.generator.materials.material import Patch

_PLANK = 0.62
"""Mean width of a plank in units."""


class Wood:
    """Oiled boards; the tone decides whether it passes for oak, walnut, ash or pine."""

    name = "wood"
    words = (
        "wood", "wooden", "oak", "walnut", "pine", "timber", "plank", "planks", "teak", "birch", "ash", "rustic",
        "дерево", "дерева", "деревянный", "деревянная", "деревянном", "дуб", "дубовый", "орех", "сосна", "доска", "доски",
    )  # fmt: skip
    tones: tuple[Triple, ...] = (
        linear((196, 158, 116)),
        linear((144, 113, 84)),
        linear((104, 72, 50)),
        linear((214, 184, 146)),
    )
    kinds: Mapping[str, Triple] = MappingProxyType(
        {
            word: linear(rgb)
            for words, rgb in (
                ("oak дуб дубовый", (196, 160, 118)),
                ("walnut орех", (108, 82, 63)),
                ("pine birch ash сосна", (218, 190, 150)),
                ("teak", (160, 112, 72)),
            )
            for word in words.split()
        }
    )
    gloss = 0.12

    def albedo(self, base: Triple, patch: Patch) -> Field:
        """Boards along ``u``."""
        u, v, noise, generator = patch.u, patch.v, patch.noise, patch.generator
        boards = Boards(generator, _PLANK, v)
        count, each = boards.count, boards.each
        pith_v = boards.middles + _PLANK * generator.uniform(-0.9, 0.9, count)
        pith_depth = generator.uniform(0.04, 0.5, count)
        lean = generator.uniform(-0.05, 0.05, count)
        along = generator.uniform(0, 60, count)
        tone = generator.normal(0, 0.055, count)
        rate = generator.uniform(15, 24, count)
        s, own = u + each(along), each(along) + 0 * v
        wobble = noise.cloud(s * 0.55, v * 1.1 + own, 0)
        depth = each(pith_depth) + each(lean) * u + 0.045 * wobble
        across = boards.v - each(pith_v) + 0.02 * noise.at(s * 0.9, v * 1.2, 3)
        radius = cv2.sqrt((across * across + depth * depth).astype(np.float32))
        radius += 0.004 * noise.at(s * 2.5, v * 14, 4)
        phase = radius * each(rate) + 0.35 * noise.at(radius * 7, own, 5)
        late = phase - np.floor(phase)
        # Early wood darkens slowly, then the ring ends sharply; rounded a little, as sanding and oil do.
        ring = late**2.2 * np.clip((1 - late) * 6, 0, 1)
        strength = 0.8 + 0.35 * noise.at(radius * 5, own, 6)
        fibre = noise.at(s * 7, v * 170, 7) * patch.fine_v(170) + 0.8 * noise.at(s * 16, v * 380, 8) * patch.fine_v(380)
        pores = noise.at(s * 22, v * 330, 9) + 0.9 * (ring - 0.3)
        pores = np.clip((pores - 1.5) * 1.3, 0, 1) * patch.fine_v(330)
        blotch = noise.cloud(s * 0.7, v * 1.6, 10)
        dark = 0.34 * ring * strength + 0.040 * fibre + 0.24 * pores + 0.030 * blotch + each(tone)
        finished: Field = _stain(base, dark) * self._joint(boards, patch)[..., None]
        return finished

    @staticmethod
    def _joint(boards: Boards, patch: Patch) -> Field:
        """The dark line between two boards, with the slight rounding of their edges beside it."""
        below, above = boards.gaps()
        gap = np.minimum(below, above)
        step = patch.step if patch.step_v is None else patch.step_v
        width = np.maximum(np.float32(0.0035), 0.6 * step)
        line = np.clip(1.3 - gap / width, 0, 1)
        lit = patch.relief(0.0, 0.30 * (np.exp(-below / np.float32(0.007)) - np.exp(-above / np.float32(0.007))))
        rounding = np.exp(-gap / np.float32(0.010))
        wander = 0.75 + 0.25 * patch.noise.at(patch.u * 2, patch.v * 0.5, 12)
        left: Field = (1 - (0.72 * line + 0.10 * rounding) * np.clip(wander, 0.3, 1)) * lit
        return left


def _stain(base: Triple, dark: Field) -> Field:
    """Darker wood is also redder: absorbance scales with the colour's own (Beer-Lambert), which keeps it from going grey."""
    absorb = -np.log(np.clip(np.array(base, np.float32), 0.02, 0.95))
    absorb = (0.35 * absorb.mean() + 0.65 * absorb).astype(np.float32)
    factors = np.exp(-1.15 * dark[..., None] * (absorb / absorb.mean()))
    stained: Field = factors.astype(np.float32) * np.array(base, np.float32)
    return stained
