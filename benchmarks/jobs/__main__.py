"""``python -m benchmarks.jobs``: what the durable way costs beside the interactive one; prints figures, writes ``out/jobs.json``.

Three figures: what a job takes beyond its recipe (a job and the same recipe at once, in turn, on the same photo), how many jobs a
second are accepted (no worker runs meanwhile), and what a thousand watchers cost the studio's process in memory.
"""

import asyncio
import json
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import grpc
from rich.console import Console

from benchmarks.chaos.shop import photo
from benchmarks.jobs.calls import Studio
from local.account import new_key
from local.environment import NO_LIMITS, ROOT
from local.memory import resident_mib
from local.stack import Stack, StackError
from packshot.auth.v1 import auth_pb2, auth_pb2_grpc

OUT = ROOT / "out"
PAIRS = 100
ACCEPTED = 3_000
AT_ONCE = 32
CHANNELS = 4
WATCHERS = 1_000
WATCHED_JOBS = 100


async def _token(stack: Stack, key: str) -> str:
    async with grpc.aio.insecure_channel(stack.address("auth")) as channel:
        stub: Any = auth_pb2_grpc.AuthServiceStub(channel)
        answer = await stub.ExchangeKey(auth_pb2.ExchangeKeyRequest(key=key), timeout=10)
    return str(answer.tokens.access_token)


async def _overhead(studio: Studio) -> dict[str, float]:
    """Milliseconds that a job takes longer than its recipe at once, by pairs."""
    beyond, alone = [], []
    for number in range(PAIRS + 2):
        picture = photo(number)
        asset_id = await studio.keep(picture)
        started = time.perf_counter()
        await studio.at_once(picture)
        run_ms = 1000 * (time.perf_counter() - started)
        started = time.perf_counter()
        await studio.ended(await studio.accept(asset_id))
        job_ms = 1000 * (time.perf_counter() - started)
        if number >= 2:  # the first two warm everything up
            beyond.append(job_ms - run_ms)
            alone.append(run_ms)
    cuts = statistics.quantiles(beyond, n=20)
    return {
        "overhead_p50_ms": round(statistics.median(beyond), 1),
        "overhead_p95_ms": round(cuts[-1], 1),
        "recipe_p50_ms": round(statistics.median(alone), 1),
    }


async def _accepted(studios: list[Studio]) -> tuple[float, list[str]]:
    """Jobs accepted a second, and their ids."""
    asset_id = await studios[0].keep(photo(60_000))
    numbers = iter(range(ACCEPTED))
    made: list[str] = []

    async def hand_in(studio: Studio) -> None:
        for _ in numbers:
            job_id = await studio.accept(asset_id)
            made.append(job_id)

    started = time.perf_counter()
    await asyncio.gather(*(hand_in(studios[turn % len(studios)]) for turn in range(AT_ONCE)))
    return len(made) / (time.perf_counter() - started), made


async def _watchers(stack: Stack, studios: list[Studio], job_ids: list[str]) -> float:
    """MiB that the studio's process has more with all watchers than without."""
    pid = stack.parts["studio"].process.pid
    before = resident_mib(pid)
    calls = [studios[turn % len(studios)].watch(job_ids[turn % len(job_ids)]) for turn in range(WATCHERS)]
    try:
        # The first event is there when the watcher is: none is counted that only waits to be one.
        await asyncio.gather(*(call.read() for call in calls))
        return resident_mib(pid) - before
    finally:
        for call in calls:
            call.cancel()


async def measure(stack: Stack, key: str, console: Console) -> dict[str, Any]:
    """Everything that ``out/jobs.json`` holds."""
    token = await _token(stack, key)
    studios = [Studio(stack.address("studio"), token) for _ in range(CHANNELS)]
    console.print(f"{PAIRS} jobs, and the same recipe at once, in turn ...")
    figures: dict[str, Any] = await _overhead(studios[0])
    await asyncio.to_thread(stack.stop_part, "worker")
    console.print(f"{ACCEPTED} jobs accepted, {AT_ONCE} at a time ...")
    rate, job_ids = await _accepted(studios)
    figures["accepted_per_s"] = round(rate)
    console.print(f"{WATCHERS} watchers ...")
    figures["watchers"] = WATCHERS
    figures["watchers_mib"] = round(await _watchers(stack, studios, job_ids[:WATCHED_JOBS]), 1)
    for studio in studios:
        await studio.channel.close()
    return figures


def main() -> int:
    console = Console(highlight=False)
    OUT.mkdir(exist_ok=True)
    limits = {"PACKSHOT_STUDIO_QUEUED_JOBS": "0", "PACKSHOT_STUDIO_MAX_CALLS": "2000"}
    try:
        with (
            tempfile.TemporaryDirectory() as name,
            Stack(Path(name) / "stack", {**NO_LIMITS, **limits}, anywhere=True).running() as stack,
        ):
            figures = asyncio.run(measure(stack, new_key(stack.url, name="jobs"), console))
    except StackError as error:
        console.print(str(error))
        return 1
    console.print(
        f"a job beyond its recipe: {figures['overhead_p50_ms']} ms in the middle, 95 % below {figures['overhead_p95_ms']} ms "
        f"(the recipe itself: {figures['recipe_p50_ms']} ms)"
    )
    console.print(f"jobs accepted: {figures['accepted_per_s']} a second")
    console.print(f"{figures['watchers']} watchers: {figures['watchers_mib']} MiB more")
    (OUT / "jobs.json").write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
