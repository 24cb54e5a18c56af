"""``python -m benchmarks.capacity.check``: measures the figures, loads the real stack, prints what the model says beside it.

Once with one segmenter and one generator, once with two of each. Writes ``out/capacity-figures.json``, which may take the place of
``benchmarks/capacity/figures.json``.
"""

import asyncio
import json
import random
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import simpy
from rich.console import Console

from benchmarks.capacity import tables
from benchmarks.capacity.answers import percentiles
from benchmarks.capacity.cores import SharedCores
from benchmarks.capacity.figures import Figures
from benchmarks.capacity.inputs import Load, Plan
from benchmarks.capacity.load import Heard, arrival_times, send
from benchmarks.capacity.measure import measure, start_times
from benchmarks.capacity.mesh import Mesh, arrivals
from benchmarks.capacity.processes import Meter
from benchmarks.speed.subject import photo_jpeg
from local.account import new_key
from local.environment import NO_LIMITS, ROOT, free_ports
from local.stack import Stack, StackError

OUT = ROOT / "out"
FILE = "capacity-figures.json"
SHARES = (0.4, 0.65, 0.85)
"""Arrivals as shares of what the cores can do: ``cores / CPU seconds a scene``."""
SECONDS = 22.0
SEED = 20_26
REPLICATED = ("segmenter", "generator")
PHOTO_VARIATION = 0.05
"""The check sends one photo again and again; only the machine makes its times differ."""


@dataclass
class Row:
    """One load, measured and modelled."""

    replicas: int
    rate: float
    measured: dict[str, float]
    modelled: dict[str, float]
    others_cores: float
    """Cores that other programs of normal priority used meanwhile; the model is given what was left."""
    yielding_cores: float
    """Cores that programs used which run only while nobody else wants to; the model does not know of them."""
    refused: int


def replicated(folder: Path, replicas: int) -> Stack:
    """A stack with so many segmenters and generators, each service's behind one gRPC target with several addresses."""
    stack = Stack(folder, NO_LIMITS, anywhere=True)
    for name in REPLICATED:
        variable = f"PACKSHOT_{name.upper()}_PORT"
        ports = [int(stack.environment[variable]), *free_ports(replicas - 1)]
        for number, port in enumerate(ports[1:], 2):
            # Before those that call it, so that all are there when these become ready.
            stack.commands[f"{name}-{number}"] = f"{variable}={port} {stack.commands[name]}"
        if replicas > 1:
            addresses = ",".join(f"127.0.0.1:{port}" for port in ports)
            stack.environment[f"PACKSHOT_{name.upper()}_ADDRESS"] = f"ipv4:{addresses}"
    return stack


def modelled(figures: Figures, times: list[float], replicas: int, cores: float, seed: int) -> dict[str, float]:
    """Percentiles and scenes a second that the model gives for the same arrivals on ``cores`` shared cores."""
    load = Load(1.0, jobs_share=0.0, variation=PHOTO_VARIATION)
    env = simpy.Environment()
    shared = SharedCores(env, cores)
    mesh = Mesh(env, Plan(figures, load), lambda: shared, random.Random(seed))
    mesh.caller_cpu_s = figures.caller_cpu_s
    mesh.resize({"gateway": 1, "studio": 1, "segmenter": replicas, "triton": 1, "generator": replicas, "worker": 0})
    env.process(arrivals(mesh, times, random.Random(seed)))
    env.run()
    scenes = mesh.ends.scenes
    ended_s = max(at_s + took_s for at_s, took_s in scenes)
    return {**percentiles([took_s for _, took_s in scenes]), "per_s": len(scenes) / ended_s}


async def _loads(stack: Stack, client: httpx.AsyncClient, figures: Figures, replicas: int) -> list[Row]:
    photo, meter = photo_jpeg(), Meter(stack)
    most = figures.cores / (figures.scene_cpu_s + figures.caller_cpu_s)
    await send(client, photo, [0.0, 0.0, 0.0, 0.0], 1.0, meter)  # every replica has worked once
    rows = []
    for share in SHARES:
        rate = share * most
        times = arrival_times(rate, SECONDS, SEED)
        heard = await send(client, photo, times, rate, meter)
        rows.append(_row(figures, heard, times, replicas))
    return rows


def _row(figures: Figures, heard: Heard, times: list[float], replicas: int) -> Row:
    assert heard.spent is not None
    others = heard.spent.others_s / heard.spent.seconds
    cores = max(0.2, figures.cores - others)
    measured = {**heard.percentiles(), "per_s": heard.per_s}
    said = modelled(figures, times, replicas, cores, SEED)
    yielding = heard.spent.yielding_s / heard.spent.seconds
    return Row(replicas, heard.rate, measured, said, others, yielding, heard.refused)


def _run(replicas: int, figures: Figures | None, console: Console) -> tuple[Figures, list[Row]]:
    with tempfile.TemporaryDirectory() as name:
        stack = replicated(Path(name) / "stack", replicas)
        with stack.running():
            start_s: dict[str, float] = {}
            if figures is None:
                console.print("How long each part takes to start ...")
                start_s = start_times(stack)
            key = new_key(stack.url, name="capacity")

            async def work() -> tuple[Figures, list[Row]]:
                headers = {"Authorization": f"Bearer {key}"}
                limits = httpx.Limits(max_connections=None)
                async with httpx.AsyncClient(base_url=stack.url, headers=headers, timeout=120, limits=limits) as client:
                    if figures is None:
                        console.print("What one scene costs each part ...")
                    known = figures or await measure(stack, client, start_s)
                    console.print(f"Poisson load on {replicas} replica{'s' * (replicas > 1)} ...")
                    return known, await _loads(stack, client, known, replicas)

            return asyncio.run(work())


def _worst(found: list[float]) -> float:
    return max(found, key=abs)


def document(figures: Figures, rows: list[Row]) -> dict[str, Any]:
    """Everything that the file holds."""
    errors = {
        name: [100 * (row.modelled[name] / row.measured[name] - 1) for row in rows] for name in ("p50", "p95", "per_s")
    }
    return {
        "figures": figures.document(),
        "check": [vars(row) for row in rows],
        "error_percent": {
            name: {"mean": round(statistics.mean(found), 1), "worst": round(_worst(found), 1)}
            for name, found in errors.items()
        },
    }


def main() -> int:
    console = Console(highlight=False, width=140)
    OUT.mkdir(exist_ok=True)
    began = time.perf_counter()
    try:
        figures, rows = _run(1, None, console)
        rows += _run(2, figures, console)[1]
    except (StackError, httpx.HTTPError) as error:
        console.print(str(error))
        return 1
    result = document(figures, rows)
    (OUT / FILE).write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")
    console.print(f"\nMeasured / modelled (how far off), {figures.cores} cores of {figures.cpu}:\n")
    print(tables.check(result["check"]))
    for name, off in result["error_percent"].items():
        console.print(f"{name}: {off['mean']:+.1f} % off on average, {off['worst']:+.1f} % at worst")
    console.print(f"{time.perf_counter() - began:.0f} s in all; {OUT / FILE} holds all of it.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
