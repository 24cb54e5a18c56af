import json
from collections.abc import Sequence

import numpy as np
import pytest

from models.providers import Engine, Tensor
from models.saliency import SIDE_PX, SaliencyNetwork, normalised, quantised
from models.weights import U2NET


def reference(image: np.ndarray) -> np.ndarray:
    """The original's preprocessing: by the brightest value, then by ImageNet's mean and deviation, channels first."""
    scaled = image / np.max(image)
    planes = [
        (scaled[:, :, 0] - 0.485) / 0.229,
        (scaled[:, :, 1] - 0.456) / 0.224,
        (scaled[:, :, 2] - 0.406) / 0.225,
    ]
    return np.stack(planes)[np.newaxis]


@pytest.mark.parametrize("brightest", [255, 180, 1])
def test_preprocessing_is_the_originals(brightest: int) -> None:
    image = np.random.default_rng(0).integers(0, brightest + 1, (SIDE_PX, SIDE_PX, 3), dtype=np.uint8)
    tensor = normalised(image)
    assert tensor.shape == (1, 3, SIDE_PX, SIDE_PX)
    assert tensor.dtype == np.float32
    assert tensor.flags.c_contiguous
    assert np.abs(tensor - reference(image)).max() < 1e-5


def test_a_black_picture_is_no_division_by_zero() -> None:
    assert np.isfinite(normalised(np.zeros((SIDE_PX, SIDE_PX, 3), dtype=np.uint8))).all()


def test_confidence_is_rounded_and_not_stretched() -> None:
    result = np.array([[[[0.0, 0.1, 0.5, 0.499 / 255, 0.501 / 255, 1.0, 1.0001, -0.0001]]]], dtype=np.float32)
    assert quantised(result).tolist() == [[0, 26, 128, 0, 1, 255, 255, 0]]


class FakeNetwork:
    """Answers with the mean of each tensor, so that a mix-up shows."""

    engine = Engine("fake", "f32", "a desk", "none 1.0")

    def run(self, tensors: Sequence[Tensor]) -> list[Tensor]:
        return [np.full((1, 1, 4, 4), 1 / (1 + np.exp(-tensor.mean())), dtype=np.float32) for tensor in tensors]


def test_each_picture_gets_its_own_answer() -> None:
    dark = np.full((SIDE_PX, SIDE_PX, 3), 10, dtype=np.uint8)
    dark[0, 0] = 255
    bright = np.full((SIDE_PX, SIDE_PX, 3), 250, dtype=np.uint8)
    together = SaliencyNetwork(FakeNetwork()).infer([dark, bright, dark])
    apart = [SaliencyNetwork(FakeNetwork()).infer([image])[0] for image in (dark, bright, dark)]
    assert all(np.array_equal(left, right) for left, right in zip(together, apart, strict=True))
    assert together[0][0, 0] < together[1][0, 0]


def test_it_says_what_it_runs_on() -> None:
    facts = json.loads(SaliencyNetwork(FakeNetwork()).describe("1"))
    assert facts == {
        "model": "u2net",
        "version": "1",
        "weights": "u2net.onnx",
        "weights_sha256": U2NET.sha256,
        "provider": "fake",
        "precision": "f32",
        "device": "a desk",
        "library": "none 1.0",
    }
