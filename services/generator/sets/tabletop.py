"""A table top of wood, stone or board, with a wall out of focus behind it."""

from typing import ClassVar

import numpy as np

from services.generator.arrays import Field, Triple
from services.generator.colour import linear, luminance, scaled
from services.generator.light import Light
from services.generator.materials.catalogue import materials
from services.generator.materials.material import Material, Patch
from services.generator.reflection import Polish, reflect
from services.generator.render.floor import light_picture, patch_of, sheen
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
    line_row,
    pick,
    wordlist,
)

Rgb = tuple[int, int, int]
_WALLS = ((222, 214, 203), (205, 208, 204), (196, 203, 210), (214, 200, 188), (178, 186, 178), (228, 224, 218))
_MIRRORS_FROM = 0.2
"""Gloss of a top in which a product shows: polished stone. Oiled wood has its sheen, and no picture in it."""
_MATERIALS = ("wood", "wood", "marble", "concrete", "stone")


class Tabletop(StudioSet):
    """Table top with a wall."""

    name = "tabletop"
    title = "Table top"
    summary = "A table of wood, marble, stone, concrete or painted board, with a softly blurred wall behind."
    words: ClassVar[tuple[str, ...]] = wordlist(
        """
        table tabletop desk counter countertop worktop kitchen board surface shelf bench cafe стол столе
        столешница кухня кухне поверхность полка прилавок
        """
    )
    weak_words: ClassVar[tuple[str, ...]] = wordlist("surface board поверхность")
    steps: ClassVar[tuple[str, ...]] = ("light", "surface", "lens", "film")
    framing = Framing(foot=0.77, size=0.56)
    tones: ClassVar[tuple[Rgb, ...]] = ()
    """8-bit colours of the set's own material; empty: the material's."""
    walls: ClassVar[tuple[Rgb, ...]] = _WALLS
    wall_material: ClassVar[str] = "plaster"
    covers: ClassVar[tuple[str, ...]] = ()
    """Materials of which the set's own is a kind: their words change nothing here."""
    turned_share: ClassVar[float] = 0.15
    """How often boards run away from the camera."""
    wash: ClassVar[tuple[float, float]] = (0.10, 0.22)
    """Least and greatest strength of the glow on the wall."""

    def light(self, generator: np.random.Generator) -> Light:
        """A window-sized source from the side."""
        side = pick(generator, (-1, 1))
        return Light(side * generator.uniform(66, 100), generator.uniform(36, 50), generator.uniform(7, 11), 0.32)

    def build(self, view: View) -> Backdrop:
        """Lay the table."""
        camera, light = view.camera, view.light
        layout, texture, grain = streams(view.seed, "layout", "texture", "grain")
        material, table = self._surface(view, layout)
        wall = view.dress.wall or linear(pick(layout, self.walls))
        turned = bool(layout.random() < self.turned_share)
        row = line_row(view, layout)
        edge = 1000.0 if row is None else camera.floor_z(row)
        stage = Stage(bend_z=edge + layout.uniform(1.2, 2.0), edge_z=edge)
        rows = trace(camera, stage, np.arange(camera.height, dtype=np.float32))
        wash = Wash(
            layout.uniform(-0.9, 0.9), layout.uniform(0.5, 1.2), layout.uniform(1.4, 2.2), layout.uniform(*self.wash)
        )
        view.step("light")
        picture = light_picture(light, camera, rows, wash)
        view.step("surface")
        sky = tuple(0.75 * channel + 0.25 * luminance(wall) for channel in wall)
        noise, plain = Noise(texture), materials()[self.wall_material]
        seed = int(texture.integers(2**32))
        for part in view.bands():
            on_wall = rows.wall[part] > 0.5
            # Each band draws the same numbers for its boards and veins, or the bands would show.
            upright = patch_of(camera, rows, noise, np.random.default_rng(seed + 1), part, turned=False)
            if on_wall.all():
                picture[part] *= self.wall_of(plain, wall, upright, seed)
                continue
            patch = patch_of(camera, rows, noise, np.random.default_rng(seed), part, turned, light)
            shine = sheen(material, rows, camera, sky, part)  # type: ignore[arg-type]
            surface = picture[part] * (material.albedo(table, patch) + shine)
            if on_wall.any():
                surface = np.where(
                    on_wall[..., None], picture[part] * self.wall_of(plain, wall, upright, seed), surface
                )
            picture[part] = surface
            view.check()
        view.step("lens")
        picture = focus(picture, camera, rows, stage)
        if material.gloss > _MIRRORS_FROM:
            reflect(picture, view, Polish(material.gloss, roughness=0.08))
        return Backdrop(finish(picture, view, grain), (Plane(None, coarse_surface(camera, stage, light, wash), 0.0),))

    def wall_of(self, material: Material, colour: Triple, patch: Patch, seed: int) -> Field:
        """Colour of the wall. ``seed``: the same for all of its parts."""
        return material.albedo(colour, patch)

    def _surface(self, view: View, layout: np.random.Generator) -> tuple[Material, Triple]:
        """What the table is made of, and its colour: as the words say, else the set's own, else by chance."""
        offered = [name for name in _MATERIALS if name not in view.dress.refused_materials] or ["plaster"]
        usual = self.material or ("plaster" if view.dress.floor else pick(layout, offered))
        asked = None if view.dress.material in self.covers else view.dress.material
        material = materials()[asked or usual]
        tones = tuple(linear(rgb) for rgb in self.tones) if material.name == self.material else ()
        tones = tones or material.tones or (linear((232, 226, 218)),)
        return material, view.dress.floor or scaled(pick(layout, tones), layout.uniform(0.94, 1.05))


