"""Terrazzo: chips of stone in a cement matrix, ground flat."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType

import cv2
import numpy as np

from services.generator.arrays import Bytes, Field, Triple
from services.generator.colour import linear
from services.generator.materials.material import Patch

_TILE = 800
_CELLS = 260.0
"""Cells of a chip map per unit."""
_SPECK = 0.02
"""Stones up to so many units are specks."""
_LIMIT = 15.0
"""Distances from a chip's edge are kept up to so many cells."""
_PALETTES = (
    ((86, 88, 92), (150, 148, 144), (198, 186, 168), (176, 112, 84), (206, 196, 184)),
    ((172, 104, 78), (205, 158, 96), (120, 130, 112), (88, 84, 82), (214, 200, 184)),
    ((58, 60, 64), (110, 112, 114), (160, 160, 158), (196, 192, 186), (222, 218, 210)),
    ((92, 116, 112), (150, 168, 158), (196, 150, 128), (120, 104, 96), (206, 190, 166)),
)
_KINDS = 64
"""Colours a chip may have: those of the palette, each a little different."""


class Terrazzo:
    """Polished terrazzo."""

    name = "terrazzo"
    words = ("terrazzo", "терраццо", "терраццевый", "мозаичный")
    tones: tuple[Triple, ...] = (
        linear((228, 223, 214)),
        linear((216, 212, 206)),
        linear((224, 208, 196)),
        linear((208, 210, 204)),
    )
    kinds: Mapping[str, Triple] = MappingProxyType({})
    gloss = 0.35

    def albedo(self, base: Triple, patch: Patch) -> Field:
        """Large chips, then small ones between them, in maps that repeat after different lengths."""
        u, v, noise, generator = patch.u, patch.v, patch.noise, patch.generator
        palette = _palette(generator)
        key = int(generator.integers(2**62))
        cloud = noise.cloud(u * 0.9, v * 0.9, 0)
        sand = noise.at(u * 170, v * 170, 9) * patch.fine(170)
        ground = (1 + 0.014 * cloud + 0.030 * sand)[..., None].astype(np.float32) * np.array(base, np.float32)
        mottle = (1 + 0.045 * noise.cloud(u * 16, v * 16, 4, rough=True) * patch.fine(60)).astype(np.float32)[..., None]
        for index, (largest, spread, turn) in enumerate(((0.010, 0.032, 0.37), (0.068, 0.078, 1.1))):
            cosine, sine = np.float32(np.cos(turn)), np.float32(np.sin(turn))
            inside, kind = _chips(key + index, largest, spread)
            columns, rows = _on_tile(u * cosine - v * sine), _on_tile(u * sine + v * cosine)
            edge = cv2.remap(inside, columns, rows, cv2.INTER_LINEAR, borderMode=cv2.BORDER_WRAP)
            which = cv2.remap(kind, columns, rows, cv2.INTER_NEAREST, borderMode=cv2.BORDER_WRAP)
            # The map holds distances, not colours: an edge stays sharp however close the camera is.
            share = np.clip(edge / np.maximum(patch.step * np.float32(_CELLS), 0.35) + 0.5, 0, 1)[..., None]
            stone: Field = cv2.LUT(cv2.merge([which, which, which]), palette)
            stone *= mottle
            stone -= ground
            stone *= share
            ground += stone
        return ground


def _on_tile(place: Field) -> Field:
    """Units to cells of a map that wraps."""
    cells = place * np.float32(_CELLS)
    return np.asarray(cells - np.floor(cells / np.float32(_TILE)) * np.float32(_TILE), np.float32)


def _palette(generator: np.random.Generator) -> Field:
    """(1, 256, 3) float32 linear colours of chips, the first _KINDS in use."""
    named = np.array([linear(rgb) for rgb in _PALETTES[int(generator.integers(len(_PALETTES)))]])
    weights = generator.dirichlet(np.full(len(named), 2.0))
    chosen = named[generator.choice(len(named), _KINDS, p=weights)]
    table = np.zeros((1, 256, 3), np.float32)
    table[0, :_KINDS] = np.clip(chosen * generator.normal(1, 0.10, (_KINDS, 1)), 0.01, 0.9)
    return table


