"""Floors that mirror: polished acrylic that fades into a plain backdrop, and wet ground after rain."""

from dataclasses import replace
from math import radians, tan
from typing import ClassVar

import numpy as np

from services.generator.arrays import Field, Triple
from services.generator.colour import linear, luminance, mixed, scaled
from services.generator.light import Light
from services.generator.materials.catalogue import materials
from services.generator.reflection import Polish, reflect
from services.generator.render.floor import light_picture, patch_of
from services.generator.render.noise import Noise, streams
from services.generator.render.opposite import overhead, seen_in_floor
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
    pick,
    wordlist,
)

_ACRYLICS = (
    (226, 228, 230), (198, 205, 212), (214, 200, 196), (36, 38, 42), (44, 50, 62), (206, 212, 204), (70, 56, 60),
)  # fmt: skip


class Mirror(StudioSet):
    """Mirror floor."""

    name = "mirror"
    title = "Mirror floor"
    summary = "A polished, mirroring floor that fades into a plain backdrop; the product stands on its own reflection."
    words: ClassVar[tuple[str, ...]] = wordlist(
        """
        mirror mirrored reflective reflection glossy shiny polished acrylic plexiglass glass chrome зеркало
        зеркальный отражение глянец глянцевый акрил стекло
        """
    )
    weak_words: ClassVar[tuple[str, ...]] = ()
    steps: ClassVar[tuple[str, ...]] = ("light", "floor", "reflection", "lens", "film")
    framing = Framing(foot=0.70, size=0.52)
    polish: ClassVar[Polish] = Polish(1.0, head_on=0.42, roughness=0.02, stretch=1.3, reach=0.6)
    clouds: ClassVar[float] = 0.0
    """How uneven what stands opposite is."""
    shadow: ClassVar[float] = 0.62
    """Share of the shadow that a floor shows which mirrors."""

    def light(self, generator: np.random.Generator) -> Light:
        """A broad softbox from the side."""
        side = pick(generator, (-1, 1))
        return Light(side * generator.uniform(52, 84), generator.uniform(46, 58), generator.uniform(9, 13), 0.40)

    def build(self, view: View) -> Backdrop:
        """Lay the floor, let it mirror the backdrop and then the product."""
        camera, light = view.camera, view.light
        layout, texture, grain = streams(view.seed, "layout", "texture", "grain")
        floor, wall = self._colours(view, layout)
        behind = view.solid.z_range[1]
        stage = Stage(bend_z=behind + layout.uniform(0.7, 1.2), bend_radius=layout.uniform(0.7, 1.0))
        rows = trace(camera, stage, np.arange(camera.height, dtype=np.float32))
        wash = self._wash(layout)
        view.step("light")
        picture = light_picture(light, camera, rows, wash)
        opposite = seen_in_floor(light, camera, rows, stage, self._panel(view, stage, wash, luminance(wall), layout))
        view.step("floor")
        noise, seed = Noise(texture), int(texture.integers(2**32))
        wet = np.empty((camera.height, camera.width), np.float32)
        for part in view.bands():
            surface, shines = self._ground(view, rows, noise, seed, part, floor)
            share = np.clip(1.35 * rows.wall[part], 0, 1)  # gone before the bend is upright, or an edge of it shows
            wet[part] = shines * (1 - share)
            mirrored = self._mirrored(view, part) * wet[part]
            tint, sky = np.array(wall, np.float32), np.array(self._sky(wall), np.float32)
            if self.clouds:
                x, y = overhead(camera, stage, part)
                opposite[part] *= (1 + np.float32(self.clouds) * noise.cloud(x, y, 13))[..., None]
            albedo = surface * (1 - share)[..., None] + tint * share[..., None]
            picture[part] *= albedo
            picture[part] += (opposite[part] * sky - picture[part]) * mirrored[..., None]
            view.check()
        view.step("reflection")
        picture = focus(picture, camera, rows, stage)
        reflect(picture, view, self.polish, wet)
        view.step("lens")
        surface_map = coarse_surface(camera, stage, light, wash)
        return Backdrop(finish(picture, view, grain), (Plane(None, surface_map, 0.0, strength=self.shadow),))

    def _colours(self, view: View, layout: np.random.Generator) -> tuple[Triple, Triple]:
        """Of floor and backdrop: one runs into the other unless two were named."""
        own = linear(pick(layout, _ACRYLICS))
        wall = view.dress.wall or view.dress.floor or own
        floor = view.dress.floor or scaled(wall, 0.9)
        return floor, wall

    def _sky(self, wall: Triple) -> Triple:
        """The colour that the floor shows of what stands opposite."""
        return wall

    def _wash(self, layout: np.random.Generator) -> Wash:
        """The lamp behind the backdrop's middle, whose glow the floor shows once more."""
        return Wash(
            layout.uniform(-0.5, 0.5), layout.uniform(0.5, 0.9), layout.uniform(0.8, 1.2), layout.uniform(0.35, 0.55)
        )

    def _panel(self, view: View, stage: Stage, wash: Wash, wall: float, layout: np.random.Generator) -> Wash:
        """A lit panel, hung where the floor beside the product shows it: a mirror that shows nothing is a grey floor.

        The darker the wall (luminance), the more it stands out.
        """
        behind = stage.wall_z - view.solid.middle[1]
        height = behind * tan(radians(min(view.camera.pitch_deg, 58.0))) + layout.uniform(-0.1, 0.3)
        side = pick(layout, (-1, 1))
        strength = 1.4 * wash.strength * float(np.clip(0.16 / max(wall, 0.02), 1.0, 4.5))
        return Wash(side * layout.uniform(0.35, 0.7), height, layout.uniform(0.6, 0.9), strength)

    def _mirrored(self, view: View, part: slice) -> Field:
        """(h, 1) share of the backdrop that the floor shows, by the angle of the rows."""
        lines = np.arange(part.start, part.stop, dtype=np.float32)[:, None]
        return self.polish.share(view.camera, lines)

    def _ground(
        self, view: View, rows: Rows, noise: Noise, seed: int, part: slice, floor: Triple
    ) -> tuple[Field, Field]:
        """(h, W, 3) albedo of some rows and (h, W) how much of the floor's polish is there: all of it."""
        name = view.dress.material
        patch = patch_of(view.camera, rows, noise, np.random.default_rng(seed), part, turned=False)
        if name is None:
            albedo = np.broadcast_to(np.array(floor, np.float32), (*patch.u.shape, 3))
        else:
            material = materials()[name]
            own = view.dress.floor or (material.tones[0] if material.tones else floor)
            albedo = material.albedo(own, patch)
        # Even a clean floor has been wiped: the polish is not quite the same everywhere.
        return albedo, 1 + np.float32(0.025) * noise.cloud(patch.u * 1.7, patch.v * 0.8, 12)


