"""Colours, mattes, cameras and frames at the end of what may be asked: every set must still make a sound picture."""

import numpy as np
import pytest

from services.generator.engines.sets import ENGINE, studio_sets
from services.generator.scene import Cutout, SceneRequest, Unwatched
from services.generator.wishes import DressWish

NAMES = [studio_set.name for studio_set in studio_sets()]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("colour", ["#000000", "#ffffff"])
@pytest.mark.parametrize("place", ["floor_color", "wall_color"])
def test_black_and_white_are_colours(bottle: Cutout, name: str, colour: str, place: str) -> None:
    request = SceneRequest("table", set_name=name, seed=1, width=96, height=96, dress=DressWish(**{place: colour}))
    with np.errstate(divide="raise", invalid="raise"):
        scene = ENGINE.generate(bottle, request, Unwatched())
    assert scene.drift.passed
    assert scene.scene.mean() < 254


@pytest.mark.parametrize("name", NAMES)
def test_a_cap_may_hang_over_a_jar(name: str) -> None:
    matte = np.zeros((400, 400), np.uint8)
    matte[40:51, 120:281] = matte[60:371, 120:281] = 255
    cutout = Cutout(np.full((400, 400, 3), 90, np.uint8), matte)
    request = SceneRequest("table", set_name=name, seed=1, width=128, height=128)
    assert ENGINE.generate(cutout, request, Unwatched()).drift.passed
