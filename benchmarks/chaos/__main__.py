"""``python -m benchmarks.chaos [jobs]``: jobs are handed in while each part is killed in turn; writes ``out/chaos.json``."""

import asyncio
import contextlib
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

import httpx
from rich.console import Console
from rich.table import Table

from benchmarks.chaos.shop import Shop, Watched
from benchmarks.chaos.storm import PARTS, Storm
from benchmarks.chaos.verdict import Verdict, judge, orphans
from local.account import new_key
from local.environment import NO_LIMITS, ROOT
from local.stack import Stack, StackError

OUT = ROOT / "out"
JOBS = 200
WATCHED_EVERY = 4
HANDED_IN_AT_ONCE = 8
HANDED_IN_BETWEEN_S = 0.2
# So that what a dead writer has left behind is swept while somebody waits for it.
QUICK = {
    "PACKSHOT_STUDIO_SWEEP_EVERY_S": "5",
    "PACKSHOT_STUDIO_RECONCILE_EVERY_S": "5",
    "PACKSHOT_STUDIO_LEASE_S": "20",
}
SWEPT_WITHIN_S = 90.0
SWEEP_LOOK_S = 2.0


async def measure(stack: Stack, key: str, count: int, rounds: int, console: Console) -> Verdict:
    """``count`` jobs through ``rounds`` rounds of kills, then what became of them."""
    limits = httpx.Limits(max_connections=200)
    headers = {"Authorization": f"Bearer {key}"}
    async with httpx.AsyncClient(base_url=stack.url, headers=headers, timeout=60, limits=limits) as client:
        shop, storm = Shop(client), Storm(stack, rounds=rounds)
        watches: dict[str, asyncio.Task[Watched]] = {}
        raging = asyncio.create_task(storm.run())
        accepted = await _hand_in(shop, count, watches)
        console.print(f"{len(accepted)} jobs accepted")
        await raging
        await storm.calm()
        console.print("the storm is over")
        ended = await asyncio.gather(*(shop.ended(job_id) for job_id in accepted))
        watched = {job_id: await watch for job_id, watch in watches.items()}
        verdict = await judge(shop, dict(zip(accepted, ended, strict=True)), watched)
        verdict.orphans = await _orphans(shop, stack)
        verdict.kills = dict(storm.kills)
        return verdict


async def _hand_in(shop: Shop, count: int, watches: dict[str, asyncio.Task[Watched]]) -> list[str]:
    turns = asyncio.Semaphore(HANDED_IN_AT_ONCE)

    async def one(number: int) -> str:
        async with turns:
            job_id = await shop.hand_in(number)
            await asyncio.sleep(HANDED_IN_BETWEEN_S)
        if number % WATCHED_EVERY == 0:
            watches[job_id] = asyncio.create_task(shop.watch(job_id))
        return job_id

    return list(await asyncio.gather(*(one(number) for number in range(count))))


async def _orphans(shop: Shop, stack: Stack) -> int:
    """What is left behind once the sweeper has had its time; it stops waiting as soon as nothing is."""
    for _ in range(int(SWEPT_WITHIN_S / SWEEP_LOOK_S)):
        if await orphans(shop, stack.data / "objects") == 0:
            break
        await asyncio.sleep(SWEEP_LOOK_S)
    return await orphans(shop, stack.data / "objects")


def show(verdict: Verdict, console: Console) -> None:
    """Prints what became of the jobs."""
    table = Table("what", "count")
    document = verdict.document()
    for name in ("accepted", "succeeded", "failed", "lost", "duplicated", "charged_twice", "orphans", "events_lost"):
        table.add_row(name.replace("_", " "), str(document[name]))
    table.add_row("failed with a reason that is not true", str(verdict.untrue))
    table.add_row("watched jobs, breaks of their lines", f"{verdict.watched}, {verdict.breaks}")
    table.add_row("kills", ", ".join(f"{name} {verdict.kills.get(name, 0)}" for name in PARTS))
    table.add_row("jobs by attempts", ", ".join(f"{name}: {number}" for name, number in verdict.attempts.items()))
    table.add_row("reasons of failures", ", ".join(f"{name} {number}" for name, number in verdict.reasons.items()))
    console.print(table)


def run(count: int, rounds: int, console: Console) -> Verdict:
    """The whole of it on a stack of its own."""
    with contextlib.ExitStack() as exits:
        folder = Path(exits.enter_context(tempfile.TemporaryDirectory()))
        stack = exits.enter_context(Stack(folder / "stack", {**NO_LIMITS, **QUICK}, anywhere=True).running())
        key = new_key(stack.url, name="chaos")
        return asyncio.run(measure(stack, key, count, rounds, console))


def main(arguments: list[str]) -> int:
    console = Console(highlight=False)
    OUT.mkdir(exist_ok=True)
    count = int(arguments[0]) if arguments else JOBS
    try:
        verdict = run(count, 1 if count < JOBS else 2, console)
    except (StackError, httpx.HTTPError) as error:
        console.print(str(error))
        return 1
    show(verdict, console)
    written: dict[str, Any] = verdict.document()
    (OUT / "chaos.json").write_text(json.dumps(written, indent=2) + "\n", encoding="utf-8")
    return 0 if verdict.clean else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
