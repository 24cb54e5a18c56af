"""One pool of light in a dark room, with the product in the middle of it."""

from dataclasses import replace
from typing import ClassVar

import numpy as np

from services.generator.colour import linear, mixed, scaled
from services.generator.light import Light
from services.generator.materials.catalogue import materials
from services.generator.reflection import Polish, reflect
from services.generator.render.floor import light_picture, patch_of, sheen
from services.generator.render.noise import Noise, streams
from services.generator.render.pool import Pool
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

_ROOMS = (
    (132, 112, 94), (84, 102, 124), (142, 92, 80), (92, 114, 100), (116, 92, 120), (116, 110, 106),
)  # fmt: skip
_LAMP = 1.38
"""Brightness of the key over that of other sets: the eye sets its white by the pool, not by the room."""


class Spotlight(StudioSet):
    """Spotlight."""

    name = "spotlight"
    title = "Spotlight"
    summary = "One pool of light in a dark room, with the product in the middle of it."
    words: ClassVar[tuple[str, ...]] = wordlist(
        """
        spotlight spot beam theatre theater vignette stage club concert jazz прожектор софит луч театр
        """
    )
    weak_words: ClassVar[tuple[str, ...]] = wordlist("stage club concert jazz")
    steps: ClassVar[tuple[str, ...]] = ("light", "surface", "lens", "film")
    framing = Framing(foot=0.72, size=0.48)

    def light(self, generator: np.random.Generator) -> Light:
        """A lamp with a snoot, high up at one side."""
        side = pick(generator, (-1, 1))
        return Light(
            side * generator.uniform(58, 98), generator.uniform(50, 60), generator.uniform(1.8, 3.0), 0.11, 0.30
        )

    def settle(self, light: Light) -> Light:
        """A room that is lit has no pool: bright words brighten the pool, and the lamp hangs high, or its pool leaves the frame."""
        elevation = float(np.clip(light.elevation_deg, 40, 68))
        return replace(
            light, fill=min(light.fill, 0.2), softness_deg=min(light.softness_deg, 7.0), elevation_deg=elevation
        )

    def build(self, view: View) -> Backdrop:
        """Darken the room and aim the lamp."""
        camera, light = view.camera, view.light
        layout, texture, grain = streams(view.seed, "layout", "texture", "grain")
        own = linear(pick(layout, _ROOMS))
        wall = view.dress.wall or view.dress.floor or own
        material = materials()[view.dress.material or "plaster"]
        floor = view.dress.floor or (pick(layout, material.tones) if material.tones else scaled(wall, 1.0))
        behind = view.solid.z_range[1]
        stage = Stage(bend_z=behind + layout.uniform(1.2, 1.9), bend_radius=layout.uniform(0.5, 0.9))
        rows = trace(camera, stage, np.arange(camera.height, dtype=np.float32))
        pool = Pool.round_the(view.solid, light, layout)
        # What the pool throws back into the room: a glow on the wall behind it, in no shape of its own.
        wash = Wash(0.3 * pool.shift[0], 0.25, layout.uniform(1.1, 1.5), layout.uniform(0.10, 0.18))
        view.step("light")
        picture = light_picture(light, camera, rows, wash, gobo=pool)
        view.step("surface")
        noise, plain = Noise(texture), materials()["plaster"]
        seed = int(texture.integers(2**32))
        for part in view.bands():
            share = np.clip(rows.wall[part] * 1.6, 0, 1)[..., None]
            patch = patch_of(camera, rows, noise, np.random.default_rng(seed), part, turned=False)
            albedo = material.albedo(floor, patch) if (share < 1).any() else np.float32(0)
            if (share > 0).any():
                albedo = albedo * (1 - share) + plain.albedo(mixed(wall, floor, 0.2), patch) * share
            shine = sheen(material, rows, camera, scaled(wall, 0.12), part) * (1 - share)
            picture[part] = picture[part] * (albedo * np.float32(_LAMP)) + shine
            view.check()
        view.step("lens")
        picture = focus(picture, camera, rows, stage)
        reflect(picture, view, Polish(0.5 * material.gloss, roughness=0.12))
        surface = coarse_surface(camera, stage, light, wash)
        surface = replace(surface, key=surface.key * pool.at(surface.x, surface.y, surface.z))
        return Backdrop(finish(picture, view, grain), (Plane(None, surface, 0.0),))


SETS = (Spotlight(),)
