"""Coated paper and painted plaster: almost nothing, which is the point; the little there is keeps them from looking computed."""

from collections.abc import Mapping
from types import MappingProxyType

from services.generator.arrays import Field, Triple
from services.generator.materials.material import Patch, tinted


class Paper:
    """Seamless background paper."""

    name = "paper"
    words = ("paper", "cardboard", "seamless", "бумага", "бумажный", "картон")
    tones: tuple[Triple, ...] = ()
    kinds: Mapping[str, Triple] = MappingProxyType({})
    gloss = 0.0

    def albedo(self, base: Triple, patch: Patch) -> Field:
        """Faint cloudiness and fibre."""
        cloud = patch.noise.cloud(patch.u * 1.3, patch.v * 1.3, 0)
        fibre = patch.noise.at(patch.u * 90, patch.v * 90, 9)
        return tinted(base, 1 + 0.0025 * cloud + 0.008 * patch.fine(90) * fibre)


class Plaster:
    """A painted wall or a matt painted board."""

    name = "plaster"
    words = ("plaster", "painted", "paint", "matte", "plain", "wall", "штукатурка", "крашеный", "матовый", "гладкий")
    tones: tuple[Triple, ...] = ()
    kinds: Mapping[str, Triple] = MappingProxyType({})
    gloss = 0.05

    def albedo(self, base: Triple, patch: Patch) -> Field:
        """Soft clouds of uneven paint and the roller's stipple."""
        cloud = patch.noise.cloud(patch.u * 1.1, patch.v * 1.1, 0, rough=True)
        stipple = patch.noise.at(patch.u * 55, patch.v * 55, 9)
        return tinted(base, 1 + 0.013 * cloud + 0.010 * patch.fine(55) * stipple)
