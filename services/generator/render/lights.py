"""Points of light far out of focus: each shows the shape of the lens's opening."""

from dataclasses import dataclass
from math import pi

import cv2
import numpy as np

from services.generator.arrays import Field, Triple

_RIM = 0.35
"""How much brighter a disc is at its rim: a lens corrected for spherical aberration a little too far, as most are."""
_CAT_EYE = 0.62
"""How far, in radii, the mount has moved over the opening at the picture's corner."""


@dataclass(frozen=True)
class Disc:
    """One light. Places are shares of the frame's longer side, from its upper left corner."""

    x: float
    y: float
    radius: float
    colour: Triple


def scatter(
    generator: np.random.Generator, colours: list[Triple], width: float, height: float, radius: float
) -> list[Disc]:
    """Lights over an area of ``width`` and ``height``: loose swarms and strings rather than an even rain.

    Brightness is spread over a factor of twelve, as that of lamps near and far is.
    """
    discs = []
    for _ in range(int(generator.integers(6, 10))):
        middle = generator.uniform([0, 0.05 * height], [width, 0.85 * height])
        tilt = generator.uniform(-0.35, 0.35)
        colour = colours[int(generator.integers(len(colours)))]
        for _ in range(int(generator.integers(5, 11))):
            along, aside = generator.normal(0, 0.20), generator.normal(0, 0.045)
            own = colour if generator.random() < 0.6 else colours[int(generator.integers(len(colours)))]
            bright = 0.06 * 12 ** generator.random() ** 1.3
            size = radius * generator.uniform(0.62, 1.25)
            x, y = middle[0] + along * np.cos(tilt), middle[1] + along * np.sin(tilt) + aside
            discs.append(Disc(float(x), float(y), float(size), tuple(c * bright for c in own)))
    return discs


def paint(discs: list[Disc], width: int, height: int, centre: tuple[float, float], blades: float) -> Field:
    """(height, width, 3) linear picture of the lights on black. ``centre``: the lens's axis in pixels; ``blades``: turn in radians.

    Towards the corners the opening is cut by the barrel, so discs become lenses that point to the axis ("cat's eyes").
    """
    side = max(width, 2 * centre[1])
    picture = np.zeros((height, width, 3), np.float32)
    for disc in discs:
        x, y, radius = disc.x * side, disc.y * side, disc.radius * side
        left, right = max(0, int(x - radius - 2)), min(width, int(x + radius + 3))
        top, low = max(0, int(y - radius - 2)), min(height, int(y + radius + 3))
        if left >= right or top >= low:
            continue
        dx = np.arange(left, right, dtype=np.float32)[None, :] - np.float32(x)
        dy = np.arange(top, low, dtype=np.float32)[:, None] - np.float32(y)
        far = cv2.sqrt(dx * dx + dy * dy)
        # Nine blades, nearly round.
        turn = np.arctan2(dy, dx) + np.float32(blades)
        sector = np.float32(2 * pi / 9)
        polygon = np.cos((turn - np.floor(turn / sector) * sector) - sector / 2)
        opening = far * (np.float32(0.55) + np.float32(0.45) * polygon)
        ox, oy = (x - centre[0]) / (0.7 * side), (y - centre[1]) / (0.7 * side)
        mx, my = dx + np.float32(ox * _CAT_EYE * radius), dy + np.float32(oy * _CAT_EYE * radius)
        mount = cv2.sqrt(mx * mx + my * my)
        inside = np.clip(radius - opening, 0, 1.6) * np.clip(radius * 1.04 - mount, 0, 1.6) / np.float32(2.56)
        ring = np.clip((np.maximum(opening, mount) / np.float32(radius) - np.float32(0.78)) / np.float32(0.2), 0, 1)
        shape = inside * (1 - np.float32(_RIM) + np.float32(_RIM) * (0.55 + 0.9 * ring * ring))
        picture[top:low, left:right] += shape[..., None] * np.array(disc.colour, np.float32)
    return picture
