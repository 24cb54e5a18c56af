"""Product over scene. The product's bytes are copied, never computed, wherever the matte is full."""

import cv2
import numpy as np

from services.generator.arrays import Bytes, Field, bands, overlap
from services.generator.colour import decode, encode

_BAND_ROWS = 128


def shade(scene: Bytes, shadow: Bytes) -> Bytes:
    """Multiply 8-bit codes of the scene by the shadow layer, both (H, W, 3) uint8; what an editor's "multiply" does."""
    shaded = cv2.multiply(scene, shadow, scale=1 / 255)
    result: Bytes = np.asarray(shaded, np.uint8)
    return result


def quantise(factor: Field, generator: np.random.Generator) -> Bytes:
    """The shadow layer, (H, W, 3) float32 0..1 to uint8, dithered; untouched light stays exactly 255.

    In bands of rows: as a whole, the steps between would be the largest thing in memory while a picture is made.
    """
    codes: Bytes = np.empty(factor.shape, np.uint8)
    for rows in bands(len(factor), _BAND_ROWS):
        band = factor[rows] * np.float32(255)
        band += generator.random(band.shape[:2], dtype=np.float32)[..., None]
        codes[rows] = np.minimum(255, band, out=band)
    return codes


def compose(backdrop: Bytes, product: Bytes, matte: Bytes, left: int, top: int) -> Bytes:
    """Put the placed product (h, w, 3) uint8 with its matte (h, w) uint8 at (left, top) of the backdrop (H, W, 3).

    Matte 255: the product's bytes. Matte 0: the backdrop's bytes, whatever colour hides in the product there. Between: mixed in
    linear light, as a lens mixes them; mixing the codes darkens every edge (Smith, "Gamma Correction", 1995).
    """
    result = backdrop.copy()
    place, own = overlap(backdrop.shape, matte.shape, left, top)
    colours, alpha, window = product[own], matte[own], result[place]
    full = alpha == 255
    window[full] = colours[full]
    edge = (alpha > 0) & ~full
    share = (alpha[edge].astype(np.float32) / 255)[:, None]
    mixed = decode(colours[edge]) * share + decode(window[edge]) * (1 - share)
    window[edge] = (encode(mixed) + np.float32(0.5)).astype(np.uint8)
    return result