class Wet(Mirror):
    """Wet floor."""

    name = "wet"
    title = "Wet floor"
    summary = "Dark, wet ground with puddles that mirror the product in patches, as after rain."
    words: ClassVar[tuple[str, ...]] = wordlist(
        """
        wet rain rainy puddle water asphalt damp мокрый дождь лужа вода асфальт
        """
    )
    weak_words: ClassVar[tuple[str, ...]] = ()
    polish = Polish(1.0, head_on=0.30, roughness=0.03, stretch=2.2, reach=0.7)
    clouds = 0.26
    shadow = 0.8

    def light(self, generator: np.random.Generator) -> Light:
        """What is left of a grey day, low and from behind, so that the ground glistens."""
        side = pick(generator, (-1, 1))
        return Light(side * generator.uniform(38, 66), generator.uniform(36, 46), generator.uniform(5, 9), 0.34, -0.12)

    def _colours(self, view: View, layout: np.random.Generator) -> tuple[Triple, Triple]:
        """Dark ground, and a sky over it that the puddles show."""
        own = linear(pick(layout, ((118, 132, 148), (134, 138, 142), (142, 130, 128), (104, 124, 134))))
        wall = view.dress.wall or (mixed(own, view.dress.floor, 0.6) if view.dress.floor else own)
        ground = view.dress.floor or linear(pick(layout, ((70, 72, 76), (62, 66, 72), (76, 72, 70))))
        return scaled(ground, 0.55 if luminance(ground) > 0.12 else 0.9), wall

    def _sky(self, wall: Triple) -> Triple:
        """Greyer than the words' colour: puddles of one pure colour are paint."""
        grey = luminance(wall)
        return mixed(wall, (grey, grey, grey), 0.45)

    def _wash(self, layout: np.random.Generator) -> Wash:
        """A gap in the clouds."""
        return replace(super()._wash(layout), strength=layout.uniform(0.9, 1.3), radius=layout.uniform(0.7, 1.0))

    def _ground(
        self, view: View, rows: Rows, noise: Noise, seed: int, part: slice, floor: Triple
    ) -> tuple[Field, Field]:
        """Puddles in the hollows; round them wet stone, darker than dry and with a broken shine."""
        patch = patch_of(view.camera, rows, noise, np.random.default_rng(seed), part, turned=False)
        material = materials()[view.dress.material or "asphalt"]
        own, wetness = floor, 1.0
        if view.dress.material is not None and view.dress.floor is None and material.tones:
            own, wetness = material.tones[0], 0.5
        albedo = material.albedo(own, patch) * np.float32(wetness)
        x, z = view.solid.middle
        u, v = patch.u, patch.v
        near = np.exp(-((u - np.float32(x)) ** 2 / 0.30 + (v - np.float32(z - 0.32)) ** 2 / 0.12))
        # Stones stand out of shallow water, so its edge is as ragged as they are.
        stones = noise.at(u * 62, v * 62, 1) * patch.fine(62)
        # In front of the product there is always some water, or nothing would be mirrored at all.
        hollow: Field = noise.cloud(u * 1.1, v * 1.1, 6) * (1 - np.float32(0.65) * near) + np.float32(1.2) * near
        hollow += np.float32(0.10) * noise.cloud(u * 5, v * 5, 7)
        depth = hollow - np.float32(0.62)
        puddle: Field = np.clip((depth - np.float32(0.07) * stones) * 7.0, 0, 1)
        puddle = puddle * puddle * (3 - 2 * puddle) * np.clip(1 - 4 * rows.wall[part], 0, 1)
        damp = np.clip(0.5 + 0.9 * depth, 0, 1)  # soaked round the puddles, drying farther off
        glint = np.clip(noise.at(u * 76, v * 76, 8) - np.float32(0.75), 0, 1.6) * patch.fine(76)
        film = (np.float32(0.06) + np.float32(0.55) * glint) * (np.float32(0.45) + np.float32(0.55) * damp)
        albedo = albedo * (1 - np.float32(0.42) * damp)[..., None]
        # What lies under water is darker still, and its grain is drowned.
        bed = np.array(own, np.float32) * np.float32(0.25 * wetness) + 0.2 * albedo
        albedo = albedo + (bed - albedo) * puddle[..., None]
        return albedo, film + (np.float32(0.97) - film) * puddle


SETS = (Mirror(), Wet())
