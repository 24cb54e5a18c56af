"""The product in the world of its scene: how it stands, the camera that sees it so, and the body that casts its shadow."""

from dataclasses import dataclass
from math import cos, radians

import numpy as np

from services.generator.placement import Placed
from services.generator.plan import Plan
from services.generator.render.camera import Camera
from services.generator.solid import Solid, build_solid
from services.generator.stance import Stance, read_stance
from services.generator.wishes import FLOATING_LIFT


@dataclass(frozen=True)
class Standing:
    """A product that has found its place."""

    stance: Stance
    """As it is seen."""
    ground: Stance
    """Where it would touch the ground; below ``stance`` where it floats."""
    camera: Camera
    solid: Solid


def stand(placed: Placed, plan: Plan) -> Standing:
    """Put the placed product into the world. A floating one hangs over where it would stand, which is lower in the frame."""
    box = placed.box
    stance = read_stance(placed.matte, box.x, box.y, plan.pitch_deg)
    # Sets scale with the product, within limits.
    frame = min(plan.width, plan.height)
    unit = float(np.clip(max(box.width, box.height), 0.35 * frame, 0.9 * frame))
    lift = FLOATING_LIFT if plan.shadow == "floating" else 0.0
    drop_px = lift * unit * cos(radians(plan.pitch_deg))
    below = stance.lowered(drop_px)
    camera = Camera(plan.width, plan.height, plan.pitch_deg, (box.x + box.width / 2, below.lowest.row), unit)
    solid = build_solid(placed.matte, box.x, box.y + drop_px, below, camera)
    return Standing(stance, below, camera, solid.lifted(lift) if lift else solid)
