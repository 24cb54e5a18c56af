"""A round podium in a coloured room; the product stands on top."""

from collections.abc import Iterator
from typing import ClassVar

import cv2
import numpy as np

from services.generator.arrays import Field, Triple
from services.generator.colour import linear, luminance, mixed, scaled
from services.generator.light import Light
from services.generator.materials.catalogue import materials
from services.generator.materials.material import Material
from services.generator.render.block import (
    Block,
    Cylinder,
    box_of,
    cover,
    lid_surface,
    paint_lid,
    paint_side,
    side_surface,
)
from services.generator.render.box import Box
from services.generator.render.floor import light_picture, patch_of
from services.generator.render.noise import Noise, streams
from services.generator.render.stage import Stage, trace
from services.generator.render.surface import Surface, Wash, radiance
from services.generator.shadow import PlaneMap, remaining, throw
from services.generator.solid import Slice
from services.generator.studio import (
    BAND_ROWS,
    Backdrop,
    Framing,
    Plane,
    StudioSet,
    View,
    coarse_surface,
    finish,
    focus,
    line_row,
    pick,
    shadow_grid,
    wordlist,
)

_LOWEST, _FOOT_SHARE = 0.10, 0.965
"""Least height of a podium in units, and the row, as a share of the frame, that its foot stays above."""
_ROOMS = (
    (226, 205, 190),
    (206, 214, 202),
    (222, 212, 226),
    (205, 216, 226),
    (232, 222, 204),
    (214, 190, 176),
    (226, 226, 224),
)


class Podium(StudioSet):
    """Podium in a room."""

    name = "podium"
    title = "Podium"
    summary = "A round podium of plaster, stone, marble or wood in a room of one colour, in directed light."
    words: ClassVar[tuple[str, ...]] = wordlist(
        """
        podium pedestal plinth stage platform cylinder cube display stand showcase подиум пьедестал постамент тумба
        сцена цилиндр подставка
        """
    )
    weak_words: ClassVar[tuple[str, ...]] = wordlist("stage display stand сцена")
    steps: ClassVar[tuple[str, ...]] = ("light", "room", "podium", "lens", "film")
    framing = Framing(foot=0.66, size=0.46)

    def light(self, generator: np.random.Generator) -> Light:
        """A spot with a small softbox."""
        side = pick(generator, (-1, 1))
        return Light(side * generator.uniform(82, 112), generator.uniform(42, 54), generator.uniform(4, 7), 0.36)

    def build(self, view: View) -> Backdrop:
        """Build the room and what stands in it."""
        camera, light = view.camera, view.light
        layout, texture, grain = streams(view.seed, "layout", "texture", "grain")
        room = view.dress.wall or linear(pick(layout, _ROOMS))
        material = materials()[view.dress.material or "plaster"]
        tone = pick(layout, material.tones) if material.tones else _against(room, layout)
        colour = view.dress.floor or tone
        blocks = self.blocks(view, layout)
        floor_y = blocks[0].bottom
        row = line_row(view, layout)
        wall_z = (
            1000.0
            if row is None
            else max(
                camera.floor_z(row, floor_y),
                view.solid.z_range[1] + 0.9,
                *(0.25 + max(b.outline()[:, 1]) for b in blocks),
            )
        )
        stage = Stage(bend_z=wall_z, bend_radius=0.0, floor_y=floor_y)
        rows = trace(camera, stage, np.arange(camera.height, dtype=np.float32))
        wash = Wash(
            layout.uniform(-0.4, 0.4), layout.uniform(0.4, 0.9), layout.uniform(0.9, 1.4), layout.uniform(0.12, 0.26)
        )
        view.step("light")
        picture = light_picture(light, camera, rows, wash)
        shades = tuple(block.slice() for block in blocks)
        base = throw(view.solid, light, camera, floor_y, shades, cast=False)
        room_surface = coarse_surface(camera, stage, light, wash)
        picture *= _kept(room_surface, base, light, (camera.width, camera.height))
        view.step("room")
        noise, plain = Noise(texture), materials()["plaster"]
        for part in view.bands():
            patch = patch_of(camera, rows, noise, texture, part, turned=False)
            picture[part] *= plain.albedo(room, patch)
            view.check()
        picture = focus(picture, camera, rows, stage)
        planes = [Plane(None, room_surface, floor_y, shades, base)]
        view.step("podium")
        seed = int(texture.integers(2**32))
        paints = self._paints(colour, room, len(blocks))
        for block, paint in sorted(zip(blocks, paints, strict=True), key=lambda pair: -pair[0].z):
            others = tuple(other.slice() for other in blocks if other is not block)
            planes += _put_down(picture, view, block, others, floor_y, (material, paint, room), noise, seed)
            view.check()
        view.step("lens")
        return Backdrop(finish(picture, view, grain), tuple(planes))

    def _paints(self, colour: Triple, room: Triple, count: int) -> list[Triple]:
        """A colour for each block, the product's own first."""
        return [colour] * count

    def blocks(self, view: View, layout: np.random.Generator) -> list[Block]:
        """The podium, wide enough for the footprint."""
        x, z = view.solid.middle
        half_x = (view.solid.x_range[1] - view.solid.x_range[0]) / 2
        half_z = (view.solid.z_range[1] - view.solid.z_range[0]) / 2
        radius = float(np.hypot(half_x, half_z)) * layout.uniform(0.98, 1.08) + 0.06
        if view.solid.round:  # its corners are not there
            radius = max(half_x, half_z) * layout.uniform(1.26, 1.34)
        radius = max(radius, 1.26 * half_x)
        high = _height(view, x, z - radius, layout.uniform(0.22, 0.40))
        return [Cylinder(x, z, 0.0, -high, radius)]


