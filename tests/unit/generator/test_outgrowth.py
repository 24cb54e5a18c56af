import cv2
import numpy as np
import pytest

from services.generator.outgrowth import measure_outgrowth

MATTE = np.zeros((300, 400), np.uint8)
MATTE[100:250, 150:250] = 255


def found(*boxes: tuple[int, int, int, int]) -> np.ndarray:
    """What a network of 320 px finds: the product and boxes (x, y, width, height) in the frame."""
    picture = MATTE.copy()
    for x, y, width, height in boxes:
        picture[y : y + height, x : x + width] = 255
    return np.asarray(cv2.GaussianBlur(cv2.resize(picture, (320, 320)), (0, 0), 2), np.uint8)


def test_the_product_alone_is_no_growth() -> None:
    assert measure_outgrowth(found(), MATTE) == 0


def test_an_outline_that_is_a_little_off_is_no_growth() -> None:
    assert measure_outgrowth(found((143, 94, 114, 162)), MATTE) == 0


def test_an_arm_is_measured_by_its_area() -> None:
    share = measure_outgrowth(found((250, 150, 100, 50)), MATTE)
    assert share == pytest.approx(100 * 50 / (100 * 150), abs=0.06)


def test_what_stands_apart_is_no_growth() -> None:
    assert measure_outgrowth(found((320, 150, 60, 60)), MATTE) == 0


def test_what_was_there_before_is_no_growth() -> None:
    podium = (50, 250, 300, 50)
    assert measure_outgrowth(found(podium), MATTE) > 0.5
    assert measure_outgrowth(found(podium), MATTE, found(podium)) == 0


def test_an_empty_answer_or_product_is_no_growth() -> None:
    assert measure_outgrowth(np.zeros((320, 320), np.uint8), MATTE) == 0
    assert measure_outgrowth(found(), np.zeros_like(MATTE)) == 0


def test_a_tiny_product_is_not_all_growth() -> None:
    tiny = np.zeros((300, 400), np.uint8)
    tiny[150:156, 200:206] = 255
    seen = np.zeros((300, 400), np.uint8)
    seen[140:166, 190:216] = 255
    assert measure_outgrowth(np.asarray(cv2.resize(seen, (320, 320)), np.uint8), tiny) < 0.3
