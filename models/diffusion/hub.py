"""Fetching a diffusion model from the Hugging Face hub: resumable, with a progress bar, checked by the hub's own hashes.

``huggingface_hub`` downloads, resumes and shows the bar; what it does not do is compare whole files with what the hub
says of them afterwards, so that is done here. Only this module speaks to a network.
"""

import hashlib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol

from models.diffusion.settings import DiffusionSettings
from models.diffusion.specs import ModelSpec, StyleAdapter
from models.diffusion.weights import ADAPTER, INDEX, Record, allowed, hashes, home
from models.weights import sha256_of

_TEXT = (".json", ".txt", ".model", ".jinja")
"""Configurations and tokenizers. Weights are taken as safetensors only: the older formats can run code when loaded."""
_PICKLED = (".bin", ".ckpt", ".pt")
_COMMIT = re.compile(r"[0-9a-f]{40}")
_OTHER_REVISION = "Set PACKSHOT_DIFFUSION_REVISION to another commit, tag or branch, such as main, and fetch again"
_OTHER_ADAPTER = (
    "Update Packshot, or leave PACKSHOT_DIFFUSION_STYLE out, or serve a folder of your own with an adapter "
    f"in its {ADAPTER}/"
)
_VARIANT = re.compile(r"(\.(?P<weights>\w+))?(-\d{5}-of-\d{5})?\.safetensors(\.index(\.(?P<index>\w+))?\.json)?$")


class FetchFailed(Exception):
    """The weights could not be brought here. The message says why and what to do."""


@dataclass(frozen=True)
class HubFile:
    """A file as the hub describes it."""

    path: str
    size_bytes: int
    sha256: str
    """Of a file in large-file storage; empty for a small one, which has ``git_sha1``."""
    git_sha1: str


class Hub(Protocol):
    """What is asked of a hub; tests hand in their own."""

    def describe(self, repository: str, revision: str) -> tuple[str, list[HubFile]]:
        """The commit that ``revision`` is, and its files."""

    def download(self, repository: str, commit: str, paths: list[str], folder: Path) -> None:
        """Have ``paths`` in ``folder``; what is there already is kept, what is half there is continued."""


class HuggingFace:
    """The real one; address, token and certificates are set as for every tool of that hub (``HF_ENDPOINT``, ``HF_TOKEN``)."""

    def describe(self, repository: str, revision: str) -> tuple[str, list[HubFile]]:
        from huggingface_hub import HfApi

        info = HfApi().model_info(repository, revision=revision, files_metadata=True, timeout=20)
        return str(info.sha), [_file(each) for each in info.siblings or []]

    def download(self, repository: str, commit: str, paths: list[str], folder: Path) -> None:
        from huggingface_hub import snapshot_download

        snapshot_download(repository, revision=commit, allow_patterns=paths, local_dir=folder)


def _file(sibling: Any) -> HubFile:
    large = sibling.lfs
    return HubFile(sibling.rfilename, int(sibling.size or 0), large.sha256 if large else "", sibling.blob_id or "")


def wanted(files: Iterable[HubFile], variant: str) -> list[HubFile]:
    """Those of a repository's files that the pipeline loads: its index and what lies in one folder below it; of each
    weight in several variants only ``variant``, or the plain one where there is no such.
    """
    parts = [each for each in files if each.path == INDEX or each.path.count("/") == 1]
    weights = [each for each in parts if ".safetensors" in each.path]
    chosen = [each for each in parts if each.path.endswith(_TEXT) and each not in weights]
    for folder in sorted({each.path.partition("/")[0] for each in weights}):
        here = [each for each in weights if each.path.startswith(f"{folder}/")]
        own = [each for each in here if variant_of(each.path) == variant]
        chosen += own or [each for each in here if variant_of(each.path) == ""]
    return sorted(chosen, key=lambda each: each.path)


def variant_of(path: str) -> str:
    """``fp16`` of ``unet/diffusion_pytorch_model.fp16.safetensors`` and of its shards and index; empty for a plain one."""
    found = _VARIANT.search(path.rpartition("/")[2])
    return (found["weights"] or found["index"] or "") if found else ""


def fetch(spec: ModelSpec, settings: DiffusionSettings, *, hub: Hub, say: Callable[[str], None] = print) -> Path:
    """Have the weights of ``spec`` in the cache, checked and recorded, and its style adapter's where the settings want one;
    returns their folder.

    A run that was stopped is continued by the next one. The record is written last, so that half a model never passes
    for one. Raises ``FetchFailed`` and ``LicenceRefused``.
    """
    allowed(spec, settings)
    folder = home(settings, spec)
    known = Record.read(folder)
    revision = settings.revision or spec.revision or (known.commit if known else "") or "main"

    def pipeline(files: list[HubFile]) -> list[HubFile]:
        chosen = wanted(files, spec.variant)
        if not any(each.path == INDEX for each in chosen):
            raise FetchFailed(f"{spec.hub} at {revision} holds no {INDEX}: it is no diffusers pipeline")
        if unsafe := pickled_only(files, chosen):
            raise FetchFailed(
                f"{spec.hub} at {revision} has {unsafe[0]}/ in a format only that can run code when it is loaded; "
                f"safetensors are needed. {_OTHER_REVISION}"
            )
        return chosen

    source = _Source(spec.name, spec.hub, revision, revision == spec.revision, _OTHER_REVISION)
    commit, paths = _brought(source, pipeline, folder, hub, say)
    record = Record(model=spec.name, hub=spec.hub, commit=commit, licence=spec.licence, commercial=spec.commercial)
    if settings.style and (adapter := spec.adapter):
        source = _Source(f"the style adapter of {spec.name}", adapter.hub, adapter.revision, True, _OTHER_ADAPTER)
        beside = folder / ADAPTER
        style_commit, beside_paths = _brought(source, lambda files: _adapter(files, adapter), beside, hub, say)
        paths += [f"{ADAPTER}/{path}" for path in beside_paths]
        record = replace(record, style_hub=adapter.hub, style_commit=style_commit)
    replace(record, files=hashes(folder, paths)).write(folder)
    return folder


