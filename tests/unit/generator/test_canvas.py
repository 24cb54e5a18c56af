import cv2
import numpy as np
import pytest

from services.generator.canvas import canvas_size, filled, lay, plain, resampled


@pytest.mark.parametrize(
    ("frame", "native_px", "size"),
    [
        ((1024, 1024), 1024, (1024, 1024)),
        ((4000, 4000), 1024, (1024, 1024)),
        ((1024, 1280), 1024, (912, 1136)),
        ((64, 64), 1024, (768, 768)),
        ((900, 900), 1024, (896, 896)),
        ((4096, 64), 1024, (1216, 64)),
        ((300, 200), 64, (64, 64)),
    ],
)
def test_the_canvas_has_the_models_area_and_the_frames_proportions(
    frame: tuple[int, int], native_px: int, size: tuple[int, int]
) -> None:
    assert canvas_size(frame, native_px, native_px**2) == size
    assert not any(side % 16 for side in size)


def test_the_canvas_is_no_larger_than_the_model_takes() -> None:
    assert canvas_size((1024, 1024), 1024, 512 * 512) == (512, 512)
    for width in range(700, 1500, 37):
        size = canvas_size((width, 1024), 1024, 1024 * 1024)
        assert size[0] * size[1] <= 1024 * 1024


def product(width: int = 200, height: int = 160) -> np.ndarray:
    """(H, W, 4) uint8: a soft disc of one colour."""
    matte = np.zeros((height, width), np.uint8)
    cv2.circle(matte, (width // 2, height // 2), height // 4, 255, cv2.FILLED)
    matte = np.asarray(cv2.GaussianBlur(matte, (0, 0), 1.5), np.uint8)
    colours = np.where(matte[..., None] > 0, np.array([200, 40, 90], np.uint8), 0).astype(np.uint8)
    return np.dstack([colours, matte])


def test_the_product_lies_on_the_canvas_where_it_lies_in_the_frame() -> None:
    canvas = lay(product(), (320, 256))
    picture = canvas.over(plain((320, 256)))
    assert np.abs(picture[128, 160].astype(int) - (200, 40, 90)).max() <= 1
    assert (picture[0] == plain((320, 256))[0]).all()
    columns = np.nonzero(canvas.matte[128] > 127)[0]
    assert abs(columns.mean() - 159.5) < 1
    assert abs(len(columns) - 128) <= 3


def test_masks_reach_a_little_into_the_product() -> None:
    canvas = lay(product(), (320, 256))
    around, band, whole = canvas.around() > 0, canvas.band() > 0, canvas.matte == 255
    assert around[canvas.matte < 255].all()
    assert 0 < (around & whole).sum() < 0.2 * whole.sum()
    assert not (band & ~around).any()
    assert (band == around)[canvas.matte > 0].all()
    assert band.mean() < 0.3


def test_thin_goods_are_not_bitten_into() -> None:
    thin = np.zeros((160, 200, 4), np.uint8)
    thin[78:80, 20:180] = 255
    assert lay(thin, (208, 160)).kept().sum() > 100


def test_the_band_fades_into_the_scene() -> None:
    canvas = lay(product(), (320, 256))
    scene, painted = np.full((256, 320, 3), 100, np.uint8), np.full((256, 320, 3), 180, np.uint8)
    mixed = canvas.banded(scene, painted)
    assert (mixed[canvas.kept()] == 100).all(), "what lies behind the product is the scene's"
    assert (mixed[:, :60] == 100).all()
    assert (mixed == 180).any()
    row = mixed[128, 60:100, 0].astype(int)
    assert np.diff(row).max() < 40
    assert np.diff(row).min() >= 0


def test_a_hole_is_closed_from_its_rim() -> None:
    ramp = np.repeat(np.linspace(40, 200, 240)[None, :, None], 180, axis=0).repeat(3, axis=2).astype(np.uint8)
    hole = np.zeros((180, 240), bool)
    hole[50:130, 80:170] = True
    broken = np.where(hole[..., None], np.uint8(255), ramp).astype(np.uint8)
    closed = filled(broken, hole)
    assert (closed[~hole] == ramp[~hole]).all()
    assert np.abs(closed.astype(int) - ramp)[hole].max() < 40
    assert np.abs(closed.astype(int) - ramp)[hole].mean() < 12


def test_a_picture_of_the_right_size_is_left_alone() -> None:
    picture = np.random.default_rng(1).integers(0, 256, (30, 40, 3), dtype=np.uint8)
    assert resampled(picture, (40, 30)) is picture
    assert resampled(picture, (80, 60)).shape == (60, 80, 3)
