"""The manifest: everything that decides the pixels, after resolution, as stable JSON."""

import json
from dataclasses import MISSING, asdict, fields
from typing import Any, Final

from pydantic import TypeAdapter

from mesh.errors import InvalidArgument
from services.generator.plan import PaintedPlan, Plan, SetPlan, unreadable

FORMAT = 2
"""Version of the document."""
_KINDS: Final = {kind.kind: (kind, TypeAdapter(kind)) for kind in (SetPlan, PaintedPlan)}


def write_manifest(plan: Plan) -> str:
    """The plan as JSON: sorted keys, no spaces, floats in their shortest exact form."""
    return json.dumps({"format": FORMAT} | asdict(plan), sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def read_manifest(document: str) -> Plan:
    """The plan of a manifest, of the kind that its engine makes. Raises ``InvalidArgument`` when it is not one, of another format,
    or with values that no scene has: it may have been written by anybody."""
    try:
        values: dict[str, Any] = json.loads(document)
        if values.pop("format") != FORMAT:
            raise InvalidArgument(
                f"The manifest is of another format than {FORMAT}, which this version reads. Make the scene anew.",
                field="manifest",
            )
        kind, adapter = _KINDS[values["engine"]]
        known = {each.name: each.default is not MISSING for each in fields(kind)}
        # What has a default came later than the format; manifests from before it leave it out.
        if values.keys() - known.keys() or any(name not in values and not later for name, later in known.items()):
            raise unreadable()
        plan: Plan = adapter.validate_python(values)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise unreadable() from error
    plan.check()
    return plan


def check_origin(plan: Plan, engine: str, version: str, product_sha256: str) -> None:
    """Raises ``InvalidArgument`` where this engine would not make the plan's pixels again of this product."""
    if (plan.engine, plan.engine_version) != (engine, version):
        raise InvalidArgument(
            f"The manifest is of engine {plan.engine} {plan.engine_version}; here is {engine} {version}, "
            "which makes other pixels. Make the scene anew.",
            field="manifest",
        )
    if plan.product_sha256 != product_sha256:
        raise InvalidArgument(
            "The manifest belongs to another product picture. Send the one it names.", field="manifest"
        )
