"""The options of a picture request: their names and types over HTTP, and what they are called in the contract.

Only what the contract's messages cannot hold is refused here (a word for a number, a name that does not exist). Ranges are the
services' business: they know them and say them.
"""

from enum import StrEnum
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from mesh.errors import InvalidArgument, PackshotError
from mesh.problems import FieldError
from packshot.common.v1 import image_pb2
from packshot.generator.v1 import generator_pb2
from packshot.segmenter.v1 import segmenter_pb2
from packshot.studio.v1 import studio_pb2
from services.gateway.errors import UnknownField

UINT32_MAX = 2**32 - 1
INT32_MAX = 2**31 - 1


class Format(StrEnum):
    """How a picture can be encoded on its way out."""

    PNG = "png"
    JPEG = "jpeg"
    WEBP = "webp"
    AVIF = "avif"


class CutoutLayer(StrEnum):
    """The pictures that a cutout can be asked for."""

    PRODUCT = "product"
    MATTE = "matte"


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


def format_enum(name: Format) -> "image_pb2.ImageFormat.ValueType":
    """The contract's value for a format."""
    return image_pb2.ImageFormat.Value(f"IMAGE_FORMAT_{name.name}")


def layer_enum(name: LayerName | CutoutLayer) -> "image_pb2.Layer.ValueType":
    """The contract's value for a layer."""
    return image_pb2.Layer.Value(f"LAYER_{name.name}")


def _box(value: Any) -> Any:
    """``x,y,width,height`` in one text field is a box, since forms have no objects."""
    if isinstance(value, str):
        if value.count(",") != 3:
            raise PydanticCustomError("box_form", "Write x,y,width,height in pixels, such as 100,80,600,700")
        return dict(zip(("x", "y", "width", "height"), value.split(","), strict=True))
    return value


Uint32 = Annotated[int, Field(ge=0, le=UINT32_MAX)]
Int32 = Annotated[int, Field(ge=-INT32_MAX - 1, le=INT32_MAX)]


class _Options(BaseModel):
    model_config = ConfigDict(extra="forbid", allow_inf_nan=False, frozen=True)


class BoxOption(_Options):
    """A rectangle in pixels from the top left corner."""

    x: Int32
    y: Int32
    width: Int32
    height: Int32


class PictureOptions(_Options):
    """What cutouts and scenes have in common."""

    format: Format | None = Field(None, description="How to encode them; it wins over `Accept`. Default: png.")
    quality: Uint32 = Field(0, description="Encoder quality of lossy formats, 1 to 100. 0: the format's default.")


class CutoutOptions(PictureOptions):
    """How a cutout is wanted."""

    outputs: list[CutoutLayer] = Field(
        [], max_length=16, description="Pictures to send back, in this order. Default: product."
    )
    crop: bool = Field(False, description="Cut the pictures down to the product's bounding box.")
    margin: float = Field(
        0.0, description="With `crop` only: room around the product, a share of its longer side, 0 to 1."
    )
    background: str = Field("", description="Colour behind the product where the format has no alpha, `#rrggbb`.")

    @field_validator("margin")
    @classmethod
    def _margin_needs_crop(cls, value: float, info: ValidationInfo) -> float:
        """The contract knows no unset margin, so only here can one that would do nothing be told from none."""
        if value and info.data.get("crop") is False:
            raise PydanticCustomError(
                "margin_form", "It does nothing without `crop`. Send `crop=true` too, or leave it out"
            )
        return value

    def recipe(self, format_: Format) -> studio_pb2.RunHeader:
        """The header that asks the studio for it, without the photo."""
        options = segmenter_pb2.CutoutOptions(
            outputs=[layer_enum(name) for name in self.outputs],
            format=format_enum(format_),
            quality=self.quality,
            crop=self.crop,
            margin=self.margin,
            background=self.background,
        )
        return studio_pb2.RunHeader(cutout=studio_pb2.CutoutRecipe(options=options))


