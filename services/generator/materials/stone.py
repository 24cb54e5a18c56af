"""Concrete and slate: stone as slabs, without joints."""

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np

from services.generator.arrays import Field, Triple
from services.generator.colour import linear
from services.generator.materials.material import Patch, tinted


class Concrete:
    """Cast concrete: clouds of cement, a trowel's sweep, small air holes."""

    name = "concrete"
    words = ("concrete", "cement", "microcement", "бетон", "бетонный", "бетонная", "цемент")
    tones: tuple[Triple, ...] = (linear((168, 166, 162)), linear((142, 141, 139)), linear((190, 184, 176)))
    kinds: Mapping[str, Triple] = MappingProxyType({})
    gloss = 0.06

    def albedo(self, base: Triple, patch: Patch) -> Field:
        """Clouds over four octaves, with pits only where the noise peaks."""
        u, v, noise = patch.u, patch.v, patch.noise
        warp = noise.cloud(u * 0.8, v * 0.8, 0)
        cloud = noise.cloud(u * 1.2 + 0.3 * warp, v * 1.2 - 0.3 * warp, 2, rough=True)
        trowel = noise.cloud(u * 1.1 + 0.6 * warp, v * 6 + warp, 8)
        grain = noise.at(u * 140, v * 140, 10) * patch.fine(140)
        pit = np.clip((noise.at(u * 58, v * 58, 11) - 2.5) * 2.5, 0, 1) * patch.fine(80)
        return tinted(base, np.maximum(1 + 0.060 * cloud + 0.022 * trowel + 0.022 * grain - 0.28 * pit, 0.1))


class Stone:
    """Honed limestone or slate: layers, fossil flecks, grain."""

    name = "stone"
    words = (
        "stone",
        "slate",
        "limestone",
        "travertine",
        "granite",
        "rock",
        "камень",
        "каменный",
        "каменная",
        "сланец",
        "гранит",
    )
    tones: tuple[Triple, ...] = (
        linear((188, 178, 162)),
        linear((120, 118, 116)),
        linear((84, 86, 90)),
        linear((205, 196, 182)),
    )
    kinds: Mapping[str, Triple] = MappingProxyType(
        {
            word: linear(rgb)
            for words, rgb in (
                ("slate сланец", (84, 87, 92)),
                ("granite гранит", (128, 126, 124)),
                ("limestone travertine", (208, 197, 178)),
            )
            for word in words.split()
        }
    )
    gloss = 0.10

    def albedo(self, base: Triple, patch: Patch) -> Field:
        """Warped layers with flecks."""
        u, v, noise = patch.u, patch.v, patch.noise
        warp = noise.cloud(u * 0.9, v * 0.9, 0)
        layers = noise.cloud(u * 0.7 + 0.4 * warp, v * 2.6 + 0.5 * warp, 3, rough=True)
        fleck = np.clip(np.abs(noise.at(u * 34 + warp, v * 44, 8)) - 1.5, 0, 1) * patch.fine(44)
        grain = noise.cloud(u * 60, v * 60, 10) * patch.fine(90)
        return tinted(base, np.maximum(1 + 0.070 * layers + 0.030 * grain - 0.10 * fleck, 0.1))
