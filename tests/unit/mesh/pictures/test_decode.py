from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import pytest

from mesh.errors import ImageTooLarge, ImageTooSmall, InvalidImage, PackshotError, UnsupportedImage
from mesh.pictures.decode import Limits, decode
from mesh.pictures.formats import Format
from mesh.pictures.vips import pyvips
from tests.unit.mesh.pictures.samples import furthest, oriented, photo, png_claiming, vips


def test_a_png_comes_out_bit_for_bit() -> None:
    picture = decode(vips(photo()).pngsave_buffer())
    assert np.array_equal(picture.pixels, photo())
    assert (picture.source_format, picture.source_bits, picture.source_orientation) == (Format.PNG, 8, 1)
    assert not picture.has_alpha
    assert not picture.had_profile


@pytest.mark.parametrize(
    ("save", "options", "expected", "tolerance"),
    [
        ("jpegsave_buffer", {"Q": 95}, Format.JPEG, 6),
        ("webpsave_buffer", {"Q": 95}, Format.WEBP, 12),
        ("webpsave_buffer", {"lossless": True}, Format.WEBP, 0),
        ("heifsave_buffer", {"compression": "av1", "lossless": True}, Format.AVIF, 0),
        ("tiffsave_buffer", {"compression": "lzw"}, Format.TIFF, 0),
        ("tiffsave_buffer", {"tile": True}, Format.TIFF, 0),
        ("pngsave_buffer", {"interlace": True}, Format.PNG, 0),
        ("jpegsave_buffer", {"Q": 95, "interlace": True}, Format.JPEG, 6),
    ],
)
def test_each_format_is_taken(save: str, options: dict[str, Any], expected: Format, tolerance: int) -> None:
    picture = decode(getattr(vips(photo()), save)(**options))
    assert picture.source_format is expected
    assert furthest(picture.pixels, photo()) <= tolerance


@pytest.mark.parametrize(
    ("save", "options"),
    [
        ("pngsave_buffer", {}),
        ("tiffsave_buffer", {}),
        ("webpsave_buffer", {"lossless": True, "exact": True}),
        ("heifsave_buffer", {"compression": "av1", "lossless": True}),
    ],
)
def test_alpha_is_kept_straight(save: str, options: dict[str, Any]) -> None:
    picture = decode(getattr(vips(photo(bands=4)), save)(**options))
    assert picture.has_alpha
    assert furthest(picture.pixels, photo(bands=4)) == 0


def test_a_tiff_with_premultiplied_alpha_becomes_straight() -> None:
    picture = decode(vips(photo(bands=4)).tiffsave_buffer(premultiply=True))
    # Multiplying and dividing in 8 bits loses up to 255 / alpha; the darkest alpha here is 51.
    assert furthest(picture.pixels, photo(bands=4)) <= 5


def test_grey_and_palette_become_rgb() -> None:
    grey = decode(vips(photo()[:, :, :1]).pngsave_buffer())
    assert grey.pixels.shape == (48, 64, 3)
    assert np.array_equal(grey.pixels[:, :, 2], photo()[:, :, 0])
    palette = decode(vips(photo()).pngsave_buffer(palette=True, Q=100, dither=0))
    assert palette.pixels.shape == (48, 64, 3)
    assert np.abs(palette.pixels.astype(int) - photo()).mean() < 8
    bilevel = decode((vips(photo()[:, :, :1]) > 127).tiffsave_buffer(bitdepth=1))
    assert set(np.unique(bilevel.pixels)) == {0, 255}


@pytest.mark.parametrize("save", ["pngsave_buffer", "tiffsave_buffer"])
@pytest.mark.parametrize("bands", [1, 3, 4])
def test_16_bits_are_scaled_and_not_cut(save: str, bands: int) -> None:
    deep = vips(photo(bands=bands)).colourspace("grey16" if bands == 1 else "rgb16")
    picture = decode(getattr(deep, save)())
    assert picture.source_bits == 16
    expected = np.repeat(photo(bands=1), 3, axis=2) if bands == 1 else photo(bands=bands)
    assert furthest(picture.pixels, expected) == 0