class SceneOptions(PictureOptions):
    """How a scene is wanted."""

    outputs: list[LayerName] = Field(
        [], max_length=16, description="Pictures to send back, in this order. Default: result."
    )
    prompt: str = Field(description="The scene in words, English or Russian, 1 to 2000 characters.")
    negative_prompt: str = Field("", description="What the scene must not have, in words.")
    engine: str = Field("", description="Engine, by its name in `GET /v1/engines`. Empty: the default one.")
    set: str = Field("", description="Studio set, by its name in `GET /v1/sets`. Empty: picked from the words.")
    seed: int | None = Field(None, ge=0, le=2**64 - 1, description="Same seed, same picture. Unset: drawn and told.")
    width: Uint32 = Field(0, description="Width in pixels, 64 to 4096. 0: from `height`, `aspect_ratio`, or 1024.")
    height: Uint32 = Field(0, description="Height in pixels, 64 to 4096. 0: from `width`, `aspect_ratio`, or 1024.")
    aspect_ratio: str = Field("", description="Width to height, such as `4:5`.")
    placement: PlacementName = Field(PlacementName.AUTOMATIC, description="How the product is put into the frame.")
    padding: float | None = Field(
        None,
        description="Automatic placement: room at each side, a share of the frame's shorter side, 0 to 0.45. Default 0.12.",
    )
    box: Annotated[BoxOption | None, BeforeValidator(_box)] = Field(
        None, description="Manual placement: the rectangle the product is fitted into, in pixels of the frame."
    )

    def recipe(self, format_: Format) -> studio_pb2.RunHeader:
        """The header that asks the studio for it, without the photo."""
        options = generator_pb2.SceneOptions(
            prompt=self.prompt,
            negative_prompt=self.negative_prompt,
            engine=self.engine,
            set=self.set,
            seed=self.seed,
            aspect_ratio=self.aspect_ratio,
            placement=self._placement(),
            outputs=[layer_enum(name) for name in self.outputs],
            format=format_enum(format_),
            quality=self.quality,
        )
        if self.width or self.height:
            options.size.CopyFrom(image_pb2.Size(width=self.width, height=self.height))
        return studio_pb2.RunHeader(scene=studio_pb2.SceneRecipe(options=options))

    def _placement(self) -> generator_pb2.Placement:
        mode = generator_pb2.PlacementMode.Value(f"PLACEMENT_MODE_{self.placement.name}")
        placement = generator_pb2.Placement(mode=mode, padding=self.padding)
        if self.box is not None:
            placement.box.CopyFrom(image_pb2.Box(**self.box.model_dump()))
        return placement


_OUTER = ("cutout.", "scene.", "options.", "size.", "placement.")


def field_name(path: str) -> str:
    """What a field of the contract is called over HTTP, where options are flat: ``options.size.width`` is ``width``."""
    if path.endswith("placement.mode"):
        return "placement"
    for outer in _OUTER:
        path = path.removeprefix(outer)
    return path


class BadFields(InvalidArgument):
    """Several fields may be wrong at once; all are told."""

    def __init__(self, message: str, errors: tuple[FieldError, ...]) -> None:
        super().__init__(message, field=errors[0].path)
        self.errors = errors


class UnknownFields(BadFields, UnknownField):
    """Fields that do not exist."""

    reason = UnknownField.reason


def parse_options(model: type[PictureOptions], options: dict[str, Any]) -> Any:
    """The options as ``model``; raises ``BadFields`` or ``UnknownFields`` with the path of each."""
    try:
        return model.model_validate(options)
    except ValidationError as error:
        raise bad_fields(error.errors(include_url=False, include_input=False)) from error


def bad_fields(found: list[Any], *, skip: int = 0) -> PackshotError:
    """pydantic's findings as one error; the first ``skip`` steps of each path are dropped (``body``)."""
    # Unknown ones first: the field that is missing beside one is often the one that was meant.
    found = sorted(found, key=lambda one: one["type"] != "extra_forbidden")
    errors = tuple(FieldError(_path(one["loc"][skip:]), _detail(one)) for one in found)
    told = "; ".join(_told(one["type"], error) for one, error in list(zip(found, errors, strict=True))[:5])
    told = told[:1].upper() + told[1:]
    if found[0]["type"] == "extra_forbidden":
        return UnknownFields(f"{told}. /docs lists the fields there are.", errors)
    return BadFields(f"Something is wrong with the request: {told}. /docs says what each field takes.", errors)


def _told(kind: str, error: FieldError) -> str:
    if kind == "extra_forbidden":
        return f"there is no field `{error.path}`"
    return f"`{error.path}` is missing" if kind == "missing" else f"`{error.path}`: {error.detail}"


def _path(steps: tuple[int | str, ...]) -> str:
    return ".".join(str(step)[:80] for step in steps[:8]) or "body"


def _detail(found: Any) -> str:
    known = {"extra_forbidden": "unknown field", "missing": "missing"}
    return known.get(found["type"], str(found["msg"]))
