import cv2
import numpy as np

from services.generator.colour import decode
from services.generator.light import Light
from services.generator.placement import Box, Placed
from services.generator.relight import relit

LEFT = Light(-90, 40, 6, 0.3)


def grey(level: int = 120) -> Placed:
    matte = np.full((80, 60), 255, np.uint8)
    matte[:5] = 0
    colours = np.full((80, 60, 3), level, np.uint8)
    colours[matte == 0] = 0
    return Placed(colours, matte, Box(0, 0, 60, 80))


def test_unasked_not_a_byte_is_touched() -> None:
    placed = grey()
    assert relit(placed, LEFT, 0.0) is placed


def test_the_side_of_the_light_gets_brighter_and_the_other_darker() -> None:
    columns = relit(grey(), LEFT, 1.0).colours[40, :, 1].astype(int)
    assert columns[0] > 124 > 116 > columns[-1]
    assert (np.diff(columns) <= 0).all()


def test_warm_light_warms_and_dark_light_darkens() -> None:
    warm = relit(grey(), Light(0, 40, 6, 0.3, warmth=0.8), 1.0).colours[40, 30].astype(int)
    dark = relit(grey(), Light(0, 40, 6, 0.3, level=0.4), 1.0).colours[40, 30].astype(int)
    assert warm[0] - warm[2] >= 10
    assert dark.max() < 100


def test_fine_detail_is_kept() -> None:
    placed = grey()
    noise = np.random.default_rng(1).integers(-20, 21, placed.colours.shape)
    busy = Placed(np.clip(placed.colours + noise, 0, 255).astype(np.uint8), placed.matte, placed.box)
    before, after = decode(busy.colours[10:]), decode(relit(busy, LEFT, 1.0).colours[10:])
    gain = cv2.GaussianBlur(after, (0, 0), 6) / cv2.GaussianBlur(before, (0, 0), 6)
    assert np.abs(after - before * gain).mean() < 0.004


def test_highlights_keep_their_hue_and_nothing_shows_outside() -> None:
    colours = np.full((80, 60, 3), (250, 200, 150), np.uint8)
    matte = np.full((80, 60), 255, np.uint8)
    matte[0] = 0
    bright = relit(Placed(colours, matte, Box(0, 0, 60, 80)), Light(-90, 70, 6, 0.3, level=1.6), 1.0).colours
    ratio = decode(bright[1:]) / decode(bright[1:])[..., :1]
    assert np.ptp(ratio[..., 2]) < 0.02
    assert (bright[0] == 0).all()
