"""A table top of wood, stone or board, with a wall out of focus behind it."""

from typing import ClassVar

import numpy as np

from services.generator.colour import linear, luminance, scaled
from services.generator.light import Light
from services.generator.materials.catalogue import materials
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

_WALLS = ((222, 214, 203), (205, 208, 204), (196, 203, 210), (214, 200, 188), (178, 186, 178), (228, 224, 218))
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
    shows_materials = True
    framing = Framing(foot=0.77, size=0.56)

    def light(self, generator: np.random.Generator) -> Light:
        """A window-sized source from the side."""
        side = pick(generator, (-1, 1))
        return Light(side * generator.uniform(66, 100), generator.uniform(36, 50), generator.uniform(7, 11), 0.32)

    def build(self, view: View) -> Backdrop:
        """Lay the table."""
        camera, light = view.camera, view.light
        layout, texture, grain = streams(view.seed, "layout", "texture", "grain")
        offered = [name for name in _MATERIALS if name not in view.dress.refused_materials] or ["plaster"]
        usual = "plaster" if view.dress.floor else pick(layout, offered)
        material = materials()[view.dress.material or self.material or usual]
        tone = pick(layout, material.tones) if material.tones else linear((232, 226, 218))
        table = view.dress.floor or scaled(tone, layout.uniform(0.92, 1.06))
        wall = view.dress.wall or linear(pick(layout, _WALLS))
        turned = bool(layout.random() < 0.15)
        row = line_row(view, layout)
        edge = 1000.0 if row is None else camera.floor_z(row)
        stage = Stage(bend_z=edge + layout.uniform(1.2, 2.0), edge_z=edge)
        rows = trace(camera, stage, np.arange(camera.height, dtype=np.float32))
        wash = Wash(
            layout.uniform(-0.9, 0.9), layout.uniform(0.5, 1.2), layout.uniform(1.4, 2.2), layout.uniform(0.10, 0.22)
        )
        view.step("light")
        picture = light_picture(light, camera, rows, wash)
        view.step("surface")
        sky = tuple(0.75 * channel + 0.25 * luminance(wall) for channel in wall)
        noise, plain = Noise(texture), materials()["plaster"]
        seed = int(texture.integers(2**32))
        for part in view.bands():
            on_wall = rows.wall[part] > 0.5
            # Each band draws the same numbers for its boards and veins, or the bands would show.
            patch = patch_of(camera, rows, noise, np.random.default_rng(seed), part, turned)
            if on_wall.all():
                picture[part] *= plain.albedo(wall, patch)
                continue
            shine = sheen(material, rows, camera, sky, part)  # type: ignore[arg-type]
            surface = picture[part] * (material.albedo(table, patch) + shine)
            if on_wall.any():
                surface = np.where(on_wall[..., None], picture[part] * plain.albedo(wall, patch), surface)
            picture[part] = surface
            view.check()
        view.step("lens")
        picture = focus(picture, camera, rows, stage)
        return Backdrop(finish(picture, view, grain), (Plane(None, coarse_surface(camera, stage, light, wash), 0.0),))


class Marble(Tabletop):
    """Marble top."""

    name = "marble"
    title = "Marble"
    summary = "A polished marble top with grey veins, bright and cool, with a pale wall far behind."
    words: ClassVar[tuple[str, ...]] = wordlist("marble carrara calacatta quartz onyx мрамор мраморный")
    weak_words: ClassVar[tuple[str, ...]] = ()
    material: ClassVar[str | None] = "marble"


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
    material: ClassVar[str | None] = "wood"


class Concrete(Tabletop):
    """Concrete slab."""

    name = "concrete"
    title = "Concrete"
    summary = "A cast concrete slab with clouds and air holes, in front of a concrete wall; urban and cool."
    words: ClassVar[tuple[str, ...]] = wordlist("concrete cement microcement бетон бетонный цемент")
    weak_words: ClassVar[tuple[str, ...]] = ()
    material: ClassVar[str | None] = "concrete"


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


class Terrazzo(Tabletop):
    """Terrazzo slab."""

    name = "terrazzo"
    title = "Terrazzo"
    summary = "A terrazzo slab with chips of coloured stone, in front of a wall of one colour."
    words: ClassVar[tuple[str, ...]] = wordlist("terrazzo терраццо")
    weak_words: ClassVar[tuple[str, ...]] = ()


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


SETS = (Tabletop(), Marble(), Oak(), Walnut(), Rustic(), Concrete(), Linen(), Terrazzo(), Slate())
