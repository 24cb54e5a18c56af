"""What stands between the key and the set: window bars, leaves, a blind. A mask in the plane that faces the light."""

from math import cos, radians, sin

import cv2
import numpy as np

from services.generator.arrays import Field, Triple
from services.generator.light import Light

_CELLS = 640
_SPAN = 6.4
"""Side of the mask in units, centred on its target."""
_LEAK = 0.05
"""Light that comes through where the mask is closed: windows are never the only opening."""
_AWAY = 2.4
"""Usual distance of the mask from its target in units."""
_REACH = (-1.2, 0.6, 3.4)
"""Distances behind the target for which a blurred copy is kept."""
_SOFTEST_DEG = 7.0
"""Largest source that still throws a pattern; words for softer light do not take the window away."""


class Gobo:
    """A mask that light passes; 1 open, 0 closed. Its shadow is the softer, the farther from it something stands."""

    step = 1

    def __init__(self, light: Light, target: Triple, mask: Field, away: float = _AWAY) -> None:
        azimuth, elevation = radians(light.azimuth_deg), radians(light.elevation_deg)
        self._across = (cos(azimuth), 0.0, -sin(azimuth))
        self._upward = (-sin(azimuth) * sin(elevation), cos(elevation), -cos(azimuth) * sin(elevation))
        if self._across[0] < 0:  # so that left in the mask is left in the picture
            self._across = (-self._across[0], 0.0, -self._across[2])
        self._toward = light.direction
        self._target = target
        # A disc of radius r blurs like a Gaussian of r / 2 (its second moment).
        spread = radians(min(light.softness_deg, _SOFTEST_DEG)) / 2
        copies = [_soften(mask, spread * max(0.0, away + behind)) for behind in _REACH]
        self._masks = cv2.merge([copy * np.float32(1 - _LEAK) + np.float32(_LEAK) for copy in copies])

    def at(self, x: Field, y: Field, z: Field) -> Field:
        """Open share at world points; ``x`` (h, w), ``y`` and ``z`` (h, w) or (h, 1)."""
        coordinates = []
        for axis, sign in ((self._across, 1), (self._upward, -1)):
            place = self._along(axis, x, y, z) * np.float32(sign * _CELLS / _SPAN) + np.float32(_CELLS / 2)
            coordinates.append(np.ascontiguousarray(np.broadcast_to(place, x.shape), np.float32))
        columns, rows = coordinates
        found = cv2.remap(self._masks, columns, rows, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        behind = -self._along(self._toward, x, y, z)
        near, middle, far = (np.float32(distance) for distance in _REACH)
        first = np.clip((behind - near) / (middle - near), 0, 1)
        second = np.clip((behind - middle) / (far - middle), 0, 1)
        sharp, soft, softest = cv2.split(found)
        sharp += first * (soft - sharp)
        sharp += second * (softest - sharp)
        passed: Field = sharp
        return passed

    def _along(self, axis: Triple, x: Field, y: Field, z: Field) -> Field:
        """Distance of world points from the target along an axis."""
        rest = axis[1] * (y - self._target[1]) + axis[2] * (z - self._target[2]) - axis[0] * self._target[0]
        place: Field = x * np.float32(axis[0]) + rest
        return place


def _soften(mask: Field, units: float) -> Field:
    return cv2.GaussianBlur(mask, (0, 0), max(0.6, units * _CELLS / _SPAN))


def _cell(value: float) -> int:
    """Units from the middle to the mask's subpixel coordinates (4 bits)."""
    return round((value / _SPAN * _CELLS + _CELLS / 2) * 16)


def panes(generator: np.random.Generator) -> Field:
    """A casement window: two or three columns of panes between bars, closed around."""
    mask = np.zeros((_CELLS, _CELLS), np.float32)
    columns, rows = int(generator.integers(2, 4)), int(generator.integers(3, 5))
    width, height = generator.uniform(0.66, 0.86), generator.uniform(0.56, 0.74)
    bar = generator.uniform(0.05, 0.075)
    # The product stands in the light of one pane, not on a bar.
    left = -width * (0.5 + int(generator.integers(0, columns)) * 1.0) - bar
    low = -height * generator.uniform(1.35, 1.7)
    for column in range(columns):
        for row in range(rows):
            x0, y0 = left + column * (width + bar), low + row * (height + bar)
            corner, opposite = (_cell(x0), _cell(-(y0 + height))), (_cell(x0 + width), _cell(-y0))
            cv2.rectangle(mask, corner, opposite, 1.0, cv2.FILLED, cv2.LINE_8, 4)
    return _glazed(mask, generator)


def _glazed(mask: Field, generator: np.random.Generator) -> Field:
    """Old glass: each pane passes a little more or less, and bends the light into faint brighter and darker swathes."""
    lattice = generator.standard_normal((14, 14), dtype=np.float32)
    swathes = cv2.resize(lattice, (_CELLS, _CELLS), interpolation=cv2.INTER_CUBIC)
    glazed: Field = _soften(mask, 0.008) * (1 + np.float32(0.045) * swathes)
    return glazed


def blind(generator: np.random.Generator) -> Field:
    """A slatted blind, not quite level, with its cords."""
    pitch = generator.uniform(0.20, 0.27)
    open_share = generator.uniform(0.54, 0.64)
    tilt = radians(generator.uniform(-5, 5))
    span = np.linspace(-_SPAN / 2, _SPAN / 2, _CELLS, dtype=np.float32)
    across, upward = span[None, :], -span[:, None]
    phase = (upward * cos(tilt) + across * sin(tilt)) / pitch + generator.uniform(0, 1)
    # Distance to the nearest edge of a slit: cut off at whole cells, slanting slats would have teeth.
    inside_slit = open_share / 2 - np.abs(phase - np.floor(phase) - open_share / 2)
    inside_slit = np.maximum(inside_slit, open_share / 2 - np.abs(phase - np.floor(phase) - 1 - open_share / 2))
    mask = np.clip(inside_slit * np.float32(pitch * _CELLS / _SPAN) + np.float32(0.5), 0, 1).astype(np.float32)
    for cord in np.arange(-3, 3, 0.95) + generator.uniform(-0.3, 0.3):
        mask[:, np.abs(span - cord) < 0.012] = 0
    inside = (
        (np.abs(across - generator.uniform(-0.2, 0.2)) < generator.uniform(1.3, 1.7)) & (upward > -2.2) & (upward < 1.8)
    )
    return _soften(mask * inside, 0.006)


def leaves(generator: np.random.Generator) -> Field:
    """Twigs with pointed leaves at two distances, the farther ones more blurred; open elsewhere."""
    mask = np.ones((_CELLS, _CELLS), np.float32)
    side = 1 if generator.random() < 0.5 else -1
    for blur, count, size, nearest in ((0.030, 3, 0.50, 0.85), (0.005, 5, 0.40, 0.70)):
        layer = np.zeros((_CELLS, _CELLS), np.uint8)
        for _ in range(count):
            # Twigs reach in from one upper side, now and then from below; the middle, where the product stands, stays light.
            around = np.pi / 2 - side * generator.uniform(-0.2, 1.6) if generator.random() < 0.8 else -np.pi / 2
            start = generator.uniform(1.05, 1.6) * np.array([np.cos(around), np.sin(around)])
            heading = around + np.pi + generator.uniform(-0.75, 0.75)
            grown = size * generator.uniform(0.8, 1.2)
            if generator.random() < 0.4:
                _frond(layer, generator, start * (nearest + 0.5), heading, 2.6 * grown)
            else:
                _twig(layer, generator, start, heading, grown)
        mask *= 1 - np.float32(0.88) * _soften(layer.astype(np.float32) / 255, blur)
    return mask


def _frond(layer: Field, generator: np.random.Generator, start: Field, heading: float, size: float) -> None:
    """A feather palm's leaf: a bending rib with slim leaflets that lean towards its tip, longest before the middle."""
    point, bend = start.copy(), generator.uniform(-0.03, 0.03)
    count = 18
    for index in range(count):
        following = point + size / count * np.array([np.cos(heading), np.sin(heading)])
        ends = [(_cell(p[0]), _cell(-p[1])) for p in (point, following)]
        cv2.line(layer, ends[0], ends[1], 255, 2, cv2.LINE_AA, 4)
        t = (index + 1) / count
        length = 0.42 * size * np.sin(np.pi * (0.12 + 0.86 * t)) ** 0.8 * generator.uniform(0.88, 1.1)
        for turn in (-1, 1):
            lean = 1.15 - 0.65 * t + generator.uniform(-0.10, 0.10)
            _leaf(layer, following, heading + turn * lean, length, 0.045)
        point, heading = following, heading + bend
    _leaf(layer, point, heading, 0.2 * size, 0.06)


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
