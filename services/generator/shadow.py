"""Shadows of a solid on a level plane, and from there on whatever the set's surfaces are.

Light is blocked, not painted: for each point of the source (and, for the fill, of the sky) the solid's slices are thrown on the
plane, and the mean over the points is how much light arrives. Contact shadow, hardness at the foot and a penumbra that grows with
distance all follow from that; none is drawn by hand.
"""

from dataclasses import dataclass

import cv2
import numpy as np

from services.generator.arrays import Bytes, Field
from services.generator.light import Light, dome_shifts
from services.generator.render.camera import Camera
from services.generator.render.surface import Surface
from services.generator.solid import Slice, Solid

_CELLS = 320
"""Longer side of a plane map."""
_KEY_POINTS = 36
_SKY_POINTS = 28
_LONGEST = 2.6
"""Longest shadow that is followed, in units."""
_SUBPIXEL = 4
_BESIDE = 0.12
"""Distance in units from which a solid takes nothing of the sky that could be seen."""
_CIRCLE = np.stack([np.cos(np.linspace(0, 2 * np.pi, 48)), np.sin(np.linspace(0, 2 * np.pi, 48))], axis=1)
_SHEETS = 7
"""Heights at which a lying product is thrown."""
_BOUNCE = 0.16
"""Share of the fill that reaches even the innermost corner, thrown back by floor and product: no photograph is black there."""
FADE_PER_UNIT = 4.0
"""How quickly the fill's occlusion is lost with height over the plane."""


@dataclass(frozen=True)
class PlaneMap:
    """How much light arrives on the level ``y``: 1 all, 0 none."""

    y: float
    x0: float
    z0: float
    cell: float
    key: Field
    """(rows, columns) float32, of the key light."""
    sky: Field
    """The same, of the fill."""

    def look_up(self, field: Field, x: Field, z: Field) -> Field:
        """Values at world points (h, w); 1 outside the map."""
        columns = ((x - self.x0) / self.cell - 0.5).astype(np.float32)
        rows = ((z - self.z0) / self.cell - 0.5).astype(np.float32)
        return cv2.remap(field, columns, rows, cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=1.0)


def throw(
    solid: Solid, light: Light, camera: Camera, y: float = 0.0, blocks: tuple[Slice, ...] = (), cast: bool = True
) -> PlaneMap:
    """Let the solid, and further ``blocks`` of the set, keep light from the level ``y``.

    Without ``cast`` the solid throws nothing, but the map is the same: what is compared must have the same cells, or the edges of
    the blocks' shadows differ by a fraction of one.
    """
    slices = tuple(s for s in solid.slices + blocks if s.y >= y - 1e-6)
    top = max(max([s.y for s in slices] + [solid.height]) - y, 0.02)
    xs = list(solid.x_range) + [s.x + sign * s.reach[0] for s in blocks for sign in (-1, 1)]
    zs = list(solid.z_range) + [s.z + sign * s.reach[1] for s in blocks for sign in (-1, 1)]
    key_shifts, sky_shifts = light.shifts(_KEY_POINTS), dome_shifts(_SKY_POINTS)
    reach = np.clip(key_shifts * top, -_LONGEST, _LONGEST)
    around = min(1.0, 1.2 * top) + 0.05
    x0, x1 = min(xs) + min(reach[:, 0].min(), -around), max(xs) + max(reach[:, 0].max(), around)
    z0, z1 = min(zs) + min(reach[:, 1].min(), -around), max(zs) + max(reach[:, 1].max(), around)
    cell = float(max(x1 - x0, z1 - z0) / _CELLS)
    shape = (int((z1 - z0) / cell) + 2, int((x1 - x0) / cell) + 2)
    outline = _footprint(solid, camera, (x0, z0), cell, shape) if cast else None
    sheets = [] if outline is None else _levels(outline, solid, cell)
    if not cast:
        slices = tuple(s for s in blocks if s.y >= y - 1e-6)
    fields = []
    for shifts, shading in ((key_shifts, slices), (sky_shifts, tuple(s for s in slices if not s.thin))):
        light_sum = np.zeros(shape, np.float32)
        for shift in shifts:
            shade = np.zeros(shape, np.uint8)
            _draw(shade, shading, shift, y, (x0, z0), cell)
            _smear(shade, sheets, shift / cell, -y)
            cv2.accumulate(shade, light_sum)
        fields.append(cv2.GaussianBlur(1 - light_sum / np.float32(255 * len(shifts)), (0, 0), 1.25))
    return PlaneMap(y, float(x0), float(z0), cell, *fields)


