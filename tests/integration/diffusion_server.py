"""The real Triton with tiny pipelines, for the tests of diffusion: one model folder a pipeline, all in one server."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

ROOT = Path(__file__).resolve().parents[2]
PYTHON = Path(os.environ.get("PACKSHOT_DIFFUSION_PYTHON", ROOT / ".venv-diffusion" / "bin" / "python"))
DOOR = ROOT / "models" / "diffusion" / "repository" / "diffusion"
FAMILIES = ("sd-inpaint", "sdxl-inpaint", "z-image", "flux2-klein")
START_S = 120.0
"""Most that a start may take on a busy machine: every model imports torch in a process of its own."""


@dataclass(frozen=True)
class DiffusionServer:
    """A Triton that runs."""

    address: str
    log: Path
    process: "subprocess.Popen[bytes]"

    def said(self) -> str:
        return self.log.read_text(errors="replace")


def make_weights(folder: Path) -> Path:
    """A tiny pipeline of each family below ``folder``, by the script that the guide names."""
    python("-m", "models.diffusion.tiny", str(folder))
    return folder


def python(*arguments: str, environment: dict[str, str] | None = None) -> "subprocess.CompletedProcess[str]":
    """Run the diffusion environment's interpreter; its output is shown when it fails."""
    done = subprocess.run(
        [PYTHON, *arguments],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)} | (environment or {}),
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, f"{arguments}: {done.stdout[-2000:]}\n{done.stderr[-4000:]}"
    return done


def add_model(repository: Path, name: str, weights: str, code: str | None = None) -> None:
    """A copy of the door as model ``name``, serving ``weights``; ``code`` replaces its Python."""
    shutil.copytree(DOOR, repository / name, ignore=shutil.ignore_patterns("__pycache__"))
    config = repository / name / "config.pbtxt"
    text = config.read_text().replace('name: "diffusion"', f'name: "{name}"')
    config.write_text(f'{text}\nparameters {{ key: "model" value {{ string_value: "{weights}" }} }}\n')
    if code is not None:
        (repository / name / "1" / "model.py").write_text(code)


@contextlib.contextmanager
def running(folder: Path, repository: Path | None, **environment: str) -> Iterator[DiffusionServer]:
    """Triton, started and perhaps ready; its whole process group is gone afterwards."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    log = folder / f"triton-{time.monotonic_ns()}.log"
    variables = {
        "PACKSHOT_TRITON_GRPC_PORT": str(port),
        "PACKSHOT_TRITON_METRICS_PORT": "0",
        "PACKSHOT_TRITON_EXIT_TIMEOUT_S": "3",
        "PACKSHOT_MODEL_REPOSITORIES": str(repository or ""),
        "PYTHONPATH": str(ROOT),
        # Two threads each for eight models on two cores cost more than they bring.
        "OMP_NUM_THREADS": "1",
    }
    with log.open("wb") as sink:
        process = subprocess.Popen(
            [PYTHON, "-m", "models.server"],
            cwd=ROOT,
            env=os.environ | variables | environment,
            stdout=sink,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        yield DiffusionServer(f"127.0.0.1:{port}", log, process)
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        for left in Path("/dev/shm").glob(f"packshot_{process.pid}_*"):  # noqa: S108
            left.unlink()


def await_start(server: DiffusionServer) -> DiffusionServer:
    begun = time.monotonic()
    while "Started GRPCInferenceService" not in server.said():
        if server.process.poll() is not None or time.monotonic() - begun > START_S:
            pytest.fail(f"Triton did not start (exit {server.process.poll()}):\n{server.said()[-4000:]}")
        time.sleep(0.1)
    return server


def canvas(height: int = 64, width: int = 96, index: int = 0) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """A canvas with a lighter disc on it, and the mask that keeps the disc."""
    random = np.random.default_rng(index)
    down, across = np.mgrid[:height, :width]
    disc = (down - height / 2) ** 2 + (across - width / 2) ** 2 < (height / 4) ** 2
    image = random.integers(0, 120, (height, width, 3), dtype=np.uint8)
    image[disc] += 120
    return image, np.where(disc, 0, 255).astype(np.uint8)


def style_picture() -> NDArray[np.uint8]:
    """A picture whose style is wanted, of none of the canvas' sizes."""
    return np.random.default_rng(40).integers(0, 256, (50, 70, 3), dtype=np.uint8)


def inputs(height: int = 64, width: int = 96, **changes: Any) -> dict[str, NDArray[Any]]:
    """The tensors of a request, as the seam names them."""
    image, mask = canvas(height, width, changes.pop("index", 0))
    told: dict[str, Any] = {
        "prompt": "a mug on a stone",
        "negative_prompt": "people",
        "seed": 7,
        "steps": 0,
        "guidance": -1.0,
        "strength": 1.0,
        "preview_every": 0,
    } | changes
    style = told.pop("style", None)
    types = {
        "seed": np.uint64,
        "steps": np.int32,
        "guidance": np.float32,
        "strength": np.float32,
        "preview_every": np.int32,
        "style_strength": np.float32,
    }
    tensors: dict[str, NDArray[Any]] = {"image": image, "mask": mask} | ({} if style is None else {"style": style})
    for name, value in told.items():
        tensors[name] = np.array([value.encode()], object) if isinstance(value, str) else np.array([value], types[name])
    return tensors
