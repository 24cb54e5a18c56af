import cv2
import numpy as np

from services.generator.contact import darken_contact
from services.generator.render.camera import Camera
from services.generator.stance import read_stance
from tests.unit.generator import products

CAMERA = Camera(400, 400, 30, (200, 300), 200)


def kept(matte: np.ndarray, left: int = 20, top: int = 10) -> np.ndarray:
    factor = np.ones((440, 440, 3), np.float32)
    darken_contact(factor, matte, left, top, read_stance(matte, left, top), CAMERA)
    return factor[..., 1]


def test_it_is_dark_at_the_foot_and_nowhere_else() -> None:
    matte = products.bottle(380, 340).matte
    factor = kept(matte)
    low = int(np.nonzero((matte > 128).any(axis=1))[0][-1]) + 10
    assert factor[low + 1, 190] < 0.6
    assert factor[low + 40, 190] > 0.99
    assert factor[low - 120, 130] == 1


def test_a_handle_touches_nothing() -> None:
    matte = np.zeros((380, 380), np.uint8)
    cv2.rectangle(matte, (150, 60), (300, 330), 255, cv2.FILLED)
    cv2.ellipse(matte, (150, 200), (80, 90), 0, 90, 270, 255, 16)
    factor = kept(matte)
    assert factor[342, 240] < 0.6  # under the mug
    assert factor[295:345, 85:150].min() > 0.97  # under the handle


def test_it_may_lie_outside_the_frame() -> None:
    assert kept(products.bottle(300, 300).matte, -280, 430).min() == 1


def test_a_lying_thing_has_none() -> None:
    assert kept(products.ribbon().matte).min() == 1
