"""What a saliency network is shown, and what its answer means.

Owns the two ends of a network: photo -> input square, raw answer -> confidence. Knows no model server;
``services.segmenter.model`` asks one.
"""

from dataclasses import dataclass
from typing import Protocol

import cv2
import numpy as np
from numpy.typing import NDArray

SIDE_PX = 320
"""Side of the square that U²-Net was trained on (Qin et al., U²-Net, Pattern Recognition 106, 2020, section 4.3)."""


@dataclass(frozen=True)
class NetworkFacts:
    """Which network answered, and what it really ran on."""

    name: str
    version: str
    provider: str
    precision: str
    weights_sha256: str


class Network(Protocol):
    """Something that marks the salient object of a picture."""

    async def confidence(self, square: NDArray[np.uint8]) -> tuple[NDArray[np.uint8], NetworkFacts]:
        """Ask the network. square: (320, 320, 3) uint8 sRGB; answer: (320, 320) uint8, sigmoid x 255, never stretched, and by
        whom.

        Raises ``ServiceUnavailable``, ``Overloaded``, ``DeadlineExceeded``.
        """
        ...

    async def facts(self) -> NetworkFacts:
        """Which network is loaded, without asking it anything. Raises as ``confidence`` does."""
        ...


def input_square(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The photo as the network wants it: (H, W, 3 or more) uint8 -> (320, 320, 3) uint8.

    Stretched, not letterboxed: the network was trained on stretched pictures. Area averaging where the photo is larger, so that
    fine texture does not turn into moire; linear where it is smaller, as averaging would repeat pixels.
    """
    enlarged = min(pixels.shape[:2]) < SIDE_PX
    square = cv2.resize(pixels, (SIDE_PX, SIDE_PX), interpolation=cv2.INTER_LINEAR if enlarged else cv2.INTER_AREA)
    return np.ascontiguousarray(square[..., :3], dtype=np.uint8)


def confidence_map(answer: NDArray[np.uint8]) -> NDArray[np.float32]:
    """The raw answer as 0..1: (320, 320) uint8 -> (320, 320) float32. Raises ``ValueError`` for any other shape or type.

    Not stretched to its own minimum and maximum, though that is the usual way: it turns the faint answer to an empty picture
    into a full one.
    """
    if answer.shape != (SIDE_PX, SIDE_PX) or answer.dtype != np.uint8:
        raise ValueError(f"The network answered {answer.dtype} {answer.shape}; {SIDE_PX}x{SIDE_PX} uint8 was expected.")
    return answer.astype(np.float32) / np.float32(255)
