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
from models.diffusion.specs import STYLE_WAYS, Family, ModelSpec, family_default, spec_named
from models.weights import sha256_of

RECORD = "packshot-weights.json"
INDEX = "model_index.json"
ADAPTER = "ip_adapter"
"""Folder, in that of a model, of the IP-Adapter that goes with it: one safetensors file, and an ``image_encoder/``."""
_ENCODER = "image_encoder"
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
    style_hub: str = ""
    style_commit: str = ""
    """Where the IP-Adapter beside it is from; empty where there is none."""
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
        """One sha256 for the model's own files: of ``<sha256>  <path>`` lines in the order of paths, as ``sha256sum`` prints
        them. An adapter's are not among them: a picture without style is the same with and without it.
        """
        return self._digest(path for path in self.files if not is_adapters(path))

    @property
    def style_digest(self) -> str:
        """The same for the adapter's files; empty where there are none."""
        return self._digest(filter(is_adapters, self.files)) if any(map(is_adapters, self.files)) else ""

    def _digest(self, paths: Iterable[str]) -> str:
        lines = "".join(f"{self.files[path]}  {path}\n" for path in sorted(paths))
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
    weights = replace(weights, record=_checked(weights.folder, weights.record, style=settings.style))
    if settings.style and STYLE_WAYS[weights.spec.family] == "adapter" and adapter_in(weights.record.files) is None:
        raise WeightsMissing(
            f"PACKSHOT_DIFFUSION_STYLE is set and {weights.spec.name} has no whole {ADAPTER}/ beside it; run "
            "`python -m models diffusion fetch`, or put one into the folder of your own"
        )
    return weights


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
        adapter=None,
    )
    return Weights(folder, spec, record)


def _checked(folder: Path, record: Record, *, style: bool) -> Record:
    """``record`` with the hashes of what really lies in ``folder``; of an adapter's files only where ``style`` is wanted."""
    expected = {path: sha256 for path, sha256 in record.files.items() if style or not is_adapters(path)}
    if missing := sorted(path for path in expected if not (folder / path).is_file()):
        raise WeightsMissing(f"{missing[0]} of {record.model} is gone; run `python -m models diffusion fetch` again")
    found = hashes(folder, expected or (path for path in contents(folder) if style or not is_adapters(path)))
    if wrong := sorted(path for path in expected if found[path] != expected[path]):
        raise WeightsCorrupt(
            f"{wrong[0]} of {record.model} is not the file that was fetched; run `python -m models diffusion fetch` again"
        )
    return replace(record, files=found)


def is_adapters(path: str) -> bool:
    """Whether a file of a model's folder belongs to the adapter beside it."""
    return path.startswith(f"{ADAPTER}/")


def adapter_in(paths: Iterable[str]) -> tuple[str, str] | None:
    """Paths of the adapter's weights and of its encoder's folder among a model's files; None where it is not whole."""
    inside = [path for path in paths if is_adapters(path)]
    weights = [path for path in inside if path.endswith(".safetensors") and _ENCODER not in path.split("/")]
    encoders = [path.removesuffix("/config.json") for path in inside if path.endswith(f"/{_ENCODER}/config.json")]
    return (weights[0], encoders[0]) if len(weights) == len(encoders) == 1 else None


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
