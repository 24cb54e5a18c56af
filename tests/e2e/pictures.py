"""Pictures for the tests, made by code: product photos that the real network recognises, and every kind of bad upload."""

import io
import struct
import zlib

import cv2
import numpy as np
import pyvips
from numpy.typing import NDArray
from PIL import Image, ImageCms
from skimage import data

Pixels = NDArray[np.uint8]


def vase(colour: tuple[int, int, int] = (178, 64, 48), side_px: int = 360, *, lean: float = 0.0) -> Pixels:
    """A shaded vase on a grey sweep, (side, side, 3) uint8 RGB; ``lean`` moves it sideways, as a share of the side."""
    y, x = np.mgrid[0:side_px, 0:side_px] / side_px
    centre = 0.5 + lean
    neck = 0.08 + 0.05 * np.cos((y - 0.2) * 20) ** 2
    belly = 0.08 + 0.17 * np.sin(np.clip((y - 0.35) / 0.47, 0, 1) * np.pi) ** 0.8
    half_width = np.where(y < 0.35, neck, belly)
    across = (x - centre) / np.maximum(half_width, 1e-6)
    inside = (np.abs(across) < 1) & (y > 0.2) & (y < 0.82)
    shade = np.clip(1.05 - 0.55 * (across + 0.35) ** 2, 0.25, 1.0)[..., None]
    background = (226 - 22 * y)[..., None] * np.array([1.0, 1.0, 0.99])
    shadow = 1 - 0.35 * np.exp(-(((x - centre - 0.05) / 0.2) ** 2) - ((y - 0.83) / 0.025) ** 2)[..., None]
    picture = np.where(inside[..., None], np.array(colour) * shade, background * shadow)
    soft = cv2.GaussianBlur(picture.astype(np.float32), (0, 0), 0.8)
    return np.asarray(np.clip(soft, 0, 255), dtype=np.uint8)


def coffee() -> Pixels:
    """scikit-image's cup of coffee (CC0), (400, 600, 3) uint8 RGB."""
    pixels: Pixels = data.coffee()  # type: ignore[no-untyped-call]
    return pixels


def encode(pixels: Pixels, suffix: str = ".jpg") -> bytes:
    """RGB or RGBA pixels as a file."""
    code = cv2.COLOR_RGB2BGR if pixels.shape[2] == 3 else cv2.COLOR_RGBA2BGRA
    return cv2.imencode(suffix, cv2.cvtColor(pixels, code))[1].tobytes()


def decode(file: bytes) -> Pixels:
    """A file as it is: grey, RGB or RGBA, uint8."""
    pixels = cv2.imdecode(np.frombuffer(file, np.uint8), cv2.IMREAD_UNCHANGED)
    assert pixels is not None, "not a picture"
    if pixels.ndim == 2:
        return pixels.astype(np.uint8)
    code = cv2.COLOR_BGR2RGB if pixels.shape[2] == 3 else cv2.COLOR_BGRA2RGBA
    return cv2.cvtColor(pixels, code).astype(np.uint8)


def sixty_megapixels() -> bytes:
    """A real JPEG of 10000x6000 pixels."""
    return bytes(pyvips.Image.black(10_000, 6_000, bands=3).copy(interpretation="srgb").jpegsave_buffer(Q=50))


def bomb() -> bytes:
    """A PNG of a few hundred bytes whose header claims 60000x60000 pixels."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(bytes(100_000)))
        + chunk(b"IEND", b"")
    )


def animated_gif() -> bytes:
    """Two frames of a moving vase."""
    frames = [Image.fromarray(vase(lean=lean)) for lean in (0.0, 0.1)]
    out = io.BytesIO()
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:], duration=100)
    return out.getvalue()


def svg() -> bytes:
    return b'<svg xmlns="http://www.w3.org/2000/svg" width="400" height="400"><circle cx="200" cy="200" r="150" fill="red"/></svg>'


def cmyk_jpeg() -> bytes:
    """A CMYK JPEG of a vase that carries a profile (sRGB's own would not fit CMYK, so a real CMYK one, from libvips)."""
    picture = pyvips.Image.new_from_array(vase()).copy(interpretation="srgb")
    return bytes(picture.icc_export(output_profile="cmyk").jpegsave_buffer(Q=92, profile="cmyk"))


def sixteen_bit_png() -> bytes:
    """A vase as a PNG with 16 bits a sample, of which the low ones differ."""
    wide = vase().astype(np.uint16) * 257
    wide[::2] -= np.minimum(wide[::2], 60)
    return cv2.imencode(".png", wide[..., ::-1])[1].tobytes()


def rotated_by_exif() -> bytes:
    """A vase lying on its side in the file, which the EXIF orientation sets upright."""
    lying = Image.fromarray(np.rot90(vase(), 1).copy())
    exif = Image.Exif()
    exif[0x0112] = 6
    out = io.BytesIO()
    lying.save(out, "JPEG", quality=95, exif=exif)
    return out.getvalue()


def display_p3_jpeg() -> bytes:
    """A JPEG with an embedded RGB profile."""
    out = io.BytesIO()
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    Image.fromarray(vase()).save(out, "JPEG", quality=95, icc_profile=profile)
    return out.getvalue()
