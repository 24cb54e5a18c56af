"""What goes into an engine and what comes out: the words that engines and service share. Knows no engine."""

import hashlib
from dataclasses import dataclass, field, replace
from typing import Protocol

import numpy as np

from mesh.errors import InvalidArgument
from services.generator.arrays import Bytes, bands
from services.generator.drift import DriftReport
from services.generator.placement import PlacementWish, check_wish, frame_size
from services.generator.plan import Plan
from services.generator.prompt import Understanding, check_prompt
from services.generator.style import Style
from services.generator.wishes import DressWish, LightWish, ShadowWish, check_dress, check_light, check_range

_HASHED_ROWS = 512
MIN_STYLE_STRENGTH = 0.05


@dataclass(frozen=True)
class Cutout:
    """A product with its matte. Colours where the matte is 0 are never looked at."""

    colours: Bytes
    """(H, W, 3) uint8 sRGB, straight."""
    matte: Bytes
    """(H, W) uint8, 0 = background."""

    @property
    def sha256(self) -> str:
        """Hash of size, matte and the colours that can be seen."""
        digest = hashlib.sha256(repr(self.matte.shape).encode())
        digest.update(np.ascontiguousarray(self.matte).data)
        for rows in bands(len(self.matte), _HASHED_ROWS):
            digest.update(np.ascontiguousarray(np.where(self.matte[rows, :, None] > 0, self.colours[rows], 0)).data)
        return digest.hexdigest()


@dataclass(frozen=True)
class SceneRequest:
    """A scene as it was asked for; empty strings, zeros and None mean "not said"."""

    prompt: str
    negative_prompt: str = ""
    set_name: str = ""
    seed: int | None = None
    width: int = 0
    height: int = 0
    aspect_ratio: str = ""
    placement: PlacementWish = field(default_factory=PlacementWish)
    shadow: ShadowWish = field(default_factory=ShadowWish)
    light: LightWish = field(default_factory=LightWish)
    dress: DressWish = field(default_factory=DressWish)
    camera_pitch_deg: float | None = None
    """How far the camera looks down, 2..80; None: read from the matte."""
    light_match: float = 0.0
    """How far the product is brought into the scene's light, 0..1."""
    plain_prompt: bool = False
    """Whether the prompt goes to a diffusion model as it is, without photographic words; sets have no use for it."""
    style: Style | None = None
    """The picture whose style is wanted; only for engines that take one."""
    style_strength: float | None = None
    """How much of it; None: the default."""

    def variant(self, index: int) -> "SceneRequest":
        """The same with the ``index``-th seed from its own on; the seed must be set."""
        return self if self.seed is None else replace(self, seed=(self.seed + index) % 2**64)

    def check(self) -> None:
        """Everything that can be told without product and engine. Raises ``InvalidArgument``."""
        check_prompt(self.prompt, self.negative_prompt)
        check_wish(self.placement, frame_size(self.width, self.height, self.aspect_ratio))
        check_light(self.shadow, self.light)
        check_dress(self.dress)
        check_range("camera_pitch_deg", self.camera_pitch_deg, 2, 80)
        check_range("light_match", self.light_match, 0, 1)
        check_range("style_strength", self.style_strength, MIN_STYLE_STRENGTH, 1)
        if self.style_strength is not None and self.style is None:
            raise InvalidArgument(
                "`style_strength` was given without a picture of the style. Send `style_reference` too, or leave it out.",
                field="style_strength",
            )


@dataclass(frozen=True)
class Scene:
    """A finished scene with its layers, all in the size of the frame."""

    result: Bytes
    """(H, W, 3) uint8."""
    scene: Bytes
    """(H, W, 3) uint8: the set with the product's shadow, without the product."""
    shadow: Bytes
    """(H, W) uint8: 0 no shadow, 255 no light left."""
    product: Bytes
    """(H, W, 4) uint8: the placed product, straight alpha."""
    plan: Plan
    understanding: Understanding
    drift: DriftReport

    @property
    def matte(self) -> Bytes:
        """(H, W) uint8."""
        return self.product[..., 3]


class Watch(Protocol):
    """How an engine tells how far it is, and learns that nobody waits any more."""

    def begin(self, total: int) -> None:
        """How many steps there will be."""

    def step(self, stage: str) -> None:
        """A step begins. Raises ``mesh.errors.Cancelled`` when the caller has gone."""

    def preview(self, pixels: Bytes) -> None:
        """A small picture (h, w, 3) uint8 of the work so far, at most 256 px a side."""

    def check(self) -> None:
        """Raises ``mesh.errors.Cancelled`` when the caller has gone; cheap, for use inside a step."""


class Unwatched:
    """A watch for when nobody looks."""

    def begin(self, total: int) -> None:
        """Nothing to tell."""

    def step(self, stage: str) -> None:
        """Nothing to tell."""

    def preview(self, pixels: Bytes) -> None:
        """Nothing to show."""

    def check(self) -> None:
        """Never cancelled."""


@dataclass(frozen=True)
class SetInfo:
    """A set as it is listed."""

    name: str
    description: str
    words: tuple[str, ...]


class Engine(Protocol):
    """Something that makes scenes; nothing registers it.

    A module of ``engines/`` has one as its ``ENGINE``, or, where it needs a model server, a ``connect`` that makes it.
    """

    name: str
    version: str
    """Pixels are promised to be the same within one version."""
    description: str
    rank: int
    """The lowest one that is there is the default."""
    remote: bool
    """Whether its work is done elsewhere, so that its threads mostly wait."""
    takes_style: bool
    """Whether its scenes may be wanted in the style of a picture."""

    @property
    def device(self) -> str:
        """``cpu`` or ``cuda``; empty where it is not known yet."""
        ...

    async def check(self) -> None:
        """Raises a ``PackshotError`` that says why no scene can be made with it now."""

    def sets(self) -> tuple[SetInfo, ...]:
        """The sets it can build; empty for engines without sets."""
        ...

    def generate(self, cutout: Cutout, request: SceneRequest, watch: Watch) -> Scene:
        """Make a scene. Blocking and CPU-bound; runs in a thread."""
        ...

    def generate_again(self, cutout: Cutout, plan: Plan, watch: Watch, style: Style | None = None) -> Scene:
        """Make the scene of a manifest once more, with the same pixels. ``style`` is the plan's: ``style.check_same`` saw to it.

        Raises ``InvalidArgument`` when it is not that product's, or of another engine or version.
        """
        ...
