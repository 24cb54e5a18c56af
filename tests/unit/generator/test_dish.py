import cv2
import numpy as np
import pytest

from services.generator.dish import find_rim
from services.generator.stance import read_stance
from tests.unit.generator import products


@pytest.mark.parametrize("pitch_deg", [35, 45, 58, 65])
def test_a_saucer_tells_how_far_the_camera_looks_down(pitch_deg: float) -> None:
    rim = find_rim(products.cup_on_saucer(pitch_deg).matte > 128)
    assert rim is not None
    assert rim.pitch_deg == pytest.approx(pitch_deg, abs=2)
    assert rim.column == pytest.approx(200, abs=2)
    assert rim.row == pytest.approx(240, abs=3)
    assert rim.half_width == pytest.approx(150, abs=2)


def test_the_stance_takes_the_dishs_pitch_and_keeps_an_override() -> None:
    matte = products.cup_on_saucer(55).matte
    assert read_stance(matte, 0, 0).pitch_deg == pytest.approx(55, abs=2)
    given = read_stance(matte, 10, 20, 40.0)
    assert given.pitch_deg == 40
    assert given.rim is not None
    assert given.rim.column == pytest.approx(210, abs=3)
    assert given.rim.row == pytest.approx(260, abs=4)


def test_balls_bottles_boxes_and_mugs_are_no_dishes() -> None:
    ball = np.zeros((300, 300), np.uint8)
    cv2.circle(ball, (150, 150), 120, 255, cv2.FILLED)
    box = np.zeros((300, 300), np.uint8)
    box[60:240, 50:250] = 255
    mug = np.zeros((300, 300), np.uint8)
    cv2.rectangle(mug, (80, 80), (220, 200), 255, cv2.FILLED)
    cv2.ellipse(mug, (150, 200), (70, 45), 0, 0, 360, 255, cv2.FILLED)
    stick = np.zeros((60, 60), np.uint8)
    stick[5:50, 30:32] = 255
    for matte in (
        stick,
        ball,
        box,
        mug,
        products.bottle().matte,
        products.two_cans().matte,
        np.zeros((40, 40), np.uint8),
    ):
        assert find_rim(matte > 128) is None
