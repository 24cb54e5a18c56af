import cv2
import numpy as np
import pytest

from services.generator.scene import Cutout
from services.generator.stance import read_stance
from tests.unit.generator import products


@pytest.mark.parametrize("pitch_deg", [12, 22, 32])
def test_pitch_is_read_from_a_round_foot(pitch_deg: float) -> None:
    matte = np.zeros((400, 300), np.uint8)
    depth = round(80 * np.sin(np.radians(pitch_deg)))
    cv2.rectangle(matte, (70, 100), (230, 340), 255, cv2.FILLED)
    cv2.ellipse(matte, (150, 340), (80, depth), 0, 0, 360, 255, cv2.FILLED)
    cv2.ellipse(matte, (150, 100), (80, depth), 0, 0, 360, 255, cv2.FILLED)
    stance = read_stance(matte, 0, 0)
    assert not stance.lying
    assert stance.pitch_deg == pytest.approx(pitch_deg, abs=5)


def test_a_box_seen_from_the_front_has_a_low_camera() -> None:
    assert read_stance(np.full((200, 160), 255, np.uint8), 0, 0).pitch_deg < 10


def test_two_things_have_two_feet() -> None:
    feet = read_stance(products.two_cans().matte, 5, 7).feet
    assert sorted(round(foot.row) for foot in feet) == pytest.approx([160 + 15 + 7, 200 + 15 + 7], abs=3)


def test_a_handle_is_not_a_foot() -> None:
    matte = np.zeros((200, 200), np.uint8)
    cv2.rectangle(matte, (80, 40), (160, 180), 255, cv2.FILLED)
    cv2.ellipse(matte, (80, 90), (45, 40), 0, 90, 270, 255, 12)
    feet = read_stance(matte, 0, 0).feet
    assert len(feet) == 1
    assert feet[0].column == pytest.approx(120, abs=4)


def test_a_diagonal_ribbon_lies(ribbon: Cutout) -> None:
    assert read_stance(ribbon.matte, 0, 0).lying


def test_an_override_wins(bottle: Cutout) -> None:
    assert read_stance(bottle.matte, 0, 0, 17.5).pitch_deg == 17.5
