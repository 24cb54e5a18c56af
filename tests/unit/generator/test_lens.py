import numpy as np

from services.generator.render.lens import expose, keep_hue, shoulder


def test_a_bright_pastel_stays_a_colour() -> None:
    pink = np.array([1.30, 1.02, 1.05], np.float32) * np.ones((64, 64, 1), np.float32)
    plain = shoulder(pink)[0, 0]
    codes = expose(pink.copy(), np.random.default_rng(0)).reshape(-1, 3).mean(axis=0)
    assert plain[0] - plain[1] < 0.06
    assert codes[0] - codes[1] > 10
    assert codes[0] > codes[2] > codes[1]


def test_below_the_knee_nothing_changes() -> None:
    light = np.random.default_rng(1).random((20, 30, 3), dtype=np.float32) * np.float32(0.7)
    kept = light.copy()
    keep_hue(kept)
    assert np.abs(kept - light).max() < 1e-6
