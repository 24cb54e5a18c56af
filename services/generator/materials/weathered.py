"""Boards that stood outdoors: silvered, cracked along the grain, with knots and open gaps.

Rain takes the soft early wood first, so the rings stand out as ridges and the light draws them; the sun bleaches the brown to grey.
"""

from collections.abc import Mapping
from types import MappingProxyType

import cv2
import numpy as np

from services.generator.arrays import Field, Triple
from services.generator.colour import linear, luminance
from services.generator.materials.boards import Boards
from services.generator.materials.material import Patch

_PLANK = 0.50
_KNOT_EVERY = 1.5
"""Mean distance of the knots in one board, in units."""
_SPAN = 6.0
"""How far to both sides boards have knots."""
_SLOPE_AT = 0.002
"""Units between the two heights that a slope is taken from."""


class Weathered:
    """Weathered planks."""

    name = "weathered"
    words = ("weathered", "barnwood", "driftwood", "reclaimed", "выветренный", "состаренный", "потёртый", "амбарный")
    tones: tuple[Triple, ...] = (
        linear((184, 171, 154)),
        linear((160, 149, 136)),
        linear((194, 180, 160)),
        linear((150, 132, 114)),
    )
    kinds: Mapping[str, Triple] = MappingProxyType({})
    gloss = 0.0

    def albedo(self, base: Triple, patch: Patch) -> Field:
        """Boards along ``u``."""
        v, noise, generator = patch.v, patch.noise, patch.generator
        boards = Boards(generator, _PLANK, v)
        count, each = boards.count, boards.each
        pith_v = boards.middles + _PLANK * generator.uniform(-1.1, 1.1, count)
        pith_depth = generator.uniform(0.05, 0.4, count)
        along, tone = generator.uniform(0, 60, count), generator.normal(0, 0.11, count)
        rate, silver = generator.uniform(17, 28, count), generator.uniform(0.25, 0.95, count)
        s, own = patch.u + each(along), each(along) + 0 * v
        depth = each(pith_depth) + 0.05 * noise.cloud(s * 0.5, v * 1.1 + own, 0)
        across = boards.v - each(pith_v) + 0.02 * noise.at(s * 0.9, v * 1.2, 3)
        radius = cv2.sqrt((across * across + depth * depth).astype(np.float32))
        phase = (radius + 0.004 * noise.at(s * 2.5, v * 14, 4)) * each(rate)
        heart = _knots(boards.middles, generator, patch, phase)
        late = phase - np.floor(phase)
        ring = late**1.6 * np.clip((1 - late) * 5, 0, 1)
        # The ridges: a height of its own, since the rings' would need their slope across every knot.
        at, to = noise.at(s * 2.6, v * 78, 5), noise.at(s * 2.6, (v + np.float32(_SLOPE_AT)) * 78, 5)
        slope = (to - at) * np.float32(0.0015 / _SLOPE_AT) * patch.fine_v(90)
        fibre = noise.at(s * 14, v * 260, 7) * patch.fine_v(260) + 0.5 * at * patch.fine_v(90)
        crack = noise.at(s * 0.55 + own, v * 21 + 0.6 * ring, 8)
        open_here = np.clip(noise.at(s * 0.8, v * 5, 9) - 0.35, 0, 1)
        crack = (
            np.clip(1 - np.abs(crack) / np.float32(0.075), 0, 1) * np.minimum(open_here * 2.2, 1) * patch.fine_v(150)
        )
        blotch = noise.cloud(s * 0.8, v * 2.4, 10, rough=True)
        value = 1 - 0.27 * (ring - 0.35) + 0.105 * fibre + 0.060 * blotch + each(tone)
        value *= patch.relief(0.0, slope) * (1 - 0.78 * crack) * (1 - 0.66 * heart) * self._gap(boards, patch)
        share = np.clip(each(silver) + 0.16 * blotch - 0.45 * heart + 0.05 * at, 0, 1)
        return _silvered(base, np.maximum(value, 0.015), share)

    @staticmethod
    def _gap(boards: Boards, patch: Patch) -> Field:
        """Nothing is left of the light between two boards; their worn edges are round."""
        below, above = boards.gaps()
        ragged = np.float32(0.0014) * patch.noise.at(patch.u * 7, patch.v * 0.4, 12)
        below, above = below + ragged, above - ragged
        lit = patch.relief(0.0, 0.9 * (np.exp(-below / np.float32(0.010)) - np.exp(-above / np.float32(0.010))))
        step = patch.step if patch.step_v is None else patch.step_v
        deep = np.clip((np.minimum(below, above) - np.float32(0.0075)) / np.maximum(np.float32(0.006), step), -0.5, 0.5)
        return np.asarray((0.53 + 0.94 * deep) * lit)


def _knots(middles: Field, generator: np.random.Generator, patch: Patch, phase: Field) -> Field:
    """Bend the rings ``phase`` (H, W) round knots, in place; gives how much of each point is knot, 0..1."""
    heart = np.zeros(phase.shape, np.float32)
    u, v = np.broadcast_to(patch.u, phase.shape), np.broadcast_to(patch.v, phase.shape)
    sides = [tuple(extreme(f, axis=axis) for axis in (1, 0)) for f in (u, v) for extreme in (np.min, np.max)]
    number = round(2 * _SPAN / _KNOT_EVERY)
    bounds = [(float(low[0].min()), float(high[0].max())) for low, high in (sides[:2], sides[2:])]
    for middle in middles[np.abs(middles) < 2 * _SPAN]:
        places = generator.uniform(-_SPAN, _SPAN, number)
        sizes = 0.016 + 0.034 * generator.uniform(0, 1, number) ** 2
        offsets = middle + _PLANK * generator.uniform(-0.34, 0.34, number)
        for u0, v0, size in zip(places, offsets, sizes, strict=True):
            far_u, far_v = 12.6 * size, 4.2 * size  # where the bump is a thousandth
            if not (
                bounds[0][0] - far_u < u0 < bounds[0][1] + far_u and bounds[1][0] - far_v < v0 < bounds[1][1] + far_v
            ):
                continue  # most of them lie outside of one band of rows
            rows, columns = (
                np.nonzero(
                    (sides[0][axis] < u0 + far_u) & (sides[1][axis] > u0 - far_u)
                    & (sides[2][axis] < v0 + far_v) & (sides[3][axis] > v0 - far_v)
                )[0]
                for axis in (0, 1)
            )  # fmt: skip
            if not len(rows) or not len(columns):
                continue
            box = (slice(int(rows[0]), int(rows[-1]) + 1), slice(int(columns[0]), int(columns[-1]) + 1))
            du, dv = (u[box] - np.float32(u0)) / np.float32(size), (v[box] - np.float32(v0)) / np.float32(size)
            phase[box] += np.float32(3.4) * np.exp(-(du * du / np.float32(9) + dv * dv) * np.float32(0.42))
            core = np.clip(1.25 - np.sqrt(du * du * np.float32(0.55) + dv * dv) * np.float32(1.15), 0, 1)
            heart[box] = np.maximum(heart[box], np.sqrt(core))
    return heart


def _silvered(base: Triple, value: Field, share: Field) -> Field:
    """``share`` of the colour bleached to a slightly cool grey of the same lightness."""
    grey = luminance(base) * np.array((0.98, 1.0, 1.02), np.float32)
    warm = np.array(base, np.float32)
    mixed = warm + (grey - warm) * share[..., None].astype(np.float32)
    return np.asarray(mixed * value[..., None].astype(np.float32))
