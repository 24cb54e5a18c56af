"""The product's reflection on a polished floor: its own pixels, turned over at the line where each foot touches.

A foot line is a curve, not a row: a round base shows its front arc, and a box seen from a corner two slanting lines. Every column
is therefore mirrored at its own row. What hangs over the floor beside the base (a handle, a belly) is mirrored at the row of the
base's end, which is where the floor under it is. Drawn into the linear picture of a set, so it belongs to the layer ``scene``.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import cos, radians, sin

import cv2
import numpy as np

from services.generator.arrays import Field
from services.generator.colour import decode
from services.generator.placement import Placed
from services.generator.render.camera import Camera
from services.generator.stance import Stance
from services.generator.studio import EXPOSURE, View

_OVERLAP_PX = 1.5
"""How far the reflection reaches under the product, or the soft edges of both would let a line of floor through."""
_LIFTED = 0.7
"""Strength under a dish, whose rim does not touch, and under a lying product."""
_LEAST = 0.006
"""Share of light below which nobody sees a reflection."""
_SEEN = 1.9
"""Times ``Polish.reach`` to which a reflection is drawn: less than a sixth is left there."""
_RIM = 1.12
"""Depth taken for a round top over what the pitch says: pitches are estimates, and rims have a thickness."""
_RIM_SOFT = 0.03
"""Over how much of the height the reflection runs out there."""
_LYING_GAP = 0.028
"""Height of a lying product over the floor, in units, as its reflection shows it."""


@dataclass(frozen=True)
class Polish:
    """How a floor mirrors."""

    gloss: float
    """0 matt .. 1 polished: factor on all of it. A material's own ``gloss`` fits."""
    head_on: float = 0.04
    """Share of light mirrored straight down: 0.04 glass, varnish and stone, 0.3 and more a mirror or black acrylic."""
    roughness: float = 0.03
    """Growth of the blur (standard deviation) with the distance from the foot."""
    stretch: float = 1.6
    """Blur along the picture's columns over that across: rough floors draw reflections long."""
    reach: float = 0.55
    """Distance from the foot, in units, at which a third is left."""

    def share(self, camera: Camera, rows: Field) -> Field:
        """Share of light mirrored towards the camera at pixel ``rows`` of the floor (any shape): Schlick (1994)."""
        down, forward = camera.slopes(np.asarray(rows, np.float64))
        cosine = np.clip(down / np.hypot(down, forward), 0, 1)
        share: Field = (self.gloss * (self.head_on + (1 - self.head_on) * (1 - cosine) ** 5)).astype(np.float32)
        return share


@dataclass(frozen=True)
class _Part:
    """A piece of the product with its own line on the floor. Columns and rows are pixels of the placed product."""

    columns: slice
    ground: Field
    """(w,) float32: the row at which each column is mirrored."""
    crown: Field
    """(w,) float32: the highest row that the floor sees; above lies the far side of the rim, or what is inside."""
    strength: float = 1.0
    drop: float | None = None
    """Of a lying product, which is not turned over: how many rows below itself it shows again."""


def reflect(picture: Field, view: View, polish: Polish, mask: Field | None = None) -> None:
    """Draw the product's reflection into a set's linear picture (H, W, 3), in place, before exposure.

    ``mask``: (H, W) float32 0..1, where the floor mirrors at all; None: everywhere. Only colours under a matte above 0 are used.
    """
    product, stance = view.product, view.stance
    if product is None or stance is None:
        return
    if float(polish.share(view.camera, np.asarray(float(stance.lowest.row)))) < _LEAST:
        return
    for part in sorted(_parts(product, stance, view.camera), key=lambda each: float(each.ground.max())):
        view.check()
        _draw(picture, product, part, view.camera, polish, EXPOSURE * view.light.level, mask)


def _parts(product: Placed, stance: Stance, camera: Camera) -> Iterator[_Part]:
    """The feet, each with its columns and its line on the floor."""
    solid = product.matte >= 128
    height, width = solid.shape
    bottom = np.where(solid.any(axis=0), height - np.argmax(solid[::-1], axis=0), 0).astype(np.float32)
    if stance.lying:
        drop = 2 * _LYING_GAP * cos(radians(camera.pitch_deg)) * camera.unit_px
        yield _Part(slice(0, width), bottom, np.zeros(width, np.float32), _LIFTED, drop)
        return
    left = product.box.x
    if stance.rim is not None:
        rim = stance.rim
        spans = [(0.0, float(width), rim.column - left, rim.half_width, _LIFTED)]
    else:
        spans = [
            (foot.left - left, foot.right - left, foot.column - left, foot.half_width, 1.0) for foot in stance.feet
        ]
    for first, end, column, half, strength in spans:
        columns = slice(max(0, round(first)), min(width, round(end)))
        if columns.start >= columns.stop:
            continue
        inner = np.clip(
            np.arange(columns.start, columns.stop), round(column - 0.97 * half), round(column + 0.97 * half)
        )
        line = bottom[np.clip(inner, columns.start, columns.stop - 1)]
        smooth = cv2.blur(line[None, :], (2 * max(1, round(0.03 * half)) + 1, 1), borderType=cv2.BORDER_REPLICATE)[0]
        crown = _near_rim(solid[:, columns], camera.pitch_deg)
        yield _Part(columns, smooth - np.float32(_OVERLAP_PX), crown, strength)


