"""Bringing a product into the light of its scene: a smooth gain over the whole of it, and nothing else.

Only where a caller asks for it. The gain follows from the scene's own light (``Light``): its tint, its level, and the side that it
comes from. It changes slowly across the product, so that no detail is gained or lost; what is fine in the product stays as fine.
Must not know sets.
"""

from dataclasses import replace
from math import radians, sin

import cv2
import numpy as np

from services.generator.arrays import Field
from services.generator.colour import decode, encode
from services.generator.light import Light
from services.generator.placement import Placed

_SIDE = 0.30
"""Linear light gained at the lit edge, and lost at the other, in full."""
_TOP = 0.12
"""The same from foot to crown, where the light is high."""
_LEVEL = 0.6
"""Share of the scene's exposure that a product takes on: a dark scene is lit darkly, but the product stays its subject."""
_GRID = 24


def relit(placed: Placed, light: Light, share: float) -> Placed:
    """The placed product in the scene's light, ``share`` 0..1 of the way; at 0 the very same object."""
    if share <= 0:
        return placed
    height, width = placed.matte.shape
    across = np.linspace(-1, 1, _GRID, dtype=np.float32)[None, :]
    down = np.linspace(-1, 1, _GRID, dtype=np.float32)[:, None]
    side = sin(radians(light.azimuth_deg))
    key = 1 - light.fill
    slope = np.float32(_SIDE * key * side) * across - np.float32(_TOP * key * sin(radians(light.elevation_deg))) * down
    tint = [key * k + light.fill * f for k, f in zip(light.key_colour, light.fill_colour, strict=True)]
    gain = (1 + slope)[..., None] * np.array(tint, np.float32) * np.float32(light.level**_LEVEL)
    smooth: Field = cv2.resize(
        (1 + np.float32(share) * (gain - 1)).astype(np.float32), (width, height), interpolation=cv2.INTER_CUBIC
    )
    light_out = decode(placed.colours) * smooth
    # Where a channel would clip, all are held back: a highlight must not change its hue.
    peak = light_out.max(axis=2, keepdims=True)
    light_out /= np.maximum(peak, 1)
    colours = (encode(light_out) + np.float32(0.5)).astype(np.uint8)
    colours[placed.matte == 0] = 0
    return replace(placed, colours=colours)
