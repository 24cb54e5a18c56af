"""What stands between the key and the set: window bars, leaves, a blind. A mask in the plane that faces the light."""

from math import cos, radians, sin

import cv2
import numpy as np

from services.generator.arrays import Field
from services.generator.light import Light

_CELLS = 640
_SPAN = 6.4
"""Side of the mask in units, centred on its target."""
_LEAK = 0.05
"""Light that comes through where the mask is closed: windows are never the only opening."""


class Gobo:
    """A mask that light passes; 1 open, 0 closed."""

    def __init__(self, light: Light, target: tuple[float, float, float], mask: Field) -> None:
        azimuth, elevation = radians(light.azimuth_deg), radians(light.elevation_deg)
        self._across = (cos(azimuth), 0.0, -sin(azimuth))
        self._upward = (-sin(azimuth) * sin(elevation), cos(elevation), -cos(azimuth) * sin(elevation))
        if self._across[0] < 0:  # so that left in the mask is left in the picture
            self._across = (-self._across[0], 0.0, -self._across[2])
        self._target = target
        self._mask = mask * np.float32(1 - _LEAK) + np.float32(_LEAK)

    def at(self, x: Field, y: Field, z: Field) -> Field:
        """Open share at world points; ``x`` (h, w), ``y`` and ``z`` (h, w) or (h, 1)."""
        coordinates = []
        for axis, sign in ((self._across, 1), (self._upward, -1)):
            rest = axis[1] * (y - self._target[1]) + axis[2] * (z - self._target[2]) - axis[0] * self._target[0]
            place = (x * np.float32(axis[0]) + rest) * np.float32(sign * _CELLS / _SPAN) + np.float32(_CELLS / 2)
            coordinates.append(np.ascontiguousarray(np.broadcast_to(place, x.shape), np.float32))
        columns, rows = coordinates
        found: Field = cv2.remap(self._mask, columns, rows, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        return found


def _soften(mask: Field, units: float) -> Field:
    return cv2.GaussianBlur(mask, (0, 0), max(0.6, units * _CELLS / _SPAN))


def _cell(value: float) -> int:
    """Units from the middle to the mask's subpixel coordinates (4 bits)."""
    return round((value / _SPAN * _CELLS + _CELLS / 2) * 16)


def panes(generator: np.random.Generator, softness: float) -> Field:
    """A casement window: two or three columns of panes between bars, closed around."""
    mask = np.zeros((_CELLS, _CELLS), np.float32)
    columns, rows = int(generator.integers(2, 4)), int(generator.integers(3, 5))
    width, height = generator.uniform(0.55, 0.72), generator.uniform(0.5, 0.68)
    bar = generator.uniform(0.05, 0.075)
    # The product stands in the light of one pane, not on a bar.
    left = -width * (0.5 + int(generator.integers(0, columns)) * 1.0) - bar
    low = -height * generator.uniform(1.35, 1.7)
    for column in range(columns):
        for row in range(rows):
            x0, y0 = left + column * (width + bar), low + row * (height + bar)
            corner, opposite = (_cell(x0), _cell(-(y0 + height))), (_cell(x0 + width), _cell(-y0))
            cv2.rectangle(mask, corner, opposite, 1.0, cv2.FILLED, cv2.LINE_8, 4)
    return _soften(mask, 0.018 + softness)


def blind(generator: np.random.Generator, softness: float) -> Field:
    """A slatted blind, not quite level, with its cords."""
    pitch = generator.uniform(0.20, 0.27)
    open_share = generator.uniform(0.54, 0.64)
    tilt = radians(generator.uniform(-5, 5))
    span = np.linspace(-_SPAN / 2, _SPAN / 2, _CELLS, dtype=np.float32)
    across, upward = span[None, :], -span[:, None]
    phase = (upward * cos(tilt) + across * sin(tilt)) / pitch + generator.uniform(0, 1)
    mask = ((phase - np.floor(phase)) < open_share).astype(np.float32)
    for cord in np.arange(-3, 3, 0.95) + generator.uniform(-0.3, 0.3):
        mask[:, np.abs(span - cord) < 0.012] = 0
    inside = (
        (np.abs(across - generator.uniform(-0.2, 0.2)) < generator.uniform(1.3, 1.7)) & (upward > -2.2) & (upward < 1.8)
    )
    return _soften(mask * inside, 0.016 + softness)


def leaves(generator: np.random.Generator, softness: float) -> Field:
    """Twigs with pointed leaves at two distances, the farther ones more blurred; open elsewhere."""
    mask = np.ones((_CELLS, _CELLS), np.float32)
    side = 1 if generator.random() < 0.5 else -1
    for blur, count, size in ((0.034, 2, 0.46), (0.006, 3, 0.38)):
        layer = np.zeros((_CELLS, _CELLS), np.uint8)
        for _ in range(count):
            # Twigs reach in from one upper side, now and then from below; the middle, where the product stands, stays light.
            around = np.pi / 2 - side * generator.uniform(0.1, 1.5) if generator.random() < 0.8 else -np.pi / 2
            reach = generator.uniform(1.1, 1.6)
            start = reach * np.array([np.cos(around), np.sin(around)])
            _twig(
                layer,
                generator,
                start,
                around + np.pi + generator.uniform(-0.55, 0.55),
                size * generator.uniform(0.8, 1.2),
            )
        mask *= 1 - np.float32(0.88) * _soften(layer.astype(np.float32) / 255, blur + softness)
    return mask


def _twig(layer: Field, generator: np.random.Generator, start: Field, heading: float, size: float) -> None:
    """One bending twig with leaves left and right of it."""
    point, bend = start.copy(), generator.uniform(-0.07, 0.07)
    count = int(generator.integers(5, 8))
    for index in range(count):
        step = size * 0.50
        following = point + step * np.array([np.cos(heading), np.sin(heading)])
        ends = [(_cell(p[0]), _cell(-p[1])) for p in (point, following)]
        cv2.line(layer, ends[0], ends[1], 255, 2, cv2.LINE_AA, 4)
        grown = size * (0.65 + 0.35 * np.sin(np.pi * (index + 1) / (count + 1))) * generator.uniform(0.85, 1.15)
        for turn in (-1, 1):
            _leaf(
                layer, following, heading + turn * generator.uniform(0.55, 0.95), grown, generator.uniform(0.10, 0.15)
            )
        point, heading = following, heading + bend + generator.uniform(-0.06, 0.06)
    _leaf(layer, point, heading, size * 0.8, 0.13)


def _leaf(layer: Field, root: Field, heading: float, length: float, slim: float) -> None:
    """A lance-shaped leaf: half-width sin(pi t)^0.8, widest a little before the middle."""
    t = np.linspace(0, 1, 18)
    half = slim * length * np.sin(np.pi * t**0.85) ** 0.9
    along = np.array([np.cos(heading), np.sin(heading)])
    beside = np.array([-along[1], along[0]])
    upper = root + t[:, None] * length * along + half[:, None] * beside
    lower = root + t[:, None] * length * along - half[:, None] * beside
    outline = np.concatenate([upper, lower[::-1]])
    cells = np.array([[_cell(p[0]), _cell(-p[1])] for p in outline], np.int32)
    cv2.fillPoly(layer, [cells], 255, cv2.LINE_AA, 4)


PATTERNS = {"panes": panes, "leaves": leaves, "blind": blind}
