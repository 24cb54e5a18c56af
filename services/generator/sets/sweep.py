"""A seamless paper sweep: one colour that runs from under the product up behind it."""

from collections.abc import Callable
from dataclasses import replace
from math import copysign, cos, radians, sin
from typing import ClassVar

import numpy as np

from services.generator.arrays import Field, Triple
from services.generator.colour import linear, luminance, mixed, scaled
from services.generator.light import Light
from services.generator.materials.paper import Paper
from services.generator.render.floor import light_picture, patch_of
from services.generator.render.noise import Noise, streams
from services.generator.render.stage import Rows, Stage, trace
from services.generator.render.surface import Wash
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

Rgb = tuple[int, int, int]
Colouring = Callable[[slice], Field]
_PALETTE = (
    (232, 226, 216), (214, 222, 214), (226, 205, 190), (206, 214, 224), (236, 221, 186), (219, 201, 205), (198, 205, 190),
)  # fmt: skip
_GRADIENTS: tuple[tuple[Rgb, Rgb], ...] = (
    ((244, 205, 180), (214, 186, 214)), ((240, 224, 198), (178, 202, 218)), ((206, 226, 212), (122, 168, 168)),
    ((234, 214, 186), (206, 140, 108)), ((244, 214, 208), (212, 138, 146)), ((222, 214, 236), (146, 152, 206)),
    ((250, 216, 160), (232, 142, 112)), ((226, 226, 222), (150, 156, 160)), ((216, 222, 190), (136, 160, 132)),
)  # fmt: skip
"""A tone near the product and the one it runs into."""
_PAIRS: tuple[tuple[Rgb, Rgb], ...] = (
    ((236, 196, 178), (196, 116, 92)), ((206, 216, 204), (132, 156, 138)), ((244, 224, 176), (226, 160, 96)),
    ((220, 212, 232), (158, 142, 190)), ((188, 210, 224), (238, 228, 208)), ((240, 216, 212), (204, 110, 108)),
    ((228, 222, 210), (72, 96, 104)), ((202, 138, 112), (238, 220, 200)), ((150, 176, 190), (226, 208, 178)),
)  # fmt: skip
"""Wall and floor."""


class Sweep(StudioSet):
    """Coloured paper sweep."""

    name = "sweep"
    title = "Paper sweep"
    summary = "A seamless coloured paper that curves up behind the product, in soft light."
    words: ClassVar[tuple[str, ...]] = wordlist(
        """
        sweep seamless studio backdrop background plain paper cardboard cyclorama clean minimal фон бумажный
        студия студийный однотонный циклорама минимализм
        """
    )
    weak_words: ClassVar[tuple[str, ...]] = wordlist(
        """
        background backdrop plain clean minimal фон paper cardboard бумажный studio студия однотонный минимализм
        """
    )
    steps: ClassVar[tuple[str, ...]] = ("light", "paper", "lens", "film")
    first_colour = "floor"
    framing = Framing(foot=0.76, size=0.58)
    aperture: ClassVar[float] = 1.0
    """How quickly things behind the product go out of focus, over the usual."""

    def light(self, generator: np.random.Generator) -> Light:
        """A broad softbox from the side, a little behind."""
        return Light(generator.uniform(-78, -48), generator.uniform(44, 58), generator.uniform(10, 15), 0.38)

    def stage(self, view: View, layout: np.random.Generator) -> Stage:
        """Floor, bend and wall."""
        behind = view.solid.z_range[1]
        return Stage(bend_z=behind + layout.uniform(0.35, 0.6), bend_radius=layout.uniform(1.1, 1.5))

    def colouring(self, view: View, layout: np.random.Generator, stage: Stage, rows: Rows) -> Colouring:
        """What gives the colour, (h, w or 1, 3), of each slice of rows."""
        floor = view.dress.floor or view.dress.wall or linear(pick(layout, _PALETTE))
        wall = view.dress.wall or scaled(floor, 0.97)
        return lambda part: blended(floor, wall, np.clip(rows.wall[part], 0, 1))

    def build(self, view: View) -> Backdrop:
        """Paint the paper."""
        camera, light = view.camera, view.light
        layout, texture, grain = streams(view.seed, "layout", "texture", "grain")
        stage = self.stage(view, layout)
        rows = trace(camera, stage, np.arange(camera.height, dtype=np.float32))
        colours = self.colouring(view, layout, stage, rows)
        wash = Wash(
            layout.uniform(-0.25, 0.25), layout.uniform(0.5, 0.9), layout.uniform(1.1, 1.5), layout.uniform(0.16, 0.28)
        )
        view.step("light")
        picture = light_picture(light, camera, rows, wash)
        view.step("paper")
        noise = Noise(texture)
        for part in view.bands():
            albedo = Paper().albedo((1.0, 1.0, 1.0), patch_of(camera, rows, noise, texture, part, turned=False))
            picture[part] *= albedo * colours(part)
        view.step("lens")
        picture = focus(picture, camera, rows, stage, self.aperture)
        return Backdrop(finish(picture, view, grain), (Plane(None, coarse_surface(camera, stage, light, wash), 0.0),))