def _near_rim(part: Field, pitch_deg: float) -> Field:
    """(w,) float32 row of the near edge of a round top in (h, w) bool: as much below the outline's as the circle is deep."""
    rows = np.nonzero(part.any(axis=1))[0]
    if not len(rows):
        return np.zeros(part.shape[1], np.float32)
    sine = sin(radians(pitch_deg))
    # The circle's middle is where the outline from the top down is as wide as a circle of that depth would be.
    widths = np.maximum.accumulate(part[rows[0] : rows[-1] + 1].sum(axis=1))
    deep = float(np.argmax(np.arange(len(widths)) >= widths / 2 * sine)) * _RIM
    # Something may hang over the rest with a gap between, such as a cap over a jar: then the row nearest to it.
    level = rows[np.argmin(np.abs(rows - (rows[0] + round(deep))))]
    line = np.nonzero(part[level])[0]
    half, middle = (line[-1] + 1 - line[0]) / 2, (line[-1] + 1 + line[0]) / 2
    aside = np.clip((np.arange(part.shape[1]) + 0.5 - middle) / half, -1, 1)
    near: Field = (rows[0] + deep + deep * np.sqrt(1 - aside**2)).astype(np.float32)
    return near


def _draw(
    picture: Field, product: Placed, part: _Part, camera: Camera, polish: Polish, exposure: float, mask: Field | None
) -> None:
    """One part's reflection into the picture."""
    left, top = product.box.x, product.box.y
    reach = _SEEN * polish.reach * camera.unit_px
    blur = max(0.8, polish.roughness * reach)
    margin = round(2 * polish.stretch * blur) + 2
    low, high = (float(part.ground.min()), float(part.ground.max()) + reach) if part.drop is None else (0.0, reach)
    high = high if part.drop is None else product.matte.shape[0] + part.drop
    rows = slice(max(round(low) - margin, -top), min(round(high) + 1, picture.shape[0] - top))
    columns = slice(max(part.columns.start - margin, -left), min(part.columns.stop + margin, picture.shape[1] - left))
    if rows.start >= rows.stop or columns.start >= columns.stop:
        return
    lines = np.arange(rows.start, rows.stop, dtype=np.float32)[:, None]
    places = np.arange(columns.start, columns.stop, dtype=np.float32)[None, :]
    own = np.clip(places[0].astype(int) - part.columns.start, 0, len(part.ground) - 1)
    ground = part.ground[own][None, :]
    away = lines - ground if part.drop is None else np.full((len(lines), places.shape[1]), part.drop, np.float32)
    source = ground - away if part.drop is None else np.broadcast_to(lines - np.float32(part.drop), away.shape)
    crown = part.crown[own][None, :]
    seen = _turned(product, part, source, places)
    if part.drop is None:
        seen *= np.clip((source - crown) / np.float32(_RIM_SOFT * product.matte.shape[0]), 0, 1)[..., None]
    seen = _blurred(seen, np.maximum(away, 0) * np.float32(polish.roughness), blur, polish.stretch)
    share = polish.share(camera, lines + top) * np.float32(part.strength)
    share = share * np.exp(-np.maximum(away, 0) / np.float32(polish.reach * camera.unit_px))
    area = (slice(rows.start + top, rows.stop + top), slice(columns.start + left, columns.stop + left))
    if mask is not None:
        share = share * mask[area]
    window = picture[area]
    window *= 1 - (share * seen[..., 3])[..., None]
    window += (share * np.float32(1 / exposure))[..., None] * seen[..., :3]


def _turned(product: Placed, part: _Part, source: Field, places: Field) -> Field:
    """(h, w, 4) premultiplied linear: the product at rows ``source`` (h, w) and columns ``places`` (1, w), nothing outside."""
    height = product.matte.shape[0]
    first, last = max(0, int(source.min()) - 1), min(height, int(source.max()) + 2)
    if first >= last:
        return np.zeros((*source.shape, 4), np.float32)
    matte = product.matte[first:last, part.columns].astype(np.float32)[..., None] / 255
    layers = np.concatenate([decode(product.colours[first:last, part.columns]) * matte, matte], axis=2)
    columns = np.broadcast_to(places - np.float32(part.columns.start), source.shape)
    return cv2.remap(
        layers, np.ascontiguousarray(columns), np.ascontiguousarray(source - np.float32(first)), cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_CONSTANT, borderValue=(0, 0, 0, 0),
    )  # fmt: skip


def _blurred(seen: Field, sigma: Field, strongest: float, stretch: float) -> Field:
    """Blur (h, w, 4) by ``sigma`` (h, w) px: three copies mixed, the strong ones made small."""
    middle, soft = _soft(seen, strongest / 3, stretch), _soft(seen, strongest, stretch)
    first = np.clip(sigma * np.float32(3 / strongest), 0, 1)[..., None]
    second = np.clip(sigma * np.float32(1.5 / strongest) - np.float32(0.5), 0, 1)[..., None]
    soft -= middle
    soft *= second
    middle -= seen
    middle *= first
    middle += soft
    middle += seen
    return middle


def _soft(seen: Field, sigma: float, stretch: float) -> Field:
    """Gaussian blur, longer along the columns; nothing lies outside."""
    factor = max(1, min(8, int(sigma / 1.2)))
    height, width = seen.shape[:2]
    size = (max(1, width // factor), max(1, height // factor))
    small = cv2.resize(seen, size, interpolation=cv2.INTER_AREA) if factor > 1 else seen
    x, y = max(0.3, sigma / factor), max(0.3, stretch * sigma / factor)
    small = cv2.GaussianBlur(small, (0, 0), sigmaX=x, sigmaY=y, borderType=cv2.BORDER_CONSTANT)
    return cv2.resize(small, (width, height), interpolation=cv2.INTER_LINEAR) if factor > 1 else small