def _draw(
    shade: Bytes, slices: tuple[Slice, ...], shift: Field, y: float, corner: tuple[float, float], cell: float
) -> None:
    """Fill every slice, thrown along one ray of light, into the map."""
    one = 1 << _SUBPIXEL
    for s, (column, row), (across, along) in zip(slices, *_cells(slices, shift, y, corner, cell), strict=True):
        # On the level itself every ray throws the same outline, so no mean rounds off its steps.
        line = cv2.LINE_AA if s.y - y < 1e-3 else cv2.LINE_8
        if s.down_to is not None:
            # Thrown along one ray, a block's shade is the hull of its upper and its lower outline.
            way = shift * ((max(s.down_to, y) - s.y) * one / cell)
            upper = (s.corners - (s.x, s.z)) * (one / cell) if s.turn is not None else _CIRCLE * (across, along)
            upper = upper + np.array((column, row))
            hull = cv2.convexHull(np.round(np.concatenate([upper, upper + way])).astype(np.int32))
            cv2.fillConvexPoly(shade, hull, 255, cv2.LINE_AA, _SUBPIXEL)
            continue
        if s.turn is None:
            cv2.ellipse(shade, (column, row), (across, along), 0, 0, 360, 255, cv2.FILLED, line, _SUBPIXEL)
        else:
            outline = (s.corners - (s.x, s.z)) * (one / cell) + (column, row)
            cv2.fillConvexPoly(shade, np.round(outline).astype(np.int32), 255, line, _SUBPIXEL)


def _cells(
    slices: tuple[Slice, ...], shift: Field, y: float, corner: tuple[float, float], cell: float
) -> tuple[list[list[int]], list[list[int]]]:
    """Centres and half axes of thrown slices on the map, with subpixel bits. All at once: one by one takes as long as filling."""
    one = 1 << _SUBPIXEL
    table = np.array([(s.x, s.z, s.y - y, s.half_width, s.half_depth) for s in slices]).reshape(-1, 5)
    centres = (table[:, :2] + table[:, 2:3] * shift - corner) / cell - 0.5
    axes = np.maximum(1, np.round(table[:, 3:] * (one / cell)))
    return np.round(centres * one).astype(int).tolist(), axes.astype(int).tolist()


def reaches(solid: Solid, surface: Surface, light: Light, y: float) -> bool:
    """Whether the solid can shade any point of a surface that is looked up on the level ``y``."""
    rise = surface.y - np.float32(y)
    heights = np.array([s.y for s in solid.slices] + [solid.height]) - y
    if heights.max() <= 0:
        return False
    moved = light.shifts(12) * np.float32(heights.max())
    spans = (solid.x_range, solid.z_range)
    for axis, (places, (low, high)) in enumerate(zip((surface.x, surface.z), spans, strict=True)):
        seen = places + rise * np.float32(light.shift[axis])
        first, last = low + min(0.0, float(moved[:, axis].min())), high + max(0.0, float(moved[:, axis].max()))
        if float(seen.max()) < first - _BESIDE or float(seen.min()) > last + _BESIDE:
            return False
    return True


