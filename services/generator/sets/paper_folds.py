"""Sheets of coloured paper, folded and bent into planes that catch the light one by one."""

from dataclasses import replace
from math import copysign, pi
from typing import ClassVar

import numpy as np

from services.generator.arrays import Field, Triple
from services.generator.colour import linear, mixed, scaled
from services.generator.light import Light
from services.generator.materials.paper import Paper
from services.generator.render.floor import light_picture, patch_of
from services.generator.render.noise import Noise, streams
from services.generator.render.sheet import Ground, Pleats, Sheet, stack
from services.generator.render.stage import Stage, trace
from services.generator.studio import (
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
    wordlist,
)

_LOW_DEG = 14.0
"""Below that the sheets stand behind the product; from higher up they lie round it, since there is no room above."""
_PAPERS = (
    ((238, 206, 188), (214, 138, 112)), ((208, 218, 206), (148, 172, 154)), ((226, 216, 236), (176, 162, 208)),
    ((242, 226, 186), (228, 176, 106)), ((204, 220, 232), (126, 160, 188)), ((240, 214, 212), (208, 140, 146)),
    ((236, 228, 214), (204, 180, 150)), ((240, 222, 204), (92, 122, 128)),
)  # fmt: skip
"""The sheet that the product stands on, and the deepest of the others."""


class PaperFolds(StudioSet):
    """Folded paper."""

    name = "paper_folds"
    title = "Folded paper"
    summary = "Sheets of coloured paper, folded and bent into planes that catch the light one by one."
    words: ClassVar[tuple[str, ...]] = wordlist(
        """
        fold folds folded origami pleat pleated crumpled складка складки оригами сложенный
        """
    )
    weak_words: ClassVar[tuple[str, ...]] = ()
    steps: ClassVar[tuple[str, ...]] = ("light", "paper", "lens", "film")
    first_colour = "floor"
    framing = Framing(foot=0.77, size=0.54)

    def light(self, generator: np.random.Generator) -> Light:
        """Directed, from the side and a little from the front: every plane gets its own share."""
        side = pick(generator, (-1, 1))
        return Light(side * generator.uniform(104, 128), generator.uniform(36, 46), generator.uniform(4, 7), 0.40)

    def settle(self, light: Light) -> Light:
        """Light along the wall would leave it grey."""
        side = abs(light.azimuth_deg)
        return replace(light, azimuth_deg=copysign(108.0, light.azimuth_deg)) if 40 < side < 104 else light

    def build(self, view: View) -> Backdrop:
        """Fold the paper."""
        camera, light = view.camera, view.light
        layout, texture, grain = streams(view.seed, "layout", "texture", "grain")
        upright = camera.pitch_deg < _LOW_DEG
        row = line_row(view, layout) if upright else None
        wall_z = 1000.0 if row is None else max(camera.floor_z(row), view.solid.z_range[1] + 0.15)
        stage = Stage(bend_z=wall_z)
        rows = trace(camera, stage, np.arange(camera.height, dtype=np.float32))
        base, deep = (linear(rgb) for rgb in pick(layout, _PAPERS))
        if view.dress.floor or view.dress.wall:
            base = view.dress.floor or view.dress.wall or base
            deep = view.dress.wall or scaled(base, 0.62)
        sheets = _sheets(view, layout, upright, base, deep)
        view.step("light")
        picture = light_picture(light, camera, rows)
        view.step("paper")
        noise = Noise(texture)
        x, y, z = light.direction
        for part in view.bands():
            patch = patch_of(camera, rows, noise, texture, part, turned=False)
            paper = Paper().albedo((1.0, 1.0, 1.0), patch)
            on_wall = (rows.wall[part] > 0.5)[..., None]
            share = 1 - light.fill
            if upright:
                face = max(-z, 0.35)
                up = np.broadcast_to(rows.y[part], patch.u.shape)
                ground = Ground(
                    patch.u, up, patch.step, (share * x / face, share * y / face), (-x / face, -y / face),
                    0.02 * light.softness_deg, light.fill,
                )  # fmt: skip
            else:
                ground = Ground(
                    patch.u, patch.v, patch.step, light.lean, light.shift, 0.02 * light.softness_deg, light.fill
                )
            folded = stack(ground, base, sheets)
            picture[part] *= paper * (np.where(on_wall, folded, np.array(base, np.float32)) if upright else folded)
            view.check()
        view.step("lens")
        picture = focus(picture, camera, rows, stage, 0.45)
        return Backdrop(finish(picture, view, grain), (Plane(None, coarse_surface(camera, stage, light), 0.0),))


