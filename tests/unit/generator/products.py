"""Cutouts drawn for the tests: no picture of anybody's."""

import cv2
import numpy as np

from services.generator.scene import Cutout


def bottle(height: int = 220, width: int = 200, seed: int = 0) -> Cutout:
    """An upright bottle with a round foot, soft edges, and loud rubbish hidden under alpha 0."""
    matte = np.zeros((height, width), np.uint8)
    middle, foot = width // 2, round(height * 0.86)
    cv2.rectangle(matte, (middle - width // 6, round(height * 0.35)), (middle + width // 6, foot), 255, cv2.FILLED)
    cv2.ellipse(matte, (middle, foot), (width // 6, width // 14), 0, 0, 360, 255, cv2.FILLED)
    cv2.rectangle(matte, (middle - width // 16, round(height * 0.1)), (middle + width // 16, foot), 255, cv2.FILLED)
    colours = np.random.default_rng(seed).integers(0, 256, (height, width, 3), dtype=np.uint8)
    return Cutout(colours, np.asarray(cv2.GaussianBlur(matte, (0, 0), 1.0), np.uint8))


def ribbon(side: int = 240) -> Cutout:
    """A long flat thing that lies diagonally."""
    matte = np.zeros((side, side), np.uint8)
    cv2.line(matte, (side // 5, side // 5), (side * 4 // 5, side * 4 // 5), 255, side // 14, cv2.LINE_AA)
    colours = np.full((side, side, 3), (180, 140, 60), np.uint8)
    return Cutout(colours, matte)


def two_cans(side: int = 240) -> Cutout:
    """Two upright cans, the right one farther away."""
    matte = np.zeros((side, side), np.uint8)
    for left, foot in ((30, 200), (130, 160)):
        cv2.rectangle(matte, (left, foot - 110), (left + 60, foot), 255, cv2.FILLED)
        cv2.ellipse(matte, (left + 30, foot), (30, 14), 0, 0, 360, 255, cv2.FILLED)
    return Cutout(np.full((side, side, 3), 90, np.uint8), matte)


def cup_on_saucer(pitch_deg: float) -> Cutout:
    """A saucer with a rim of radius 150 px round (200, 240), seen from ``pitch_deg``, and a cup that stands over its far side."""
    matte = np.zeros((420, 400), np.uint8)
    depth = round(150 * np.sin(np.radians(pitch_deg)))
    cv2.ellipse(matte, (200, 240), (150, depth), 0, 0, 360, 255, cv2.FILLED)
    cv2.rectangle(matte, (130, 240 - depth), (270, 240), 255, cv2.FILLED)
    cv2.ellipse(matte, (200, 240 - depth), (70, depth * 70 // 150), 0, 0, 360, 255, cv2.FILLED)
    return Cutout(np.full((420, 400, 3), 150, np.uint8), matte)
