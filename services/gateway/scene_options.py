"""The options of a scene: their names and types over HTTP, flat for the sake of forms, and what they are called in the contract.

As in ``options``, ranges are the generator's business.
"""

import json
from enum import StrEnum
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from packshot.common.v1 import image_pb2
from packshot.generator.v1 import generator_pb2
from packshot.studio.v1 import studio_pb2
from services.gateway.options import BoxText, Format, PictureOptions, Uint32, format_enum, layer_enum


class LayerName(StrEnum):
    """The pictures that a scene can be asked for."""

    RESULT = "result"
    PRODUCT = "product"
    MATTE = "matte"
    SHADOW = "shadow"
    SCENE = "scene"


class PlacementName(StrEnum):
    """How the product is put into the frame."""

    AUTOMATIC = "automatic"
    ORIGINAL = "original"
    MANUAL = "manual"


class PositionName(StrEnum):
    """Where in the frame the product stands."""

    CENTER = "center"
    LEFT_CENTER = "left_center"
    RIGHT_CENTER = "right_center"
    UPPER_CENTER = "upper_center"
    BOTTOM_CENTER = "bottom_center"
    UPPER_LEFT = "upper_left"
    UPPER_RIGHT = "upper_right"
    BOTTOM_LEFT = "bottom_left"
    BOTTOM_RIGHT = "bottom_right"


class ShadowName(StrEnum):
    """What kind of shadow the product casts."""

    NONE = "none"
    CONTACT = "contact"
    SOFT = "soft"
    HARD = "hard"
    FLOATING = "floating"


def _document(value: Any) -> Any:
    """A manifest may come as the object that an answer had, or as its text; the generator takes text."""
    if isinstance(value, dict):
        return json.dumps(value, separators=(",", ":"), ensure_ascii=False)
    return value


def _picture(value: Any) -> Any:
    """Bytes of a file in a form, or of base64 in JSON; text in a form or a query is none."""
    if not isinstance(value, bytes):
        raise PydanticCustomError("style_form", 'Send a file in a form, or {"base64": "..."} in JSON')
    return value


