"""The settings classes by what runs, the variables that they know, and what they make of an overlay's variables."""

import os
import re
from typing import Any
from unittest import mock

from pydantic import AliasChoices, AliasPath

from backup.settings import BackupSettings
from mesh.settings import MeshSettings
from services.auth.settings import AuthSettings
from services.gateway.settings import GatewaySettings
from services.generator.settings import GeneratorSettings
from services.segmenter.settings import SegmenterSettings
from services.studio.settings import StudioSettings
from tests.contract.k8s.cluster import Overlay
from tests.contract.tree import ROOT

CLASSES: dict[str, type[MeshSettings]] = {
    "auth": AuthSettings,
    "segmenter": SegmenterSettings,
    "generator": GeneratorSettings,
    "studio": StudioSettings,
    "studio-worker": StudioSettings,
    "gateway": GatewaySettings,
    "backup": BackupSettings,
}


def variables_of(kind: type[MeshSettings]) -> dict[str, str]:
    """The variable of each field."""
    found = {}
    prefix = kind.model_config.get("env_prefix", "")
    for name, field in kind.model_fields.items():
        alias = field.validation_alias
        assert not isinstance(alias, AliasPath | AliasChoices), name
        found[name] = alias or f"{prefix}{name}".upper()
    return found


def model_server_variables() -> set[str]:
    """What the model server's two settings classes read; they are no pydantic ones, and say each name once more in a docstring."""
    texts = [(ROOT / "models" / part / "settings.py").read_text(encoding="utf-8") for part in ("", "diffusion")]
    return {name for text in texts for name in re.findall(r'"(PACKSHOT_[A-Z0-9_]+)"', text)}


def built(overlay: Overlay, name: str) -> Any:
    """The settings that the service would run with; raises pydantic's ``ValidationError`` where it would not start."""
    with mock.patch.dict(os.environ, overlay.variables(name), clear=True):
        return CLASSES[name]()
