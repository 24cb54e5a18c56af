"""The plain side, in diffusion's own environment: makes the weights, and paints in a loop as anybody would with diffusers.

``python -m benchmarks.gpu.plain weights FOLDER FAMILY SIZE`` writes a pipeline. ``... loop FOLDER SIDE STEPS`` loads it, says
``ready``, then paints as many pictures as each line of its standard input says and answers with a line of JSON.
"""

import json
import sys
import time
from pathlib import Path
from typing import Any

import diffusers
import numpy as np
import torch
from PIL import Image

from models.diffusion.architectures import build
from models.diffusion.specs import Family, family_default
from models.diffusion.tiny import TINY_PX, TINY_STEPS
from models.diffusion.weights import Record, contents, hashes


def device() -> str:
    """``cuda`` where torch finds a GPU, else ``cpu``."""
    return "cuda" if torch.cuda.is_available() else "cpu"


def weights(folder: Path, family: Family, size: str) -> None:
    """A pipeline of random weights with its record, in what its model computes in."""
    spec = family_default(family)
    full = size == "full"
    dtype = getattr(torch, spec.dtype) if full else torch.float32
    pipeline = build(family, "full" if full else "tiny", seed=0, device=device() if full else "cpu", dtype=dtype)
    pipeline.save_pretrained(folder)
    record = Record(
        model=f"random-{family}-{size}",
        licence="none: random numbers",
        native_px=spec.native_px if full else TINY_PX,
        steps=spec.steps if full else TINY_STEPS,
        guidance=spec.guidance,
        files=hashes(folder, contents(folder)),
    )
    record.write(folder)


def loop(folder: Path, side: int, steps: int) -> None:
    """Paints on demand, one picture after another."""
    record = Record.read(folder)
    assert record is not None
    family: Family = record.model.removeprefix("random-").rpartition("-")[0]  # type: ignore[assignment]
    spec = family_default(family)
    dtype = getattr(torch, spec.dtype) if device() == "cuda" else torch.float32
    pipeline: Any = getattr(diffusers, spec.pipeline).from_pretrained(folder, dtype=dtype).to(device())
    pipeline.set_progress_bar_config(disable=True)
    image = Image.fromarray(np.full((side, side, 3), 127, np.uint8))
    mask = Image.fromarray(np.full((side, side), 255, np.uint8))
    sides = {} if family == "flux2-klein" else {"height": side, "width": side}

    def paint(seed: int) -> None:
        pipeline(
            prompt="a mug on a stone",
            image=image,
            mask_image=mask,
            num_inference_steps=steps,
            guidance_scale=spec.guidance,
            strength=1.0,
            generator=torch.Generator().manual_seed(seed),
            **sides,
        )

    paint(0)
    print("ready", flush=True)
    for line in sys.stdin:
        begun = time.perf_counter()
        for seed in range(int(line)):
            paint(seed)
        spent_s = time.perf_counter() - begun
        peak = torch.cuda.max_memory_allocated() >> 20 if device() == "cuda" else 0
        print(json.dumps({"s": spent_s, "peak_memory_mib": peak}), flush=True)


def main() -> int:
    diffusers.utils.logging.set_verbosity_error()
    match sys.argv[1:]:
        case ["device"]:
            print(torch.cuda.get_device_name() if device() == "cuda" else "cpu")
        case ["weights", folder, family, size]:
            weights(Path(folder), family, size)  # type: ignore[arg-type]
        case ["loop", folder, side, steps]:
            loop(Path(folder), int(side), int(steps))
        case _:
            raise SystemExit(__doc__)
    return 0


if __name__ == "__main__":
    sys.exit(main())