def _height(view: View, x: float, z: float, high: float) -> float:
    """A height at which the foot's nearest point (x, z) is still in the picture; what is shorter than a slab is no podium."""
    while high > _LOWEST and _foot_row(view, x, z, -high) > _FOOT_SHARE * view.camera.height:
        high *= 0.94
    return high


def _foot_row(view: View, x: float, z: float, y: float) -> float:
    """Row of a point of the podium's lower edge."""
    _, row, _ = view.camera.project(np.asarray(x), np.asarray(y), np.asarray(z))
    return float(row)


def _put_down(
    picture: Field, view: View, block: Block, others: tuple[Slice, ...], floor_y: float,
    look: tuple[Material, Triple, Triple], noise: Noise, seed: int,
) -> list[Plane]:  # fmt: skip
    """Paint a block into the picture, in place, in the shade of the ``others``. ``look``: material, its colour, the room's colour.

    A lid is shaded by what stands higher, so its map lies on its own level. A side is looked up on the floor, down the light's
    rays, in a map without the block itself; where nothing else stands, one map on the level of the lid serves both.
    """
    camera, light = view.camera, view.light
    material, paint, room = look
    area, side, lid = cover(block, camera)
    planes = []
    for coverage, upper in ((side, False), (lid, True)):
        window = box_of(coverage, area)
        coverage = _inside(coverage, window, area)
        size = (window[1].stop - window[1].start, window[0].stop - window[0].start)
        if not all(size):
            continue
        grid = shadow_grid(camera, window)
        surface = lid_surface(block, camera, light, *grid) if upper else side_surface(block, camera, light, *grid)[0]
        level = block.top if upper or not others else floor_y
        shades = tuple(s for s in others if s.y > level + 1e-6)
        base = throw(view.solid, light, camera, level, shades, cast=False) if shades else None
        kept = _kept(surface, base, light, size) if base is not None else None
        for box in bands_of(window, view):
            if upper:
                face = paint_lid(block, camera, light, material, paint, noise, seed, box)
            else:
                face = paint_side(block, camera, light, material, paint, noise, seed, box, room)
            if kept is not None:
                face *= _inside(kept, box, window)
            picture[box] += (face - picture[box]) * _inside(coverage, box, window)[..., None]
        planes.append(Plane(coverage, surface, level, shades, base, window))
    return planes


def _inside(field: Field, box: tuple[slice, slice], window: tuple[slice, slice]) -> Field:
    """The part of a window's field that lies in a box; both in frame pixels."""
    top, left = window[0].start, window[1].start
    return field[box[0].start - top : box[0].stop - top, box[1].start - left : box[1].stop - left]


