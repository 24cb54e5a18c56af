"""How boards lie side by side: joints across ``v``, each board a tree of its own. Must not know what wood looks like."""

import numpy as np

from services.generator.arrays import Field

_FIRST, _BOARDS = -24.0, 160
"""Where the first board lies, outside of all but the flattest views, and how many there are before they repeat."""


class Boards:
    """Boards along ``u``. They are laid over the whole floor, not over the patch: a patch is only some rows of the picture."""

    count = _BOARDS

    def __init__(self, generator: np.random.Generator, width: float, v: Field) -> None:
        self._joints = _FIRST + np.concatenate([[0], np.cumsum(width * generator.uniform(0.85, 1.15, _BOARDS))])
        self.v = _wrapped(v, float(self._joints[0]), float(self._joints[-1]))
        """``v`` within the boards there are: a floor that runs to the horizon has more."""
        v = self.v
        middle = v.shape[1] // 2
        level = (v[:, 0] == v[:, -1]).all() and (v[:, 0] == v[:, middle]).all()
        # Boards that lie across the picture: one board a row, which is a thousand times less to look up.
        self._index = np.clip(np.searchsorted(self._joints, v[:, :1] if level else v) - 1, 0, _BOARDS - 1)

    @property
    def middles(self) -> Field:
        """(count,) ``v`` of the boards' middles."""
        return np.asarray((self._joints[:-1] + self._joints[1:]) / 2)

    def each(self, values: Field) -> Field:
        """One value a board, at each point."""
        return values.astype(np.float32)[self._index]

    def gaps(self) -> tuple[Field, Field]:
        """Distance of each point to its board's lower and upper joint, never below 0."""
        below = (self.v - self._joints[self._index]).astype(np.float32)
        above = (self._joints[self._index + 1] - self.v).astype(np.float32)
        return np.maximum(below, 0), np.maximum(above, 0)


def _wrapped(v: Field, first: float, end: float) -> Field:
    """``v`` brought into first..end by whole turns; what is there already keeps every bit."""
    if float(v.min()) >= first and float(v.max()) <= end:
        return v
    turned = first + np.mod(v.astype(np.float64) - first, end - first)
    return np.where((v < first) | (v > end), turned.astype(np.float32), v)