class Marble(Tabletop):
    """Marble top."""

    name = "marble"
    title = "Marble"
    summary = "A polished marble top with grey veins, bright and cool, with a pale wall far behind."
    words: ClassVar[tuple[str, ...]] = wordlist("marble carrara calacatta quartz onyx мрамор мраморный")
    weak_words: ClassVar[tuple[str, ...]] = ()
    material: ClassVar[str | None] = "marble"
    tones = ((240, 239, 237), (234, 232, 229), (236, 236, 237))
    walls = ((232, 232, 230), (220, 224, 228), (226, 222, 216), (214, 219, 220))
    framing = Framing(foot=0.77, size=0.57)

    def light(self, generator: np.random.Generator) -> Light:
        """A large window, high and cool, with much of it thrown back by the stone."""
        side = pick(generator, (-1, 1))
        return Light(side * generator.uniform(62, 92), generator.uniform(42, 54), generator.uniform(8, 12), 0.38, -0.10)


class Oak(Tabletop):
    """Light wood."""

    name = "oak"
    title = "Oak"
    summary = "A table of light, oiled oak boards in warm daylight, with a calm wall behind."
    words: ClassVar[tuple[str, ...]] = wordlist(
        """
        oak pine birch ash maple beech bamboo wood wooden timber planks дуб дубовый сосна дерево деревянный доски
        """
    )
    weak_words: ClassVar[tuple[str, ...]] = ()
    material: ClassVar[str | None] = "wood"
    tones = ((204, 178, 145), (194, 167, 134), (213, 190, 160), (186, 160, 132))
    walls = ((232, 226, 215), (224, 218, 208), (214, 216, 208), (228, 216, 202))

    def light(self, generator: np.random.Generator) -> Light:
        """Morning sun through a curtain."""
        side = pick(generator, (-1, 1))
        return Light(side * generator.uniform(64, 98), generator.uniform(36, 48), generator.uniform(6, 9), 0.34, 0.22)


class Walnut(Tabletop):
    """Dark wood."""

    name = "walnut"
    title = "Walnut"
    summary = "A table of dark walnut, rich and quiet, in the low light of an evening."
    words: ClassVar[tuple[str, ...]] = wordlist(
        "walnut mahogany teak wenge ebony rosewood leather library орех ореховый"
    )
    weak_words: ClassVar[tuple[str, ...]] = wordlist("leather library")
    material: ClassVar[str | None] = "wood"
    tones = ((90, 65, 48), (76, 54, 41), (101, 76, 58))
    walls = ((92, 80, 70), (74, 72, 70), (104, 86, 70), (70, 74, 72))
    wash = (0.30, 0.55)

    def light(self, generator: np.random.Generator) -> Light:
        """A low lamp beside the table."""
        side = pick(generator, (-1, 1))
        return Light(side * generator.uniform(70, 98), generator.uniform(26, 34), generator.uniform(4, 7), 0.24, 0.50)


class Rustic(Tabletop):
    """Weathered planks."""

    name = "rustic"
    title = "Weathered planks"
    summary = "Old, weathered planks with gaps, knots and grey in their grain, as on a farmhouse table."
    words: ClassVar[tuple[str, ...]] = wordlist(
        """
        rustic weathered barn farmhouse driftwood reclaimed village деревенский потёртый состаренный амбар
        """
    )
    weak_words: ClassVar[tuple[str, ...]] = wordlist("village")
    material: ClassVar[str | None] = "weathered"
    covers = ("wood",)
    walls = ((176, 172, 164), (150, 148, 142), (196, 188, 176), (128, 128, 124))
    turned_share = 0.35

    def light(self, generator: np.random.Generator) -> Light:
        """Low and from the side, so that the grain throws its own small shadows."""
        side = pick(generator, (-1, 1))
        return Light(side * generator.uniform(60, 88), generator.uniform(27, 36), generator.uniform(4, 7), 0.32, 0.18)


