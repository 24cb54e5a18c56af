"""The manifest: everything that decides the pixels, after resolution, as stable JSON."""

import json
from dataclasses import asdict, dataclass, fields
from typing import Any

from pydantic import TypeAdapter

from mesh.errors import InvalidArgument
from services.generator.light import Light
from services.generator.materials.catalogue import materials
from services.generator.placement import MAX_SIDE_PX, Box, frame_size
from services.generator.prompt import check_prompt
from services.generator.render.gobo import PATTERNS
from services.generator.studio import Dress
from services.generator.wishes import SHADOW_MODES, DressWish, check_dress

FORMAT = 2
"""Version of the document."""


@dataclass(frozen=True)
class Plan:
    """A scene with nothing left to chance or to defaults. Same plan, same product, same engine version: same pixels."""

    engine: str
    engine_version: str
    set_name: str
    set_by: str
    """What decided the set: see ``Understanding.set_by``."""
    seed: int
    width: int
    height: int
    prompt: str
    negative_prompt: str
    placement: str
    box: Box
    """Where the product lies, in output pixels."""
    light: Light
    dress: Dress
    pitch_deg: float
    """How far the camera looks down."""
    shadow: str
    """Kind of the product's shadow, one of ``wishes.SHADOW_MODES``."""
    shadow_intensity: float
    """Share of what the light makes."""
    light_match: float
    """How far the product is brought into the light, 0..1."""
    safe: bool
    """Whether a first try did not pass its drift report, and these are the safe settings."""
    product_sha256: str


def write_manifest(plan: Plan) -> str:
    """The plan as JSON: sorted keys, no spaces, floats in their shortest exact form."""
    return json.dumps({"format": FORMAT} | asdict(plan), sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def read_manifest(document: str) -> Plan:
    """The plan of a manifest. Raises ``InvalidArgument`` when it is not one, of another format, or with values that no scene has:
    it may have been written by anybody."""
    try:
        values: dict[str, Any] = json.loads(document)
        if values.pop("format") != FORMAT:
            raise InvalidArgument(
                f"The manifest is of another format than {FORMAT}, which this version reads. Make the scene anew.",
                field="manifest",
            )
        if values.keys() != {each.name for each in fields(Plan)}:
            raise _unreadable()
        plan = _PLAN.validate_python(values)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise _unreadable() from error
    _check(plan)
    return plan


def _check(plan: Plan) -> None:
    """Raises ``InvalidArgument`` for a plan that no request leads to."""
    check_prompt(plan.prompt, plan.negative_prompt)
    frame_size(plan.width, plan.height, "")
    light = plan.light
    for name, value, low, high in (
        ("seed", plan.seed, 0, 2**64 - 1),
        ("box.x", plan.box.x, -4 * MAX_SIDE_PX, 4 * MAX_SIDE_PX),
        ("box.y", plan.box.y, -4 * MAX_SIDE_PX, 4 * MAX_SIDE_PX),
        ("box.width", plan.box.width, 1, 2 * MAX_SIDE_PX),
        ("box.height", plan.box.height, 1, 2 * MAX_SIDE_PX),
        ("light.azimuth_deg", light.azimuth_deg, -360, 360),
        ("light.elevation_deg", light.elevation_deg, 5, 89),
        ("light.softness_deg", light.softness_deg, 0.1, 60),
        ("light.fill", light.fill, 0, 1),
        ("light.warmth", light.warmth, -1, 1),
        ("light.level", light.level, 0.02, 4),
        ("pitch_deg", plan.pitch_deg, 0, 85),
        ("shadow_intensity", plan.shadow_intensity, 0, 2),
        ("light_match", plan.light_match, 0, 1),
        *(("dress", channel, 0, 1) for colour in (plan.dress.floor, plan.dress.wall) for channel in colour or ()),
    ):
        if not low <= value <= high:  # NaN is outside
            raise InvalidArgument(
                f"The manifest has {name} {value:g}; it goes from {low:g} to {high:g}. Send the manifest as it was received.",
                field="manifest",
            )
    dress = plan.dress
    known = (
        plan.shadow in SHADOW_MODES
        and plan.placement in ("automatic", "original", "manual")
        and plan.set_by in ("words", "mood", "likeness", "request", "default")
        and dress.pattern in (None, *PATTERNS)
        and set(dress.refused_materials) <= materials().keys()
        and len(dress.refused_materials) <= len(materials())
    )
    if not known:
        raise _unreadable()
    check_dress(DressWish(material=dress.material or ""))


def _unreadable() -> InvalidArgument:
    return InvalidArgument("The manifest cannot be read. Send it as it was received.", field="manifest")


_PLAN = TypeAdapter(Plan)
