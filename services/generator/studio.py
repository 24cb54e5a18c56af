"""What a studio set is, and what the sets share around the renderer.

A module of ``sets/`` is a family of sets that are built the same way, its ``SETS``; no list names them.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar, TypeVar

import numpy as np

from services.generator.arrays import Bytes, Field, Triple, bands
from services.generator.light import Light
from services.generator.render.camera import Camera
from services.generator.render.lens import defocus, expose, soften_seam, vignette
from services.generator.render.stage import Rows, Stage, trace
from services.generator.render.surface import Surface, Wash, grid, light_rows
from services.generator.shadow import PlaneMap
from services.generator.solid import Slice, Solid
from services.generator.stance import Stance

if TYPE_CHECKING:  # placement needs ``Framing`` from here
    from services.generator.placement import Placed

_T = TypeVar("_T")
BAND_ROWS = 96
"""Rows that are painted at once."""
EXPOSURE = 1.10
"""A third of a stop over the colour as named: what editors call "clean" in product pictures."""
_ALL_FLOOR_DEG = 45.0
"""From above that the floor fills the picture, unless the words speak of a wall: a wall there would stand at the product's back."""
SHADOW_GRID_PX = 640
"""Longer side of the grid on which shadows are looked up; their edges are never sharper than that."""


@dataclass(frozen=True)
class Framing:
    """How a set likes the product in the frame when nobody says otherwise, in shares of the frame."""

    foot: float
    """Row of the foot."""
    size: float
    """Longest side of the product over the shorter side of the frame, before padding."""


@dataclass(frozen=True)
class Dress:
    """Colours (linear) and material that the words asked for; None where they asked for none."""

    floor: Triple | None = None
    wall: Triple | None = None
    material: str | None = None
    refused_materials: tuple[str, ...] = ()
    """What a set must not pick by itself."""
    pattern: str | None = None
    """What stands between the light and the set: panes, leaves, blind."""


@dataclass(frozen=True)
class View:
    """Everything a set needs to build itself."""

    camera: Camera
    solid: Solid
    light: Light
    dress: Dress
    seed: int
    crown_row: float
    """Highest row of the product in the frame."""
    step: Callable[[str], None] = field(default=lambda _: None)
    """Call it between steps with the name of the next: it reports progress and raises when the caller has gone."""

    check: Callable[[], None] = field(default=lambda: None)
    """Call it inside long steps: raises when the caller has gone."""
    product: "Placed | None" = None
    """What a polished floor mirrors."""
    stance: Stance | None = None
    """Where the product's feet are in the frame."""
    said: frozenset[str] = frozenset()
    """Stems of the prompt's words, for sets that show different things by their own words, such as sea or hills."""

    def bands(self) -> Iterator[slice]:
        """Slices of rows: what bounds the memory of the per-pixel work."""
        for rows in bands(self.camera.height, BAND_ROWS):
            self.check()
            yield rows


@dataclass(frozen=True)
class Plane:
    """A part of the set on which the product's shadow may fall. The backmost fills the frame."""

    coverage: Field | None
    """(h, w) float32 share of each pixel of the window that shows this part; None: all of it."""
    surface: Surface
    level: float
    blocks: tuple[Slice, ...] = ()
    """Parts of the set that shade this plane together with the product."""
    base: PlaneMap | None = None
    """The plane in the shade of the blocks alone, which is in the picture already."""
    window: tuple[slice, slice] | None = None
    """Rows and columns of the frame to which coverage and surface belong; None: the whole frame."""
    strength: float = 1.0
    """Share of the shadow that shows: a mirror has next to none, since it shows what stands opposite, not the light on itself."""


@dataclass(frozen=True)
class Backdrop:
    """A set without the product: its picture (H, W, 3) uint8 and where shadows may fall, back to front."""

    picture: Bytes
    planes: tuple[Plane, ...]


