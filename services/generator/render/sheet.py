"""Sheets of folded paper over a plane: edges, creases, and the soft shadow that each throws on those below.

A sheet is a half-plane in the coordinates of what it lies on (a floor or a wall), raised a little. Must not know which of the two.
"""

from dataclasses import dataclass

import numpy as np

from services.generator.arrays import Field, Triple

_TABLE = 8192
"""Entries of a profile across all pleats: about a millimetre of a hand-sized product each."""


@dataclass(frozen=True)
class Ground:
    """The points (H, W) float32 that sheets lie on, and how the light stands to them."""

    a: Field
    b: Field
    step: Field
    """Units one pixel covers."""
    lean: tuple[float, float]
    """Share of the light that a slope of 1 along a, and along b, takes away."""
    shift: tuple[float, float]
    """How far a shadow moves for each unit of height."""
    blur: float
    """How much wider a shadow's edge gets for each unit of height."""
    fill: float


@dataclass(frozen=True)
class Pleats:
    """Creases across ``angle``: facets of uneven width, each leaning the other way than the one before."""

    angle: float
    places: tuple[float, ...]
    """Where the creases lie along the angle, ascending."""
    slopes: tuple[float, ...]
    """One more than creases."""
    fan: tuple[float, float] | None = None
    """A point that the creases run together in; None: they are parallel."""

    def facets(self, ground: Ground) -> tuple[Field, Field, Field]:
        """Slopes along a and b, and height, at each point."""
        cosine, sine = np.float32(np.cos(self.angle)), np.float32(np.sin(self.angle))
        along_a: Field
        along_b: Field
        if self.fan is None:
            way = ground.a * cosine + ground.b * sine
            along_a, along_b = np.asarray(cosine), np.asarray(sine)
        else:
            da, db = ground.a - np.float32(self.fan[0]), ground.b - np.float32(self.fan[1])
            far = np.sqrt(da * da + db * db) + np.float32(1e-3)
            way = np.arctan2(da * sine - db * cosine, da * cosine + db * sine)
            along_a, along_b = db / far, -da / far
        low, high = self.places[0] - 1.0, self.places[-1] + 1.0
        line = np.linspace(low, high, _TABLE)
        facet = np.searchsorted(self.places, line)
        slopes = np.array(self.slopes)[facet]
        heights = np.cumsum(slopes) * (high - low) / _TABLE
        edges = np.concatenate([[low], self.places, [high]])
        part = (line - edges[facet]) / (edges[facet + 1] - edges[facet])
        # Paper does not break at a crease, it bends there within a millimetre; between creases it stays a little hollow.
        bent = np.convolve(np.pad(slopes * (1.12 - 0.24 * part), 6, mode="edge"), np.full(5, 1 / 5), "same")[6:-6]
        cell = np.clip((way - np.float32(low)) * np.float32(_TABLE / (high - low)), 0, _TABLE - 1).astype(np.int32)
        slope = np.take(bent.astype(np.float32), cell)
        height = np.take((heights - heights.mean()).astype(np.float32), cell)
        return slope * along_a, slope * along_b, height


@dataclass(frozen=True)
class Sheet:
    """A sheet that covers everything beyond a straight edge, seen from the product."""

    angle: float
    """Direction of the edge's normal, away from the product."""
    place: float
    """Distance of the edge along it."""
    height: float
    """How far its edge stands over what lies below."""
    colour: Triple
    pleats: Pleats | None = None
    bow: float = 0.0
    """How much the edge is bent."""
    zigzag: float = 0.0
    """How far a pleat's height moves the edge, as seen aslant."""


def stack(ground: Ground, base: Triple, sheets: tuple[Sheet, ...]) -> Field:
    """(H, W, 3) colour times light of the sheets over a flat base, lowest first; the light on the base is 1."""
    shape = np.broadcast_shapes(ground.a.shape, ground.b.shape)
    colour = np.broadcast_to(np.array(base, np.float32), (*shape, 3)).copy()
    for sheet in sheets:
        _lay(ground, sheet, colour)
    return colour


def _lay(ground: Ground, sheet: Sheet, colour: Field) -> None:
    """One sheet onto (H, W, 3) what lies below, in place."""
    cosine, sine = np.float32(np.cos(sheet.angle)), np.float32(np.sin(sheet.angle))
    along = ground.b * cosine - ground.a * sine
    off = ground.a * cosine + ground.b * sine - np.float32(sheet.place) + np.float32(sheet.bow) * along * along
    if float(off.max()) < -6 * sheet.height - 0.3:
        return  # neither it nor its shadow comes here
    slope_a, slope_b, height = (0.0, 0.0, 0.0) if sheet.pleats is None else sheet.pleats.facets(ground)
    off = (off + np.float32(sheet.zigzag) * height).astype(np.float32)
    share = np.clip(off / (np.float32(1.3) * ground.step) + 0.5, 0, 1)[..., None]
    # A point lies in the shade when the ray to the light meets the sheet: where the sheet is, moved by its height.
    thrown = float(ground.shift[0] * cosine + ground.shift[1] * sine) * sheet.height
    soft = np.float32(0.012 + ground.blur * sheet.height)
    shade = np.clip((off - np.float32(thrown)) / (2 * soft) + 0.5, 0, 1)
    shade = shade * shade * (3 - 2 * shade)
    near = np.exp(np.minimum(off, 0) / np.float32(0.7 * sheet.height + 0.01))
    left = (1 - np.float32(0.92 * (1 - ground.fill)) * shade) * (1 - np.float32(0.30 * ground.fill) * near)
    light = 1 - slope_a * np.float32(ground.lean[0]) - slope_b * np.float32(ground.lean[1])
    light = np.maximum(light, np.float32(0.75 * ground.fill))
    # The cut edge of the paper catches the light or lies in its own shade.
    rim = np.exp(-np.abs(off) / (ground.step + np.float32(0.002))) * np.float32(
        np.clip(-thrown / max(sheet.height, 1e-3), 0.0, 0.6)
    )
    own = np.array(sheet.colour, np.float32) * np.clip(light + 0.25 * rim, 0.05, 1.7)[..., None]
    colour *= left[..., None]
    colour += (own - colour) * share
