"""The options of a picture request, those of a cutout, and how wrong ones are told. A scene's are in ``scene_options``.

Only what the contract's messages cannot hold is refused here (a word for a number, a name that does not exist). Ranges are the
services' business: they know them and say them.
"""

from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated, Any, ClassVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from mesh.errors import InvalidArgument, PackshotError
from mesh.problems import FieldError
from packshot.common.v1 import image_pb2
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


def format_enum(name: Format) -> "image_pb2.ImageFormat.ValueType":
    """The contract's value for a format."""
    return image_pb2.ImageFormat.Value(f"IMAGE_FORMAT_{name.name}")


def layer_enum(name: StrEnum) -> "image_pb2.Layer.ValueType":
    """The contract's value for a layer."""
    return image_pb2.Layer.Value(f"LAYER_{name.name}")


Uint32 = Annotated[int, Field(ge=0, le=UINT32_MAX)]
Int32 = Annotated[int, Field(ge=-INT32_MAX - 1, le=INT32_MAX)]


class Options(BaseModel):
    model_config = ConfigDict(extra="forbid", allow_inf_nan=False, frozen=True)


def _box(value: Any) -> Any:
    """``x,y,width,height`` in one text field is a box, since forms have no objects."""
    if isinstance(value, str):
        if value.count(",") != 3:
            raise PydanticCustomError("box_form", "Write x,y,width,height in pixels, such as 100,80,600,700")
        return dict(zip(("x", "y", "width", "height"), value.split(","), strict=True))
    return value


class BoxOption(Options):
    """A rectangle in pixels from the top left corner."""

    x: Int32
    y: Int32
    width: Int32
    height: Int32

    def message(self) -> image_pb2.Box:
        """The same in the contract."""
        return image_pb2.Box(**self.model_dump())


BoxText = Annotated[BoxOption | None, BeforeValidator(_box)]
"""A box, in a form or a query as text."""


class PictureOptions(Options):
    """What cutouts and scenes have in common."""

    every_output: ClassVar[Sequence[StrEnum]]
    """All pictures that there are, in the order in which a zip has them."""

    format: Format | None = Field(None, description="How to encode them; it wins over `Accept`. Default: png.")
    quality: Uint32 = Field(0, description="Encoder quality of lossy formats, 1 to 100. 0: the format's default.")

    @field_validator("outputs", check_fields=False)
    @classmethod
    def _each_once(cls, value: list[StrEnum]) -> list[StrEnum]:
        """Refused here for every answer alike: in one file for each picture, and under its name in JSON, a second has no place."""
        for name in value:
            if value.count(name) > 1:
                raise PydanticCustomError("outputs_form", f"`{name}` came twice. Ask for each picture once")
        return value

    roi: BoxText = Field(
        None, description="Region of interest in pixels of the upright photo: only what lies inside is looked at."
    )

    def region(self) -> image_pb2.Box | None:
        """The region of interest in the contract."""
        return None if self.roi is None else self.roi.message()

    @property
    def scene_count(self) -> int:
        """How many times over the pictures come back."""
        return 1


class CutoutOptions(PictureOptions):
    """How a cutout is wanted."""

    every_output = tuple(CutoutLayer)

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
            roi=self.region(),
        )
        return studio_pb2.RunHeader(cutout=studio_pb2.CutoutRecipe(options=options))


class BadFields(InvalidArgument):
    """Several fields may be wrong at once; all are told."""

    def __init__(self, message: str, errors: tuple[FieldError, ...]) -> None:
        super().__init__(message, field=errors[0].path)
        self.errors = errors


class UnknownFields(BadFields, UnknownField):
    """Fields that do not exist."""

    reason = UnknownField.reason


def parse_options(model: type[Options], options: dict[str, Any]) -> Any:
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
