"""A seamless paper sweep: one colour that runs from under the product up behind it."""

from typing import ClassVar

import numpy as np

from services.generator.colour import linear, mixed, scaled
from services.generator.light import Light
from services.generator.materials.paper import Paper
from services.generator.render.floor import light_picture, patch_of
from services.generator.render.noise import Noise, streams
from services.generator.render.stage import Stage, trace
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
    pick,
    wordlist,
)

_PALETTE = (
    (232, 226, 216), (214, 222, 214), (226, 205, 190), (206, 214, 224), (236, 221, 186), (219, 201, 205), (198, 205, 190),
)  # fmt: skip


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

    def light(self, generator: np.random.Generator) -> Light:
        """A broad softbox from the side, a little behind."""
        return Light(generator.uniform(-78, -48), generator.uniform(44, 58), generator.uniform(10, 15), 0.38)

    def build(self, view: View) -> Backdrop:
        """Paint the paper."""
        camera, light = view.camera, view.light
        layout, texture, grain = streams(view.seed, "layout", "texture", "grain")
        floor = view.dress.floor or view.dress.wall or linear(pick(layout, _PALETTE))
        wall = view.dress.wall or scaled(floor, 0.97)
        behind = view.solid.z_range[1]
        stage = Stage(bend_z=behind + layout.uniform(0.35, 0.6), bend_radius=layout.uniform(1.1, 1.5))
        rows = trace(camera, stage, np.arange(camera.height, dtype=np.float32))
        wash = Wash(
            layout.uniform(-0.25, 0.25), layout.uniform(0.5, 0.9), layout.uniform(1.1, 1.5), layout.uniform(0.16, 0.28)
        )
        view.step("light")
        picture = light_picture(light, camera, rows, wash)
        view.step("paper")
        noise = Noise(texture)
        for part in view.bands():
            albedo = Paper().albedo((1.0, 1.0, 1.0), patch_of(camera, rows, noise, texture, part, turned=False))
            share = np.clip(rows.wall[part], 0, 1)[..., None]
            colour = np.array(floor, np.float32) * (1 - share) + np.array(mixed(floor, wall, 1.0), np.float32) * share
            picture[part] *= albedo * colour
        view.step("lens")
        picture = focus(picture, camera, rows, stage)
        return Backdrop(finish(picture, view, grain), (Plane(None, coarse_surface(camera, stage, light, wash), 0.0),))


class Gradient(Sweep):
    """Paper with a gradient."""

    name = "gradient"
    title = "Gradient"
    summary = "A seamless backdrop whose colour runs from one tone into another, with a soft glow behind the product."
    words: ClassVar[tuple[str, ...]] = wordlist(
        "gradient ombre holographic iridescent rainbow fade glow градиент омбре переход свечение"
    )
    weak_words: ClassVar[tuple[str, ...]] = wordlist("fade glow переход свечение")


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


SETS = (Sweep(), Gradient(), TwoTone())
