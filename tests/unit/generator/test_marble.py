import cv2
import numpy as np

from services.generator.materials.marble import Marble
from services.generator.materials.material import Patch
from services.generator.render.noise import Noise


def slab(seed: int, tone: int = 0) -> np.ndarray:
    line = np.linspace(-1, 1, 500, dtype=np.float32)
    u, v = np.meshgrid(line, line)
    step = np.full((500, 1), 0.004, np.float32)
    patch = Patch(u, v, step, Noise(np.random.default_rng(seed)), np.random.default_rng(seed + 1))
    marble = Marble()
    return np.asarray(marble.albedo(marble.tones[tone], patch)[..., 1] / marble.tones[tone][1])


def test_veins_are_few_thin_and_darker_on_white_lighter_on_black() -> None:
    for seed in range(4):
        veined = slab(seed) < 0.85
        assert 0.002 < veined.mean() < 0.12
        assert (slab(seed, 2) > 1.5).any()


def test_veins_do_not_close_into_rings() -> None:
    """Contours on a map do: every one of them encloses something."""
    rings = 0
    for seed in range(6):
        veined = cv2.morphologyEx((slab(seed) < 0.88).astype(np.uint8), cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
        count, labels = cv2.connectedComponents(1 - veined)
        border = set(np.unique(np.concatenate([labels[0], labels[-1], labels[:, 0], labels[:, -1]])))
        rings += sum(1 for label in range(1, count) if label not in border and (labels == label).sum() > 150)
    assert rings <= 3