def _footprint(
    solid: Solid, camera: Camera, corner: tuple[float, float], cell: float, shape: tuple[int, int]
) -> Bytes | None:
    """A lying product's outline, laid on the map as the camera saw it; uint8 ``shape``."""
    if solid.outline is None:
        return None
    x = corner[0] + (np.arange(shape[1]) + 0.5) * cell
    z = corner[1] + (np.arange(shape[0]) + 0.5) * cell
    columns, rows, _ = camera.project(x[None, :], np.asarray(solid.thickness / 2), z[:, None])
    columns = np.broadcast_to(columns - solid.corner_px[0] - 0.5, shape).astype(np.float32)
    rows = np.broadcast_to(rows - solid.corner_px[1] - 0.5, shape).astype(np.float32)
    return cv2.remap(solid.outline, columns, rows, cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=0)


def _levels(outline: Bytes, solid: Solid, cell: float) -> list[tuple[float, Bytes]]:
    """The lying product as sheets: (height, uint8 outline at that height), from the floor up.

    What is thin is also flat: each sheet is opened by a disc that grows with its height (morphological opening), so that a wide
    part reaches the full thickness with upright edges, while a wire stays close to the floor and casts one shadow, not several.
    """
    sheets = [(solid.lift + min(0.012, solid.thickness), outline)]
    for share in np.linspace(0.25, 1.0, _SHEETS):
        height = float(solid.thickness * share)
        size = 2 * round(0.42 * height / cell) + 1
        disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size))
        sheets.append((solid.lift + height, np.asarray(cv2.morphologyEx(outline, cv2.MORPH_OPEN, disc), np.uint8)))
    return sheets


def _smear(shade: Bytes, sheets: list[tuple[float, Bytes]], shift_cells: Field, rise: float) -> None:
    """Throw the sheets along one ray of light into the map, keeping the darkest, in place."""
    height, width = shade.shape
    for y, sheet in sheets:
        if y + rise < 0:  # the level lies over it
            continue
        move = shift_cells * (y + rise)
        matrix = np.array([[1, 0, move[0]], [0, 1, move[1]]], np.float32)
        np.maximum(shade, cv2.warpAffine(sheet, matrix, (width, height), flags=cv2.INTER_NEAREST), out=shade)


def remaining(surface: Surface, plane: PlaneMap, light: Light) -> tuple[Field, Field]:
    """Shares (h, w) of key and fill that still reach a surface.

    A point off the plane is looked up where the light ray through it meets the plane.
    """
    rise = surface.y - np.float32(plane.y)
    shift = light.shift
    # The shadow of a height h falls h * shift away, so going down a ray by ``rise`` moves the same way.
    x, z = surface.x + rise * np.float32(shift[0]), surface.z + rise * np.float32(shift[1])
    key = plane.look_up(plane.key, x, z)
    sky = plane.look_up(plane.sky, surface.x, surface.z)
    return key, 1 - (1 - _BOUNCE) * (1 - sky) * np.exp(-np.abs(rise) * np.float32(FADE_PER_UNIT))


def multiplier(
    surface: Surface,
    plane: PlaneMap,
    light: Light,
    base: PlaneMap | None = None,
    strength: float = 1.0,
    *,
    cast: bool = True,
) -> Field:
    """(h, w, 3) float32 in 0..1: what the product's shadow leaves of the 8-bit codes of a surface.

    ``base`` is the plane in the shade of the set's own parts, which the picture of the set already has. The result is a factor on
    sRGB codes (power 1/2.2 of the ratio of lights), so that the shadow layer is an ordinary "multiply" layer in any editor.
    Without ``cast`` the key passes, and only what the product keeps of the fill is left of the shadow.
    """
    key_left, fill_left = remaining(surface, plane, light)
    key_before, fill_before = remaining(surface, base, light) if base is not None else (1.0, 1.0)
    if not cast:
        key_left = np.asarray(key_before, np.float32)
    key_tint, fill_tint = np.array(light.key_colour, np.float32), np.array(light.fill_colour, np.float32)
    after = np.asarray(surface.key * key_left)[..., None] * key_tint + (surface.fill * fill_left)[..., None] * fill_tint
    before = (surface.key * key_before)[..., None] * key_tint + (surface.fill * fill_before)[..., None] * fill_tint
    ratio = np.clip(after / np.maximum(before, 1e-4), 0.0, 1.0)
    return cv2.pow(ratio, strength / 2.2)
