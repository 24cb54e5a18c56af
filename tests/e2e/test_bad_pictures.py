"""Uploads that are not what they should be, through both doors: each has its reason, and the odd but good ones work."""

from collections.abc import Callable

import numpy as np
import pytest

from tests.e2e import pictures
from tests.e2e.doors import Door

STATUS = {
    "INVALID_IMAGE": {400, "INVALID_ARGUMENT"},
    "UNSUPPORTED_IMAGE": {400, "INVALID_ARGUMENT"},
    "IMAGE_TOO_LARGE": {413, "OUT_OF_RANGE"},
    "IMAGE_TOO_SMALL": {422, "FAILED_PRECONDITION"},
    "NO_PRODUCT": {422, "FAILED_PRECONDITION"},
}
REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "not an image": (lambda: b"Dear shop, here is my photo. " * 40, "INVALID_IMAGE"),
    "nothing at all": (lambda: b"", "INVALID_IMAGE"),
    "truncated": (lambda: (whole := pictures.encode(pictures.coffee()))[: len(whole) // 2], "INVALID_IMAGE"),
    "60 megapixels": (pictures.sixty_megapixels, "IMAGE_TOO_LARGE"),
    "40 MB": (lambda: pictures.encode(pictures.coffee()) + bytes(40_000_000), "IMAGE_TOO_LARGE"),
    "decompression bomb": (pictures.bomb, "IMAGE_TOO_LARGE"),
    "animated GIF": (pictures.animated_gif, "UNSUPPORTED_IMAGE"),
    "SVG": (pictures.svg, "UNSUPPORTED_IMAGE"),
    "1x1": (lambda: pictures.encode(np.full((1, 1, 3), 200, np.uint8), ".png"), "IMAGE_TOO_SMALL"),
    "blank": (lambda: pictures.encode(np.full((400, 400, 3), 240, np.uint8)), "NO_PRODUCT"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_refused_with_its_reason(door: Door, case: str) -> None:
    make, reason = REFUSED[case]
    outcome = door.cutout(make())
    assert outcome.reason == reason, outcome
    assert outcome.status in STATUS[reason]
    assert len(outcome.message) > 20


WORKING: dict[str, Callable[[], bytes]] = {
    "CMYK JPEG with a profile": pictures.cmyk_jpeg,
    "16-bit PNG": pictures.sixteen_bit_png,
    "EXIF-rotated": pictures.rotated_by_exif,
    "JPEG with an RGB profile": pictures.display_p3_jpeg,
}


@pytest.mark.parametrize("case", WORKING)
def test_odd_but_good_pictures_give_the_upright_product(door: Door, case: str) -> None:
    outcome = door.cutout(WORKING[case]())
    assert outcome.ok, outcome
    cutout = pictures.decode(outcome.picture)
    original = pictures.vase()
    assert cutout.shape == (*original.shape[:2], 4)
    solid = cutout[..., 3] == 255
    # The vase covers a sixth of the picture, stands on its foot, and keeps its colour.
    assert 0.1 < solid.mean() < 0.3
    rows = np.flatnonzero(solid.any(axis=1))
    assert abs(rows[0] - 0.2 * 360) < 8
    assert abs(rows[-1] - 0.82 * 360) < 8
    assert solid[72:90].sum() < solid[190:208].sum()
    difference = np.abs(cutout[..., :3][solid].astype(int) - original[solid].astype(int))
    assert difference.mean() < 12


def test_a_photo_without_its_end_does_not_leave_the_next_one_waiting(door: Door) -> None:
    whole = pictures.encode(pictures.coffee())
    assert not door.cutout(whole[:2000]).ok
    assert door.cutout(whole).ok