def _sheets(view: View, layout: np.random.Generator, upright: bool, base: Triple, deep: Triple) -> tuple[Sheet, ...]:
    """Three or four sheets round the product, the farther ones on top, each pleated in its own way.

    On the floor they leave the product its own flat sheet: no edge comes nearer than its footprint.
    """
    solid = view.solid
    x, z = solid.middle
    half = ((solid.x_range[1] - solid.x_range[0]) / 2, (solid.z_range[1] - solid.z_range[0]) / 2)
    middle = (x, 0.5 * solid.height) if upright else (x, z)
    side = pick(layout, (-1, 1))
    back = pi / 2
    turns = [
        back + side * layout.uniform(0.10, 0.45),
        back - side * layout.uniform(0.65, 1.1),
        back + side * layout.uniform(0.95, 1.4),
    ]
    if not upright and layout.random() < 0.7:
        turns.append(-back + side * layout.uniform(-0.75, 0.75))
    sheets: list[Sheet] = []
    if upright:  # the wall itself is folded too
        sheets.append(
            Sheet(back, -50.0, 0.02, mixed(base, deep, 0.35), _pleats(layout, layout.uniform(-0.3, 0.3), middle, 0.55))
        )
    for index, turn in enumerate(turns):
        away = float(np.hypot(half[0] * np.cos(turn), half[1] * np.sin(turn)))
        if upright:
            place = layout.uniform(0.28, 0.62) * (1 if index else 1.2)
        elif turn < 0:
            place = away + layout.uniform(0.22, 0.34)
        else:
            place = away + layout.uniform(0.08, 0.24) + 0.10 * index
        place += middle[0] * np.cos(turn) + middle[1] * np.sin(turn)
        tone = mixed(base, deep, float(np.clip((index + 1) / len(turns) + layout.uniform(-0.2, 0.1), 0.05, 1)))
        creases = _pleats(layout, turn + layout.uniform(0.9, 2.2), middle, layout.uniform(0.8, 1.15))
        sheets.append(
            Sheet(
                turn, float(place), layout.uniform(0.05, 0.12), tone, creases if layout.random() < 0.85 else None,
                layout.uniform(-0.012, 0.012), layout.uniform(0.3, 0.9) * pick(layout, (-1, 1)),
            )
        )  # fmt: skip
    return tuple(sheets)


def _pleats(layout: np.random.Generator, angle: float, middle: tuple[float, float], strength: float) -> Pleats:
    """A fan, narrow pleats, or a few wide planes."""
    kind = pick(layout, ("fan", "narrow", "wide", "wide"))
    if kind == "fan":
        turn = angle + pi / 2
        far = layout.uniform(1.6, 2.4)
        pivot = (middle[0] + far * float(np.cos(turn)), middle[1] + far * float(np.sin(turn)))
        widths = layout.uniform(0.06, 0.12, 70)
        towards = turn + pi
        return Pleats(towards, _placed(widths), _leaning(layout, widths, 0.42 * strength), pivot)
    widths = layout.uniform(0.10, 0.17, 60) if kind == "narrow" else layout.uniform(0.28, 0.7, 24)
    slope = (0.44 if kind == "narrow" else 0.36) * strength
    return Pleats(angle, _placed(widths), _leaning(layout, widths, slope))


def _placed(widths: Field) -> tuple[float, ...]:
    """Creases, the middle one of them at 0."""
    places = np.cumsum(widths)
    return tuple(float(place) for place in places - places[len(places) // 2])


def _leaning(layout: np.random.Generator, widths: Field, slope: float) -> tuple[float, ...]:
    """Slopes of the facets, up and down by turns: an accordion, whose ridges are all of about one height."""
    rise = slope * float(widths.mean()) * layout.uniform(0.92, 1.08, len(widths))
    sign = pick(layout, (-1, 1))
    slopes = [float(sign * (-1) ** index * rise[index] / widths[index]) for index in range(len(widths))]
    return (*slopes, -slopes[-1])


SETS = (PaperFolds(),)
