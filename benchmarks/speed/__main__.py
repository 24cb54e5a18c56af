"""``python -m benchmarks.speed``: prints a table and writes ``out/bench.json``."""

import asyncio
import contextlib
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
from rich.console import Console
from rich.table import Table

from benchmarks.speed.load import Timings, run_round
from benchmarks.speed.peer import Peer, PeerFailed, rembg_server
from benchmarks.speed.subject import Subject, photo_jpeg, product_png
from local.account import new_key
from local.environment import NO_LIMITS, ROOT
from local.memory import resident_mib
from local.stack import Stack, StackError
from models.settings import ModelSettings
from models.weights import U2NET, verified

OUT = ROOT / "out"
ROUNDS = 3
# Requests a round, by concurrency: some seconds each, so that the machine's drift falls on both alike.
REQUESTS = {1: 8, 4: 16}
SCENES = 9
MEMORY_AT = (100, 300)

Row = dict[str, Any]


async def _beside_peer(subject: Subject, peer: Peer) -> tuple[list[Row], float]:
    """Both servers under the same load in turn; rows of the table, and the overhead outside the network at concurrency 1."""
    ours = {count: Timings() for count in REQUESTS}
    theirs = {count: Timings() for count in REQUESTS}
    network_s = 0.0

    async with httpx.AsyncClient(base_url=peer.url, timeout=120) as client:

        async def post_ours() -> None:
            await subject.cutout()

        async def post_theirs() -> None:
            files, form = {"file": ("photo.jpg", subject.photo)}, {"model": "u2net"}
            answer = await client.post("/api/remove", files=files, data=form)
            answer.raise_for_status()

        for post in (post_ours, post_theirs):  # the first ones load the weights
            await run_round(post, 2, 1, Timings())
        for _ in range(ROUNDS):
            for count, requests in REQUESTS.items():
                await run_round(
                    post_ours, count, count, Timings()
                )  # not counted: caches are full of the other's weights
                before = await subject.network_s()
                await run_round(post_ours, requests, count, ours[count])
                if count == 1:
                    network_s += await subject.network_s() - before
                await run_round(post_theirs, count, count, Timings())
                await run_round(post_theirs, requests, count, theirs[count])
    rows = [_row("packshot", count, timings, sum(subject.memory_mib().values())) for count, timings in ours.items()]
    rows += [_row("rembg", count, timings, resident_mib(peer.pid)) for count, timings in theirs.items()]
    return rows, 1 - network_s / sum(ours[1].requests_s)


def _row(system: str, concurrency: int, timings: Timings, rss_mib: float) -> Row:
    return {
        "system": system,
        "concurrency": concurrency,
        "images_per_s": round(timings.images_per_s, 3),
        "p50_s": round(timings.p50_s, 3),
        "p95_s": round(timings.p95_s, 3),
        "rss_mib": round(rss_mib),
    }


async def _scene_s(subject: Subject, product: bytes) -> float:
    times = []
    for seed in range(SCENES):
        started = time.perf_counter()
        await subject.scene(product, seed)
        times.append(time.perf_counter() - started)
    return statistics.median(times)


async def _memory(subject: Subject) -> dict[str, dict[str, float]]:
    """Resident memory of each part after so many cutouts, two at a time."""
    found, done = {}, 0
    for count in MEMORY_AT:
        await run_round(_quiet(subject), count - done, 2, Timings())
        done = count
        found[str(count)] = subject.memory_mib()
    return found


def _quiet(subject: Subject) -> Any:
    async def post() -> None:
        await subject.cutout()

    return post


@contextlib.contextmanager
def _stack(folder: Path) -> Iterator[tuple[Stack, float]]:
    stack = Stack(folder, NO_LIMITS, anywhere=True)
    started = time.perf_counter()
    with stack.running():
        yield stack, time.perf_counter() - started


async def measure(console: Console) -> dict[str, Any]:
    """Everything that ``out/bench.json`` holds."""
    weights = verified(U2NET, ModelSettings.from_environment(os.environ).cache)
    with tempfile.TemporaryDirectory() as name, _stack(Path(name) / "stack") as (stack, ready_s):
        console.print(f"Packshot ready after {ready_s:.1f} s")
        headers = {"Authorization": f"Bearer {new_key(stack.url, name='bench')}"}
        async with httpx.AsyncClient(base_url=stack.url, headers=headers, timeout=120) as client:
            subject = Subject(stack, client, photo_jpeg())
            with rembg_server(weights, Path(name) / "rembg") as peer:
                console.print("Packshot and rembg in turn ...")
                rows, overhead = await _beside_peer(subject, peer)
            product = product_png(await subject.cutout(), OUT)
            scene_s = await _scene_s(subject, product)
            console.print(f"Memory after {MEMORY_AT[0]} and {MEMORY_AT[1]} cutouts ...")
            memory = await _memory(subject)
    return {
        "rows": rows,
        "overhead_share": round(overhead, 4),
        "scene_1024_s": round(scene_s, 3),
        "ready_s": round(ready_s, 2),
        "memory_mib": memory,
    }


def show(result: dict[str, Any], console: Console) -> None:
    """Prints what was measured."""
    table = Table("system", "in flight", "images/s", "p50 s", "p95 s", "RSS MiB")
    for row in result["rows"]:
        table.add_row(
            *(str(row[name]) for name in ("system", "concurrency", "images_per_s", "p50_s", "p95_s", "rss_mib"))
        )
    console.print(table)
    rate = {(row["system"], row["concurrency"]): row["images_per_s"] for row in result["rows"]}
    for count in REQUESTS:
        ratio = rate["packshot", count] / rate["rembg", count]
        console.print(f"packshot / rembg at {count} in flight: {ratio:.2f}x")
    console.print(f"outside the network at 1 in flight: {100 * result['overhead_share']:.1f} % of a request")
    console.print(f"1024x1024 scene from a finished cutout, median: {result['scene_1024_s']:.3f} s")
    console.print(f"stack ready: {result['ready_s']:.1f} s")
    first, last = (result["memory_mib"][str(count)] for count in MEMORY_AT)
    for name, mib in first.items():
        console.print(
            f"memory of {name}: {mib:.0f} MiB, then {last[name]:.0f} MiB ({100 * (last[name] / mib - 1):+.1f} %)"
        )


def main() -> int:
    console = Console(highlight=False)
    OUT.mkdir(exist_ok=True)
    try:
        result = asyncio.run(measure(console))
    except (StackError, PeerFailed, httpx.HTTPError) as error:
        console.print(str(error))
        return 1
    show(result, console)
    (OUT / "bench.json").write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
