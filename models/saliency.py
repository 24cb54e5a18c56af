"""U²-Net as a function: a picture in, the network's own confidence out, both 8 bits.

Owns pre- and postprocessing, which are the same on every provider. Must not know Triton.
"""

import json
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from models.providers import Network, Tensor, load
from models.settings import ModelSettings
from models.weights import U2NET, verified

SIDE_PX = 320
OUTPUT = "1959"
"""The fused map of the network's seven; the other six only served its training."""
AT_ONCE = 2
"""Pictures taken from the queue together; ``max_batch_size`` of the model's configuration says the same."""

Image = NDArray[np.uint8]
"""(320, 320, 3) uint8, sRGB."""
Confidence = NDArray[np.uint8]
"""(320, 320) uint8, 255 x the sigmoid as the network gives it. Never stretched to the full range: a picture without a
product must stay dark for anyone to notice it."""

# ImageNet's mean and deviation, in RGB order, which U²-Net was trained with.
MEAN = np.array([0.485, 0.456, 0.406], dtype=np.float32)
DEVIATION = np.array([0.229, 0.224, 0.225], dtype=np.float32)


class SaliencyNetwork:
    """U²-Net, loaded, warm, and able to say what it runs on."""

    def __init__(self, network: Network) -> None:
        self._network = network

    @classmethod
    def loaded(cls, settings: ModelSettings) -> "SaliencyNetwork":
        """Check the weights' hash, compile, and run every way of running once, so that the first caller waits for
        none of it.

        Raises ``WeightsMissing``, ``WeightsCorrupt`` or ``ProviderUnavailable``.
        """
        network = cls(load(verified(U2NET, settings.cache), OUTPUT, settings, at_once=AT_ONCE))
        blank = np.full((SIDE_PX, SIDE_PX, 3), 127, dtype=np.uint8)
        for count in range(1, AT_ONCE + 1):
            network.infer([blank] * count)
        return network

    def infer(self, images: Sequence[Image]) -> list[Confidence]:
        """The confidence of each image, in their order."""
        return [quantised(result) for result in self._network.run([normalised(image) for image in images])]

    def describe(self, version: str) -> str:
        """JSON with what runs: model, version, provider, precision, device, library, weights and their sha256."""
        facts = {"model": "u2net", "version": version, "weights": U2NET.name, "weights_sha256": U2NET.sha256}
        return json.dumps(facts | self._network.engine.facts(), sort_keys=True)


def normalised(image: Image) -> Tensor:
    """(1, 3, 320, 320) float32: ``image`` by its own brightest value, then by ImageNet's statistics, as U²-Net was
    trained.

    ``(image / max - mean) / deviation``, with one multiplication and one addition a value. An all-black picture
    counts as max 1.
    """
    brightest = np.float32(max(int(image.max()), 1))
    tensor: Tensor = np.empty((1, 3, *image.shape[:2]), dtype=np.float32)
    scale = (1.0 / (brightest * DEVIATION)).reshape(3, 1, 1)
    np.multiply(image.transpose(2, 0, 1), scale, out=tensor[0])
    tensor[0] -= (MEAN / DEVIATION).reshape(3, 1, 1)
    return tensor


def quantised(result: Tensor) -> Confidence:
    """(320, 320) uint8 of the network's (1, 1, 320, 320) float32 in 0..1, rounded."""
    confidence: Confidence = np.clip(result[0, 0] * np.float32(255.0) + np.float32(0.5), 0, 255).astype(np.uint8)
    return confidence
