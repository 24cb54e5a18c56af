"""The product's shadow on a backdrop, of the kind that was asked for, as a multiply layer."""

import cv2
import numpy as np

from services.generator.arrays import Field
from services.generator.contact import darken_contact
from services.generator.placement import Placed
from services.generator.plan import Plan
from services.generator.scene import Watch
from services.generator.shadow import PlaneMap, multiplier, reaches, throw
from services.generator.solid import Slice
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
    camera, light, solid = standing.camera, plan.light, standing.solid
    total = np.ones((camera.height, camera.width, 3), np.float32)
    maps: dict[tuple[float, tuple[Slice, ...]], PlaneMap] = {}
    for plane in backdrop.planes:
        watch.check()
        area = total[plane.window] if plane.window else total
        if not area.size:
            continue
        if plane.coverage is not None and not reaches(solid, plane.surface, light, plane.level):
            area += (1 - area) * plane.coverage[..., None]  # it hides what lies in shadow behind it
            continue
        key = (plane.level, plane.blocks)
        if key not in maps:
            maps[key] = throw(solid, light, camera, plane.level, plane.blocks)
        coarse = multiplier(plane.surface, maps[key], light, plane.base, plane.strength, cast=plan.shadow != "contact")
        layer = cv2.resize(coarse, (area.shape[1], area.shape[0]), interpolation=cv2.INTER_LINEAR)
        if plane.coverage is None:
            area[:] = layer
        else:
            area += (layer - area) * plane.coverage[..., None]
    return total
