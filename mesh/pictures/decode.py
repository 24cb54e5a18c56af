"""Pictures from strangers, as upright 8-bit sRGB pixels, or an error that says what is wrong with them.

Everything that can be refused is refused from the first bytes and the header, before a pixel is decoded. Safe to
call from several threads at once; takes about 10 ms a megapixel, so callers keep it off the event loop.
"""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from mesh.errors import ImageTooLarge, ImageTooSmall, InvalidImage, UnsupportedImage
from mesh.pictures.formats import Format, recognised
from mesh.pictures.profiles import names_srgb
from mesh.pictures.vips import pyvips

_LOADERS: Final = {
    Format.JPEG: "jpegload_buffer",
    Format.PNG: "pngload_buffer",
    Format.WEBP: "webpload_buffer",
    Format.AVIF: "heifload_buffer",
    Format.TIFF: "tiffload_buffer",
}
_SAMPLES = {"uchar": 8, "ushort": 16}
_MOST_BANDS = 5
"""CMYK and alpha. A header may claim thousands, each a plane of its own in memory."""


@dataclass(frozen=True)
class Limits:
    """What a picture may be. All are checked before its pixels are decoded."""

    max_bytes: int = 30_000_000
    """Largest file, in bytes."""
    max_pixels: int = 50_000_000
    """Largest width x height. 50 megapixels are 150 MB of RGB."""
    min_side_px: int = 16
    """Shortest side in which a product could be seen."""


@dataclass(frozen=True)
class Picture:
    """A decoded picture and what it was before."""

    pixels: NDArray[np.uint8]
    """(H, W, 3) or, with transparency, (H, W, 4) uint8: sRGB, straight alpha, upright."""
    source_format: Format
    source_width_px: int
    """Width as stored, before the picture was turned upright."""
    source_height_px: int
    source_bits: int
    """Bits a sample as stored: 8 or 16."""
    source_orientation: int
    """EXIF orientation 1..8; 1 is upright."""
    had_profile: bool
    """Whether the file carried an ICC profile; without one it was taken for sRGB (CMYK: for a common offset press)."""

    @property
    def has_alpha(self) -> bool:
        """Whether the picture came with transparency, even if none of it is used."""
        return bool(self.pixels.shape[2] == 4)


@dataclass(frozen=True)
class Examined:
    """What a picture's first bytes tell."""

    source_format: Format
    width_px: int
    """Width of the upright picture."""
    height_px: int


def examine(data: bytes, limits: Limits | None = None) -> Examined:
    """Format and upright size of the picture in ``data``; its pixels are not decoded, so damage further in goes unseen. Raises like
    ``decode``."""
    image, source_format = _opened(data, limits or Limits())
    turned = _field(image, "orientation", 1) > 4
    width, height = (image.height, image.width) if turned else (image.width, image.height)
    return Examined(source_format, width, height)


def decode(data: bytes, limits: Limits | None = None) -> Picture:
    """The picture in ``data``.

    JPEG, PNG, WebP, AVIF and TIFF are taken, in grey, palette, RGB and CMYK, of 8 or 16 bits. Raises
    ``ImageTooLarge``, ``ImageTooSmall``, ``UnsupportedImage`` (another kind, animated, several pages) and
    ``InvalidImage`` (not a picture, damaged, cut short).
    """
    image, source_format = _opened(data, limits or Limits())
    orientation = _field(image, "orientation", 1)
    try:
        upright = _upright(_srgb(image), orientation)
        pixels = np.frombuffer(upright.write_to_memory(), dtype=np.uint8)
    except pyvips.Error as fault:
        raise _damaged(source_format) from fault
    return Picture(
        pixels=pixels.reshape(upright.height, upright.width, upright.bands),
        source_format=source_format,
        source_width_px=image.width,
        source_height_px=image.height,
        source_bits=_SAMPLES[image.format],
        source_orientation=orientation,
        had_profile=bool(image.get_typeof("icc-profile-data")),
    )


def _opened(data: bytes, limits: Limits) -> tuple[Any, Format]:
    """The picture with its header read and checked, and its format."""
    if len(data) > limits.max_bytes:
        raise ImageTooLarge(
            f"The file has {len(data) / 1e6:.1f} MB; {limits.max_bytes / 1e6:.0f} MB are the limit. Save it smaller or as JPEG.",
            bytes=len(data),
            max_bytes=limits.max_bytes,
        )
    source_format = recognised(data)
    try:
        image = pyvips.Operation.call(_LOADERS[source_format], data, access="sequential", fail_on="error")
    except pyvips.Error as fault:
        raise _damaged(source_format) from fault
    _check_header(image, source_format, limits)
    return image, source_format


def _check_header(image: Any, source_format: Format, limits: Limits) -> None:
    """Refuse what the header already tells; no pixel has been decoded yet."""
    width, height = image.width, image.height
    if width * height > limits.max_pixels:
        raise ImageTooLarge(
            f"The picture has {width} x {height} pixels; {limits.max_pixels / 1e6:.0f} megapixels are the limit. Scale it down.",
            width=width,
            height=height,
            max_pixels=limits.max_pixels,
        )
    if min(width, height) < limits.min_side_px:
        raise ImageTooSmall(
            f"The picture has {width} x {height} pixels; each side needs {limits.min_side_px} at least to show a product.",
            width=width,
            height=height,
            min_side_px=limits.min_side_px,
        )
    pages = _field(image, "n-pages", 1)
    if pages > 1:
        raise UnsupportedImage(
            f"The {source_format.name} holds {pages} pages or frames. Export the one that shows the product as a file of its own.",
            kind=f"{source_format.name} of several pages",
        )
    if image.format not in _SAMPLES or image.bands > _MOST_BANDS or image.interpretation == "multiband":
        raise UnsupportedImage(
            f"The {source_format.name} holds {image.bands} channels of type {image.format}. "
            "Save it as grey, RGB or CMYK of 8 or 16 bits.",
            kind=f"{source_format.name} of {image.format}",
        )


def _srgb(image: Any) -> Any:
    """``image`` in 8-bit sRGB, 3 bands or 4 with alpha.

    Relative colorimetric with black point compensation, as browsers and photo editors do. A profile that names
    itself sRGB is left alone: going through it would be slow and shift values by one for nothing.
    """
    profile = image.get("icc-profile-data") if image.get_typeof("icc-profile-data") else None
    cmyk = image.interpretation == "cmyk"
    if cmyk or (profile and not names_srgb(profile)):
        fallback = {"input_profile": "cmyk"} if cmyk else {}
        try:
            image = image.icc_transform(
                "srgb", embedded=True, intent="relative", black_point_compensation=True, depth=8, **fallback
            )
        except pyvips.Error:
            if cmyk:
                raise
            # An unreadable profile, or one for other channels than the picture has: other viewers ignore it, too.
    if image.interpretation != "srgb" or image.format != "uchar":
        image = image.colourspace("srgb")
    return image.extract_band(0, n=4) if image.bands > 4 else image


def _upright(image: Any, orientation: int) -> Any:
    """``image`` turned as its EXIF orientation says. Turning reads pixels out of order, so they are decoded to
    memory first.
    """
    return image.copy_memory().autorot() if orientation > 1 else image


def _field(image: Any, name: str, default: int) -> int:
    return int(image.get(name)) if image.get_typeof(name) else default


def _damaged(source_format: Format) -> InvalidImage:
    # libvips' own words are one buffer for all threads: they may speak of somebody else's picture.
    return InvalidImage(
        f"The {source_format.name} file is damaged or cut short. Open it in a viewer, save it again, and send the new file.",
        format=source_format.name,
    )
