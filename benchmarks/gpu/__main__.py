"""``python -m benchmarks.gpu``: prints a table and writes ``out/gpu.json``."""

import argparse
import asyncio
import json
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from benchmarks.gpu.sides import PYTHON, SideFailed, model_server, paint, plain, plain_loop
from local.environment import ROOT
from mesh.triton import TritonClient
from models.diffusion.specs import FAMILIES, Family, family_default

OUT = ROOT / "out"
MEASURED: tuple[Family, ...] = ("sdxl-inpaint", "flux2-klein", "z-image")
TINY_SIDE_PX = 64
TINY_STEPS = 4
AIM_OVERHEAD = 0.03
AIM_THROUGHPUT = 1.5


async def measure(family: Family, asked: argparse.Namespace, full: bool, console: Console) -> dict[str, Any]:
    """Both sides with the same weights, round by round in turn, so that the machine's drift falls on both alike."""
    spec = family_default(family)
    side, steps = (asked.side or spec.native_px, spec.steps) if full else (TINY_SIDE_PX, TINY_STEPS)
    with tempfile.TemporaryDirectory(prefix="packshot-gpu-", dir=asked.folder) as name:
        weights = Path(name) / "weights"
        console.print(f"{family}: random weights ...")
        plain("weights", str(weights), family, "full" if full else "tiny")
        with plain_loop(weights, side, steps) as loop, model_server(weights, asked.batch) as address:
            client = TritonClient(address)
            try:
                return await _rounds(client, loop, side, steps, asked) | {
                    "family": family,
                    "side": side,
                    "steps": steps,
                }
            finally:
                await client.close()


async def _rounds(client: TritonClient, loop: Any, side: int, steps: int, asked: argparse.Namespace) -> dict[str, Any]:
    plain_s: list[float] = []
    single_s: list[float] = []
    together_s: list[float] = []
    facts: list[dict[str, Any]] = []
    memory = 0.0
    await asyncio.gather(*(paint(client, side, steps, seed) for seed in range(asked.concurrency)))  # warms batches
    for _ in range(asked.rounds):
        answer = await asyncio.to_thread(loop.paint, asked.images)
        plain_s.append(answer["s"] / asked.images)
        memory = max(memory, answer["peak_memory_mib"])
        single_s += [(await paint(client, side, steps, seed))["s"] for seed in range(asked.images)]
        begun = time.perf_counter()
        several = await asyncio.gather(*(paint(client, side, steps, seed) for seed in range(asked.concurrency)))
        together_s.append((time.perf_counter() - begun) / asked.concurrency)
        facts += [each["engine"] for each in several]
    previews = [(await paint(client, side, steps, seed, preview_every=1))["first_preview_s"] for seed in range(3)]
    alone, single, together = (statistics.median(each) for each in (plain_s, single_s, together_s))
    return {
        "plain_s": round(alone, 4),
        "service_s": round(single, 4),
        "overhead": round(single / alone - 1, 4),
        "service_together_s": round(together, 4),
        "throughput_gain": round(alone / together, 3),
        "batches": sorted({each["batch"] for each in facts}),
        "first_preview_s": round(statistics.median(previews), 4),
        "plain_peak_mib": round(memory),
        "service_peak_mib": max(each.get("peak_memory_mib", 0) for each in facts),
        "engine": facts[-1],
    }


def show(result: dict[str, Any], console: Console) -> None:
    """Prints what was measured."""
    count = result["concurrency"]
    names = ("family", "px", "plain s", "service s", "overhead", f"{count} at once s/image", "gain", "preview s", "MiB")
    table = Table(*names)
    for row in result["rows"]:
        table.add_row(
            row["family"],
            str(row["side"]),
            f"{row['plain_s']:.3f}",
            f"{row['service_s']:.3f}",
            f"{100 * row['overhead']:+.1f} %",
            f"{row['service_together_s']:.3f}",
            f"{row['throughput_gain']:.2f}x",
            f"{row['first_preview_s']:.3f}",
            f"{row['plain_peak_mib']} / {row['service_peak_mib']}" if row["service_peak_mib"] else "-",
        )
    console.print(table)
    if result["size"] == "full":
        aims = f"at most {100 * AIM_OVERHEAD:.0f} % overhead, at least {AIM_THROUGHPUT}x at {count} at once"
        console.print(f"{result['device']}; aim: {aims}")
    else:
        console.print(
            f"{result['device']}, tiny networks: this shows that the comparison runs, not how fast a card is."
        )


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.gpu", description=__doc__)
    parser.add_argument(
        "--size", choices=["auto", "tiny", "full"], default="auto", help="auto: full where there is a GPU"
    )
    parser.add_argument("--family", choices=FAMILIES, action="append", help=f"default: {', '.join(MEASURED)}")
    parser.add_argument("--side", type=int, help="side of the pictures in pixels; default: the model's own")
    parser.add_argument("--images", type=int, default=3, help="pictures a round, one after another")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--concurrency", type=int, default=8)
    parser.add_argument("--batch", type=int, default=4, help="PACKSHOT_DIFFUSION_BATCH of the service")
    parser.add_argument(
        "--folder", type=Path, help="where the weights go for the while: up to 21 GB each; default: TMPDIR"
    )
    asked = parser.parse_args(arguments)
    console = Console(highlight=False, width=120)
    if not PYTHON.exists():
        console.print(f"{PYTHON} is missing: run `make diffusion` first")
        return 1
    try:
        device = plain("device")
        if device == "cpu":
            # Both sides alike: two pools of threads on the same cores wait for one another longer than they work.
            os.environ.setdefault("OMP_NUM_THREADS", "1")
        full = asked.size == "full" or (asked.size == "auto" and device != "cpu")
        rows = [asyncio.run(measure(family, asked, full, console)) for family in asked.family or MEASURED]
    except SideFailed as failure:
        console.print(str(failure))
        return 1
    size = "full" if full else "tiny"
    result = {"device": device, "size": size, "concurrency": asked.concurrency, "batch": asked.batch, "rows": rows}
    show(result, console)
    OUT.mkdir(exist_ok=True)
    (OUT / "gpu.json").write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
