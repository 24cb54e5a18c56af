"""The two sides of the comparison, started and stopped here: the plain loop, and the model server with its client."""

import contextlib
import json
import os
import signal
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from local.environment import ROOT, free_ports
from mesh.triton import TritonClient

PYTHON = Path(os.environ.get("PACKSHOT_DIFFUSION_PYTHON", ROOT / ".venv-diffusion" / "bin" / "python"))
START_S = 1800.0
"""Most that a start may take: with full-size models, hashes and loading take minutes, compiling more."""
MODEL = "diffusion"


class SideFailed(Exception):
    """One side did not start or stopped; the message holds the end of what it said."""


def plain(*arguments: str) -> str:
    """Run ``benchmarks.gpu.plain`` to its end and return what it printed."""
    done = subprocess.run(
        [PYTHON, "-m", "benchmarks.gpu.plain", *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SideFailed(f"{' '.join(arguments)}: {done.stderr[-2000:]}")
    return done.stdout.strip()


@dataclass
class PlainLoop:
    """A process that paints with diffusers alone."""

    process: "subprocess.Popen[str]"
    log: Path

    def answer(self) -> str:
        assert self.process.stdout
        if line := self.process.stdout.readline().strip():
            return line
        raise SideFailed(f"the plain loop stopped: {self.log.read_text(errors='replace')[-2000:]}")

    def paint(self, count: int) -> dict[str, float]:
        """Seconds for ``count`` pictures one after another, and peak memory."""
        assert self.process.stdin
        self.process.stdin.write(f"{count}\n")
        self.process.stdin.flush()
        result: dict[str, float] = json.loads(self.answer())
        return result


@contextlib.contextmanager
def plain_loop(weights: Path, side: int, steps: int) -> Iterator[PlainLoop]:
    """The plain side, loaded and warm."""
    log = weights.parent / "plain.log"
    with log.open("wb") as sink:
        process = subprocess.Popen(
            [PYTHON, "-m", "benchmarks.gpu.plain", "loop", str(weights), str(side), str(steps)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=sink,
            text=True,
        )
    loop = PlainLoop(process, log)
    with process:
        try:
            while loop.answer() != "ready":
                pass
            yield loop
        finally:
            process.kill()


@contextlib.contextmanager
def model_server(weights: Path, batch: int) -> Iterator[str]:
    """The model server with ``weights``; yields its address."""
    port = free_ports(1)[0]
    log = weights.parent / "triton.log"
    settings = {
        "PACKSHOT_DIFFUSION_MODEL": f"folder:{weights}",
        "PACKSHOT_DIFFUSION_BATCH": str(batch),
        "PACKSHOT_TRITON_GRPC_PORT": str(port),
        "PACKSHOT_TRITON_HTTP_PORT": "0",
        "PACKSHOT_TRITON_METRICS_PORT": "0",
    }
    with log.open("wb") as sink:
        process = subprocess.Popen(
            [PYTHON, "-m", "models.server"],
            cwd=ROOT,
            env=os.environ | settings,
            stdout=sink,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        begun = time.monotonic()
        while "Started GRPCInferenceService" not in log.read_text(errors="replace"):
            if process.poll() is not None or time.monotonic() - begun > START_S:
                raise SideFailed(f"the model server did not start: {log.read_text(errors='replace')[-3000:]}")
            time.sleep(0.2)
        yield f"127.0.0.1:{port}"
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(15)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


async def paint(client: TritonClient, side: int, steps: int, seed: int, preview_every: int = 0) -> dict[str, Any]:
    """One picture through the service: seconds in all and to the first preview, and what the engine says of itself."""
    tensors = {
        "image": np.full((side, side, 3), 127, np.uint8),
        "mask": np.full((side, side), 255, np.uint8),
        "prompt": np.array([b"a mug on a stone"], object),
        "negative_prompt": np.array([b""], object),
        "seed": np.array([seed], np.uint64),
        "steps": np.array([steps], np.int32),
        "guidance": np.array([-1], np.float32),
        "strength": np.array([1], np.float32),
        "preview_every": np.array([preview_every], np.int32),
    }
    begun = time.perf_counter()
    first: float | None = None
    engine: dict[str, Any] = {}
    async for response in client.stream(MODEL, tensors, [], deadline_s=1200):
        if "preview" in response and first is None:
            first = time.perf_counter() - begun
        if "engine" in response:
            engine = json.loads(response["engine"][0])
    return {"s": time.perf_counter() - begun, "first_preview_s": first, "engine": engine}
