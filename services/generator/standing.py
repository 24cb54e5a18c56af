"""The product in the world of its scene: how it stands, the camera that sees it so, and the body that casts its shadow."""

from dataclasses import dataclass
from math import ceil, cos, radians

import numpy as np

from mesh.errors import InvalidArgument
from services.generator.placement import Placed
from services.generator.plan import Plan
from services.generator.render.camera import Camera, least_pitch_deg
from services.generator.solid import Solid, build_solid
from services.generator.stance import Stance, read_stance
from services.generator.wishes import FLOATING_LIFT


def camera_pitch_deg(wished: float | None, placed: Placed, frame: tuple[int, int]) -> float:
    """How far the camera looks down: as wished, or as the product was seen, as far as the camera then lies over its floor.

    Raises ``InvalidArgument`` for a wish by which it would not. ``frame``: (width, height).
    """
    box = placed.box
    least = least_pitch_deg(box.y + box.height, *frame)
    if wished is None:
        return max(least, read_stance(placed.matte, box.x, box.y).pitch_deg)
    if wished < least:
        told = ceil(10 * least) / 10
        raise InvalidArgument(
            f"With the product so high in the frame the camera has to look down by {told:g} degrees at least; at {wished:g} the "
            "floor would be above it. Choose a larger camera_pitch_deg or a lower place.",
            field="camera_pitch_deg",
            minimum=told,
        )
    return float(wished)


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
