"""Fine sand with wind ripples and soft dunes under a low, warm sun."""

from typing import ClassVar

import numpy as np

from services.generator.arrays import Field
from services.generator.colour import linear
from services.generator.light import Light
from services.generator.materials.sand import sand
from services.generator.render.floor import light_picture, patch_of
from services.generator.render.lens import defocus
from services.generator.render.noise import Noise, streams
from services.generator.render.stage import Stage, trace
from services.generator.render.surface import Wash
from services.generator.studio import (
    Backdrop,
    Framing,
    Plane,
    StudioSet,
    View,
    blur_of,
    coarse_surface,
    finish,
    line_row,
    pick,
    wordlist,
)

_SANDS = ((226, 207, 184), (216, 194, 170), (232, 218, 200), (208, 190, 170), (222, 198, 174))
_SKIES = ((240, 226, 208), (206, 216, 222), (244, 216, 194), (222, 178, 150), (226, 222, 214))
_SWELL = 0.030
"""How far the dune's crest rises and falls, as a share of the frame's width."""


class Sand(StudioSet):
    """Sand."""

    name = "sand"
    title = "Sand"
    summary = "Fine sand with wind ripples and soft dunes under a low, warm sun."
    words: ClassVar[tuple[str, ...]] = wordlist("sand sandy beach dune dunes desert песок песчаный пляж дюна пустыня")
    weak_words: ClassVar[tuple[str, ...]] = ()
    steps: ClassVar[tuple[str, ...]] = ("light", "sand", "lens", "film")
    first_colour = "floor"
    framing = Framing(foot=0.75, size=0.54)

    def light(self, generator: np.random.Generator) -> Light:
        """The sun, an hour before it sets."""
        side = pick(generator, (-1, 1))
        return Light(
            side * generator.uniform(56, 96), generator.uniform(23, 31), generator.uniform(1.4, 2.6), 0.38, 0.34
        )

    def build(self, view: View) -> Backdrop:
        """Lay the sand."""
        camera, light = view.camera, view.light
        layout, texture, grain = streams(view.seed, "layout", "texture", "grain")
        ground = view.dress.floor or linear(pick(layout, _SANDS))
        sky = view.dress.wall or linear(pick(layout, _SKIES))
        crest = _crest(view, layout)
        edge = 1000.0 if crest is None else camera.floor_z(float(crest.min()))
        stage = Stage(bend_z=edge + 2.5, edge_z=edge)
        rows = trace(camera, stage, np.arange(camera.height, dtype=np.float32))
        wash = Wash(layout.uniform(-0.8, 0.8), layout.uniform(0.4, 1.0), layout.uniform(1.8, 2.6), 0.35)
        # Ripples lit along their crests cannot be seen: the wind blew somewhat aslant of the light.
        wind = float(np.arctan2(light.lean[1], light.lean[0])) + pick(layout, (-1, 1)) * layout.uniform(0.25, 0.8)
        spacing = layout.uniform(0.105, 0.165)
        view.step("light")
        picture = light_picture(light, camera, rows, wash)
        view.step("sand")
        noise = Noise(texture)
        for part in view.bands():
            on_wall = rows.wall[part] > 0.5
            air = np.array(sky, np.float32)[None, None, :]
            if on_wall.all():
                picture[part] *= air
                continue
            patch = patch_of(camera, rows, noise, texture, part, turned=False, light=light)
            picture[part] *= np.where(on_wall[..., None], air, sand(ground, patch, wind, spacing))
            view.check()
        view.step("lens")
        edge_row = int(np.count_nonzero(rows.wall > 0.5))
        picture[edge_row:] = defocus(picture[edge_row:], blur_of(camera, rows)[edge_row:])
        if crest is not None and edge_row > 0:
            _cut_crest(picture, crest, edge_row, light)
        return Backdrop(finish(picture, view, grain), (Plane(None, coarse_surface(camera, stage, light, wash), 0.0),))


def _crest(view: View, layout: np.random.Generator) -> Field | None:
    """(W,) float32 row at which the dune behind the product ends, or None where the sand fills the picture."""
    row = line_row(view, layout)
    if row is None:
        return None
    width = view.camera.width
    across = np.arange(width) / width
    swell = sum(
        layout.uniform(0.4, 1.0)
        / count
        * np.sin(2 * np.pi * (layout.uniform(0.35, 0.55) * count * across + layout.random()))
        for count in (1, 2, 3)
    )
    return np.asarray(row + _SWELL * width * swell, np.float32)


def _cut_crest(picture: Field, crest: Field, edge_row: int, light: Light) -> None:
    """Let the sky, which ends before ``edge_row``, reach down to the crest, in place, and light the slope below it."""
    height, width = picture.shape[:2]
    soft = 0.0045 * max(height, width)
    reach = 0.07 * height
    first, last = edge_row, min(height, int(crest.max() + 4 * reach) + 1)
    if first >= last:
        return
    above = picture[edge_row - 1 : edge_row]
    below = np.arange(first, last, dtype=np.float32)[:, None] - crest[None, :]
    share = np.clip(below / np.float32(2 * soft), 0, 1)
    share = (share * share * (3 - 2 * share))[..., None]
    # The crest falls to one side as it does to the other; the light comes over one of them.
    tilt = -np.gradient(crest) * 1.6
    facing = np.clip(1 - light.lean[0] * tilt, 0.55, 1.35).astype(np.float32)[None, :]
    slope = 1 + (facing - 1) * np.exp(-np.maximum(below, 0) / np.float32(reach))
    part = picture[first:last] * slope[..., None]
    picture[first:last] = above + (part - above) * share


SETS = (Sand(),)