def blended(first: Triple, second: Triple, share: Field) -> Field:
    """(h, w, 3) linear colour: ``share`` (h, w) of the second, mixed as the eye does: in linear light the brighter one wins."""
    one, other = np.sqrt(np.array(first, np.float32)), np.sqrt(np.array(second, np.float32))
    return np.asarray(np.square(one + (other - one) * share[..., None].astype(np.float32)))


class Gradient(Sweep):
    """Paper with a gradient."""

    name = "gradient"
    title = "Gradient"
    summary = "A seamless backdrop whose colour runs from one tone into another, with a soft glow behind the product."
    words: ClassVar[tuple[str, ...]] = wordlist(
        "gradient ombre holographic iridescent rainbow fade glow градиент омбре переход свечение"
    )
    weak_words: ClassVar[tuple[str, ...]] = wordlist("fade glow переход свечение")

    def colouring(self, view: View, layout: np.random.Generator, stage: Stage, rows: Rows) -> Colouring:
        """From below to above, aslant, or from behind the product to the corners."""
        near, far = self._tones(view, layout)
        camera = view.camera
        kind = pick(layout, ("upright", "upright", "aslant", "round"))
        lean = radians(
            {"upright": layout.uniform(-8, 8), "aslant": pick(layout, (-1, 1)) * layout.uniform(28, 45)}.get(kind, 0)
        )
        size = float(max(camera.width, camera.height))
        columns = ((np.arange(camera.width, dtype=np.float32) - camera.foot_px[0]) / size)[None, :]
        middle = (camera.foot_px[1] + view.crown_row) / 2
        heights = ((middle - np.arange(camera.height, dtype=np.float32)) / size)[:, None]
        reach = layout.uniform(0.36, 0.46)
        off = layout.uniform(-0.06, 0.06)

        def colours(part: slice) -> Field:
            if kind == "round":
                way = np.sqrt((columns - off) ** 2 + (heights[part] - 0.04) ** 2) / (1.6 * reach)
            else:
                way = 0.5 + (heights[part] * cos(lean) + columns * sin(lean) + off) / (2 * reach)
            way = np.clip(way, 0, 1)
            return blended(near, far, way * way * (3 - 2 * way))

        return colours

    @staticmethod
    def _tones(view: View, layout: np.random.Generator) -> tuple[Triple, Triple]:
        """Those of the words; to a single one its own lighter or deeper shade."""
        first, second = (linear(rgb) for rgb in pick(layout, _GRADIENTS))
        floor, wall = view.dress.floor, view.dress.wall
        if floor and wall:
            return floor, wall
        asked = floor or wall
        if asked is None:
            return first, second
        if luminance(asked) > 0.45:
            return asked, scaled(mixed(asked, second, 0.22), 0.62)
        if luminance(asked) < 0.12:  # mixed with white it would turn grey
            return (asked[0] ** 0.6, asked[1] ** 0.6, asked[2] ** 0.6), asked
        return mixed(asked, (0.90, 0.88, 0.85), 0.55), scaled(asked, 0.92)