class SceneOptions(PictureOptions):
    """How a scene is wanted."""

    every_output = tuple(LayerName)

    outputs: list[LayerName] = Field(
        [], max_length=16, description="Pictures to send back, in this order. Default: result."
    )
    manifest: Annotated[str, BeforeValidator(_document)] = Field(
        "",
        description="The `document` of a manifest: makes that scene again. Only `outputs`, `format`, `quality` go beside it, and "
        "the `style` that it was painted with.",
    )
    prompt: str | None = Field(
        None,
        validate_default=True,
        description="The scene in words, English or Russian, 1 to 2000 characters. Needed unless there is a `manifest`.",
    )
    negative_prompt: str = Field("", description="What the scene must not have, in words.")
    engine: str = Field("", description="Engine, by its name in `GET /v1/engines`. Empty: the default one.")
    set: str = Field("", description="Studio set, by its name in `GET /v1/sets`. Empty: picked from the words.")
    seed: int | None = Field(None, ge=0, le=2**64 - 1, description="Same seed, same picture. Unset: drawn and told.")
    # Bounded here, too: how many there are decides which answers they fit into.
    n: int | None = Field(
        None, ge=1, le=4, description="How many scenes, 1 to 4; each has the seed after the one before. Default 1."
    )
    width: Uint32 = Field(
        0, description="Width in pixels, 64 to 4096, 16 megapixels in all. 0: from `height`, `aspect_ratio`, or 1024."
    )
    height: Uint32 = Field(
        0, description="Height in pixels, 64 to 4096, 16 megapixels in all. 0: from `width`, `aspect_ratio`, or 1024."
    )
    aspect_ratio: str = Field("", description="Width to height, such as `4:5`.")
    placement: PlacementName | None = Field(
        None, description="How the product is put into the frame. Default: automatic."
    )
    padding: float | None = Field(
        None,
        description="Automatic placement: room at each side, a share of the frame's shorter side, 0 to 0.45. Default 0.12.",
    )
    box: BoxText = Field(
        None, description="Manual placement: the rectangle the product is fitted into, in pixels of the frame."
    )

    position: PositionName | None = Field(
        None, description="Automatic placement: where in the frame. Default: as the set likes it."
    )
    scale: float | None = Field(
        None,
        description="Automatic placement: the product's longer side, a share of the frame's shorter side, 0.05 to 1.",
    )
    camera_pitch: float | None = Field(
        None, description="How far the camera looks down, degrees, 2 to 80. Default: read from the product."
    )
    shadow: ShadowName | None = Field(None, description="Kind of the product's shadow. Default: as the light makes it.")
    shadow_softness: float | None = Field(None, description="0 sharp to 1 very soft.")
    shadow_intensity: float | None = Field(
        None, description="How dark, a share of what the light makes, 0 to 2. Default 1."
    )
    shadow_direction: float | None = Field(
        None, description="Where it falls, degrees clockwise from above: 0 away from the camera, 90 to the right."
    )
    shadow_spread: float | None = Field(None, description="How far it reaches, in heights of the product, 0.2 to 3.7.")
    light_direction: float | None = Field(
        None, description="Where the light comes from, degrees clockwise from above: 0 from behind, 90 from the right."
    )
    light_height: float | None = Field(None, description="Height of the light, degrees, 15 to 80.")
    light_softness: float | None = Field(None, description="0 a bare bulb to 1 a wall of light.")
    light_fill: float | None = Field(None, description="Share of the light that comes from everywhere, 0 to 1.")
    light_temperature: float | None = Field(
        None, description="Colour temperature in kelvin, 2000 to 12000; 5500 is neutral."
    )
    floor_color: str = Field("", description="Colour of what the product stands on, `#rrggbb`.")
    wall_color: str = Field("", description="Colour of what is behind it, `#rrggbb`.")
    material: str = Field("", description="Material of what the product stands on, such as `marble`.")
    light_match: float = Field(
        0.0,
        description="How far the product itself is brought into the scene's light, 0 to 1. 0 leaves every pixel as it is.",
    )
    plain_prompt: bool = Field(
        False, description="Give the prompt to a diffusion model as it is, without photographic words added."
    )

    style: Annotated[bytes, BeforeValidator(_picture)] = Field(
        b"",
        description="A picture whose style the scene is to have, at most 2 MB; for engines that paint, where the model takes one.",
    )
    style_strength: float | None = Field(
        None,
        description="How much of that style, 0.05 to 1. Default 0.6, or all of it where the model takes no strength.",
    )

    @field_validator("prompt")
    @classmethod
    def _prompt_or_manifest(cls, value: str | None, info: ValidationInfo) -> str | None:
        if value is None and not info.data.get("manifest"):
            raise PydanticCustomError("missing", "missing")
        return value

    @property
    def scene_count(self) -> int:
        """How many scenes come back."""
        return max(1, self.n or 1)

    def recipe(self, format_: Format) -> studio_pb2.RunHeader:
        """The header that asks the studio for it, without the photo."""
        options = generator_pb2.SceneOptions(
            prompt=self.prompt or "",
            negative_prompt=self.negative_prompt,
            engine=self.engine,
            set=self.set,
            seed=self.seed,
            aspect_ratio=self.aspect_ratio,
            count=self.n,
            camera_pitch_deg=self.camera_pitch,
            light_match=self.light_match,
            plain_prompt=self.plain_prompt,
            manifest=self.manifest,
            outputs=[layer_enum(name) for name in self.outputs],
            format=format_enum(format_),
            quality=self.quality,
            style_reference=self.style,
            style_strength=self.style_strength,
        )
        if self.width or self.height:
            options.size.CopyFrom(image_pb2.Size(width=self.width, height=self.height))
        parts = {
            "placement": self._placement(),
            "shadow": self._shadow(),
            "light": self._light(),
            "dressing": self._dressing(),
        }
        for name, part in parts.items():
            if part.ListFields():  # an empty one would count as said
                getattr(options, name).CopyFrom(part)
        return studio_pb2.RunHeader(scene=studio_pb2.SceneRecipe(options=options, roi=self.region()))

    def _placement(self) -> generator_pb2.Placement:
        placement = generator_pb2.Placement(padding=self.padding, scale=self.scale)
        if self.placement is not None:
            placement.mode = generator_pb2.PlacementMode.Value(f"PLACEMENT_MODE_{self.placement.name}")
        if self.position is not None:
            placement.position = generator_pb2.PlacementPosition.Value(f"PLACEMENT_POSITION_{self.position.name}")
        if self.box is not None:
            placement.box.CopyFrom(self.box.message())
        return placement

    def _shadow(self) -> generator_pb2.Shadow:
        shadow = generator_pb2.Shadow(
            softness=self.shadow_softness,
            intensity=self.shadow_intensity,
            direction_deg=self.shadow_direction,
            spread=self.shadow_spread,
        )
        if self.shadow is not None:
            shadow.mode = generator_pb2.ShadowMode.Value(f"SHADOW_MODE_{self.shadow.name}")
        return shadow

    def _light(self) -> generator_pb2.Light:
        return generator_pb2.Light(
            direction_deg=self.light_direction,
            height_deg=self.light_height,
            softness=self.light_softness,
            fill=self.light_fill,
            temperature_k=self.light_temperature,
        )

    def _dressing(self) -> generator_pb2.Dressing:
        return generator_pb2.Dressing(floor_color=self.floor_color, wall_color=self.wall_color, material=self.material)


_OUTER = ("recipe.", "cutout.", "scene.", "options.")
_INNER = {
    "count": "n",
    "camera_pitch_deg": "camera_pitch",
    "style_reference": "style",
    "placement.mode": "placement",
    "shadow.mode": "shadow",
    "shadow.direction_deg": "shadow_direction",
    "light.direction_deg": "light_direction",
    "light.height_deg": "light_height",
    "light.temperature_k": "light_temperature",
}
_FLAT = {"size.": "", "placement.": "", "dressing.": "", "shadow.": "shadow_", "light.": "light_"}


def field_name(path: str) -> str:
    """What a field of the contract is called over HTTP, where options are flat: ``options.size.width`` is ``width``."""
    for outer in _OUTER:
        path = path.removeprefix(outer)
    if path in _INNER:
        return _INNER[path]
    for inner, flat in _FLAT.items():
        if path.startswith(inner):
            return flat + path.removeprefix(inner)
    return path
