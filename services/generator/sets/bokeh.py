"""A dark table with blurred points of light far behind it, as in an evening city or at a feast."""

from typing import ClassVar

import cv2
import numpy as np

from services.generator.arrays import Field, Triple
from services.generator.colour import linear, luminance, mixed, scaled
from services.generator.light import Light
from services.generator.materials.catalogue import materials
from services.generator.reflection import Polish, reflect
from services.generator.render.floor import light_picture, patch_of
from services.generator.render.lights import paint, scatter
from services.generator.render.noise import Noise, streams
from services.generator.render.stage import Stage, trace
from services.generator.render.vista import edge_row, join, overlap, steep
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

_SCHEMES: tuple[tuple[tuple[int, int, int], ...], ...] = (
    ((255, 190, 110), (255, 166, 84), (255, 214, 150), (255, 226, 190), (226, 96, 60)),
    ((255, 196, 120), (255, 120, 70), (120, 190, 226), (255, 232, 200), (240, 80, 90)),
    ((150, 190, 255), (255, 200, 140), (190, 210, 255), (255, 170, 120), (220, 150, 220)),
)
_FEAST = ((255, 206, 130), (232, 62, 52), (96, 190, 110), (255, 226, 170), (255, 170, 80))
_FEAST_STEMS = frozenset(stem(word) for word in ("christmas", "festive", "рождество", "новогодний", "праздничный"))
_LAMPS = 2.3
_NIGHTS = ((44, 36, 40), (32, 36, 48), (46, 38, 32), (30, 40, 44))
_TABLES = ("wood", "wood", "stone")
_WET_SHINE = 4.5
"""Gloss of a bar's varnished table, more than there is: the lights are brighter than a picture can show, their streaks are not."""


