"""Linen: a plain weave of uneven threads, and a cloth that does not lie quite flat."""

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np

from services.generator.arrays import Field, Triple
from services.generator.colour import linear
from services.generator.materials.material import Patch, tinted

_THREADS = 105
"""Threads per unit, both ways: a coarse table linen for a product of a hand's width."""
_TABLE, _SPAN = 8192, 16.0
"""Entries of the folds' profile, and the units it covers around the product."""


class Linen:
    """Washed linen cloth."""

    name = "linen"
    words = (
        "cloth",
        "linen",
        "fabric",
        "textile",
        "canvas",
        "burlap",
        "ткань",
        "льняной",
        "лён",
        "текстиль",
        "скатерть",
    )
    tones: tuple[Triple, ...] = (
        linear((222, 212, 194)),
        linear((205, 194, 174)),
        linear((232, 227, 217)),
        linear((190, 186, 176)),
    )
    kinds: Mapping[str, Triple] = MappingProxyType({})
    gloss = 0.0

    def albedo(self, base: Triple, patch: Patch) -> Field:
        """Threads, their thick places, and the folds."""
        u, v, noise = patch.u, patch.v, patch.noise
        generator = patch.generator
        slope_u, slope_v, bend_u, bend_v = _folds(generator, patch)
        across, along = u + bend_u, v + bend_v
        seen_u, seen_v = patch.fine_u(1.7 * _THREADS), patch.fine_v(1.7 * _THREADS)
        turn = np.float32(np.pi * _THREADS)
        odd_u, odd_v = np.cos(across * turn), np.cos(along * turn)
        gap_u, gap_v = 2 * odd_u * odd_u - 1, 2 * odd_v * odd_v - 1  # cos(2x): one dip a thread
        over = odd_u * odd_v * seen_u * seen_v
        # Flax is spun of fibres of any length: each thread swells and thins along its way.
        slub_u = noise.at(across * _THREADS, along * 3.2, 6) * patch.fine_u(_THREADS)
        slub_v = noise.at(across * 3.2, along * _THREADS, 7) * patch.fine_v(_THREADS)
        fuzz = noise.at(u * 230, v * 230, 8) * patch.fine(230)
        cloud = noise.cloud(u * 0.8, v * 0.8, 9)
        value = 1 + 0.085 * over + 0.038 * (slub_u + slub_v) + 0.03 * fuzz + 0.012 * cloud
        value -= 0.075 * (gap_u * seen_u + gap_v * seen_v)
        lit = patch.relief(slope_u, slope_v)
        return tinted(base, np.maximum(value * lit, 0.05))


def _folds(generator: np.random.Generator, patch: Patch) -> tuple[Field, Field, Field, Field]:
    """Slopes of the cloth along u and v, and how far its threads are drawn aside.

    A fold runs along a bent line, so its height is a profile over the distance from a family of such lines; two families, crossing.
    """
    u, v, noise = patch.u, patch.v, patch.noise
    warp = noise.at(u * 0.55, v * 0.55, 0)
    # Where the product stands it holds the cloth down.
    calm = 1 - 0.8 * np.exp(-(u * u + v * v) / np.float32(0.30))
    turn = generator.uniform(0.35, 1.05) * generator.choice([-1, 1])
    slope_u = slope_v = np.zeros((1, 1), np.float32)
    for angle, bending, piece, strength in ((turn, 0.22, 1, 1.0), (turn + generator.uniform(0.9, 1.5), 0.30, 2, 0.55)):
        cosine, sine = np.float32(np.cos(angle)), np.float32(np.sin(angle))
        place = u * cosine + v * sine + np.float32(bending) * warp
        table = _profile(generator)
        steep = table[
            np.clip((place + np.float32(_SPAN / 2)) * np.float32(_TABLE / _SPAN), 0, _TABLE - 1).astype(np.int32)
        ]
        here = np.clip(0.75 + 0.6 * noise.at(u * 0.8, v * 0.8, piece), 0, 1.6) * calm * np.float32(strength)
        slope_u = slope_u + steep * here * cosine
        slope_v = slope_v + steep * here * sine
    crumple = 0.05 * calm
    slope_u = slope_u + crumple * noise.at(u * 3.1, v * 3.1, 3)
    slope_v = slope_v + crumple * noise.at(u * 3.1, v * 3.1, 4)
    drawn = np.float32(0.012) * warp
    return slope_u, slope_v, drawn, drawn + np.float32(0.010) * noise.at(u * 0.9, v * 0.9, 5)


def _profile(generator: np.random.Generator) -> Field:
    """(_TABLE,) float32 slopes over the distance: now and then a ridge, narrow or wide."""
    distance = (np.arange(_TABLE) + 0.5) * (_SPAN / _TABLE) - _SPAN / 2
    slopes = np.zeros(_TABLE)
    at = -_SPAN / 2
    while at < _SPAN / 2:
        at += generator.uniform(0.28, 0.75)
        wide = generator.uniform(0.035, 0.12)
        off = (distance - at) / wide
        slopes -= generator.uniform(0.4, 0.95) * off * np.exp(0.5 - off * off)
    return slopes.astype(np.float32)
