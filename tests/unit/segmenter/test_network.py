import numpy as np
import pytest

from services.segmenter.network import confidence_map, input_square


@pytest.mark.parametrize("shape", [(1000, 500, 3), (100, 900, 3), (16, 16, 3), (640, 640, 4)])
def test_square_is_what_the_network_takes(shape: tuple[int, ...]) -> None:
    square = input_square(np.full(shape, 77, np.uint8))
    assert square.shape == (320, 320, 3)
    assert square.dtype == np.uint8
    assert square.flags.c_contiguous
    assert (square == 77).all()


def test_square_is_stretched_and_keeps_places() -> None:
    photo = np.zeros((640, 1280, 3), np.uint8)
    photo[:, 960:] = 200  # the right quarter
    square = input_square(photo)
    assert (square[:, :239] == 0).all()
    assert (square[:, 241:] == 200).all()


def test_fine_texture_is_averaged_not_sampled() -> None:
    photo = np.zeros((1280, 1280, 3), np.uint8)
    photo[:, ::2] = 200
    assert (np.abs(input_square(photo).astype(int) - 100) <= 1).all()


def test_faint_answer_stays_faint() -> None:
    answer = np.zeros((320, 320), np.uint8)
    answer[100:120, 100:120] = 10
    assert confidence_map(answer).max() == pytest.approx(10 / 255)


@pytest.mark.parametrize("answer", [np.zeros((320, 319), np.uint8), np.zeros((320, 320), np.float32)])
def test_other_answers_are_refused(answer: np.ndarray) -> None:
    with pytest.raises(ValueError, match="320x320 uint8"):
        confidence_map(answer)
