"""Outdoors: a surface in front of a soft, far horizon under an open sky."""

from dataclasses import replace
from math import copysign
from typing import ClassVar

import cv2
import numpy as np

from services.generator.arrays import Field
from services.generator.colour import linear, scaled
from services.generator.light import Light
from services.generator.materials.catalogue import materials
from services.generator.reflection import Polish, reflect
from services.generator.render.floor import light_picture, patch_of, sheen
from services.generator.render.landscape import LANDS, Sky, paint_landscape
from services.generator.render.noise import Noise, streams
from services.generator.render.stage import Stage, trace
from services.generator.render.vista import edge_row, join, overlap
from services.generator.studio import (
    Backdrop,
    Framing,
    Plane,
    StudioSet,
    View,
    coarse_surface,
    finish,
    pick,
    wordlist,
)
from services.generator.words.stems import stem

_GROUNDS = ("wood", "wood", "stone", "sand")
_LAND_WORDS = {
    "sea": "sea ocean beach coast shore water море океан пляж берег",
    "hills": "hills hill mountains mountain горы гора холмы",
    "meadow": "field meadow grass garden park поле луг трава сад",
}
_LAND_STEMS = {stem(word): land for land, words in _LAND_WORDS.items() for word in words.split()}


class Horizon(StudioSet):
    """Horizon."""

    name = "horizon"
    title = "Horizon"
    summary = "Outdoors: a surface in front of a soft, far horizon under an open sky."
    words: ClassVar[tuple[str, ...]] = wordlist(
        """
        outdoor outdoors horizon sky sea seaside ocean field meadow mountain mountains hills lake nature
        landscape улица горизонт небо море поле луг горы природа
        """
    )
    weak_words: ClassVar[tuple[str, ...]] = wordlist("nature park countryside")
    steps: ClassVar[tuple[str, ...]] = ("light", "surface", "horizon", "lens", "film")
    framing = Framing(foot=0.82, size=0.44)

    def light(self, generator: np.random.Generator) -> Light:
        """The sun, some hours from noon, under a blue sky."""
        side = pick(generator, (-1, 1))
        return Light(
            side * generator.uniform(48, 88), generator.uniform(36, 46), generator.uniform(1.0, 1.8), 0.40, 0.22
        )

    def settle(self, light: Light) -> Light:
        """Under the open sky shadows are never as deep as in a room."""
        return replace(
            light, fill=max(light.fill, 0.30), azimuth_deg=copysign(min(abs(light.azimuth_deg), 150), light.azimuth_deg)
        )

    def build(self, view: View) -> Backdrop:
        """Lay the ground, look out."""
        camera, light = view.camera, view.light
        layout, texture, grain, chance = streams(view.seed, "layout", "texture", "grain", "land")
        usual = "plaster" if view.dress.floor else pick(layout, _offered(view.dress.refused_materials))
        material = materials()[view.dress.material or usual]
        tone = pick(layout, material.tones) if material.tones else linear((206, 192, 170))
        ground = view.dress.floor or scaled(tone, layout.uniform(0.94, 1.06))
        edge = edge_row(view, layout)
        edge_z = 1000.0 if edge <= 0 else camera.floor_z(float(edge))
        stage = Stage(bend_z=edge_z + 3.0, edge_z=edge_z)
        rows = trace(camera, stage, np.arange(camera.height, dtype=np.float32))
        sky = Sky.under(light, view.dress.wall)
        view.step("light")
        picture = light_picture(light, camera, rows)
        view.step("surface")
        noise, seed = Noise(texture), int(texture.integers(2**32))
        turned = bool(layout.random() < 0.3)
        for part in view.bands():
            if part.stop > edge:
                patch = patch_of(camera, rows, noise, np.random.default_rng(seed), part, turned)
                picture[part] *= material.albedo(ground, patch) + sheen(material, rows, camera, sky.low, part)
            view.check()
        view.step("horizon")
        far = self._land(view, chance, noise, sky, edge)
        view.step("lens")
        picture = join(picture, far, edge, camera, rows)
        reflect(picture, view, Polish(0.6 * material.gloss, roughness=0.12))
        return Backdrop(finish(picture, view, grain), (Plane(None, coarse_surface(camera, stage, light), 0.0),))

    @staticmethod
    def _land(view: View, chance: np.random.Generator, noise: Noise, sky: Sky, edge: int) -> Field:
        """(h, W, 3) what is seen over the ground's end, and as far as it lies behind it."""
        camera = view.camera
        named = [land for root, land in _LAND_STEMS.items() if root in view.said]
        kind = named[0] if named else pick(chance, LANDS)
        if edge <= 0:
            return np.zeros((0, camera.width, 3), np.float32)
        # Above the product where there is room, for a line through its middle cuts it in two.
        above = min(edge, view.crown_row)
        line = above - min(0.16 * camera.height, 0.46 * above) * chance.uniform(0.85, 1.1)
        half = (max(1, camera.width // 2), max(1, (edge + overlap(camera)) // 2))
        side = max(camera.width, camera.height) / 2
        land = paint_landscape(kind, sky, half[0], half[1], line / 2, side, noise, chance)
        land *= np.float32(_FAR)
        return cv2.resize(land, (camera.width, edge + overlap(camera)), interpolation=cv2.INTER_LINEAR)


_FAR = 0.94
"""Exposure of the distance over that of the ground."""


def _offered(refused: tuple[str, ...]) -> list[str]:
    return [name for name in _GROUNDS if name in materials() and name not in refused] or ["plaster"]


SETS = (Horizon(),)
