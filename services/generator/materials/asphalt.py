"""Asphalt: crushed stone in bitumen."""

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np

from services.generator.arrays import Field, Triple
from services.generator.colour import linear
from services.generator.materials.material import Patch, tinted


class Asphalt:
    """A street's top layer, rolled."""

    name = "asphalt"
    words = ("asphalt", "tarmac", "асфальт", "асфальтовый")
    tones: tuple[Triple, ...] = (linear((84, 85, 87)), linear((72, 74, 78)), linear((98, 96, 94)))
    kinds: Mapping[str, Triple] = MappingProxyType({})
    gloss = 0.05

    def albedo(self, base: Triple, patch: Patch) -> Field:
        """Stones of two sizes, pale or dark, with bitumen between them, and the wear of wheels in broad clouds."""
        u, v, noise = patch.u, patch.v, patch.noise
        coarse = noise.at(u * 62, v * 62, 1) * patch.fine(62)
        fine = noise.at(u * 150, v * 150, 2) * patch.fine(150)
        pale = np.clip(noise.at(u * 84, v * 84, 3) - 1.2, 0, 1) * patch.fine(84)
        pit = np.clip(-coarse - 0.5, 0, 1.5)
        cloud = noise.cloud(u * 0.9, v * 0.9, 4, rough=True)
        return tinted(base, np.maximum(1 + 0.10 * cloud + 0.10 * fine + 0.75 * pale - 0.30 * pit, 0.15))