class TwoTone(Sweep):
    """Two colours that meet in a clean line."""

    name = "two_tone"
    title = "Two tones"
    summary = "A wall and a floor of two flat colours that meet in one clean line, as in graphic product pictures."
    words: ClassVar[tuple[str, ...]] = wordlist(
        """
        two-tone twotone duotone colorblock colourblock graphic двухцветный двуцветный дуотон
        """
    )
    weak_words: ClassVar[tuple[str, ...]] = wordlist("graphic")
    aperture = 0.3
    framing = Framing(foot=0.80, size=0.50)

    def light(self, generator: np.random.Generator) -> Light:
        """From the side and a little from the front, so that wall and floor are both lit."""
        side = pick(generator, (-1, 1))
        return Light(side * generator.uniform(106, 124), generator.uniform(42, 52), generator.uniform(5, 8), 0.42)

    def settle(self, light: Light) -> Light:
        """Light along the wall, or from behind it, would leave it grey."""
        side = abs(light.azimuth_deg)
        return replace(light, azimuth_deg=copysign(108.0, light.azimuth_deg)) if 40 < side < 104 else light

    def stage(self, view: View, layout: np.random.Generator) -> Stage:
        """Two boards that meet in a corner; from above, two sheets side by side on the floor."""
        row = line_row(view, layout)
        return Stage(bend_z=1000.0 if row is None else max(view.camera.floor_z(row), view.solid.z_range[1] + 0.12))

    def colouring(self, view: View, layout: np.random.Generator, stage: Stage, rows: Rows) -> Colouring:
        """One colour each; near the corner each throws a little of its colour on the other."""
        wall, floor = self._tones(view, layout)
        if stage.bend_z >= 1000.0:
            return self._joined(view, layout, rows, wall, floor)
        corner = np.exp(-np.maximum(rows.corner, 0) / np.float32(0.16))
        upright = rows.wall > 0.5
        bounce_up, bounce_down = (tuple(0.16 * c / max(luminance(t), 1e-6) for c in t) for t in (floor, wall))

        def colours(part: slice) -> Field:
            near, on_wall = corner[part][..., None], upright[part][..., None]
            own = np.where(on_wall, np.array(wall, np.float32), np.array(floor, np.float32))
            thrown = np.where(on_wall, np.array(bounce_up, np.float32), np.array(bounce_down, np.float32))
            return np.asarray(own * (1 + near * (thrown - np.float32(0.10))))

        return colours

    @staticmethod
    def _joined(view: View, layout: np.random.Generator, rows: Rows, wall: Triple, floor: Triple) -> Colouring:
        """A sheet over another: a straight edge aslant under the product, with the thin shadow of the upper sheet."""
        camera = view.camera
        angle = radians(pick(layout, (-1, 1)) * layout.uniform(18, 62))
        x0, z0 = view.solid.middle
        place = layout.uniform(-0.10, 0.22)
        columns = np.arange(camera.width, dtype=np.float32)[None, :]
        step = float(1 / camera.unit_px)
        away = view.light.shift[0] * sin(angle) + view.light.shift[1] * cos(angle)

        def colours(part: slice) -> Field:
            x = camera.columns(columns, rows.depth[part])
            off = ((x - x0) * sin(angle) + (rows.z[part] - z0) * cos(angle) - place).astype(np.float32)
            share = np.clip(off / np.float32(1.2 * step) + 0.5, 0, 1)
            colour = blended(floor, wall, share)
            # The sheet behind the edge lies on top; its shadow is seen where the light comes from over it.
            below = np.exp(-np.maximum(-off, 0) / np.float32(0.005 + max(0.0, -away) * 0.006)) * (1 - share)
            return np.asarray(colour * (1 - np.float32(0.30 if away < 0 else 0.12) * below[..., None]))

        return colours

    @staticmethod
    def _tones(view: View, layout: np.random.Generator) -> tuple[Triple, Triple]:
        """Wall and floor."""
        wall, floor = (linear(rgb) for rgb in pick(layout, _PAIRS))
        lighter = bool(layout.random() < 0.6)
        asked = view.dress.floor or view.dress.wall
        if asked is not None:
            pale = luminance(asked) > 0.5
            deep: Triple = (asked[0] ** 1.7, asked[1] ** 1.7, asked[2] ** 1.7)  # darker, and more of its own hue
            partner = deep if pale or not lighter else mixed(asked, (0.90, 0.88, 0.85), 0.62)
            return view.dress.wall or partner, view.dress.floor or partner
        return wall, floor


SETS = (Sweep(), Gradient(), TwoTone())
