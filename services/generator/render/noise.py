"""Smooth random fields from a seed, the raw stuff of every material. Knows nothing of what they are used for."""

import cv2
import numpy as np

from services.generator.arrays import Field

_TILE = 512
_STEP = 4
"""Tile pixels a lattice step of plain noise: it repeats after 128 features, far beyond what one frame shows."""
_CLOUD_TILE = 1024
_CLOUD_STEP = 32


class Noise:
    """Smooth noise over the whole plane, mean 0, standard deviation about 1; one unit of the coordinates is one feature."""

    def __init__(self, generator: np.random.Generator) -> None:
        self._generator = generator
        self._tile = _blown_up(generator, _TILE, _STEP)
        self._offsets = generator.uniform(0, 32, (16, 2)).astype(np.float32)
        self._clouds = {gain: self._bake(gain) for gain in _GAINS}

    def at(self, u: Field, v: Field, octave: int = 0) -> Field:
        """Noise at coordinates ``u``, ``v`` (both (H, W) float32). ``octave`` 0..15 picks an independent piece of the plane."""
        du, dv = self._offsets[octave] * np.float32(4)
        return _look_up(self._tile, (u + du) * np.float32(_STEP), (v + dv) * np.float32(_STEP))

    def cloud(self, u: Field, v: Field, piece: int = 0, rough: bool = False) -> Field:
        """Fractal noise of five octaves; ``rough`` gives the fine ones more weight. ``piece`` as in ``at``.

        Baked into one tile, since five look-ups a pixel would be most of a picture's time. It repeats after 32 features.
        """
        du, dv = self._offsets[piece]
        tile = self._clouds[_GAINS[rough]]
        return _look_up(tile, (u + du) * np.float32(_CLOUD_STEP), (v + dv) * np.float32(_CLOUD_STEP))

    def _bake(self, gain: float) -> Field:
        total = np.zeros((_CLOUD_TILE, _CLOUD_TILE), np.float32)
        for octave in range(5):
            total += np.float32(gain**octave) * _blown_up(self._generator, _CLOUD_TILE, _CLOUD_STEP >> octave)
        return np.asarray(total / total.std())


_GAINS = (0.46, 0.6)


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