class Bokeh(StudioSet):
    """Bokeh lights."""

    name = "bokeh"
    title = "Bokeh lights"
    summary = "A dark table with blurred points of light far behind it, as in an evening city or at a feast."
    words: ClassVar[tuple[str, ...]] = wordlist("bokeh lights city garland fireworks lanterns боке огни город гирлянда")
    weak_words: ClassVar[tuple[str, ...]] = ()
    steps: ClassVar[tuple[str, ...]] = ("light", "surface", "lights", "lens", "film")
    framing = Framing(foot=0.80, size=0.46)

    def light(self, generator: np.random.Generator) -> Light:
        """A lamp over the table, to one side."""
        side = pick(generator, (-1, 1))
        return Light(side * generator.uniform(54, 86), generator.uniform(40, 50), generator.uniform(5, 9), 0.26, 0.32)

    def build(self, view: View) -> Backdrop:
        """Lay the table, hang the lights."""
        camera, light = view.camera, view.light
        layout, texture, grain, chance = streams(view.seed, "layout", "texture", "grain", "lights")
        usual = "plaster" if view.dress.floor else pick(layout, _offered(view.dress.refused_materials))
        material = materials()[view.dress.material or usual]
        tone = pick(layout, material.tones) if material.tones else linear((150, 128, 110))
        table = view.dress.floor or tone
        # Dimmed as lit, not as painted: materials draw other veins and fibres on dark colours.
        dim = np.float32(_dimming(table))
        wall = view.dress.wall
        night = scaled(wall, _dimming(wall, 0.05)) if wall else linear(pick(layout, _NIGHTS))
        edge = edge_row(view, layout)
        edge_z = 1000.0 if edge <= 0 else camera.floor_z(float(edge))
        stage = Stage(bend_z=edge_z + 3.0, edge_z=edge_z)
        rows = trace(camera, stage, np.arange(camera.height, dtype=np.float32))
        view.step("light")
        picture = light_picture(light, camera, rows)
        view.step("surface")
        noise, seed = Noise(texture), int(texture.integers(2**32))
        for part in view.bands():
            if part.stop > edge:
                patch = patch_of(camera, rows, noise, np.random.default_rng(seed), part, turned=False)
                picture[part] *= material.albedo(table, patch) * dim
            view.check()
        view.step("lights")
        far = self._far(view, chance, noise, edge, night)
        if edge > 0 or not steep(camera):  # from above a table mirrors the ceiling
            self._glow(picture, far, view, edge, Polish(_WET_SHINE + material.gloss))
        view.step("lens")
        picture = join(picture, far[len(far) - edge - overlap(camera) :], edge, camera, rows)
        reflect(picture, view, Polish(0.4 * material.gloss + 0.1, roughness=0.10))
        return Backdrop(finish(picture, view, grain), (Plane(None, coarse_surface(camera, stage, light), 0.0),))

    def _far(self, view: View, chance: np.random.Generator, noise: Noise, edge: int, night: Triple) -> Field:
        """(h, W, 3) the lights before the night, at least a quarter of the frame high and as far as they lie behind the edge."""
        camera = view.camera
        height = max(edge, camera.height // 4) + overlap(camera)
        # At half size: nothing out there is sharp.
        half = (max(1, camera.width // 2), max(1, height // 2))
        side = max(camera.width, camera.height)
        radius = chance.uniform(0.020, 0.034)
        discs = scatter(chance, _colours(view, chance), camera.width / side, height / side, radius)
        # What only just looks over the edge seems to lie on the table.
        discs = [disc for disc in discs if disc.y + 0.2 * disc.radius < (height - overlap(camera)) / side]
        centre = (half[0] / 2, half[1] - edge / 2 + camera.height / 4)
        lights = paint(discs, half[0], half[1], centre, float(chance.uniform(0, 1)))
        small = cv2.resize(lights, (max(1, half[0] // 8), max(1, half[1] // 8)), interpolation=cv2.INTER_AREA)
        haze = cv2.GaussianBlur(small, (0, 0), 0.06 * side / 16, borderType=cv2.BORDER_REFLECT)
        lights += np.float32(0.75) * cv2.resize(haze, half, interpolation=cv2.INTER_LINEAR)
        # Street lamps do not go out when the table's lamp is turned down; what they reach stays the same in the picture.
        lights *= np.float32(_LAMPS / view.light.level**0.5)
        fall = np.linspace(0.75, 1.25, half[1], dtype=np.float32)[:, None]
        u, v = np.meshgrid(
            np.linspace(0, 2.4, half[0], dtype=np.float32), np.linspace(0, 1.6, half[1], dtype=np.float32)
        )
        dark = fall * (1 + np.float32(0.22) * noise.at(u, v, 3))
        lights += np.maximum(dark, 0.3)[..., None] * np.array(night, np.float32)
        return cv2.resize(lights, (camera.width, height), interpolation=cv2.INTER_LINEAR)

    @staticmethod
    def _glow(picture: Field, far: Field, view: View, edge: int, polish: Polish) -> None:
        """The lights once more in the table, drawn long towards the camera; (H, W, 3) in place."""
        height, width = len(far) - overlap(view.camera), far.shape[1]
        rows = slice(edge, min(len(picture), edge + height))
        small = cv2.resize(
            far[: -overlap(view.camera)][::-1], (max(1, width // 8), max(1, height // 8)), interpolation=cv2.INTER_AREA
        )
        sigma = max(0.5, 0.013 * width / 8)
        small = cv2.GaussianBlur(small, (0, 0), sigmaX=sigma, sigmaY=2.6 * sigma, borderType=cv2.BORDER_REFLECT)
        streaks = cv2.resize(small, (width, height), interpolation=cv2.INTER_LINEAR)[: rows.stop - rows.start]
        lines = np.arange(rows.start, rows.stop, dtype=np.float32)[:, None]
        fade = np.exp(-np.linspace(0, 1.6, height, dtype=np.float32))[: rows.stop - rows.start, None]
        picture[rows] += streaks * (polish.share(view.camera, lines) * fade)[..., None]


def _offered(refused: tuple[str, ...]) -> list[str]:
    return [name for name in _TABLES if name not in refused] or ["plaster"]


def _dimming(colour: Triple, most: float = 0.085) -> float:
    """What is left of a colour at night: factor that makes it no brighter than ``most``, its hue kept."""
    return min(0.75, most / max(luminance(colour), 1e-3))


def _colours(view: View, chance: np.random.Generator) -> list[Triple]:
    """Of the lights: those that the words name, with a warm and a pale one among them; else a feast's or a city's."""
    # A black light is none.
    named = [colour for colour in (view.dress.wall, view.dress.floor) if colour is not None and max(colour) > 0]
    if named:
        full = [tuple(channel / max(colour) for channel in colour) for colour in named]
        pale = mixed(full[0], (1.0, 0.9, 0.75), 0.5)  # type: ignore[arg-type]
        return [*full, *full, pale, scaled(linear((255, 190, 120)), 0.8)]  # type: ignore[list-item]
    scheme = _FEAST if view.said & _FEAST_STEMS else _SCHEMES[int(chance.integers(len(_SCHEMES)))]
    return [linear(colour) for colour in scheme]


SETS = (Bokeh(),)
