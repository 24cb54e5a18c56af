"""The manifest: everything that decides the pixels, after resolution, as stable JSON."""

import json
from dataclasses import asdict, dataclass
from typing import Any

from mesh.errors import InvalidArgument
from services.generator.light import Light
from services.generator.placement import Box
from services.generator.studio import Dress

FORMAT = 1
"""Version of the document."""


@dataclass(frozen=True)
class Plan:
    """A scene with nothing left to chance or to defaults. Same plan, same product, same engine version: same pixels."""

    engine: str
    engine_version: str
    set_name: str
    set_by: str
    """What decided the set: the ``words``, the ``request``, or, where neither named one, the ``default``."""
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
    product_sha256: str


def write_manifest(plan: Plan) -> str:
    """The plan as JSON: sorted keys, no spaces, floats in their shortest exact form."""
    return json.dumps({"format": FORMAT} | asdict(plan), sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def read_manifest(document: str) -> Plan:
    """The plan of a manifest. Raises ``InvalidArgument`` when it is not one, or of another format."""
    try:
        values: dict[str, Any] = json.loads(document)
        if values.pop("format") != FORMAT:
            raise InvalidArgument(
                f"The manifest is of another format than {FORMAT}, which this version reads. Make the scene anew.",
                field="manifest",
            )
        values["box"] = Box(**values["box"])
        values["light"] = Light(**values["light"])
        dress: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value for name, value in values["dress"].items()
        }
        return Plan(**(values | {"dress": Dress(**dress)}))
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise InvalidArgument("The manifest cannot be read. Send it as it was received.", field="manifest") from error
