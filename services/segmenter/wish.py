"""What a caller may ask of a cutout, checked."""

import math
import re
from dataclasses import dataclass
from enum import Enum

from mesh.errors import InvalidArgument
from mesh.pictures.formats import Format
from services.segmenter.frame import Box, whole

LEAST_ROI_PX = 16
OUTPUT_FORMATS = (Format.PNG, Format.JPEG, Format.WEBP, Format.AVIF, Format.RAW)
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


class Layer(Enum):
    """A picture that can be asked for."""

    PRODUCT = "product"
    """The product's clean colours, with the matte as alpha."""
    MATTE = "matte"
    """The matte alone, one channel."""


@dataclass(frozen=True)
class Wish:
    """How a cutout is wanted. Making one raises ``InvalidArgument`` with the field's path for whatever is out of range."""

    layers: tuple[Layer, ...] = (Layer.PRODUCT,)
    """Pictures wanted, in order, none twice."""
    format: Format = Format.PNG
    quality: int | None = None
    """1..100 for lossy formats; None: the format's default."""
    crop: bool = False
    """Cut down to the product's bounding box."""
    margin: float = 0.0
    """Room around the product when cropped, as a share of the box's longer side, 0..1."""
    background: str = "#ffffff"
    """``#rrggbb``, behind the product where the format has no alpha."""
    roi: Box | None = None
    """Region of interest in pixels of the upright photo: only what lies inside is looked at. None: all of it."""

    def __post_init__(self) -> None:
        if not self.layers or len(set(self.layers)) != len(self.layers):
            raise InvalidArgument("Each picture can be asked for once.", field="options.outputs")
        if self.format not in OUTPUT_FORMATS:
            known = ", ".join(each.name for each in OUTPUT_FORMATS)
            raise InvalidArgument(
                f"{self.format.name} is not written here. Ask for one of {known}.", field="options.format"
            )
        if self.quality is not None and not 1 <= self.quality <= 100:
            raise InvalidArgument(f"quality is {self.quality}; it goes from 1 to 100.", field="options.quality")
        if not (math.isfinite(self.margin) and 0 <= self.margin <= 1):
            raise InvalidArgument(f"margin is {self.margin:g}; it goes from 0 to 1.", field="options.margin")
        if not _COLOUR.fullmatch(self.background):
            raise InvalidArgument(
                "background is a colour such as #f4f1ea: a # and six hexadecimal digits.", field="options.background"
            )

    def region(self, shape: tuple[int, ...]) -> Box:
        """The part of a photo of ``shape`` (H, W, ...) that is looked at. Raises ``InvalidArgument`` where it is no part of it."""
        if self.roi is None:
            return whole(shape)
        roi = self.roi
        if min(roi.width, roi.height) < LEAST_ROI_PX:
            raise InvalidArgument(
                f"The region of interest is {roi.width}x{roi.height} px; each side needs {LEAST_ROI_PX} to show a product.",
                field="options.roi",
            )
        if roi.left < 0 or roi.top < 0 or roi.right > shape[1] or roi.bottom > shape[0]:
            raise InvalidArgument(
                f"The region of interest {roi.width}x{roi.height} at ({roi.left}, {roi.top}) leaves the photo of "
                f"{shape[1]}x{shape[0]} px (upright). Move it inside.",
                field="options.roi",
            )
        return roi

    @property
    def background_rgb(self) -> tuple[int, int, int]:
        """The background as red, green, blue, 0..255."""
        red, green, blue = bytes.fromhex(self.background[1:])
        return red, green, blue
