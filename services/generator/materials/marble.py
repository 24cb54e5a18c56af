"""Marble: clouds, and veins that begin, branch and run out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from services.generator.arrays import Field, Triple
from services.generator.colour import linear
from services.generator.materials.material import Patch, tinted

_SPACING = 0.36
"""Units between main veins."""
_SPAN = (-5, 9)
"""First and end of the numbered main veins: some way before and behind the product."""
_CRACKS = 12


@dataclass(frozen=True)
class _Vein:
    """A straight line in the stone's bent coordinates, there from ``start`` to ``end`` along it, tapering to both."""

    across: float
    slope: float
    start: float
    end: float
    width: float
    strength: float
    halo: float
    """Side (sign) and strength of the wide stain beside it."""


class Marble:
    """Honed marble."""

    name = "marble"
    words = ("marble", "carrara", "quartz", "мрамор", "мраморный", "мраморная", "мраморном")
    tones: tuple[Triple, ...] = (linear((233, 231, 228)), linear((226, 221, 213)), linear((58, 58, 62)))
    kinds: Mapping[str, Triple] = MappingProxyType({})
    gloss = 0.30

    def albedo(self, base: Triple, patch: Patch) -> Field:
        """Lines of noise close into loops like contours on a map; straight lines in coordinates that noise bends never do.

        Each octave of the bending stays below the slope at which the coordinates would fold over.
        """
        noise, generator = patch.noise, patch.generator
        turn = generator.uniform(0.35, 0.85) * generator.choice([-1, 1])
        a = (patch.u * np.cos(turn) + patch.v * np.sin(turn)).astype(np.float32)
        b = (patch.v * np.cos(turn) - patch.u * np.sin(turn)).astype(np.float32)
        warp = noise.at(a * 0.6, b * 0.6, 0)
        bend = 0.22 * warp + 0.085 * noise.at(a * 1.9, b * 1.9, 1)
        bend += 0.026 * noise.at(a * 5.5, b * 5.5, 2) + 0.009 * noise.at(a * 15, b * 15, 3)
        swell = np.clip(0.62 + 0.5 * noise.cloud(a * 1.7, b * 1.7, 4), 0.12, 1.5)
        lines = _drawn(_main_veins(generator), a, b + bend, swell, patch.step)
        cracks = _drawn(_cracks(generator), b + 0.5 * bend, a + 0.8 * bend, swell, patch.step)
        cloud = noise.cloud(a * 0.8 + 0.3 * warp, b * 1.3, 5)
        grain = noise.at(patch.u * 120, patch.v * 120, 14) * patch.fine(120)
        shade = np.minimum(lines + cracks, 0.62)
        dark = sum(base) / 3 < 0.2
        value = 1 - (-4.2 if dark else 1.0) * shade - 0.044 * cloud + 0.008 * grain
        albedo = tinted(base, np.maximum(value, 0.05))
        if not dark:  # the veins of white marble are a blue grey
            albedo[..., 2] += 0.05 * shade
        return albedo


def _main_veins(generator: np.random.Generator) -> Iterator[_Vein]:
    """Strong veins with the branches that leave them at a sharp angle."""
    for number in range(*_SPAN):
        across = (number + generator.uniform(-0.35, 0.35)) * _SPACING
        slope = generator.uniform(-0.16, 0.16)
        middle, reach = generator.uniform(-1.2, 1.2), generator.uniform(0.7, 2.4)
        width, strength = 0.003 + 0.013 * generator.uniform() ** 2, generator.uniform(0.26, 0.70)
        yield _Vein(
            across,
            slope,
            middle - reach,
            middle + reach,
            width,
            strength,
            generator.choice([-1, 1]) * generator.uniform(0.15, 0.4),
        )
        for _ in range(int(generator.integers(0, 3))):
            fork = middle + reach * generator.uniform(-0.7, 0.6)
            lean = slope + generator.choice([-1, 1]) * generator.uniform(0.3, 0.8)
            # All lines pass their ``across`` at 0, so the branch is moved to meet its parent at the fork.
            meet = across + (slope - lean) * fork
            length = generator.uniform(0.25, 0.9)
            yield _Vein(meet, lean, fork - 0.05, fork + length, width * 0.5, strength * 0.7, 0.0)


def _cracks(generator: np.random.Generator) -> Iterator[_Vein]:
    """Short hair lines across the veins."""
    for _ in range(_CRACKS):
        start = generator.uniform(-1.6, 2.4)
        yield _Vein(
            generator.uniform(-1.6, 1.6), generator.uniform(-0.4, 0.4), start, start + generator.uniform(0.5, 1.6),
            0.0024, generator.uniform(0.12, 0.3), 0.0,
        )  # fmt: skip


def _drawn(veins: Iterator[_Vein], along: Field, across: Field, swell: Field, step: Field) -> Field:
    """(H, W) how much of the light the veins take, 0..1. ``swell``: factor on their width along the way."""
    total = np.zeros(along.shape, np.float32)
    first, last = float(along.min()), float(along.max())
    low, high = float(across.min()), float(across.max())
    for vein in veins:
        wide = 0.4
        begin, end = max(vein.start, first), min(vein.end, last)
        ends = (vein.across + vein.slope * begin, vein.across + vein.slope * end)
        if begin >= end or max(ends) < low - wide or min(ends) > high + wide:
            continue  # most of a slab lies outside of one band of rows
        gap = across - np.float32(vein.slope) * along
        gap -= np.float32(vein.across)
        reach = np.float32(0.35 if vein.halo else 8 * vein.width + 0.02)
        near = (np.abs(gap) < reach) & (along > np.float32(vein.start)) & (along < np.float32(vein.end))
        rows, columns = np.nonzero(near.any(axis=1))[0], np.nonzero(near.any(axis=0))[0]
        if not len(rows):
            continue
        part = (slice(int(rows[0]), int(rows[-1]) + 1), slice(int(columns[0]), int(columns[-1]) + 1))
        way, off, thick = along[part], gap[part], swell[part]
        length = np.float32(vein.end - vein.start)
        taper = np.clip(
            np.minimum(way - np.float32(vein.start), np.float32(vein.end) - way) / (length * np.float32(0.4)), 0, 1
        )
        own_step = np.broadcast_to(step, along.shape)[part]
        # Never narrower than what a pixel covers, but fainter then: thin lines would flicker into dots.
        own = np.float32(vein.width) * thick * (np.float32(0.3) + np.float32(0.7) * taper)
        drawn = np.maximum(own, own_step * np.float32(0.6))
        line = np.exp(-np.abs(off) / drawn) * (own / drawn) * np.float32(vein.strength) * thick
        if vein.halo:
            side = np.where(off * np.float32(np.sign(vein.halo)) > 0, np.float32(0.075), np.float32(0.012))
            line += np.float32(abs(vein.halo) * vein.strength) * thick * np.exp(-np.abs(off) / side)
        total[part] = np.maximum(total[part], line * taper)
    return total
