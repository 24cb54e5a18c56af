import cv2
import numpy as np
import pytest

from services.segmenter.matte import band_tiles, full_size_matte
from tests.unit.segmenter.studio_photo import StudioPhoto


def _matte(photo: StudioPhoto) -> np.ndarray:
    return full_size_matte(photo.pixels, photo.settled, photo.model)


def _enlarged(photo: StudioPhoto) -> np.ndarray:
    return cv2.resize(photo.answer, (photo.width, photo.height), interpolation=cv2.INTER_LINEAR)


@pytest.mark.parametrize("scale", [1, 4])
def test_edges_are_far_closer_to_the_truth_than_the_networks(scale: int) -> None:
    photo = StudioPhoto(640 * scale, 480 * scale)
    assert photo.error(_matte(photo)) < photo.error(_enlarged(photo)) / 4


def test_edge_stays_a_few_pixels_wide_at_any_size() -> None:
    photo = StudioPhoto(2560, 1920)
    row = _matte(photo)[960, : 280 * 4]  # from the frame to the disc's centre: one edge
    assert np.count_nonzero((row > 0) & (row < 255)) <= 4


def test_inside_is_exactly_255_and_outside_exactly_0() -> None:
    photo = StudioPhoto()
    matte = _matte(photo)
    solid = cv2.erode(photo.truth, np.ones((9, 9), np.uint8)) == 255
    clear = cv2.dilate(photo.truth, np.ones((9, 9), np.uint8)) == 0
    assert (matte[solid] == 255).all()
    assert (matte[clear] == 0).all()


def test_hole_of_the_handle_is_open() -> None:
    photo = StudioPhoto()
    assert (_matte(photo)[225:255, 425:445] == 0).all()


@pytest.mark.parametrize("cells", [0.8, 1.6])
def test_white_on_white_gets_the_networks_outline_but_crisp(cells: float) -> None:
    photo = StudioPhoto(2560, 1920, product=(228, 226, 220), blur_cells=cells)
    matte = _matte(photo)
    assert photo.error(matte) < photo.error(_enlarged(photo))
    soft, softer = ((m > 10) & (m < 245) for m in (matte, _enlarged(photo)))
    assert soft.sum() < 0.3 * softer.sum()


def test_outline_lies_where_the_network_saw_it() -> None:
    """Half a cell of the grid is four pixels here; lining up corners in place of centres would move the product by that much."""
    photo = StudioPhoto(2560, 1920, product=(228, 226, 220))
    matte = _matte(photo)
    middles = [np.array(np.nonzero(each >= 128)).mean(axis=1) for each in (matte, photo.truth)]
    np.testing.assert_allclose(middles[0], middles[1], atol=1.0)


def test_faint_contrast_still_gives_a_solid_product() -> None:
    photo = StudioPhoto(product=(214, 212, 206))
    matte = _matte(photo)
    assert matte[cv2.erode(photo.truth, np.ones((5, 5), np.uint8)) == 255].mean() > 253
    assert matte[cv2.dilate(photo.truth, np.ones((5, 5), np.uint8)) == 0].mean() < 1


def test_soft_answer_is_no_soft_matte() -> None:
    photo = StudioPhoto(blur_cells=2.5)
    assert photo.error(_matte(photo)) < photo.error(_enlarged(photo)) / 10


def test_mark_near_the_edge_is_no_hole_where_the_network_is_certain() -> None:
    photo = StudioPhoto()
    enlarged = cv2.resize(photo.settled, (640, 480), interpolation=cv2.INTER_CUBIC)
    mark = (enlarged > 0.985) & (cv2.dilate(photo.truth, np.ones((3, 3), np.uint8)) == 255)
    mark[:, :240] = False
    pixels = photo.pixels.copy()
    pixels[mark] = photo.background
    matte = full_size_matte(pixels, photo.settled, photo.model)
    assert (matte[cv2.erode(mark.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0] == 255).all()


def test_background_coloured_mark_on_the_product_is_no_hole() -> None:
    photo = StudioPhoto()
    pixels = photo.pixels.copy()
    pixels[215:265, 215:345] = photo.background
    matte = full_size_matte(pixels, photo.settled, photo.model)
    assert (matte[200:280, 200:360] == 255).all()


def test_thin_part_survives() -> None:
    """A rod two cells of the network thick: its confidence peaks near 0.8 and must still come out solid."""
    pixels = np.full((1280, 1280, 3), 225, np.uint8)
    truth = np.zeros((1280, 1280), np.uint8)
    truth[200:1000, 600:1000] = 255
    cv2.line(truth, (100, 900), (620, 500), 255, 8)
    pixels[truth > 0] = (40, 45, 60)
    answer = cv2.GaussianBlur(cv2.resize(truth, (320, 320), interpolation=cv2.INTER_AREA), (0, 0), 0.7)
    photo = StudioPhoto(1280, 1280)
    photo.__dict__.update(pixels=pixels, truth=truth, answer=answer)  # fills the cached properties
    matte = _matte(photo)
    rod = np.zeros_like(truth)
    cv2.line(rod, (140, 869), (560, 546), 255, 4)
    assert (matte[rod > 0] > 200).mean() > 0.95
    assert matte[truth == 0].mean() < 2


def test_tiles_do_not_show(monkeypatch: pytest.MonkeyPatch) -> None:
    photo = StudioPhoto()
    tiled = _matte(photo)
    monkeypatch.setattr("services.segmenter.matte._TILE_PX", (4096, 4096))
    difference = np.abs(tiled.astype(int) - _matte(photo))
    assert difference.max() <= 2


def test_work_follows_the_outline() -> None:
    photo = StudioPhoto(3200, 2400)
    area = sum((r.stop - r.start) * (c.stop - c.start) for r, c in band_tiles(photo.settled, 2400, 3200))
    assert area < 0.4 * 3200 * 2400


def test_product_cut_by_the_frame_is_solid_to_the_last_row() -> None:
    truth = np.zeros((480, 640), np.uint8)
    truth[200:, 150:450] = 255
    photo = StudioPhoto()
    photo.__dict__.update(
        truth=truth,
        pixels=np.where(truth[..., None] > 0, np.uint8(40), np.uint8(220)).repeat(3, axis=2),
        answer=cv2.GaussianBlur(cv2.resize(truth, (320, 320), interpolation=cv2.INTER_AREA), (0, 0), 1.0),
    )
    matte = _matte(photo)
    assert (matte[-1, 160:440] == 255).all()
    assert (matte[-1, :140] == 0).all()


def test_solid_background_leaves_no_see_through_rim() -> None:
    photo = StudioPhoto(background=(0, 177, 64))
    matte = _matte(photo)
    truly_solid = photo.truth == 255
    assert (matte[truly_solid] < 255).mean() < 0.02
