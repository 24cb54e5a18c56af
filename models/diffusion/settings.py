"""Settings of diffusion. Beside ``models.settings`` the only place under ``models/`` that reads the environment; free of
third-party packages like it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, get_args

from models.diffusion.specs import SPECS, Dtype, UnknownModel, spec_named
from models.settings import InvalidSetting, ModelSettings, flag, whole

DtypeChoice = Literal["auto", "float16", "bfloat16", "float32"]
FOLDER = "folder:"
"""Begins the name of a model that is a folder of the operator's own."""


@dataclass(frozen=True)
class DiffusionSettings:
    """Everything an operator can turn on the diffusion model."""

    model: str
    """``PACKSHOT_DIFFUSION_MODEL``: name of a spec, or ``folder:/path``; empty: no diffusion. Default: empty."""
    revision: str
    """``PACKSHOT_DIFFUSION_REVISION``: commit, tag or branch of the hub's repository to fetch. Default: the commit that
    the spec pins; where it pins none, the one that was fetched first, found on the branch ``main``.
    """
    accepted_licences: frozenset[str]
    """``PACKSHOT_ACCEPT_LICENCE``: names of models, separated by commas, whose non-commercial licence the operator has
    read and accepts. Default: none.
    """
    device: str
    """``PACKSHOT_DIFFUSION_DEVICE``: ``auto``, ``cpu``, ``cuda`` or ``cuda:1``. Default: ``auto``, a GPU where one answers."""
    dtype: DtypeChoice
    """``PACKSHOT_DIFFUSION_DTYPE``: what it computes in. Default: ``auto``, the spec's on a GPU and float32 on a CPU."""
    compile: bool
    """``PACKSHOT_DIFFUSION_COMPILE``: compile the network's blocks with ``torch.compile``; the start takes minutes longer.
    Default: off.
    """
    style: bool
    """``PACKSHOT_DIFFUSION_STYLE``: fetch and load what the model needs to take the style of a picture, where its family
    needs weights for that. Default: off.
    """
    batch: int
    """``PACKSHOT_DIFFUSION_BATCH``: most pictures of one size that are painted together. Default: 4."""
    queue: int
    """``PACKSHOT_DIFFUSION_QUEUE``: most pictures that wait; the next one is refused. Default: 16."""
    require_gpu: bool
    """``PACKSHOT_REQUIRE_GPU``: refuse to start rather than to run on a CPU. Default: off."""
    cache: Path
    """``PACKSHOT_CACHE``: weights lie in ``diffusion/`` below it."""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "DiffusionSettings":
        """Read every setting; raises ``InvalidSetting`` for the first one that is wrong."""
        shared = ModelSettings.from_environment(environment)
        return cls(
            model=known_model(environment.get("PACKSHOT_DIFFUSION_MODEL", "").strip()),
            revision=environment.get("PACKSHOT_DIFFUSION_REVISION", "").strip(),
            accepted_licences=_accepted(environment.get("PACKSHOT_ACCEPT_LICENCE", "")),
            device=_device(environment.get("PACKSHOT_DIFFUSION_DEVICE", "auto")),
            dtype=_dtype(environment.get("PACKSHOT_DIFFUSION_DTYPE", "auto")),
            compile=flag(environment, "PACKSHOT_DIFFUSION_COMPILE"),
            style=flag(environment, "PACKSHOT_DIFFUSION_STYLE"),
            batch=whole(environment, "PACKSHOT_DIFFUSION_BATCH", 4, low=1, high=64),
            queue=whole(environment, "PACKSHOT_DIFFUSION_QUEUE", 16, low=1, high=1024),
            require_gpu=shared.require_gpu,
            cache=shared.cache,
        )

    def serving(self, model: str) -> "DiffusionSettings":
        """The same for another ``model``, as a model folder's own configuration may ask. Raises ``InvalidSetting``."""
        return replace(self, model=known_model(model))


def known_model(name: str) -> str:
    """``name``, if it is empty, a folder's or a spec's; raises ``InvalidSetting``."""
    if name and not name.startswith(FOLDER):
        try:
            spec_named(name)
        except UnknownModel as fault:
            raise InvalidSetting(f"PACKSHOT_DIFFUSION_MODEL: {fault}") from None
    return name


def _accepted(text: str) -> frozenset[str]:
    names = frozenset(name.strip() for name in text.split(",") if name.strip())
    known = {spec.name for spec in SPECS}
    if wrong := sorted(name for name in names if name not in known and not name.startswith(FOLDER)):
        raise InvalidSetting(
            f"PACKSHOT_ACCEPT_LICENCE names {wrong[0]!r}, which is no model; it takes the names of models, such as "
            f"{next(spec.name for spec in SPECS if not spec.commercial)}, or folder:/path, separated by commas"
        )
    return names


def _device(text: str) -> str:
    device = text.strip().lower() or "auto"
    if re.fullmatch(r"auto|cpu|cuda(:\d+)?", device) is None:
        raise InvalidSetting(f"PACKSHOT_DIFFUSION_DEVICE is {text!r}; it may be auto, cpu, cuda or cuda:1")
    return device


def _dtype(text: str) -> DtypeChoice:
    for choice in get_args(DtypeChoice):
        if text.strip().lower() == choice:
            return choice  # type: ignore[no-any-return]
    allowed = ", ".join(("auto", *get_args(Dtype)))
    raise InvalidSetting(f"PACKSHOT_DIFFUSION_DTYPE is {text!r}; it may be one of: {allowed}")
