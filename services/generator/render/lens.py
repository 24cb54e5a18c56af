"""What the camera adds: depth of field, vignette, a shoulder in the highlights, grain and dithering."""

import cv2
import numpy as np

from services.generator.arrays import Bytes, Field, bands
from services.generator.colour import encode

_BAND_ROWS = 64
GRAIN_CODES = 0.75
"""Standard deviation of the grain in 8-bit codes. It is also the dither: half a code already breaks every band."""


def defocus(picture: Field, blur_px: Field) -> Field:
    """Blur each row of (H, W, 3) by its own standard deviation (H, 1), as a lens does with distance.

    Three blurred copies are mixed by row. An exact per-row blur would bleed the same and cost ten times as much.
    """
    strongest = float(blur_px.max())
    if strongest < 0.5:
        return picture
    levels = [0.0, strongest / 4, strongest / 2, strongest]
    weights = [_tent(blur_px, levels, index)[..., None] for index in range(4)]
    result = picture * weights[0]
    for sigma, weight in zip(levels[1:], weights[1:], strict=True):
        used = np.nonzero(weight[:, 0, 0] > 0)[0]
        if not len(used):
            continue
        # Only the rows that take part, with what their blur reaches: this also bounds the memory.
        margin = round(3 * sigma) + 8
        first, last = max(0, int(used[0]) - margin), min(len(picture), int(used[-1]) + 1 + margin)
        rows = slice(int(used[0]), int(used[-1]) + 1)
        copy = _blur(picture[first:last], sigma)[rows.start - first : rows.stop - first]
        copy *= weight[rows]
        result[rows] += copy
    return result


def soften_seam(picture: Field, row: int, sigma: float) -> None:
    """Blur (H, W, 3) from top to bottom around one row, in place: the defocus of an edge between two layers."""
    reach = int(np.ceil(3 * sigma))
    first, last = max(0, row - 2 * reach), min(len(picture), row + 2 * reach)
    part = cv2.GaussianBlur(
        picture[first:last], (1, 2 * reach + 1), sigmaX=1.0, sigmaY=sigma, borderType=cv2.BORDER_REPLICATE
    )
    inner = slice(max(first, row - reach), min(last, row + reach))
    away = np.abs(np.arange(inner.start, inner.stop, dtype=np.float32) + np.float32(0.5) - row)
    # It fades out, or its end would cut through whatever texture lies there.
    share = np.clip((reach - away) / np.float32(0.6 * reach), 0, 1)[:, None, None]
    picture[inner] += (part[inner.start - first : inner.stop - first] - picture[inner]) * share


def _tent(blur: Field, levels: list[float], index: int) -> Field:
    """Weight of one copy in the linear mix between neighbouring levels."""
    points = [0.0] * len(levels)
    points[index] = 1.0
    return np.interp(blur, levels, points).astype(np.float32)


def _blur(picture: Field, sigma: float) -> Field:
    """Gaussian blur; strong ones at reduced size, where they cost the same for every sigma."""
    if sigma <= 3:
        return cv2.GaussianBlur(picture, (0, 0), sigma, borderType=cv2.BORDER_REPLICATE)
    factor = min(8, int(sigma / 1.5))
    height, width = picture.shape[:2]
    small = cv2.resize(picture, (max(1, width // factor), max(1, height // factor)), interpolation=cv2.INTER_AREA)
    small = cv2.GaussianBlur(small, (0, 0), sigma / factor, borderType=cv2.BORDER_REPLICATE)
    return cv2.resize(small, (width, height), interpolation=cv2.INTER_CUBIC)


def vignette(height: int, width: int, strength: float) -> Field:
    """(H, W) float32 factor, 1 in the middle, falling with the fourth power of the cosine as a real lens does."""
    rows = np.linspace(-1, 1, height, dtype=np.float32)[:, None] * np.float32(height / max(height, width))
    columns = np.linspace(-1, 1, width, dtype=np.float32)[None, :] * np.float32(width / max(height, width))
    return 1 / np.square(1 + np.float32(strength / 2) * (rows * rows + columns * columns))


def shoulder(light: Field, knee: float = 0.72) -> Field:
    """Leave everything below the knee as it is and roll off the rest towards 1, so that no highlight clips to a flat patch."""
    room = np.float32(1 - knee)
    over = np.maximum(light - np.float32(knee), 0)
    return np.minimum(light, np.float32(knee)) + over / (1 + over / room)


def keep_hue(light: Field, share: float = 0.7) -> None:
    """Roll off (H, W, 3) by its brightest channel, in place, and leave the rest of the share to ``shoulder``.

    Channel by channel alone, a brightly lit pastel ends as white paper; by the brightest alone, highlights look painted.
    """
    peak = np.maximum(np.maximum(light[..., 0], light[..., 1]), light[..., 2])
    factor = shoulder(peak) / np.maximum(peak, np.float32(1e-4))
    light *= (1 - np.float32(share) + np.float32(share) * factor)[..., None]


def expose(light: Field, generator: np.random.Generator) -> Bytes:
    """Linear light (H, W, 3) to an 8-bit sRGB picture, with the grain as its dither. Changes ``light``.

    In bands of rows, whose steps stay in the cache: as a whole they would be the largest thing in memory while a picture is made.
    """
    picture: Bytes = np.empty(light.shape, np.uint8)
    for rows in bands(len(light), _BAND_ROWS):
        picture[rows] = _exposed(light[rows], generator)
    return picture


def _exposed(light: Field, generator: np.random.Generator) -> Bytes:
    keep_hue(light)
    codes = encode(shoulder(light))
    height, width = codes.shape[:2]
    grain = generator.standard_normal((height, width), dtype=np.float32) * np.float32(GRAIN_CODES)
    # Rounding error of the three channels must not move together, or grey paper shows coloured steps.
    jitter = generator.random((height, width), dtype=np.float32) - np.float32(0.5)
    codes[..., 0] += grain + jitter
    codes[..., 1] += grain
    codes[..., 2] += grain - jitter
    codes += np.float32(0.5)
    return np.clip(codes, 0, 255, out=codes).astype(np.uint8)
