import numpy as np
import pytest

from services.segmenter.frame import Box, Side, bounding_box, crop_box, cut_sides, whole


def _matte(*boxes: Box, shape: tuple[int, int] = (100, 200)) -> np.ndarray:
    matte = np.zeros(shape, np.uint8)
    for box in boxes:
        matte[box.slices] = 255
    return matte


def test_bounding_box_holds_everything_and_nothing_more() -> None:
    assert bounding_box(_matte(Box(10, 20, 30, 40), Box(150, 5, 151, 6))) == Box(10, 5, 151, 40)


def test_bounding_box_of_nothing() -> None:
    assert bounding_box(_matte()) is None
    faint = np.full((10, 10), 7, np.uint8)
    assert bounding_box(faint, least=8) is None


@pytest.mark.parametrize(
    ("box", "sides"),
    [
        (Box(50, 30, 90, 60), ()),
        (Box(0, 30, 90, 60), (Side.LEFT,)),
        (Box(50, 0, 90, 60), (Side.TOP,)),
        (Box(50, 30, 200, 60), (Side.RIGHT,)),
        (Box(50, 30, 90, 100), (Side.BOTTOM,)),
        (Box(0, 0, 200, 100), (Side.LEFT, Side.TOP, Side.RIGHT, Side.BOTTOM)),
        (Box(0, 30, 1, 31), ()),
    ],
)
def test_cut_sides(box: Box, sides: tuple[Side, ...]) -> None:
    assert cut_sides(_matte(box)) == sides


def test_margin_is_a_share_of_the_longer_side_and_stays_in_the_photo() -> None:
    assert crop_box(Box(50, 40, 90, 60), 0.1, (100, 200)) == Box(46, 36, 94, 64)
    assert crop_box(Box(50, 40, 90, 60), 1.0, (100, 200)) == Box(10, 0, 130, 100)
    assert crop_box(Box(50, 40, 90, 60), 0.0, (100, 200)) == Box(50, 40, 90, 60)


def test_whole_photo() -> None:
    assert whole((100, 200, 3)) == Box(0, 0, 200, 100)
    assert whole((100, 200)).slices == (slice(0, 100), slice(0, 200))
