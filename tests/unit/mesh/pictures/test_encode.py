import numpy as np
import pytest

from mesh.pictures.decode import decode
from mesh.pictures.encode import encode
from mesh.pictures.formats import Format, recognised
from mesh.pictures.vips import pyvips
from tests.unit.mesh.pictures.samples import furthest, photo

FILES = [each for each in Format if each is not Format.RAW]


@pytest.mark.parametrize("target", [Format.PNG, Format.TIFF, Format.WEBP, Format.AVIF])
@pytest.mark.parametrize("bands", [3, 4])
def test_lossless_keeps_every_bit(target: Format, bands: int) -> None:
    pixels = np.random.default_rng(1).integers(0, 256, (50, 70, bands), dtype=np.uint8)
    if bands == 4:
        pixels[:, :20, 3] = 0  # colours under full transparency count, too
    data = encode(pixels, target, lossless=True)
    assert recognised(data) is target
    assert np.array_equal(decode(data).pixels, pixels)


@pytest.mark.parametrize("target", [Format.JPEG, Format.WEBP, Format.AVIF])
def test_lossy_comes_close_and_quality_counts(target: Format) -> None:
    noisy = np.clip(photo(200, 200).astype(int) + np.random.default_rng(2).integers(-20, 20, (200, 200, 1)), 0, 255)
    pixels = noisy.astype(np.uint8)
    best, worst = encode(pixels, target, quality=95), encode(pixels, target, quality=20)
    assert len(worst) < len(best) / 2
    error = [np.abs(decode(data).pixels.astype(int) - pixels).mean() for data in (best, worst)]
    assert error[0] < 4
    assert error[0] < error[1]


@pytest.mark.parametrize("target", [Format.PNG, Format.JPEG, Format.WEBP, Format.TIFF])
def test_mattes_are_encoded_as_grey(target: Format) -> None:
    matte = photo()[:, :, 0]
    data = encode(matte, target, lossless=True)
    assert furthest(decode(data).pixels[:, :, 1], matte) <= (3 if target is Format.JPEG else 0)


def test_a_png_matte_has_one_channel() -> None:
    data = encode(photo()[:, :, 0], Format.PNG)
    assert data[25] == 0, "colour type of the PNG header: 0 is grey"
    assert b"sRGB" not in data


@pytest.mark.parametrize("bands", [3, 4])
def test_a_png_says_that_it_is_srgb(bands: int) -> None:
    assert encode(photo(bands=bands), Format.PNG)[37:41] == b"sRGB"


def test_jpeg_lays_transparency_on_the_background() -> None:
    pixels = photo(bands=4)
    pixels[:, :, 3] = 0
    shown = decode(encode(pixels, Format.JPEG, background=(200, 30, 60))).pixels
    assert np.abs(shown.astype(int) - (200, 30, 60)).max() <= 3
    half = np.full((32, 32, 4), (0, 0, 0, 128), dtype=np.uint8)
    assert abs(int(decode(encode(half, Format.JPEG)).pixels.mean()) - 127) <= 2


def test_jpeg_keeps_full_colour_resolution_on_an_edge() -> None:
    edge = np.zeros((64, 64, 3), dtype=np.uint8)
    edge[:, :33] = (255, 0, 0)
    edge[:, 33:] = (0, 0, 255)
    assert np.abs(decode(encode(edge, Format.JPEG)).pixels.astype(int) - edge).mean() < 2
    assert np.abs(decode(encode(edge, Format.JPEG, quality=80)).pixels.astype(int) - edge).mean() > 2


def test_raw_is_the_bare_bytes() -> None:
    assert encode(photo(bands=4), Format.RAW) == photo(bands=4).tobytes()


@pytest.mark.parametrize("target", FILES)
def test_views_are_encoded_as_they_look(target: Format) -> None:
    view = photo()[::-1, ::2]
    shown = decode(encode(view, target, lossless=True, quality=95)).pixels
    assert furthest(shown, np.ascontiguousarray(view)) <= (12 if target is Format.JPEG else 0)


@pytest.mark.parametrize("target", FILES)
def test_no_metadata_is_written(target: Format) -> None:
    data = encode(photo(), target)
    assert not any(mark in data for mark in (b"Exif", b"http://ns.adobe.com", b"GPS", b"vips"))
    image = pyvips.Image.new_from_buffer(data, "")
    assert not {"exif-data", "xmp-data", "iptc-data", "icc-profile-data"} & set(image.get_fields())


@pytest.mark.parametrize("shape", [(4,), (8, 8, 1), (8, 8, 2), (8, 8, 5), (2, 8, 8, 3)])
def test_other_shapes_are_refused(shape: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="pixels must be"):
        encode(np.zeros(shape, dtype=np.uint8), Format.PNG)


@pytest.mark.parametrize("quality", [0, 101, -5])
def test_other_qualities_are_refused(quality: int) -> None:
    with pytest.raises(ValueError, match="quality"):
        encode(photo(), Format.JPEG, quality=quality)
