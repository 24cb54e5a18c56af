import numpy as np
import pytest

from benchmarks.quality.measures import Score, mean_absolute_error, precision_recall, structure_measure

MASK = np.zeros((40, 60), bool)
MASK[10:30, 20:50] = True
PERFECT = np.where(MASK, np.uint8(255), np.uint8(0))


def test_perfect_matte() -> None:
    score = Score()
    score.add(PERFECT, MASK)
    assert score.summary() == pytest.approx({"maxF": 1.0, "MAE": 0.0, "S": 1.0}, abs=1e-6)


def test_precision_and_recall_at_each_threshold() -> None:
    matte = np.zeros((40, 60), np.uint8)
    matte[10:30, 20:35] = 200  # the left half of the object, and as much again beside it
    matte[10:30, 5:20] = 100
    precision, recall = precision_recall(matte, MASK)
    assert precision[99] == pytest.approx(0.5)  # threshold 100: both
    assert precision[100] == pytest.approx(1.0)  # threshold 101: the left half alone
    assert recall[199] == pytest.approx(0.5)
    assert recall[200] == 0


def test_max_f_is_taken_over_the_mean_curves() -> None:
    score = Score()
    score.add(PERFECT, MASK)
    score.add(np.where(MASK, np.uint8(0), np.uint8(255)), MASK)
    precision, recall = 0.5, 0.5
    assert score.summary()["maxF"] == pytest.approx(1.3 * precision * recall / (0.3 * precision + recall))


def test_mean_absolute_error() -> None:
    assert mean_absolute_error(np.full((40, 60), 51, np.uint8), np.zeros((40, 60), bool)) == pytest.approx(0.2)


def test_structure_measure_by_hand() -> None:
    """A flat matte has no structure: the region half is 0, the object half is 2 m / (m^2 + 1)."""
    flat = np.full(MASK.shape, 102, np.uint8)
    share, inside, outside = MASK.mean(), 2 * 0.4 / (0.16 + 1), 2 * 0.6 / (0.36 + 1)
    assert structure_measure(flat, MASK) == pytest.approx(0.5 * (share * inside + (1 - share) * outside), abs=1e-6)


def test_structure_measure_of_empty_and_full_masks() -> None:
    quarter = np.full((8, 8), 51, np.uint8)
    assert structure_measure(quarter, np.zeros((8, 8), bool)) == pytest.approx(0.8)
    assert structure_measure(quarter, np.ones((8, 8), bool)) == pytest.approx(0.2)


def test_structure_measure_falls_with_damage() -> None:
    shifted, holed = np.roll(PERFECT, 5, axis=1), PERFECT.copy()
    holed[15:25, 30:40] = 0
    noise = np.random.default_rng(0).integers(0, 256, MASK.shape).astype(np.uint8)
    values = [structure_measure(matte, MASK) for matte in (PERFECT, shifted, noise)]
    assert values == sorted(values, reverse=True)
    assert structure_measure(holed, MASK) < 0.95


def test_sizes_must_agree() -> None:
    with pytest.raises(ValueError, match="one size"):
        Score().add(PERFECT[:-1], MASK)
