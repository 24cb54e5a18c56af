"""Window light: the shadow of bars, leaves or a blind falls across wall and floor."""

from dataclasses import replace
from math import copysign
from typing import ClassVar

import numpy as np

from services.generator.colour import linear, scaled
from services.generator.light import Light
from services.generator.materials.catalogue import materials
from services.generator.render.floor import light_picture, patch_of
from services.generator.render.gobo import PATTERNS, Gobo
from services.generator.render.noise import Noise, streams
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

_PALETTE = ((236, 228, 216), (230, 214, 196), (222, 225, 216), (233, 217, 207), (214, 205, 192), (224, 222, 220))
_AWAY = {"panes": 2.4, "leaves": 0.9, "blind": 1.7}
"""Distance of what throws the pattern from the product: a plant stands closer than a window."""


class Window(StudioSet):
    """Window light on a wall."""

    name = "window"
    title = "Window light"
    summary = "Sunlight through a window: the lattice of its bars falls on a plain wall and floor."
    words: ClassVar[tuple[str, ...]] = wordlist(
        """
        window windowsill sunlight sunbeam sunny sun lattice mullion shadows windowlight mediterranean окно окна солнечный
        солнце тени решётка
        """
    )
    weak_words: ClassVar[tuple[str, ...]] = wordlist("sun sunny солнце солнечный shadows тени")
    steps: ClassVar[tuple[str, ...]] = ("light", "surface", "lens", "film")
    framing = Framing(foot=0.76, size=0.52)
    pattern: ClassVar[str] = "panes"
    """What stands between the light and the set."""

    def light(self, generator: np.random.Generator) -> Light:
        """Sun from the side and a little from the front, so that it reaches the wall."""
        side = pick(generator, (-1, 1))
        return Light(
            side * generator.uniform(104, 122), generator.uniform(36, 46), generator.uniform(1.2, 2.0), 0.46, 0.35
        )

    def settle(self, light: Light) -> Light:
        """Light "from the right" comes a little from the front, too: along the wall it would leave the wall grey."""
        side = abs(light.azimuth_deg)
        return replace(light, azimuth_deg=copysign(110.0, light.azimuth_deg)) if 60 < side < 104 else light

    def build(self, view: View) -> Backdrop:
        """Open the window."""
        camera, light = view.camera, view.light
        layout, texture, grain = streams(view.seed, "layout", "texture", "grain")
        base = linear(pick(layout, _PALETTE))
        wall = view.dress.wall or view.dress.floor or base
        material = materials()[view.dress.material or "plaster"]
        own = material.tones[0] if material.tones else scaled(wall, 1.0)
        floor = view.dress.floor or own
        row = line_row(view, layout)
        stage = Stage(bend_z=camera.floor_z(row) if row is not None else 1000.0, bend_radius=0.0)
        rows = trace(camera, stage, np.arange(camera.height, dtype=np.float32))
        pattern = view.dress.pattern or self.pattern
        mask = PATTERNS[pattern](layout)
        target = (layout.uniform(-0.15, 0.15), 0.25, view.solid.middle[1] + layout.uniform(-0.12, 0.12))
        if row is not None and camera.pitch_deg < 20:  # most of the picture is wall, so the pattern belongs there
            target = (target[0], 0.55 * view.solid.height, stage.wall_z)
        gobo = Gobo(light, target, mask, _AWAY[pattern])
        view.step("light")
        picture = light_picture(light, camera, rows, gobo=gobo)
        view.step("surface")
        noise, plain = Noise(texture), materials()["plaster"]
        seed = int(texture.integers(2**32))
        for part in view.bands():
            on_wall = (rows.wall[part] > 0.5)[..., None]
            patch = patch_of(camera, rows, noise, np.random.default_rng(seed), part, turned=False)
            albedo = plain.albedo(wall, patch) if on_wall.any() else 0.0
            if not on_wall.all():
                albedo = np.where(on_wall, albedo, material.albedo(floor, patch))
            picture[part] *= albedo
            view.check()
        view.step("lens")
        picture = focus(picture, camera, rows, stage)
        surface = coarse_surface(camera, stage, light)
        surface = replace(surface, key=surface.key * gobo.at(surface.x, surface.y, surface.z))
        return Backdrop(finish(picture, view, grain), (Plane(None, surface, 0.0),))


class Leaves(Window):
    """Leaf shadows."""

    name = "leaves"
    title = "Leaf shadows"
    summary = "Sunlight through leaves: the shadows of twigs and palm leaves fall across a plain wall."
    words: ClassVar[tuple[str, ...]] = wordlist(
        """
        leaf leaves foliage palm botanical tropical branch twig tree plant fern forest jungle dappled листья листва лист пальма
        тропики ветка
        """
    )
    weak_words: ClassVar[tuple[str, ...]] = wordlist("forest jungle")
    pattern = "leaves"


class Blinds(Window):
    """Blind shadows."""

    name = "blinds"
    title = "Blinds"
    summary = "Low sun through a blind: bright and dark stripes lie across wall and floor."
    words: ClassVar[tuple[str, ...]] = wordlist(
        """
        blind blinds shutter shutters slats venetian noir жалюзи ставни полосы
        """
    )
    weak_words: ClassVar[tuple[str, ...]] = ()
    pattern = "blind"


SETS = (Window(), Leaves(), Blinds())
