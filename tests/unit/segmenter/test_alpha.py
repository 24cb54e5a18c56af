import numpy as np
import pytest

from services.segmenter.alpha import kept_alpha


def _photo(alpha: np.ndarray) -> np.ndarray:
    return np.dstack([np.full((*alpha.shape, 3), 90, np.uint8), alpha])


def test_photo_without_alpha_brings_no_matte() -> None:
    assert kept_alpha(np.zeros((10, 10, 3), np.uint8)) is None


@pytest.mark.parametrize("level", [255, 254, 251])
def test_solid_alpha_is_ignored(level: int) -> None:
    assert kept_alpha(_photo(np.full((100, 100), level, np.uint8))) is None


def test_a_few_stray_pixels_are_ignored() -> None:
    alpha = np.full((100, 100), 255, np.uint8)
    alpha[0, :9] = 0
    assert kept_alpha(_photo(alpha)) is None


def test_real_transparency_is_the_matte() -> None:
    alpha = np.zeros((100, 100), np.uint8)
    alpha[20:80, 20:80] = 255
    alpha[19, 20:80] = 120
    kept = kept_alpha(_photo(alpha))
    assert kept is not None
    assert (kept == alpha).all()
    assert kept.flags.c_contiguous
