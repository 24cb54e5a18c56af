import cv2
import numpy as np
import pytest
import pyvips
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from mesh.pictures import png
from mesh.pictures.png import encode_png

Pixels = NDArray[np.uint8]


def _noise(seed: int, shape: tuple[int, ...]) -> Pixels:
    return np.random.default_rng(seed).integers(0, 256, shape, dtype=np.uint8)


def _read(data: bytes) -> Pixels:
    """By libvips, whose PNG reader checks every sum."""
    pixels = pyvips.Image.new_from_buffer(data, "", fail_on="warning").numpy()
    return np.asarray(pixels, np.uint8)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32), st.integers(1, 90), st.integers(1, 90), st.sampled_from([1, 3, 4]))
def test_every_bit_comes_back(seed: int, height: int, width: int, channels: int) -> None:
    pixels = _noise(seed, (height, width) if channels == 1 else (height, width, channels))
    assert np.array_equal(_read(encode_png(pixels)).reshape(pixels.shape), pixels)


@pytest.mark.parametrize("channels", [3, 4])
def test_bands_meet_without_a_seam(monkeypatch: pytest.MonkeyPatch, channels: int) -> None:
    pixels = _noise(1, (100, 50, channels))
    monkeypatch.setattr(png, "_BAND_BYTES", 7 * 50 * channels)
    assert np.array_equal(_read(encode_png(pixels)), pixels)


def test_another_reader_agrees() -> None:
    pixels = _noise(2, (64, 80, 4))
    read = cv2.imdecode(np.frombuffer(encode_png(pixels), np.uint8), cv2.IMREAD_UNCHANGED)
    assert read is not None
    assert np.array_equal(cv2.cvtColor(read, cv2.COLOR_BGRA2RGBA), pixels)


def test_smooth_pictures_pack_well() -> None:
    ramp = np.tile(np.arange(256, dtype=np.uint8)[:, None, None], (2, 512, 3))
    assert len(encode_png(ramp)) < ramp.size / 50