class StudioSet(ABC):
    """One set of the ``sets`` engine."""

    name: ClassVar[str]
    title: ClassVar[str]
    summary: ClassVar[str]
    words: ClassVar[tuple[str, ...]]
    """What a prompt may call it, in English and Russian, in their dictionary form."""
    steps: ClassVar[tuple[str, ...]]
    """Names that ``build`` gives to ``View.step``, in order."""
    weak_words: ClassVar[tuple[str, ...]] = ()
    """Those of ``words`` that other scenes use too, and that decide only where nothing else does."""
    framing: ClassVar[Framing]
    material: ClassVar[str | None] = None
    """The material that this set is all about, such as marble; None: any, as the words or chance decide."""
    first_colour: ClassVar[str] = "wall"
    """What takes a colour whose place the words do not say: ``wall`` or ``floor``."""

    @abstractmethod
    def light(self, generator: np.random.Generator) -> Light:
        """The light this set is usually taken in; the prompt overrides parts of it."""

    def settle(self, light: Light) -> Light:
        """The light after the prompt, brought to where this set can use it; by default as it is."""
        return light

    @abstractmethod
    def build(self, view: View) -> Backdrop:
        """Paint the set."""


def wordlist(text: str) -> tuple[str, ...]:
    """Words apart by spaces."""
    return tuple(text.split())


def pick(generator: np.random.Generator, choices: Sequence[_T]) -> _T:
    """One of the choices."""
    return choices[int(generator.integers(len(choices)))]


def line_row(view: View, generator: np.random.Generator) -> float | None:
    """Row where the floor should end behind the product, or None when the picture is all floor.

    A line through the product's middle cuts it in two. From low down it belongs behind the lower part, from higher up above the
    product; and where there is no room above, a photographer leaves it out of the frame.
    """
    if view.camera.pitch_deg > _ALL_FLOOR_DEG and view.dress.wall is None:
        return None
    foot = view.camera.foot_px[1]
    tall = foot - view.crown_row
    if view.camera.pitch_deg < 14:
        return foot - tall * generator.uniform(0.22, 0.32)
    room = view.crown_row / view.camera.height
    if room < 0.10:
        return None
    return view.crown_row - view.camera.height * min(generator.uniform(0.05, 0.09), room * 0.55)


def shadow_grid(camera: Camera, window: tuple[slice, slice] | None = None) -> tuple[Field, Field]:
    """Pixel columns (1, w) and rows (h, 1) on which shadows are looked up, of the frame or of a window of it."""
    scale = min(1.0, SHADOW_GRID_PX / max(camera.width, camera.height))
    if window is None:
        return grid(camera, scale)
    lines = []
    for part in window:
        count = max(1, round((part.stop - part.start) * scale))
        lines.append((np.arange(count) + 0.5) * ((part.stop - part.start) / count) - 0.5 + part.start)
    return lines[1].astype(np.float32)[None, :], lines[0].astype(np.float32)[:, None]


def coarse_surface(camera: Camera, stage: Stage, light: Light, wash: Wash | None = None) -> Surface:
    """The stage on that grid."""
    columns, rows = shadow_grid(camera)
    return light_rows(light, camera, trace(camera, stage, rows[:, 0]), columns, wash)


def blur_of(camera: Camera, rows: Rows, strength: float = 1.0) -> Field:
    """(H, 1) float32: standard deviation, in pixels, of each row's blur; the focus is on the product.

    ``strength``: 0.5 is a smaller aperture.
    """
    near, far = camera.foot_depth - 0.25, camera.foot_depth + 0.45
    out = np.maximum(0, np.maximum(near - rows.depth, rows.depth - far)) / rows.depth
    return np.minimum(0.035, 0.09 * out).astype(np.float32) * np.float32(strength * camera.unit_px)


def focus(picture: Field, camera: Camera, rows: Rows, stage: Stage, strength: float = 1.0) -> Field:
    """Depth of field of a stage: (H, W, 3) linear light. ``strength`` as in ``blur_of``."""
    blur_px = blur_of(camera, rows, strength)
    edge = int(np.count_nonzero(rows.wall > 0.5))
    if stage.edge_z is None or not 0 < edge < camera.height:
        return defocus(picture, blur_px)
    # A table's edge is as sharp as the table; the wall far behind it is not, and must not bleed over it.
    picture[:edge] = defocus(picture[:edge], blur_px[:edge])
    picture[edge:] = defocus(picture[edge:], blur_px[edge:])
    soften_seam(picture, edge, max(0.7, float(blur_px[edge, 0])))
    return picture


def finish(picture: Field, view: View, generator: np.random.Generator) -> Bytes:
    """Exposure and film: linear (H, W, 3) to an 8-bit picture. Changes ``picture``."""
    view.step("film")
    camera = view.camera
    picture *= vignette(camera.height, camera.width, 0.10)[..., None] * np.float32(EXPOSURE * view.light.level)
    return expose(picture, generator)
