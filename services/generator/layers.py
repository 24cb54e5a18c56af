"""The layers of a finished scene, and the small pictures on the way there: what every engine hands out the same way."""

import cv2
import numpy as np

from services.generator.arrays import Bytes, overlap
from services.generator.colour import luminance
from services.generator.compose import compose
from services.generator.placement import Placed
from services.generator.plan import Plan

_PREVIEW_PX = 256


def darkness(layer: Bytes) -> Bytes:
    """The shadow as one channel: how much it takes away."""
    weights = np.array([luminance((1, 0, 0)), luminance((0, 1, 0)), luminance((0, 0, 1))], np.float32)
    return 255 - np.clip(cv2.transform(layer, weights[None, :]), 0, 255).astype(np.uint8)


def on_frame(placed: Placed, plan: Plan) -> Bytes:
    """The placed product on an empty frame, (H, W, 4) uint8."""
    frame = np.zeros((plan.height, plan.width, 4), np.uint8)
    place, own = overlap(frame.shape, placed.matte.shape, placed.box.x, placed.box.y)
    frame[(*place, slice(3))] = placed.colours[own]
    frame[(*place, 3)] = placed.matte[own]
    return frame


def preview(picture: Bytes, placed: Placed | None) -> Bytes:
    """At most 256 px a side; with the product when it is given."""
    scale = min(1.0, _PREVIEW_PX / max(picture.shape[:2]))
    size = (max(1, round(picture.shape[1] * scale)), max(1, round(picture.shape[0] * scale)))
    small: Bytes = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
    if placed is None:
        return small
    box = placed.box
    own = (max(1, round(box.width * scale)), max(1, round(box.height * scale)))
    colours = cv2.resize(placed.colours, own, interpolation=cv2.INTER_AREA)
    matte = cv2.resize(placed.matte, own, interpolation=cv2.INTER_AREA)
    return compose(small, colours, matte, round(box.x * scale), round(box.y * scale))
