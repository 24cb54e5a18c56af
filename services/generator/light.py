"""The one light model: everything that shades or casts a shadow asks here where the light is."""

from dataclasses import dataclass
from math import cos, pi, radians, sin

import numpy as np

from services.generator.arrays import Field, Triple


@dataclass(frozen=True)
class Light:
    """A key light with its fill. Angles in degrees."""

    azimuth_deg: float
    """Where the key comes from, seen from above: 0 behind the product, 90 right, -90 left, 180 at the camera."""
    elevation_deg: float
    """Height of the key over the floor, 15..80."""
    softness_deg: float
    """Angular radius of the source seen from the product: 1 is a bare bulb, 20 a large softbox close by."""
    fill: float
    """Share of the light at the product that comes from everywhere, 0..1; what is left in the deepest shadow."""
    warmth: float = 0.0
    """-1 blue hour .. 0 neutral .. 1 evening sun."""
    level: float = 1.0
    """How bright the whole set is exposed; 1 shows colours as they were named. The product is not darkened."""

    @property
    def direction(self) -> Triple:
        """Unit vector from the product to the key (x right, y up, z away from the camera)."""
        azimuth, elevation = radians(self.azimuth_deg), radians(self.elevation_deg)
        return sin(azimuth) * cos(elevation), sin(elevation), cos(azimuth) * cos(elevation)

    @property
    def lean(self) -> tuple[float, float]:
        """Share of the light on a level floor that a slope of 1 along x, and along z, takes away (Lambert, key and fill)."""
        x, y, z = self.direction
        return (1 - self.fill) * x / y, (1 - self.fill) * z / y

    @property
    def key_colour(self) -> Triple:
        """Linear tint of the key, luminance near 1."""
        return 1 + 0.16 * self.warmth, 1.0, 1 - 0.30 * self.warmth

    @property
    def fill_colour(self) -> Triple:
        """Linear tint of the fill: it leans to the other side, as a sky does beside a low sun."""
        return 1 - 0.05 * self.warmth, 1.0, 1 + 0.10 * self.warmth

    def shifts(self, count: int) -> Field:
        """(count, 2) float32: how far (x, z) a shadow moves for each unit of height, over the face of the source.

        The points lie on a sunflower spiral (Vogel 1979), which covers a disc evenly for any count and needs no random numbers.
        """
        index = np.arange(count) + 0.5
        radius = np.sqrt(index / count) * radians(self.softness_deg)
        turn = index * (pi * (3 - 5**0.5))
        elevation = np.clip(radians(self.elevation_deg) + radius * np.sin(turn), radians(12), radians(88))
        azimuth = radians(self.azimuth_deg) + radius * np.cos(turn) / max(0.3, cos(radians(self.elevation_deg)))
        reach = 1 / np.tan(elevation)
        return np.stack([-np.sin(azimuth) * reach, -np.cos(azimuth) * reach], axis=1).astype(np.float32)

    @property
    def shift(self) -> tuple[float, float]:
        """The shift of the source's centre."""
        x, y, z = self.direction
        return -x / y, -z / y


def dome_shifts(count: int) -> Field:
    """(count, 2) float32: shadow shifts of an evenly bright sky, cosine-weighted, for the occlusion of the fill light."""
    index = np.arange(count) + 0.5
    sine = np.sqrt(index / count)  # sin of the angle from the zenith: uniform on the projected disc
    turn = index * (pi * (3 - 5**0.5))
    reach = np.minimum(sine / np.sqrt(1 - sine**2), 3.0)
    return np.stack([reach * np.cos(turn), reach * np.sin(turn)], axis=1).astype(np.float32)
