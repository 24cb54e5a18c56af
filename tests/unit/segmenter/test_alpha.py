import cv2
import numpy as np
import pytest

from services.segmenter.alpha import doubts_of_kept, kept_alpha
from services.segmenter.errors import NoProduct
from services.segmenter.report import Doubt


def _photo(alpha: np.ndarray) -> np.ndarray:
    return np.dstack([np.full((*alpha.shape, 3), 90, np.uint8), alpha])


def _rounded(side: int, radius: int) -> np.ndarray:
    alpha = np.zeros((side, side), np.uint8)
    cv2.rectangle(alpha, (radius, 0), (side - 1 - radius, side - 1), 255, -1)
    cv2.rectangle(alpha, (0, radius), (side - 1, side - 1 - radius), 255, -1)
    for x in (radius, side - 1 - radius):
        for y in (radius, side - 1 - radius):
            cv2.circle(alpha, (x, y), radius, 255, -1)
    return alpha


def test_photo_without_alpha_brings_no_matte() -> None:
    assert kept_alpha(np.zeros((10, 10, 3), np.uint8)) is None


@pytest.mark.parametrize("level", [255, 254, 251, 128, 20])
def test_an_even_veil_cuts_nothing_out(level: int) -> None:
    assert kept_alpha(_photo(np.full((100, 100), level, np.uint8))) is None


@pytest.mark.parametrize("radius", [16, 30, 50])
def test_rounded_corners_cut_nothing_out(radius: int) -> None:
    assert kept_alpha(_photo(_rounded(400, radius))) is None


def test_a_few_stray_pixels_are_ignored() -> None:
    alpha = np.full((100, 100), 255, np.uint8)
    alpha[0, :90] = 0
    assert kept_alpha(_photo(alpha)) is None


def test_real_transparency_is_the_matte() -> None:
    alpha = np.zeros((100, 100), np.uint8)
    alpha[20:80, 20:80] = 255
    alpha[19, 20:80] = 120
    kept = kept_alpha(_photo(alpha))
    assert kept is not None
    assert (kept == alpha).all()
    assert kept.flags.c_contiguous
    assert doubts_of_kept(kept) == ()


@pytest.mark.parametrize("degrees", [1, 10])
def test_a_product_that_fills_its_box_is_a_cutout(degrees: float) -> None:
    # The box of a unit square that is turned by t measures cos t + sin t.
    turn = np.radians(degrees)
    side, grown = 300, int(np.ceil(300 * (np.cos(turn) + np.sin(turn))))
    corners = cv2.boxPoints(((grown / 2, grown / 2), (side, side), degrees))
    alpha = cv2.fillConvexPoly(np.zeros((grown, grown), np.uint8), corners.astype(np.int32), 255)
    assert kept_alpha(_photo(alpha)) is not None


@pytest.mark.parametrize(
    ("side", "doubts"), [(20, ()), (12, (Doubt.SMALL_PRODUCT,)), (6, (Doubt.SMALL_PRODUCT,)), (1, None), (0, None)]
)
def test_how_much_of_a_product_there_is(side: int, doubts: tuple[Doubt, ...] | None) -> None:
    alpha = np.zeros((200, 200), np.uint8)
    alpha[90 : 90 + side, 90 : 90 + side] = 255
    kept = kept_alpha(_photo(alpha))
    assert kept is not None
    if doubts is None:
        with pytest.raises(NoProduct):
            doubts_of_kept(kept)
    else:
        assert doubts_of_kept(kept) == doubts
