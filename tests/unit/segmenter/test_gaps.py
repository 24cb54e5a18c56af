import cv2
import numpy as np
import pytest

from services.segmenter.gaps import open_gaps

BACKDROP, PRODUCT = (225, 224, 222), (40, 42, 50)


def _scene(
    gap: tuple[int, int, int, int], confidence: float, colour: tuple[int, int, int] = BACKDROP, spread: float = 3
) -> tuple[np.ndarray, np.ndarray]:
    """A dark product on a plain backdrop; ``gap`` (top, left, bottom, right) has a colour and a confidence of its own."""
    square = np.full((320, 320, 3), BACKDROP, np.float32)
    settled = np.zeros((320, 320), np.float32)
    square[100:220, 100:220], settled[100:220, 100:220] = PRODUCT, 1.0
    top, left, bottom, right = gap
    square[top:bottom, left:right], settled[top:bottom, left:right] = colour, confidence
    square += np.random.default_rng(1).normal(0, spread, square.shape)
    return np.clip(square, 0, 255).astype(np.uint8), cv2.GaussianBlur(settled, (0, 0), 0.7)


GAP = (108, 150, 114, 175)


def _bridge(colour: tuple[int, int, int] = BACKDROP) -> tuple[np.ndarray, np.ndarray]:
    """A gap as between the bars of sunglasses: where it is wide the confidence falls, over most of it it is near that of labels."""
    square, settled = _scene((108, 150, 118, 180), 1.0, colour)
    across = np.interp(np.arange(150, 180), [150, 156, 161, 180], [0.9, 0.93, 0.987, 0.995])
    settled[109:117, 151:179] = across[1:-1]
    return square, settled.astype(np.float32)


def test_a_gap_is_opened_though_the_network_doubts_but_a_part_of_it() -> None:
    square, settled = _bridge()
    assert (settled[109:117, 151:179] < 0.985).mean() < 0.5
    opened, any_opened = open_gaps(square, settled)
    assert any_opened
    assert (opened[110:116, 152:178] < 0.5).all()


def test_the_same_in_a_colour_that_is_but_near_stays() -> None:
    """A white sock, a shadow under a hand: near enough to the backdrop's colour to begin with, but nowhere of it."""
    red, green, blue = BACKDROP
    square, settled = _bridge((red - 24, green - 24, blue - 24))
    assert not open_gaps(square, settled)[1]


def test_filled_gap_is_opened() -> None:
    square, settled = _scene(GAP, 0.95)
    opened, any_opened = open_gaps(square, settled)
    assert any_opened
    assert (opened[109:113, 151:174] < 0.5).all()
    assert (opened[111, 140:147] > 0.9).all()
    assert settled[111, 160] > 0.9, "the argument is left alone"


@pytest.mark.parametrize(
    ("why", "scene"),
    [
        ("the network is sure: a label", _scene(GAP, 1.0)),
        ("another colour than the backdrop", _scene(GAP, 0.95, (225, 150, 60))),
        ("too small", _scene((108, 150, 111, 153), 0.95)),
        ("on the outline: glass", _scene((108, 100, 114, 125), 0.95)),
        ("the backdrop is busy", _scene(GAP, 0.95, spread=40)),
    ],
)
def test_what_only_looks_like_a_gap_stays(why: str, scene: tuple[np.ndarray, np.ndarray]) -> None:
    square, settled = scene
    opened, any_opened = open_gaps(square, settled)
    assert not any_opened, why
    assert opened is settled


def test_without_contrast_nothing_is_opened() -> None:
    square, settled = _scene(GAP, 0.95)
    pale = np.clip(square, 205, 255)
    assert not open_gaps(pale, settled)[1]
