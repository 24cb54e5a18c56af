"""Concrete and slate: stone as slabs, without joints."""

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np

from services.generator.arrays import Field, Triple
from services.generator.colour import linear, luminance
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
        pit = np.clip((noise.at(u * 58, v * 58, 11) - 2.25) * 2.2, 0, 1) * np.sqrt(patch.fine_u(70) * patch.fine_v(30))
        return tinted(base, np.maximum(1 + 0.075 * cloud + 0.030 * trowel + 0.026 * grain - 0.40 * pit, 0.1))


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
        """Warped layers with flecks, and the shallow steps at which the stone was cleft."""
        u, v, noise = patch.u, patch.v, patch.noise
        warp = noise.cloud(u * 0.9, v * 0.9, 0)
        layers = noise.cloud(u * 0.7 + 0.4 * warp, v * 2.6 + 0.5 * warp, 3, rough=True)
        fleck = np.clip(np.abs(noise.at(u * 34 + warp, v * 44, 8)) - 1.5, 0, 1) * patch.fine(44)
        grain = noise.cloud(u * 60, v * 60, 10) * patch.fine(90)
        slope_u, slope_v = _cleft(u + 0.05 * warp, v + 0.05 * warp, patch)
        # Pale stone is sawn and honed, dark stone split: slate is, limestone is not.
        rough = np.float32(1.0 if luminance(base) < 0.25 else 0.30)
        value = (1 + 0.070 * layers + 0.034 * grain - 0.12 * fleck) * patch.relief(rough * slope_u, rough * slope_v)
        return tinted(base, np.maximum(value, 0.1))


_CLEFT_AT = 0.006


def _cleft(u: Field, v: Field, patch: Patch) -> tuple[Field, Field]:
    """Slopes of a split face: it breaks along layers, so it is flat but for the lines where one layer gives way to the next."""
    noise = patch.noise

    def height(x: Field, y: Field) -> Field:
        fine = noise.cloud(x * 7, y * 7, 6, rough=True)
        level = 1.0 * noise.cloud(x * 0.62, y * 0.75, 5, rough=True) + 0.05 * fine
        floor = np.floor(level)
        part = level - floor
        step = np.clip((part - 0.40) * 5.5, 0, 1)
        return np.asarray(0.0085 * (floor + step) + 0.0024 * fine)

    here = height(u, v)
    far = np.float32(_CLEFT_AT)
    gain = patch.fine(40) * np.clip(0.65 + 0.55 * noise.at(u * 1.4, v * 1.4, 7), 0.1, 1.4) / far
    return (height(u + far, v) - here) * gain, (height(u, v + far) - here) * gain
