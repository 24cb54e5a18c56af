import numpy as np
import pytest

from services.segmenter import colour, frame
from services.segmenter.frame import Box
from tests.unit.segmenter.studio_photo import StudioPhoto

WHITE, GREEN = np.array([255, 255, 255]), np.array([0, 255, 0])


def _cut(photo: StudioPhoto, box: Box | None = None) -> np.ndarray:
    return colour.cut_out(photo.pixels, photo.truth, box or frame.whole(photo.truth.shape))


def _laid_on(product: np.ndarray, background: np.ndarray) -> np.ndarray:
    alpha = product[..., 3:] / 255
    return product[..., :3] * alpha + background * (1 - alpha)


def test_solid_pixels_are_the_photos_bit_for_bit() -> None:
    photo = StudioPhoto()
    product = _cut(photo)
    solid = photo.truth == 255
    assert (product[solid][:, :3] == photo.pixels[solid]).all()
    assert (product[..., 3] == photo.truth).all()


@pytest.mark.parametrize("size", [(640, 480), (2560, 1920)])
@pytest.mark.parametrize("background", [(255, 255, 255), (0, 0, 0), (0, 177, 64)])
def test_old_background_is_gone_from_the_edge(size: tuple[int, int], background: tuple[int, int, int]) -> None:
    photo = StudioPhoto(*size, background=background)
    edge = (photo.truth > 25) & (photo.truth < 230)
    estimated = _cut(photo)[edge][:, :3].astype(float)
    kept = photo.pixels[edge].astype(float)
    truth = np.array(photo.product, float)
    assert np.abs(estimated - truth).mean() < 10
    assert np.abs(estimated - truth).mean() < np.abs(kept - truth).mean() / 5


def test_no_rim_of_the_old_background_on_a_new_one() -> None:
    photo = StudioPhoto(background=(255, 255, 255))
    alpha = photo.truth[..., None] / 255
    wanted = alpha * np.array(photo.product) + (1 - alpha) * GREEN
    edge = (photo.truth > 0) & (photo.truth < 255)
    assert np.abs(_laid_on(_cut(photo), GREEN) - wanted)[edge].mean() < 6


def test_colour_bleeds_a_little_beyond_the_edge_and_not_further() -> None:
    photo = StudioPhoto()
    product = _cut(photo)
    row = product[240]
    first = int(np.flatnonzero(row[:, 3])[0])
    assert np.abs(row[first - 2, :3].astype(int) - photo.product).max() < 25
    assert (row[: first - 8, :3] == 0).all()


def test_crop_gives_the_same_pixels() -> None:
    photo = StudioPhoto()
    box = Box(133, 91, 507, 402)
    np.testing.assert_allclose(_cut(photo, box), _cut(photo)[box.slices], atol=1)


def test_works_in_strips_as_in_one(monkeypatch: pytest.MonkeyPatch) -> None:
    photo = StudioPhoto()
    at_once = _cut(photo)
    monkeypatch.setattr(colour, "_STRIP_ROWS", 40)
    assert np.abs(_cut(photo).astype(int) - at_once).max() <= 1


def test_photo_with_a_fourth_channel_is_taken() -> None:
    photo = StudioPhoto()
    four = np.dstack([photo.pixels, np.full(photo.truth.shape, 255, np.uint8)])
    assert (colour.cut_out(four, photo.truth, frame.whole(photo.truth.shape)) == _cut(photo)).all()


def test_hard_matte_needs_no_estimate() -> None:
    photo = StudioPhoto()
    hard = np.where(photo.truth > 127, np.uint8(255), np.uint8(0))
    product = colour.cut_out(photo.pixels, hard, frame.whole(hard.shape))
    assert (product[hard == 255][:, :3] == photo.pixels[hard == 255]).all()
    assert (product[hard == 0] == 0).all()


def test_faintest_cover_bleeds_in_full_colour() -> None:
    """A single pixel at 1 of 255: its colour counts in full for its surroundings, however little it weighs."""
    pixels = np.full((400, 400, 3), (200, 120, 60), np.uint8)
    matte = np.zeros((400, 400), np.uint8)
    matte[100:300, 100:300], matte[200, 90] = 255, 1
    product = colour.cut_out(pixels, matte, frame.whole(matte.shape))
    np.testing.assert_allclose(product[198:203, 88:93, :3].astype(int) - pixels[0, 0], 0, atol=2)


def test_tiles_do_not_show(monkeypatch: pytest.MonkeyPatch) -> None:
    photo = StudioPhoto()
    tiled = _cut(photo)
    monkeypatch.setattr(colour, "_TILE_PX", (30, 40))
    assert np.abs(tiled.astype(int) - _cut(photo)).max() <= 1