class Concrete(Tabletop):
    """Concrete slab."""

    name = "concrete"
    title = "Concrete"
    summary = "A cast concrete slab with clouds and air holes, in front of a concrete wall; urban and cool."
    words: ClassVar[tuple[str, ...]] = wordlist("concrete cement microcement бетон бетонный цемент")
    weak_words: ClassVar[tuple[str, ...]] = ()
    material: ClassVar[str | None] = "concrete"
    wall_material = "concrete"
    tones = ((172, 171, 169), (152, 152, 151), (186, 183, 178))
    walls = ((150, 150, 149), (164, 163, 160), (136, 138, 140))
    wash = (0.16, 0.34)

    def light(self, generator: np.random.Generator) -> Light:
        """A skylight: high, cool and rather hard."""
        side = pick(generator, (-1, 1))
        return Light(
            side * generator.uniform(64, 104), generator.uniform(42, 54), generator.uniform(3.5, 6), 0.32, -0.12
        )

    def wall_of(self, material: Material, colour: Triple, patch: Patch, seed: int) -> Field:
        """Cast in panels: joints, and the holes of the ties that held the formwork."""
        chance = np.random.default_rng(seed)
        wide, high = chance.uniform(1.5, 2.1), chance.uniform(1.1, 1.5)
        across = (patch.u / wide + chance.uniform(0.2, 0.8)) % 1.0
        along = (patch.v / high + chance.uniform(0, 1)) % 1.0
        joint = np.minimum(np.minimum(across, 1 - across) * wide, np.minimum(along, 1 - along) * high)
        tie = np.hypot((np.abs(across - 0.5) - 0.34) * wide, (np.abs(along - 0.5) - 0.32) * high)
        dark = 0.50 * np.exp(-np.square(joint / 0.012)) + 0.75 * np.exp(-(np.square(tie / 0.022) ** 2))
        return np.asarray(material.albedo(colour, patch) * (1 - dark)[..., None].astype(np.float32))


class Linen(Tabletop):
    """Linen cloth."""

    name = "linen"
    title = "Linen"
    summary = "A natural linen cloth with its weave and soft folds, in gentle daylight."
    words: ClassVar[tuple[str, ...]] = wordlist(
        """
        linen tablecloth cloth fabric textile burlap cotton silk velvet napkin blanket лён льняной ткань скатерть
        """
    )
    weak_words: ClassVar[tuple[str, ...]] = ()
    material: ClassVar[str | None] = "linen"
    walls = ((230, 224, 214), (216, 212, 204), (222, 212, 200), (206, 208, 202))

    def light(self, generator: np.random.Generator) -> Light:
        """Daylight along the cloth: any higher and the folds go flat."""
        side = pick(generator, (-1, 1))
        return Light(side * generator.uniform(58, 88), generator.uniform(32, 42), generator.uniform(8, 12), 0.38, 0.10)


class Terrazzo(Tabletop):
    """Terrazzo slab."""

    name = "terrazzo"
    title = "Terrazzo"
    summary = "A terrazzo slab with chips of coloured stone, in front of a wall of one colour."
    words: ClassVar[tuple[str, ...]] = wordlist("terrazzo терраццо")
    weak_words: ClassVar[tuple[str, ...]] = ()
    material: ClassVar[str | None] = "terrazzo"
    walls = ((222, 178, 156), (168, 182, 164), (226, 212, 190), (180, 192, 200), (214, 160, 130), (206, 196, 208))

    def light(self, generator: np.random.Generator) -> Light:
        """Clear light with a shadow of its own shape."""
        side = pick(generator, (-1, 1))
        return Light(side * generator.uniform(72, 108), generator.uniform(40, 52), generator.uniform(3, 5), 0.36)


class Slate(Tabletop):
    """Natural stone."""

    name = "stone"
    title = "Stone"
    summary = "A slab of natural stone, slate or limestone, with layers and flecks."
    words: ClassVar[tuple[str, ...]] = wordlist(
        """
        stone slate granite limestone travertine basalt pebbles rock rocks камень каменный сланец гранит
        """
    )
    weak_words: ClassVar[tuple[str, ...]] = ()
    material: ClassVar[str | None] = "stone"
    tones = ((96, 98, 102), (84, 87, 92), (206, 197, 181), (192, 184, 170), (122, 120, 118))
    walls = ((168, 166, 162), (190, 186, 178), (140, 142, 144), (206, 200, 190))

    def light(self, generator: np.random.Generator) -> Light:
        """From the side and low enough for the cleft of the stone."""
        side = pick(generator, (-1, 1))
        return Light(side * generator.uniform(60, 92), generator.uniform(30, 40), generator.uniform(4, 7), 0.32)


SETS = (Tabletop(), Marble(), Oak(), Walnut(), Rustic(), Concrete(), Linen(), Terrazzo(), Slate())
