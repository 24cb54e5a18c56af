"""A round podium in a coloured room; the product stands on top."""

from collections.abc import Iterator
from typing import ClassVar

import cv2
import numpy as np

from services.generator.arrays import Field, Triple
from services.generator.colour import linear, luminance, mixed, scaled
from services.generator.light import Light
from services.generator.materials.catalogue import materials
from services.generator.render.block import Cylinder, box_of, cover, lid_surface, paint_lid, paint_side, side_surface
from services.generator.render.floor import light_picture, patch_of
from services.generator.render.noise import Noise, streams
from services.generator.render.stage import Stage, trace
from services.generator.render.surface import Surface, Wash, radiance
from services.generator.shadow import PlaneMap, remaining, throw
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
        blocks = self._blocks(view, layout)
        floor_y = blocks[-1].bottom
        row = line_row(view, layout)
        wall_z = 1000.0 if row is None else max(camera.floor_z(row, floor_y), view.solid.z_range[1] + 0.9)
        stage = Stage(bend_z=wall_z, bend_radius=0.0, floor_y=floor_y)
        rows = trace(camera, stage, np.arange(camera.height, dtype=np.float32))
        wash = Wash(
            layout.uniform(-0.4, 0.4), layout.uniform(0.4, 0.9), layout.uniform(0.9, 1.4), layout.uniform(0.12, 0.26)
        )
        view.step("light")
        picture = light_picture(light, camera, rows, wash)
        shades = tuple(s for block in blocks for s in block.slices())
        base = throw(None, light, camera, floor_y, shades)
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
        bounce = scaled(room, 1.0)
        for index, block in enumerate(blocks):
            body, lid = cover(block, camera)
            paint = scaled(colour, 1.0 if index == len(blocks) - 1 else 0.92)
            for box in bands_of(body, view):
                side = paint_side(block, camera, light, material, paint, noise, seed, box, bounce)
                picture[box] += (side - picture[box]) * body[box][..., None]
            for box in bands_of(lid, view):
                face = paint_lid(block, camera, light, material, paint, noise, seed, box)
                picture[box] += (face - picture[box]) * lid[box][..., None]
            columns, lines = shadow_grid(camera)
            planes.append(Plane(body, side_surface(block, camera, light, columns, lines)[0], block.top))
            planes.append(Plane(lid, lid_surface(block, camera, light, columns, lines), block.top))
            view.check()
        view.step("lens")
        return Backdrop(finish(picture, view, grain), tuple(planes))

    @staticmethod
    def _blocks(view: View, layout: np.random.Generator) -> list[Cylinder]:
        """The podium: wide enough for the footprint."""
        x, z = view.solid.middle
        half_x = (view.solid.x_range[1] - view.solid.x_range[0]) / 2
        half_z = (view.solid.z_range[1] - view.solid.z_range[0]) / 2
        radius = float(np.hypot(half_x, half_z)) * layout.uniform(0.98, 1.08) + 0.06
        if view.solid.round:  # its corners are not there
            radius = max(half_x, half_z) * layout.uniform(1.26, 1.34)
        radius = max(radius, 1.26 * half_x)
        high = layout.uniform(0.22, 0.40)
        # Its foot belongs into the picture, and what is shorter than a slab is none.
        while high > _LOWEST and _foot_row(view, x, z - radius, -high) > _FOOT_SHARE * view.camera.height:
            high *= 0.94
        return [Cylinder(x, z, radius, 0.0, -high)]


def _foot_row(view: View, x: float, z: float, y: float) -> float:
    """Row of a point of the podium's lower edge."""
    _, row, _ = view.camera.project(np.asarray(x), np.asarray(y), np.asarray(z))
    return float(row)


def bands_of(coverage: Field, view: View) -> Iterator[tuple[slice, slice]]:
    """Rectangles of bounded height over everything that is covered."""
    rows, columns = box_of(coverage)
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


SETS = (Podium(), Steps())
