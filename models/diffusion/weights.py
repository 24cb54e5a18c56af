"""Where a diffusion model's weights lie, what is recorded beside them, and the check of one against the other.

The record ``packshot-weights.json`` names origin, commit, licence and the sha256 of every file; fetching writes it. A
folder of the operator's own may have one and need not. Needs neither torch nor a network.
"""

import hashlib
import json
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from models.diffusion.failures import LicenceRefused, WeightsCorrupt, WeightsMissing
from models.diffusion.settings import FOLDER, DiffusionSettings
from models.diffusion.specs import Family, ModelSpec, family_default, spec_named
from models.weights import sha256_of

RECORD = "packshot-weights.json"
INDEX = "model_index.json"
READERS = 4
"""Files hashed at once; hashing lets go of the interpreter's lock, and disks like more than one reader."""

_FAMILIES: dict[str, Family] = {
    "StableDiffusionInpaintPipeline": "sd-inpaint",
    "StableDiffusionXLInpaintPipeline": "sdxl-inpaint",
    "ZImagePipeline": "z-image",
    "ZImageInpaintPipeline": "z-image",
    "Flux2KleinPipeline": "flux2-klein",
    "Flux2KleinInpaintPipeline": "flux2-klein",
}
"""Family by the pipeline that a folder's index names. Z-Image and FLUX.2 klein have no weights of their own for inpainting."""


@dataclass(frozen=True)
class Record:
    """What is known of a folder of weights."""

    model: str
    hub: str = ""
    commit: str = ""
    licence: str = ""
    commercial: bool = True
    native_px: int = 0
    """0: the family's own, as with the other numbers below."""
    steps: int = 0
    guidance: float = -1.0
    files: dict[str, str] = field(default_factory=dict)
    """sha256 by path, with slashes, inside the folder."""

    @classmethod
    def read(cls, folder: Path) -> "Record | None":
        """The record in ``folder``; None where there is none. Raises ``WeightsCorrupt``."""
        path = folder / RECORD
        if not path.is_file():
            return None
        try:
            held: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
            return cls(**{name: held[name] for name in cls.__dataclass_fields__ if name in held})
        except (ValueError, TypeError) as fault:
            raise WeightsCorrupt(f"the record {RECORD} cannot be read ({type(fault).__name__})") from fault

    def write(self, folder: Path) -> None:
        """Put the record beside its weights, whole or not at all."""
        part = folder / f".{RECORD}.part"
        part.write_text(json.dumps(asdict(self), indent=1, sort_keys=True) + "\n", encoding="utf-8")
        part.replace(folder / RECORD)

    @property
    def digest(self) -> str:
        """One sha256 for all files: of ``<sha256>  <path>`` lines in the order of paths, as ``sha256sum`` prints them."""
        lines = "".join(f"{self.files[path]}  {path}\n" for path in sorted(self.files))
        return hashlib.sha256(lines.encode()).hexdigest()


@dataclass(frozen=True)
class Weights:
    """A model that can be loaded: its folder, how it is run, what is known of it."""

    folder: Path
    spec: ModelSpec
    record: Record


def home(settings: DiffusionSettings, spec: ModelSpec) -> Path:
    """The folder of ``spec``'s weights in the cache; one for each revision that is asked for by name."""
    revision = settings.revision or spec.revision or "main"
    return settings.cache / "diffusion" / spec.name / revision.replace("/", "--")


def allowed(spec: ModelSpec, settings: DiffusionSettings) -> None:
    """Raises ``LicenceRefused`` where the licence forbids commercial use and has not been accepted by name."""
    if spec.commercial or {spec.name, settings.model} & settings.accepted_licences:
        return
    # A folder's path is the operator's business: this sentence travels to callers.
    name = "the value of PACKSHOT_DIFFUSION_MODEL" if settings.model.startswith(FOLDER) else spec.name
    raise LicenceRefused(
        f"the licence of {spec.name} ({spec.licence}) forbids commercial use; whoever may use it all the same "
        f"sets PACKSHOT_ACCEPT_LICENCE to {name}"
    )


def located(settings: DiffusionSettings) -> Weights:
    """The weights of ``settings.model``, whole and allowed.

    Every file is read and its hash compared with the record (some 5 s for 7 GB, which loading would read anyway); without
    a record there is nothing to compare with and the hashes are only reported. Raises ``LicenceRefused``,
    ``WeightsMissing`` or ``WeightsCorrupt``.
    """
    if settings.model.startswith(FOLDER):
        weights = _own(Path(settings.model.removeprefix(FOLDER)).expanduser())
        allowed(weights.spec, settings)
    else:
        spec = spec_named(settings.model)
        allowed(spec, settings)
        folder = home(settings, spec)
        record = Record.read(folder)
        if record is None:
            raise WeightsMissing(f"the weights of {spec.name} are not here; run `python -m models diffusion fetch`")
        weights = Weights(folder, spec, record)
    return replace(weights, record=_checked(weights.folder, weights.record))


def _own(folder: Path) -> Weights:
    index = folder / INDEX
    if not index.is_file():
        raise WeightsMissing(f"the folder of PACKSHOT_DIFFUSION_MODEL has no {INDEX}: it holds no diffusers pipeline")
    try:
        pipeline = str(json.loads(index.read_text(encoding="utf-8"))["_class_name"])
        family = _FAMILIES[pipeline]
    except (ValueError, TypeError) as fault:
        raise WeightsCorrupt(f"{INDEX} cannot be read") from fault
    except KeyError as fault:
        known = ", ".join(sorted(_FAMILIES))
        raise WeightsCorrupt(f"{INDEX} names none of the pipelines that can inpaint: {known}") from fault
    record = Record.read(folder) or Record(model=folder.name)
    default = family_default(family)
    spec = replace(
        default,
        name=record.model,
        hub=record.hub,
        revision=record.commit,
        licence=record.licence or "not stated (a folder of the operator's own)",
        commercial=record.commercial,
        native_px=record.native_px or default.native_px,
        steps=record.steps or default.steps,
        guidance=record.guidance if record.guidance >= 0 else default.guidance,
        variant="",
    )
    return Weights(folder, spec, record)


def _checked(folder: Path, record: Record) -> Record:
    """``record`` with the hashes of what really lies in ``folder``."""
    expected = record.files
    if missing := sorted(path for path in expected if not (folder / path).is_file()):
        raise WeightsMissing(f"{missing[0]} of {record.model} is gone; run `python -m models diffusion fetch` again")
    found = hashes(folder, expected or contents(folder))
    if wrong := sorted(path for path in expected if found[path] != expected[path]):
        raise WeightsCorrupt(
            f"{wrong[0]} of {record.model} is not the file that was fetched; run `python -m models diffusion fetch` again"
        )
    return replace(record, files=found)


def contents(folder: Path) -> list[str]:
    """Paths of the files in ``folder`` that belong to a model: no record, nothing hidden."""
    files = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return sorted(
        path.as_posix()
        for path in files
        if path.name != RECORD and not any(part.startswith(".") for part in path.parts)
    )


def hashes(folder: Path, paths: Iterable[str]) -> dict[str, str]:
    """sha256 of each of ``paths`` in ``folder``."""
    ordered = sorted(paths)
    with ThreadPoolExecutor(READERS) as readers:
        return dict(zip(ordered, readers.map(lambda path: sha256_of(folder / path), ordered), strict=True))
