"""Smooth random fields from a seed, the raw stuff of every material. Knows nothing of what they are used for."""

from functools import lru_cache

import cv2
import numpy as np

from services.generator.arrays import Field

_TILE = 512
_STEP = 4
"""Tile pixels a lattice step of plain noise: it repeats after 128 features, far beyond what one frame shows."""
_CLOUD_TILE = 1024
_CLOUD_STEP = 32
_OCTAVES = 5


class Noise:
    """Smooth noise over the whole plane, mean 0, standard deviation about 1; one unit of the coordinates is one feature."""

    def __init__(self, generator: np.random.Generator) -> None:
        self._tile = _blown_up(generator, _TILE, _STEP)
        self._offsets = generator.uniform(0, 32, (16, 2)).astype(np.float32)
        self._keys = {gain: int(generator.integers(2**63)) for gain in _GAINS}

    def at(self, u: Field, v: Field, octave: int = 0) -> Field:
        """Noise at coordinates ``u``, ``v`` (both (H, W) float32). ``octave`` 0..15 picks an independent piece of the plane."""
        du, dv = self._offsets[octave] * np.float32(4)
        return _look_up(self._tile, (u + du) * np.float32(_STEP), (v + dv) * np.float32(_STEP))

    def cloud(self, u: Field, v: Field, piece: int = 0, rough: bool = False) -> Field:
        """Fractal noise of five octaves; ``rough`` gives the fine ones more weight. ``piece`` as in ``at``.

        Baked into one tile when first asked for: five look-ups a pixel would be most of a picture's time. It repeats after 32
        features.
        """
        du, dv = self._offsets[piece]
        gain = _GAINS[rough]
        tile = _baked(self._keys[gain], gain)
        return _look_up(tile, (u + du) * np.float32(_CLOUD_STEP), (v + dv) * np.float32(_CLOUD_STEP))


_GAINS = (0.46, 0.6)


@lru_cache(maxsize=4)
def _baked(key: int, gain: float) -> Field:
    """A (_CLOUD_TILE, _CLOUD_TILE) tile of fractal noise that wraps.

    From coarse to fine, each sum doubled in size before the next octave joins. Blowing up every octave to the full size was five
    times the work, and a third of a whole picture's time.
    """
    generator = np.random.default_rng(key)
    size, octave = _CLOUD_TILE // _CLOUD_STEP, 0
    total = generator.standard_normal((size, size), dtype=np.float32)
    while size < _CLOUD_TILE:
        total = _doubled(total)
        size, octave = 2 * size, octave + 1
        if octave < _OCTAVES:
            total += np.float32(gain**octave) * generator.standard_normal((size, size), dtype=np.float32)
    total /= total.std()
    return total


def _doubled(tile: Field) -> Field:
    """A tile that wraps, twice as large, bicubic."""
    wide = np.pad(tile, 2, mode="wrap")
    return np.ascontiguousarray(cv2.resize(wide, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC)[4:-4, 4:-4])


def _blown_up(generator: np.random.Generator, size: int, step: int) -> Field:
    """A (size, size) tile that wraps: random values every ``step`` pixels, bicubic between them."""
    lattice = generator.standard_normal((size // step, size // step), dtype=np.float32)
    wide = np.pad(lattice, 2, mode="wrap")
    tile = cv2.resize(wide, None, fx=step, fy=step, interpolation=cv2.INTER_CUBIC)
    tile = np.ascontiguousarray(tile[2 * step : -2 * step, 2 * step : -2 * step])
    return np.asarray(tile / tile.std())


def _look_up(tile: Field, columns: Field, rows: Field) -> Field:
    """Bilinear look-up in a tile that wraps. cv2.remap wraps only near the borders, so coordinates are brought inside here."""
    size = np.float32(tile.shape[0])
    columns = columns - np.floor(columns * (1 / size)) * size
    rows = rows - np.floor(rows * (1 / size)) * size
    found: Field = cv2.remap(tile, columns, rows, cv2.INTER_LINEAR, borderMode=cv2.BORDER_WRAP)
    return found


def streams(seed: int, *names: str) -> list[np.random.Generator]:
    """Independent generators of one seed, one a name, so that a change in one part of a set leaves the others as they were."""
    return [np.random.default_rng([seed, *name.encode()]) for name in names]