@lru_cache(maxsize=8)
def _chips(key: int, largest: float, spread: float) -> tuple[Field, Bytes]:
    """A map (_TILE, _TILE) that wraps: float32 cells to the edge of the nearest chip, positive inside, and its uint8 kind.

    ``spread``: distance between them in units.

    Chips are broken stone: corners of a convex hull, of any size up to ``largest`` (units), few of them large, none over another.
    """
    generator = np.random.default_rng(key)
    count = round((_TILE / (spread * _CELLS)) ** 2)
    sizes = np.sort(largest * _CELLS * (0.28 + 0.72 * generator.uniform(0, 1, count) ** 2.2))[::-1]
    stones = _broken(generator, sizes)
    codes = generator.integers(0, _KINDS, count)
    places = generator.uniform(0, _TILE, (count, 2))
    kind, taken = np.zeros((_TILE, _TILE), np.uint8), np.zeros((_TILE, _TILE), np.uint8)
    if largest < _SPECK:
        corners = np.round((stones + places[:, None, :]) * 16).astype(np.int32)
        for code in range(_KINDS):
            own = list(corners[codes == code])
            cv2.fillPoly(kind, own, code, cv2.LINE_8, 4)
            cv2.fillPoly(taken, own, 1, cv2.LINE_8, 4)
        stones = stones[:0]  # specks may touch, and are too many to look where there is room
    for stone, code, place, size in zip(stones, codes, places, sizes, strict=False):
        x, y = ((stone + place).astype(int) % _TILE).T
        if taken[int(place[1]), int(place[0])] or taken[y, x].any():
            continue
        hull = cv2.convexHull(stone)
        for at in _copies(place, float(size)):
            own, around = ((shape + at) * 16 for shape in (hull, hull * np.float32(1.18)))
            cv2.fillConvexPoly(taken, around.astype(np.int32), 255, cv2.LINE_8, 4)
            cv2.fillConvexPoly(taken, own.astype(np.int32), 1, cv2.LINE_8, 4)
            cv2.fillConvexPoly(kind, own.astype(np.int32), int(code), cv2.LINE_8, 4)
    chip = np.pad((taken == 1).astype(np.uint8), 16, mode="wrap")
    inside = cv2.distanceTransform(chip, cv2.DIST_L2, 5) - cv2.distanceTransform(1 - chip, cv2.DIST_L2, 5)
    inside = cv2.GaussianBlur(np.clip(inside, -_LIMIT, _LIMIT), (0, 0), 1.1)  # the cells' staircase
    edge = np.ascontiguousarray(inside[16:-16, 16:-16], np.float32)
    around = cv2.dilate(np.where(taken == 1, kind, 0).astype(np.uint8), np.ones((5, 5), np.uint8))
    return edge, np.where(taken == 1, kind, around).astype(np.uint8)


def _broken(generator: np.random.Generator, sizes: Field) -> Field:
    """(N, 7, 2) float32 corners of stones round the origin."""
    count = len(sizes)
    turn = np.sort(generator.uniform(0, 2 * np.pi, (count, 7)), axis=1)
    radius = sizes[:, None] * generator.uniform(0.62, 1.0, (count, 7))
    flat = generator.uniform(0.6, 1.0, (count, 1))
    angle = generator.uniform(0, np.pi, (count, 1))
    x, y = radius * np.cos(turn), radius * np.sin(turn) * flat
    return np.stack([x * np.cos(angle) - y * np.sin(angle), x * np.sin(angle) + y * np.cos(angle)], axis=2).astype(
        np.float32
    )


def _copies(place: Field, size: float) -> Iterator[Field]:
    """Where a stone shows on a map that wraps: more than once if it lies over the border."""
    turns = [[move for move in (0, -_TILE, _TILE) if -size < at + move < _TILE + size] for at in place]
    for dx in turns[0]:
        for dy in turns[1]:
            yield place + np.array([dx, dy])
