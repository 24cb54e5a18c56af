"""Two requests at once never see each other's pixels."""

import colorsys
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from tests.e2e import pictures
from tests.e2e.doors import Door

IMAGES = 32


def _distinct(number: int) -> tuple[pictures.Pixels, bytes]:
    """Vase number so and so: its own colour, place and size of picture."""
    red, green, blue = colorsys.hsv_to_rgb(number / IMAGES, 0.75, 0.8)
    colour = (int(255 * red), int(255 * green), int(255 * blue))
    pixels = pictures.vase(colour, 300 + 4 * number, lean=0.12 * np.sin(number))
    return pixels, pictures.encode(pixels, ".png")


def test_32_distinct_images_in_flight_come_back_as_their_own(door: Door) -> None:
    sent = [_distinct(number) for number in range(IMAGES)]
    with ThreadPoolExecutor(IMAGES) as pool:
        outcomes = list(pool.map(lambda each: door.cutout(each[1]), sent))
    for number, ((pixels, _), outcome) in enumerate(zip(sent, outcomes, strict=True)):
        assert outcome.ok, (number, outcome)
        cutout = pictures.decode(outcome.picture)
        assert cutout.shape[:2] == pixels.shape[:2], number
        solid = cutout[..., 3] == 255
        assert solid.mean() > 0.05, number
        # PNG in, PNG out: inside the matte every pixel is the very one that was sent.
        assert np.array_equal(cutout[..., :3][solid], pixels[solid]), number