def bands_of(window: tuple[slice, slice], view: View) -> Iterator[tuple[slice, slice]]:
    """Rectangles of bounded height over a window."""
    rows, columns = window
    for first in range(rows.start, rows.stop, BAND_ROWS):
        view.check()
        yield slice(first, min(first + BAND_ROWS, rows.stop)), columns


def _against(room: Triple, layout: np.random.Generator) -> Triple:
    """A podium's colour that goes with the room: the same hue lighter, darker, or nearly white."""
    chosen = int(layout.integers(3))
    if chosen == 0 or luminance(room) < 0.08:
        return mixed(room, (0.86, 0.85, 0.83), 0.65)
    return scaled(room, 0.72 if chosen == 1 and luminance(room) > 0.2 else 1.12)


def _kept(surface: Surface, base: PlaneMap, light: Light, size: tuple[int, int]) -> Field:
    """(H, W, 3) what the podium's own shade leaves of the light in the room."""
    key, fill = remaining(surface, base, light)
    before = radiance(light, surface.key, surface.fill)
    after = radiance(light, surface.key * key, surface.fill * fill)
    return cv2.resize(after / np.maximum(before, 1e-4), size, interpolation=cv2.INTER_LINEAR)


class Steps(Podium):
    """Stepped podium."""

    name = "steps"
    title = "Stepped podium"
    summary = "Blocks of several heights, stepped round the product, in a room of one colour."
    words: ClassVar[tuple[str, ...]] = wordlist(
        """
        steps stairs staircase stepped tiered tier cubes blocks levels ступени ступенька лестница ярус кубы
        """
    )
    weak_words: ClassVar[tuple[str, ...]] = wordlist("levels blocks")
    framing = Framing(foot=0.66, size=0.40)

    def blocks(self, view: View, layout: np.random.Generator) -> list[Block]:
        """The product's own; a higher one behind it where its shadow falls; a lower one beside it towards the lamp.

        The other way round the higher one would take the light from the product, which is lit as it was taken.
        """
        solid = view.solid
        x, z = solid.middle
        half_x, half_z = (solid.x_range[1] - solid.x_range[0]) / 2, (solid.z_range[1] - solid.z_range[0]) / 2
        lamp = 1.0 if view.light.direction[0] >= 0 else -1.0
        square = bool(layout.random() < 0.5)
        wide, deep = max(1.22 * half_x, 0.30) + 0.05, max(1.2 * half_z, 0.24) + 0.05
        radius = max(float(np.hypot(half_x, half_z)) * 1.02 + 0.05, 1.24 * half_x)
        if not square:
            wide = deep = radius
        turns = layout.uniform(-0.22, 0.22, 3)
        high = _height(view, x, z - 1.1 * deep, layout.uniform(0.30, 0.42))
        if square:
            own: Block = Box(x, z, 0.0, -high, wide, deep, float(turns[0] * 0.5))
        else:
            own = Cylinder(x, z, 0.0, -high, wide)
        size = layout.uniform(0.30, 0.38)
        rise = float(np.clip(layout.uniform(0.35, 0.60) * solid.height, 0.14, 0.42))
        aside, behind = x - lamp * layout.uniform(0.55, 0.75) * wide, z + deep + 1.12 * size
        if square:
            tall: Block = Cylinder(aside, behind, rise, -high, size)
        else:
            tall = Box(aside, behind, rise, -high, size, size * layout.uniform(0.8, 1.0), float(turns[1]))
        small = layout.uniform(0.24, 0.32)
        place = (x + lamp * (wide + 1.08 * small), z - deep * layout.uniform(0.1, 0.5))
        drop = -high * layout.uniform(0.45, 0.6)
        if layout.random() < 0.5:
            low: Block = Cylinder(*place, drop, -high, small)
        else:
            low = Box(*place, drop, -high, small * 0.92, small * 0.92, float(turns[2]))
        return [own, tall, low]

    def _paints(self, colour: Triple, room: Triple, count: int) -> list[Triple]:
        """Three tones of one colour: they were cut from the same board, but painted for the picture."""
        return [colour, mixed(colour, room, 0.45), scaled(mixed(colour, room, 0.25), 0.86)]


SETS = (Podium(), Steps())
