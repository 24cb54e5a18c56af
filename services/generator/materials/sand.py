"""Dry sand: wind ripples over soft mounds, and grains. Not in the catalogue: nobody stands a podium of it."""

import numpy as np

from services.generator.arrays import Field, Triple
from services.generator.materials.material import Patch, tinted

_AHEAD = 0.04
"""Units between the two heights that a mound's slope is taken from."""


def sand(base: Triple, patch: Patch, wind: float, spacing: float) -> Field:
    """(H, W, 3) lit colour. ``wind``: angle of the ripples' normal to ``u``; ``spacing``: units from crest to crest."""
    u, v, noise = patch.u, patch.v, patch.noise
    cosine, sine = np.float32(np.cos(wind)), np.float32(np.sin(wind))
    crest = _ripples(u, v, patch, wind, spacing)
    # Where the product was set down, the sand is pressed flat.
    calm = 1 - 0.85 * np.exp(-(u * u + v * v) / np.float32(0.11))
    lean_u, lean_v = (np.float32(each) for each in patch.lean)
    far = np.float32(_AHEAD / max(float(np.hypot(*patch.lean)), 1e-3))
    mound = noise.cloud(u * 0.42, v * 0.42, 5)
    rise = noise.cloud((u + far * lean_u) * 0.42, (v + far * lean_v) * 0.42, 5) - mound
    lumps = noise.at(u * 8, v * 8, 6) * 0.035 + noise.at(u * 27, v * 27, 7) * 0.028 * patch.fine(40)
    shade = patch.relief(crest * calm * cosine + lumps, crest * calm * sine + lumps)
    shade = shade * np.clip(1 - 0.052 * rise / np.float32(_AHEAD), 0.45, 1.5)
    # White noise may be sampled as coarsely as one likes and stays white, so grains need to fade only as they average out.
    kept = np.clip(1.5 - 1.1 * 170 * (patch.step if patch.step_u is None else patch.step_u), 0.30, 1)
    grain = noise.at(u * 233 + v * 41, v * 227 - u * 43, 8) + 0.7 * noise.at(u * 149 - v * 37, v * 157 + u * 31, 9)
    sparkle = np.clip(noise.at(u * 191 + v * 29, v * 197, 10) - 2.35, 0, 1.2)
    value = (1 + 0.018 * mound) * shade * (1 + 0.075 * kept * grain) + 0.40 * kept * sparkle * np.minimum(shade, 1.2)
    value -= 0.30 * kept * np.clip(-grain - 3.1, 0, 1)
    return tinted(base, np.maximum(value, 0.04))


def _ripples(u: Field, v: Field, patch: Patch, wind: float, spacing: float) -> Field:
    """Slope along the wind.

    Ripples are a wave whose phase wanders; where the complex amplitude that makes it wander passes through zero, a crest forks, as
    crests of real sand do. The lee side is the steeper one.
    """
    noise, turn = patch.noise, np.float32(2 * np.pi / spacing)
    cosine, sine = np.float32(np.cos(wind)), np.float32(np.sin(wind))
    across, along = u * cosine + v * sine, v * cosine - u * sine
    even = np.float32(1.35) + noise.at(across * 1.5, along * 0.8, 0)
    odd = noise.at(across * 1.5, along * 0.8, 1)
    phase = across * turn + np.arctan2(odd, even) + 3.2 * noise.at(across * 0.5, along * 0.6, 2)
    phase += 0.45 * noise.at(u * 3.2, v * 3.2, 3)
    strong = np.clip(np.sqrt(even * even + odd * odd) * 0.9, 0, 1) * np.clip(
        0.9 + 0.32 * noise.at(u * 0.6, v * 0.6, 4), 0.25, 1.25
    )
    wave = np.cos(phase) + np.float32(0.30) * np.cos(2 * phase + np.float32(0.6))
    return np.asarray(np.float32(0.215) * strong * wave * patch.fine(1.2 / spacing))