@dataclass(frozen=True)
class _Source:
    """Where something is fetched from."""

    what: str
    hub: str
    revision: str
    pinned: bool
    otherwise: str
    """What to do where that revision cannot be had."""


def _adapter(files: list[HubFile], adapter: StyleAdapter) -> list[HubFile]:
    """The adapter's file and those of its encoder. Raises ``FetchFailed`` where one is not there."""
    names = (adapter.weights, f"{adapter.encoder}/config.json", f"{adapter.encoder}/model.safetensors")
    chosen = [each for each in files if each.path in names]
    if missing := sorted(set(names) - {each.path for each in chosen}):
        raise FetchFailed(f"{adapter.hub} at {adapter.revision} holds no {missing[0]}")
    return chosen


def _brought(
    source: _Source,
    choose: Callable[[list[HubFile]], list[HubFile]],
    folder: Path,
    hub: Hub,
    say: Callable[[str], None],
) -> tuple[str, list[str]]:
    """Have what ``choose`` picks of a repository in ``folder``, compared with what the hub says; the commit and the paths."""
    try:
        commit, files = hub.describe(source.hub, source.revision)
        if _COMMIT.fullmatch(source.revision) and commit != source.revision:
            raise FetchFailed(
                f"{source.what} could not be fetched: asked for commit {source.revision}, the hub answered with {commit}"
            )
        chosen = choose(files)
        size_gb = sum(each.size_bytes for each in chosen) / 1e9
        say(f"{source.what}: {len(chosen)} files, {size_gb:.1f} GB from {source.hub} at {commit}")
        folder.mkdir(parents=True, exist_ok=True)
        hub.download(source.hub, commit, [each.path for each in chosen], folder)
    except FetchFailed:
        raise
    except Exception as fault:
        raise FetchFailed(_explained(source, fault)) from fault
    if damaged := [each.path for each in chosen if not intact(each, folder / each.path)]:
        for path in damaged:
            (folder / path).unlink(missing_ok=True)
        raise FetchFailed(
            f"{damaged[0]} arrived damaged ({len(damaged)} such); the damaged ones are removed, run the command again"
        )
    return commit, [each.path for each in chosen]


def intact(file: HubFile, path: Path) -> bool:
    """Whether ``path`` holds what the hub says of ``file``: sha256 of a large one, git's own hash of a small one."""
    if not path.is_file():
        return False
    if file.sha256:
        return sha256_of(path) == file.sha256
    content = path.read_bytes()
    header = f"blob {len(content)}\0".encode()
    return not file.git_sha1 or hashlib.sha1(header + content, usedforsecurity=False).hexdigest() == file.git_sha1


def pickled_only(files: Iterable[HubFile], chosen: Iterable[HubFile]) -> list[str]:
    """Folders of a pipeline's parts that hold weights, but none that were ``chosen``."""
    holding = {
        each.path.partition("/")[0] for each in files if each.path.count("/") == 1 and each.path.endswith(_PICKLED)
    }
    return sorted(holding - {each.path.partition("/")[0] for each in chosen if each.path.endswith(".safetensors")})


def _explained(source: _Source, fault: Exception) -> str:
    name = type(fault).__name__
    if name in {"GatedRepoError", "RepositoryNotFoundError"}:
        why = f"the hub does not give out {source.hub} to this machine; accept its terms on its page and set HF_TOKEN"
    elif name == "RevisionNotFoundError":
        pinned = " (the one that is pinned here)" if source.pinned else ""
        why = f"{source.hub} has no revision {source.revision}{pinned}. {source.otherwise}"
    elif isinstance(fault, ImportError):
        why = "this interpreter has no huggingface_hub; use that of the diffusion environment (dependency group models-diffusion)"
    elif isinstance(fault, OSError) and fault.errno == 28:
        why = "the disk is full; what has arrived is kept, and the next run goes on from there"
    else:
        why = (
            "the hub cannot be reached from here; check the network, or HF_ENDPOINT for a mirror. What has arrived is kept. "
            "Without a hub: copy the repository's folder here by other means and set PACKSHOT_DIFFUSION_MODEL=folder:/path. "
            "Scenes of the sets engine need no weights and work all the same"
        )
    return f"{source.what} could not be fetched: {why}.\n  {name}: {str(fault).strip().splitlines()[0][:300] if str(fault) else ''}"
