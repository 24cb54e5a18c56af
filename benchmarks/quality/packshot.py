"""Mattes as Packshot makes them: over REST, as its users get them, or by the segmenter's code alone while one works on it."""

import io
import json
import time
from pathlib import Path

import cv2
import httpx
import numpy as np
from numpy.typing import NDArray

from services.segmenter import edges
from services.segmenter.errors import NoProduct
from services.segmenter.gaps import open_gaps
from services.segmenter.matte import full_size_matte
from services.segmenter.network import confidence_map, input_square
from services.segmenter.report import require_product

Matte = NDArray[np.uint8]
_PATIENCE_S = 60.0


def matte_over_rest(client: httpx.Client, photo: Path, height: int, width: int) -> Matte:
    """The matte that ``POST /v1/cutouts`` answers with, (height, width) uint8. Raises ``httpx.HTTPStatusError``.

    A photo without a product gives an empty matte: that is what the answer means. Asked to come back later, it does.
    """
    deadline = time.monotonic() + _PATIENCE_S
    while True:
        answer = client.post(
            "/v1/cutouts",
            files={"photo": (photo.name, photo.read_bytes())},
            data={"outputs": "matte", "format": "png"},
            headers={"Accept": "image/png"},
        )
        later = answer.headers.get("Retry-After")
        if later is None or time.monotonic() > deadline:
            break
        time.sleep(float(later))
    if answer.is_client_error and _reason(answer) == NoProduct.reason:
        return np.zeros((height, width), np.uint8)
    answer.raise_for_status()
    found = cv2.imdecode(np.frombuffer(answer.content, np.uint8), cv2.IMREAD_GRAYSCALE)
    return np.asarray(found, dtype=np.uint8)


def matte_in_process(photo: Path, raw: NDArray[np.float32]) -> Matte:
    """The matte that the segmenter's code makes of a network's raw map, (H, W) uint8."""
    pixels = read_rgb(photo)
    confidence = confidence_map(np.rint(raw * 255).astype(np.uint8))
    try:
        require_product(confidence)
    except NoProduct:
        return np.zeros(pixels.shape[:2], np.uint8)
    square = input_square(pixels)
    settled, _ = open_gaps(square, edges.settle(confidence))
    return full_size_matte(pixels, settled, edges.fit(square, settled))


def read_rgb(photo: Path) -> NDArray[np.uint8]:
    """A photo's pixels, (H, W, 3) uint8 RGB."""
    found = cv2.imread(str(photo), cv2.IMREAD_COLOR_RGB)
    if found is None:
        raise ValueError(f"{photo} cannot be read.")
    return np.asarray(found, dtype=np.uint8)


def _reason(answer: httpx.Response) -> str:
    try:
        return str(json.load(io.BytesIO(answer.content)).get("reason"))
    except ValueError:
        return ""
