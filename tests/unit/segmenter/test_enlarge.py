import cv2
import numpy as np
import pytest

from services.segmenter.enlarge import Enlarger, Kernel

FLAGS = {Kernel.LINEAR: cv2.INTER_LINEAR, Kernel.CUBIC: cv2.INTER_CUBIC}


def _tiled(grid: np.ndarray, height: int, width: int, side: int, kernel: Kernel) -> np.ndarray:
    enlarger = Enlarger(grid, (height, width), side, kernel)
    planes = np.full((len(grid), height, width), np.nan, np.float32)
    for top in range(0, height, side):
        for left in range(0, width, side):
            rows, columns = slice(top, min(top + side, height)), slice(left, min(left + side, width))
            enlarger.enlarge(rows, columns, planes[:, rows, columns])
    return planes


@pytest.mark.parametrize("kernel", list(Kernel))
@pytest.mark.parametrize(("height", "width", "side"), [(701, 977, 64), (640, 320, 32), (1500, 333, 500)])
def test_is_what_opencv_makes_of_the_whole_grid(kernel: Kernel, height: int, width: int, side: int) -> None:
    grid = np.random.default_rng(3).random((4, 320, 320), dtype=np.float32)
    whole = [cv2.resize(plane, (width, height), interpolation=FLAGS[kernel]) for plane in grid]
    np.testing.assert_allclose(_tiled(grid, height, width, side, kernel), whole, atol=1e-4)


@pytest.mark.parametrize("kernel", list(Kernel))
def test_photos_smaller_than_the_grid_are_taken(kernel: Kernel) -> None:
    rows, columns = np.mgrid[:320, :320].astype(np.float32)
    planes = _tiled(np.stack([rows, columns]), 16, 40, 32, kernel)
    inner = planes[:, 1:-1, 1:-1]
    np.testing.assert_allclose(inner[0], np.broadcast_to(np.arange(1.5, 15)[:, None] * 20 - 0.5, (14, 38)), atol=1e-3)
    np.testing.assert_allclose(inner[1], np.broadcast_to(np.arange(1.5, 39) * 8 - 0.5, (14, 38)), atol=1e-3)


def test_level_grid_stays_level_up_to_the_frame() -> None:
    planes = _tiled(np.full((1, 320, 320), 0.25, np.float32), 450, 451, 32, Kernel.CUBIC)
    np.testing.assert_allclose(planes, 0.25, atol=1e-6)
