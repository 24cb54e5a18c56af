"""The product's shadow on a backdrop, of the kind that was asked for, as a multiply layer."""

import cv2
import numpy as np

from services.generator.arrays import Field
from services.generator.contact import darken_contact
from services.generator.placement import Placed
from services.generator.plan import Plan
from services.generator.scene import Watch
from services.generator.shadow import multiplier, throw
from services.generator.standing import Standing
from services.generator.studio import Backdrop


def cast_shadow(backdrop: Backdrop, placed: Placed, standing: Standing, plan: Plan, watch: Watch) -> Field:
    """What the product's shadow leaves of the 8-bit codes of the backdrop: (H, W, 3) float32, 0..1."""
    camera = standing.camera
    if plan.shadow == "none" or plan.shadow_intensity == 0:
        return np.ones((camera.height, camera.width, 3), np.float32)
    factor = _on_all_planes(backdrop, standing, plan, watch)
    if plan.shadow != "floating":
        darken_contact(factor, placed.matte, plan.box.x, plan.box.y, standing.stance, camera)
    if plan.shadow_intensity != 1:
        np.maximum(1 - np.float32(plan.shadow_intensity) * (1 - factor), 0, out=factor)
    return factor


def _on_all_planes(backdrop: Backdrop, standing: Standing, plan: Plan, watch: Watch) -> Field:
    """The shadow on all planes of the set, back to front; (H, W, 3) float32."""
    camera, light = standing.camera, plan.light
    size = (camera.width, camera.height)
    total: Field | None = None
    maps = {}
    for plane in backdrop.planes:
        watch.check()
        key = (plane.level, plane.blocks)
        if key not in maps:
            maps[key] = throw(standing.solid, light, camera, plane.level, plane.blocks)
        coarse = multiplier(plane.surface, maps[key], light, plane.base, cast=plan.shadow != "contact")
        layer = cv2.resize(coarse, size, interpolation=cv2.INTER_LINEAR)
        if total is None or plane.coverage is None:
            total = layer
        else:
            total += (layer - total) * plane.coverage[..., None]
    return np.ones((camera.height, camera.width, 3), np.float32) if total is None else total
