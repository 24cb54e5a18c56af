"""Sky and land as they look far out of focus: gradients, faint clouds, ridges in haze, a sea with the sun's glitter."""

from dataclasses import dataclass

import cv2
import numpy as np

from services.generator.arrays import Field, Triple
from services.generator.colour import linear, mixed, scaled
from services.generator.light import Light
from services.generator.render.lights import Disc, paint
from services.generator.render.noise import Noise

LANDS = ("sea", "hills", "meadow")
_BLUR = 0.0065
"""Standard deviation of the defocus over the picture's longer side."""
_GROUND = {"sea": (74, 112, 134), "hills": (104, 116, 78), "meadow": (142, 148, 82)}


@dataclass(frozen=True)
class Sky:
    """Linear colours from the horizon up, and where the sun's glow is."""

    low: Triple
    high: Triple
    sun: float
    """Column of the glow as a share of the width; may lie outside."""
    glow: float
    """Its strength."""

    @classmethod
    def under(cls, light: Light, tint: Triple | None) -> "Sky":
        """The sky that goes with a light: warm and low at evening, pale at noon; ``tint`` is the colour that words gave it."""
        warm = max(0.0, light.warmth)
        low, high = linear((222, 229, 232)), linear((134, 170, 208))
        low = mixed(low, linear((252, 196, 142)), min(1.0, 1.1 * warm))
        high = mixed(high, linear((128, 138, 172)), min(1.0, warm))
        if light.warmth < -0.3:  # blue hour
            low, high = mixed(low, linear((150, 160, 190)), 0.8), mixed(high, linear((58, 78, 124)), 0.8)
        if tint is not None:
            low, high = mixed(tint, low, 0.30), mixed(scaled(tint, 0.85), high, 0.12)
        x, _, z = light.direction
        # From behind the product the sun stands in the picture's sky, from the side only its glow does.
        side = 0.5 + 0.9 * x if z > -0.3 else 0.5 - 0.9 * x
        return cls(low, high, float(side), float(np.clip(0.30 + 0.5 * z, 0.05, 0.6)) * (0.5 + warm))


