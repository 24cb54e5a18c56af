import numpy as np

from services.generator.compose import compose
from services.generator.drift import measure_drift
from services.generator.placement import Box, Placed


def _case() -> tuple[np.ndarray, Placed]:
    generator = np.random.default_rng(1)
    matte = np.zeros((30, 30), np.uint8)
    matte[5:25, 5:25] = 255
    matte[4, 5:25] = 120
    return (
        generator.integers(0, 256, (60, 60, 3), dtype=np.uint8),
        Placed(generator.integers(0, 256, (30, 30, 3), dtype=np.uint8), matte, Box(10, 12, 30, 30)),
    )


def test_an_honest_result_passes() -> None:
    backdrop, placed = _case()
    report = measure_drift(compose(backdrop, placed.colours, placed.matte, 10, 12), backdrop, placed)
    assert report.passed
    assert report.edge_fringe < 0.5


def test_one_changed_code_inside_fails() -> None:
    backdrop, placed = _case()
    result = compose(backdrop, placed.colours, placed.matte, 10, 12)
    result[25, 25, 1] ^= 1
    report = measure_drift(result, backdrop, placed)
    assert report.max_difference == 1
    assert not report.passed


def test_growth_fails() -> None:
    backdrop, placed = _case()
    result = compose(backdrop, placed.colours, placed.matte, 10, 12)
    result[0, 0] ^= 255
    result[12, 10] ^= 255
    report = measure_drift(result, backdrop, placed)
    assert report.grown_pixels == 2
    assert not report.passed


def test_a_fringe_fails() -> None:
    backdrop, placed = _case()
    result = compose(backdrop, placed.colours, placed.matte, 10, 12)
    result[16, 15:35] = 255 - result[16, 15:35]
    assert not measure_drift(result, backdrop, placed).passed
