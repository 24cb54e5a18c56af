"""``python -m models diffusion list|fetch|verify [NAME]``: the weights of diffusion models."""

import sys
from collections.abc import Sequence
from dataclasses import replace

from models.diffusion.failures import DiffusionFailure
from models.diffusion.hub import FetchFailed, Hub, HuggingFace, fetch
from models.diffusion.settings import FOLDER, DiffusionSettings
from models.diffusion.specs import SPECS, UnknownModel, spec_named
from models.diffusion.weights import Record, home, located

COMMANDS = ("list", "fetch", "verify")


def run(command: str, names: Sequence[str], settings: DiffusionSettings, *, hub: Hub | None = None) -> int:
    """Exit status: 0 all is well, 1 weights are missing or damaged and stay so, 2 a name is wrong.

    Without ``names``: every model for ``list``, the one that the settings serve for the others.
    """
    if command == "list":
        return _list(settings)
    chosen = list(names) or ([settings.model] if settings.model else [])
    if not chosen:
        print(
            "which model? Name one (`python -m models diffusion list`) or set PACKSHOT_DIFFUSION_MODEL", file=sys.stderr
        )
        return 2
    try:
        each_of = _fetch if command == "fetch" else _verify
        return max(each_of(replace(settings, model=name), hub or HuggingFace()) for name in chosen)
    except UnknownModel as fault:
        print(fault, file=sys.stderr)
        return 2


def _list(settings: DiffusionSettings) -> int:
    for spec in SPECS:
        try:
            record = Record.read(home(settings, spec))
        except DiffusionFailure as fault:
            print(f"{spec.name}: {fault}", file=sys.stderr)
            record = None
        here = f"in the cache, commit {record.commit}" if record else "not fetched yet"
        terms = "" if spec.commercial else "; commercial use forbidden, needs PACKSHOT_ACCEPT_LICENCE"
        print(
            f"{spec.name}  about {spec.download_gb:g} GB, {here}{'  <- served' if spec.name == settings.model else ''}"
        )
        print(f"  from     {spec.hub}, {f'commit {spec.revision}' if spec.revision else 'no commit pinned'}")
        print(f"  licence  {spec.licence}{terms}")
        print(
            f"  runs     {spec.pipeline}, {spec.steps} steps, {spec.native_px} px, about {spec.memory_gb:g} GB of memory"
        )
        print(f"  use      {spec.use}")
    return 0


def _fetch(settings: DiffusionSettings, hub: Hub) -> int:
    if settings.model.startswith(FOLDER):
        print(f"{settings.model}: a folder of your own is not fetched; `verify` checks it", file=sys.stderr)
        return 1
    try:
        print(f"{settings.model}: ready, {fetch(spec_named(settings.model), settings, hub=hub)}")
    except (FetchFailed, DiffusionFailure) as fault:
        print(fault, file=sys.stderr)
        return 1
    return 0


def _verify(settings: DiffusionSettings, hub: Hub) -> int:
    try:
        weights = located(settings)
    except DiffusionFailure as fault:
        print(f"{settings.model}: {fault}", file=sys.stderr)
        return 1
    compared = "good" if Record.read(weights.folder) else "readable (no record to compare with)"
    print(f"{settings.model}: {compared}, {weights.folder}, sha256 of all {weights.record.digest}")
    return 0
