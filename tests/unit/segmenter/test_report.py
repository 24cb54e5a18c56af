import cv2
import numpy as np
import pytest

from services.segmenter import edges
from services.segmenter.edges import EdgeModel
from services.segmenter.errors import NoProduct
from services.segmenter.report import Doubt, certainty, coverage, doubts_of, require_product
from tests.unit.segmenter.studio_photo import StudioPhoto


def _map(*discs: tuple[float, int, int, int], soft_cells: float = 1.0) -> np.ndarray:
    """Confidence with discs of (level, radius, row, column)."""
    confidence = np.zeros((320, 320), np.float32)
    for level, radius, row, column in discs:
        cv2.circle(confidence, (column, row), radius, level, -1)
    return cv2.GaussianBlur(confidence, (0, 0), soft_cells)


def _doubts(confidence: np.ndarray, trust: float = 1.0) -> tuple[Doubt, ...]:
    settled = edges.settle(confidence)
    outline = np.stack([settled, settled, settled, np.full_like(settled, trust)])
    return doubts_of(confidence, settled, EdgeModel(np.zeros((4, 320, 320), np.float32), outline))


@pytest.mark.parametrize("level", [0.0, 0.15, 0.48])
def test_faint_answers_are_no_product(level: float) -> None:
    with pytest.raises(NoProduct) as caught:
        require_product(_map((level, 40, 160, 160)))
    assert caught.value.reason == "NO_PRODUCT"
    assert float(caught.value.facts["evidence"]) == pytest.approx(level, abs=0.02)


def test_a_speck_is_no_product() -> None:
    confidence = np.zeros((320, 320), np.float32)
    confidence[10:14, 10:14] = 1.0
    with pytest.raises(NoProduct):
        require_product(confidence)


@pytest.mark.parametrize("disc", [(1.0, 6, 160, 160), (0.75, 40, 160, 160), (1.0, 150, 160, 160)])
def test_small_weak_and_large_products_are_seen(disc: tuple[float, int, int, int]) -> None:
    require_product(_map(disc))


def test_certainty_is_the_raw_level_of_what_was_marked() -> None:
    assert certainty(_map((0.7, 80, 160, 160))) == pytest.approx(0.69, abs=0.02)
    assert certainty(np.zeros((320, 320), np.float32)) == 0


def test_clear_product_raises_no_doubt() -> None:
    photo = StudioPhoto()
    confidence = photo.answer / np.float32(255)
    assert doubts_of(confidence, photo.settled, photo.model) == ()
    assert _doubts(_map((1.0, 80, 160, 160))) == ()


def test_each_doubt_has_its_cause() -> None:
    assert _doubts(_map((0.82, 80, 160, 160))) == (Doubt.LOW_CONFIDENCE,)
    assert _doubts(_map((1.0, 80, 120, 120), (0.55, 40, 250, 250))) == (Doubt.UNDECIDED_AREA, Doubt.SEVERAL_PIECES)
    assert _doubts(_map((1.0, 40, 60, 60), (1.0, 40, 60, 250), (1.0, 40, 250, 60))) == (Doubt.SEVERAL_PIECES,)
    assert _doubts(_map((1.0, 80, 160, 160)), trust=0.2) == (Doubt.LOW_CONTRAST,)
    assert _doubts(_map((1.0, 10, 160, 160), soft_cells=0.6)) == (Doubt.SMALL_PRODUCT,)


def test_an_opened_gap_is_told() -> None:
    photo = StudioPhoto()
    confidence = photo.answer / np.float32(255)
    assert doubts_of(confidence, photo.settled, photo.model, gap_opened=True) == (Doubt.OPENED_GAP,)


def test_a_sure_pair_is_no_doubt() -> None:
    assert _doubts(_map((1.0, 50, 160, 80), (1.0, 50, 160, 240))) == ()


def test_white_on_white_is_doubted() -> None:
    photo = StudioPhoto(product=(228, 226, 220))
    assert Doubt.LOW_CONTRAST in doubts_of(photo.answer / np.float32(255), photo.settled, photo.model)


def test_coverage_counts_partly_covered_pixels_partly() -> None:
    matte = np.zeros((10, 10), np.uint8)
    matte[:5] = 255
    matte[5] = 51
    assert coverage(matte) == pytest.approx(0.52)


def test_doubts_have_the_contracts_words() -> None:
    assert all(doubt.value == doubt.name.lower() for doubt in Doubt)