@pytest.mark.parametrize("profile", ["cmyk", None])
def test_cmyk_becomes_srgb_with_and_without_profile(profile: str | None) -> None:
    muted = (64 + photo() // 2).astype(np.uint8)  # colours that a press can print
    ink = vips(muted).icc_transform("cmyk", input_profile="srgb", intent="relative", black_point_compensation=True)
    picture = decode(ink.jpegsave_buffer(Q=98, keep="icc" if profile else "none"))
    assert picture.had_profile is bool(profile)
    assert picture.pixels.shape == (48, 64, 3)
    assert np.abs(picture.pixels.astype(int) - muted).mean() < 6


def test_a_wide_profile_is_converted_and_an_srgb_one_left_alone() -> None:
    wide = vips(photo()).icc_transform("p3", input_profile="srgb", intent="relative")
    stored = wide.pngsave_buffer(profile="p3")
    picture = decode(stored)
    assert picture.had_profile
    assert furthest(wide.numpy(), photo()) > 20, "the sample must differ, or this test says nothing"
    # Two roundings to 8 bits; where a channel is nearly black one step of P3 is several of sRGB.
    assert furthest(picture.pixels, photo()) <= 8
    assert np.abs(picture.pixels.astype(int) - photo()).mean() < 0.7
    assert np.array_equal(decode(vips(photo()).pngsave_buffer(profile="srgb")).pixels, photo())


def test_a_broken_profile_is_ignored() -> None:
    image = vips(photo()).copy()
    image.set_type(pyvips.GValue.blob_type, "icc-profile-data", b"not a profile" * 20)
    picture = decode(image.tiffsave_buffer())
    assert np.array_equal(picture.pixels, photo())


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("save", ["jpegsave_buffer", "pngsave_buffer", "tiffsave_buffer", "webpsave_buffer"])
def test_exif_orientation_is_applied(orientation: int, save: str) -> None:
    upright = photo()
    # How the sensor saw it, so that the orientation brings it back (EXIF 2.32, 4.6.4 A).
    stored = {
        1: upright,
        2: upright[:, ::-1],
        3: upright[::-1, ::-1],
        4: upright[::-1],
        5: upright.transpose(1, 0, 2),
        6: np.rot90(upright, 1),
        7: upright[::-1, ::-1].transpose(1, 0, 2),
        8: np.rot90(upright, -1),
    }[orientation]
    options = {"lossless": True} if save == "webpsave_buffer" else {"Q": 95} if save == "jpegsave_buffer" else {}
    picture = decode(getattr(oriented(np.ascontiguousarray(stored), orientation), save)(**options))
    assert picture.source_orientation == orientation
    assert (picture.source_width_px, picture.source_height_px) == (stored.shape[1], stored.shape[0])
    assert furthest(picture.pixels, upright) <= (8 if save == "jpegsave_buffer" else 0)


@pytest.mark.parametrize(
    ("save", "options"),
    [
        ("jpegsave_buffer", {}),
        ("pngsave_buffer", {}),
        ("webpsave_buffer", {}),
        ("heifsave_buffer", {"compression": "av1"}),
        ("tiffsave_buffer", {"compression": "lzw"}),
    ],
)
@pytest.mark.parametrize("kept", [0.02, 0.3, 0.6, 0.9])
def test_files_cut_short_are_invalid(save: str, options: dict[str, Any], kept: float) -> None:
    noise = np.random.default_rng(0).integers(0, 256, (300, 200, 3), dtype=np.uint8)
    whole = getattr(vips(noise), save)(**options)
    with pytest.raises(InvalidImage):
        decode(whole[: int(len(whole) * kept)])


def test_damage_inside_a_png_is_noticed() -> None:
    whole = bytearray(vips(photo(256, 256)).pngsave_buffer())
    whole[len(whole) // 2] ^= 0xFF
    with pytest.raises(InvalidImage):
        decode(bytes(whole))


def test_a_header_that_claims_60000_pixels_square_is_refused_unread() -> None:
    with pytest.raises(ImageTooLarge) as caught:
        decode(png_claiming(60_000, 60_000))
    assert caught.value.facts == {"width": "60000", "height": "60000", "max_pixels": "50000000"}


def test_a_real_bomb_is_refused_by_its_header() -> None:
    bomb = pyvips.Image.black(10_000, 6_000, bands=3).pngsave_buffer(compression=9)
    assert len(bomb) < 200_000
    with pytest.raises(ImageTooLarge):
        decode(bomb)
    with pytest.raises(ImageTooLarge):
        decode(bomb[:2000])  # cut behind the header: had pixels been read, it would be InvalidImage


def test_bytes_are_counted_first() -> None:
    with pytest.raises(ImageTooLarge) as caught:
        decode(b"\xff\xd8\xff" + bytes(100), Limits(max_bytes=50))
    assert caught.value.facts["max_bytes"] == "50"


def test_the_limits_themselves_are_allowed() -> None:
    data = vips(photo()).pngsave_buffer()
    limits = Limits(max_bytes=len(data), max_pixels=64 * 48, min_side_px=48)
    assert decode(data, limits).pixels.shape == (48, 64, 3)


@pytest.mark.parametrize("size", [(1, 1), (15, 400), (400, 15)])
def test_too_small_is_said(size: tuple[int, int]) -> None:
    with pytest.raises(ImageTooSmall):
        decode(vips(photo(*size)).pngsave_buffer())


def test_moving_and_many_paged_files_are_refused() -> None:
    frames = vips(np.vstack([photo(), photo()[::-1]])).copy()
    frames.set_type(pyvips.GValue.gint_type, "page-height", 48)
    for data in (frames.webpsave_buffer(), frames.tiffsave_buffer(), frames.gifsave_buffer()):
        with pytest.raises(UnsupportedImage):
            decode(data)


def test_float_samples_and_odd_channels_are_refused() -> None:
    with pytest.raises(UnsupportedImage):
        decode(vips(photo()).cast("float").tiffsave_buffer())
    many = vips(photo()).bandjoin([vips(photo()), vips(photo())])
    with pytest.raises(UnsupportedImage):
        decode(many.tiffsave_buffer())


def test_loaders_that_are_not_needed_are_blocked_in_libvips_itself() -> None:
    svg = b"<svg xmlns='http://www.w3.org/2000/svg' width='64' height='64'/>"
    with pytest.raises(pyvips.Error):
        pyvips.Image.svgload_buffer(svg)
    with pytest.raises(pyvips.Error):
        pyvips.Image.new_from_buffer(vips(photo()).gifsave_buffer(), "")


def test_nothing_leaks_to_stderr_and_nothing_is_cached(capfd: pytest.CaptureFixture[str]) -> None:
    noise = np.random.default_rng(0).integers(0, 256, (300, 200, 3), dtype=np.uint8)
    for save in ("jpegsave_buffer", "pngsave_buffer", "webpsave_buffer", "tiffsave_buffer"):
        whole = getattr(vips(noise), save)()
        decode(whole)
        with pytest.raises(PackshotError):
            decode(whole[: len(whole) // 2])
    assert capfd.readouterr() == ("", "")
    assert pyvips.cache_get_size() == 0


def test_threads_keep_their_pictures_apart() -> None:
    sources = [np.full((40, 60, 3), shade, dtype=np.uint8) for shade in range(32)]
    files = [vips(source).pngsave_buffer() for source in sources]
    with ThreadPoolExecutor(8) as pool:
        for _ in range(5):
            for source, picture in zip(sources, pool.map(decode, files), strict=True):
                assert np.array_equal(picture.pixels, source)