def paint_landscape(
    kind: str,
    sky: Sky,
    width: int,
    height: int,
    horizon: float,
    side: float,
    noise: Noise,
    generator: np.random.Generator,
) -> Field:
    """(height, width, 3) linear picture out of focus. ``horizon``: its row; ``side``: the frame's longer side in these pixels."""
    u = (np.arange(width, dtype=np.float32) / np.float32(side))[None, :]
    v = ((horizon - np.arange(height, dtype=np.float32)) / np.float32(side))[:, None]
    picture = _sky(sky, u, v, width / side, noise)
    lines = np.arange(height, dtype=np.float32)[:, None]
    ground = linear(_GROUND[kind])
    if kind == "sea":
        _sea(picture, sky, ground, u, v, noise)
    else:
        _ridges(picture, sky, ground, kind, u, lines, horizon, side, noise, generator)
    sigma = _BLUR * side
    factor = max(1, min(8, int(sigma / 1.5)))
    small = cv2.resize(picture, (max(1, width // factor), max(1, height // factor)), interpolation=cv2.INTER_AREA)
    small = cv2.GaussianBlur(small, (0, 0), max(0.4, sigma / factor), borderType=cv2.BORDER_REPLICATE)
    picture = cv2.resize(small, (width, height), interpolation=cv2.INTER_CUBIC)
    if kind == "sea":
        picture += _glitter(sky, width, height, horizon, side, generator)
    return np.maximum(picture, 0)


def _sky(sky: Sky, u: Field, v: Field, span: float, noise: Noise) -> Field:
    """The gradient, thicker air at the horizon, the glow, and thin clouds that lie flatter the lower they are."""
    up = np.maximum(v, 0)
    rise = (1 - np.exp(-up / np.float32(0.16)))[..., None]
    colour = np.array(sky.low, np.float32) * (1 - rise) + np.array(sky.high, np.float32) * rise
    aside = u - np.float32(sky.sun * span)
    glow = np.float32(sky.glow) * np.exp(-(aside * aside) / np.float32(0.16) - up / np.float32(0.14))
    warm = np.array(mixed(sky.low, (1.0, 0.86, 0.66), 0.6), np.float32)
    flat = np.float32(0.9) / (up + np.float32(0.07))
    x, y = np.broadcast_arrays(u * np.float32(2.2) + flat * np.float32(0.02), flat)
    cloud = np.clip(noise.cloud(np.ascontiguousarray(x), np.ascontiguousarray(y), 2) - np.float32(0.1), 0, 2)
    cover = (np.float32(0.20) * cloud * np.clip(up * 14, 0, 1))[..., None]
    white = np.array(mixed(sky.low, (0.95, 0.95, 0.95), 0.45), np.float32)
    return np.asarray(colour + (white - colour) * np.minimum(cover, 0.5) + glow[..., None] * warm, np.float32)


def _sea(picture: Field, sky: Sky, water: Triple, u: Field, v: Field, noise: Noise) -> None:
    """Water below the horizon: it shows the sky, less of it the nearer; swell lies in bands that widen towards the camera."""
    below = v[:, 0] < 0
    if not below.any():
        return
    depth = -v[below]
    near = np.clip(depth / np.float32(0.22), 0, 1)[..., None]
    shown = np.array(mixed(sky.high, sky.low, 0.45), np.float32)
    deep = np.array(mixed(water, sky.high, 0.35), np.float32)
    colour = shown * (0.80 - 0.5 * near) + deep * (0.14 + 0.55 * near)
    far = np.float32(0.05) / (depth + np.float32(0.012))
    x, y = np.broadcast_arrays(u * np.float32(6) * np.sqrt(far), far * 9)
    swell = noise.cloud(np.ascontiguousarray(x, np.float32), np.ascontiguousarray(y, np.float32), 5)
    picture[below] = colour * (1 + np.float32(0.07) * swell)[..., None]


def _ridges(
    picture: Field, sky: Sky, ground: Triple, kind: str, u: Field, lines: Field, horizon: float, side: float, noise: Noise,
    generator: np.random.Generator,
) -> None:  # fmt: skip
    """Ridges from far to near, each with less haze, and below them a field mottled by what grows there."""
    heights = (0.050, 0.032, 0.014) if kind == "hills" else (0.018, 0.012)
    start = generator.uniform(0, 40)
    for index, high in enumerate(heights):
        spread = np.float32(2.6 + 2.2 * index)
        place = np.ascontiguousarray(u * spread + np.float32(start + 9 * index))
        line = noise.cloud(place, np.full_like(place, 3.3 * index), 6 + index)
        lift = np.float32(high * side) * (np.float32(0.75) + np.float32(0.42) * line)
        top = np.float32(horizon + (0.010 * index - 0.004) * side) - lift
        haze = 0.74 - 0.23 * index if kind == "hills" else 0.62 - 0.2 * index
        colour = np.array(mixed(scaled(ground, 0.62), mixed(sky.low, sky.high, 0.35), haze), np.float32)
        share = np.clip(lines - top + np.float32(0.5), 0, 1)[..., None]
        picture += (colour - picture) * share
    field_row = horizon + 0.012 * side
    below = lines[:, 0] > field_row
    if not below.any():
        return
    depth = (lines[below] - np.float32(field_row)) / np.float32(side)
    far = np.float32(0.06) / (depth + np.float32(0.015))
    x, y = np.broadcast_arrays(u * np.float32(24) * np.sqrt(far), far * 5)
    tufts = noise.cloud(np.ascontiguousarray(x, np.float32), np.ascontiguousarray(y, np.float32), 11, rough=True)
    near = np.clip(depth / np.float32(0.12), 0, 1)[..., None]
    colour = (
        np.array(mixed(ground, sky.low, 0.30), np.float32) * (1 - near)
        + np.array(scaled(ground, 0.85), np.float32) * near
    )
    soft = np.clip(depth * np.float32(side / 6), 0, 1)[..., None]
    target = colour * (1 + np.float32(0.20) * tufts)[..., None]
    picture[below] += (target - picture[below]) * soft


def _glitter(sky: Sky, width: int, height: int, horizon: float, side: float, generator: np.random.Generator) -> Field:
    """The sun on the waves: a swarm of small discs under its glow."""
    strength = min(1.0, 2.2 * sky.glow)
    low = (height - horizon) / side
    discs = []
    for _ in range(70):
        deep = generator.random() ** 1.4 * low
        x = sky.sun * width / side + generator.normal(0, 0.10 + 0.5 * deep)
        bright = strength * 0.30 * generator.random() ** 2
        colour = scaled(mixed(sky.low, (1.0, 0.93, 0.82), 0.6), bright)
        discs.append(
            Disc(float(x), float(horizon / side + 0.004 + deep), float(0.004 + 0.007 * generator.random()), colour)
        )
    return paint(discs, width, height, (width / 2, horizon), 0.3)
