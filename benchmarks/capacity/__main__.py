"""``python -m benchmarks.capacity``: days of 1, 100 and 10,000 scenes a second; prints the tables of ``docs/guides/scaling.md``.

Writes ``out/capacity.json`` and a picture of each day, ``out/capacity-<scenes a second>-<limits>.png`` and ``.svg``.
"""

import argparse
import json
import sys
import time
from pathlib import Path
from typing import Any

from rich.console import Console

from benchmarks.capacity import exact, flow, tables
from benchmarks.capacity.answers import Answer
from benchmarks.capacity.figures import MEASURED, Figures
from benchmarks.capacity.guide import GUIDE, filled
from benchmarks.capacity.inputs import Load, Plan
from benchmarks.capacity.plots import PlotsMissing, draw
from benchmarks.capacity.sized import sized
from local.environment import ROOT

OUT = ROOT / "out"
SIZES = (1.0, 100.0, 10_000.0)
EXACT_UP_TO = 1.0
"""Larger sizes are simulated as a flow."""
BESIDE = 10.0
"""Scenes a second at which both ways are run, over the hours of the spike."""
BESIDE_S = (19.5 * 3_600, 21 * 3_600)


def day(plan: Plan, seed: int) -> Answer:
    """A whole day, the way that its size allows."""
    simulate = exact.simulate if plan.load.scenes_per_s <= EXACT_UP_TO else flow.simulate
    return simulate(plan, seed)


def _summary(limits: str, answer: Answer) -> dict[str, Any]:
    kept = (
        "way",
        "asked",
        "answered",
        "rejected",
        "jobs",
        "put_off",
        "scene_s",
        "scene_calm_s",
        "job_s",
        "highest",
        "most",
    )
    found = {name: getattr(answer, name) for name in (*kept, "least", "node_hours", "most_nodes")}
    return {
        "scenes_per_s": answer.plan.load.scenes_per_s,
        "limits": limits,
        **found,
        "refused": answer.refused,
        "cost_per_1000": answer.cost_per_1000,
    }


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.capacity", description=__doc__)
    parser.add_argument("--figures", type=Path, default=MEASURED, help="what make capacity-check wrote")
    parser.add_argument("--seed", type=int, default=7, help="the same seed gives the same answer")
    parser.add_argument("--sizes", type=float, nargs="+", default=SIZES, help="scenes a second, the day's mean")
    parser.add_argument("--guide", action="store_true", help="put the tables into docs/guides/scaling.md")
    parser.add_argument("--no-plots", action="store_true", help="without pictures, which need matplotlib")
    asked = parser.parse_args(arguments)
    console = Console(highlight=False, width=160, stderr=True)
    began = time.perf_counter()
    figures = Figures.read(asked.figures)
    OUT.mkdir(exist_ok=True)
    answers: list[tuple[str, Answer]] = []
    for size in asked.sizes:
        plan = Plan(figures, Load(size))
        for limits, each in (("manifests", plan), ("sized", sized(plan)), ("spare", sized(plan, spare=True))):
            console.print(f"{size:,g} scenes a second, {limits} ...")
            answer = day(each, asked.seed)
            answers.append((limits, answer))
            if not asked.no_plots:
                try:
                    for suffix in ("png", "svg"):
                        title = f"{size:,g} scenes a second, limits: {limits}"
                        draw(answer, title, OUT / f"capacity-{size:g}-{limits}.{suffix}")
                except PlotsMissing as error:
                    console.print(str(error))
                    return 1
    console.print(f"{BESIDE:g} scenes a second both ways ...")
    plan = sized(Plan(figures, Load(BESIDE)))
    both = [way.simulate(plan, asked.seed, from_s=BESIDE_S[0], until_s=BESIDE_S[1]) for way in (exact, flow)]
    plan = Plan(figures, Load(1.0))
    sections = {
        "costs": tables.costs(figures),
        "check": tables.check(json.loads(asked.figures.read_text(encoding="utf-8"))["check"]),
        "replicas": tables.replicas(plan),
        "days": tables.days(answers),
        "fleets": tables.fleets(answers),
        "refusals": tables.refusals(answers),
        "both-ways": tables.beside(*both),
        "sums": tables.sums(plan, asked.sizes),
    }
    for name, table in sections.items():
        print(f"\n{name}\n\n{table}")
    if asked.guide:
        GUIDE.write_text(filled(GUIDE.read_text(encoding="utf-8"), sections), encoding="utf-8")
    document = {
        "seed": asked.seed,
        "days": [_summary(limits, answer) for limits, answer in answers],
        "both_ways": [_summary("sized", answer) for answer in both],
    }
    (OUT / "capacity.json").write_text(json.dumps(document, indent=2) + "\n", encoding="utf-8")
    console.print(
        f"\n{time.perf_counter() - began:.0f} s; {OUT / 'capacity.json'} holds the days, pictures of them lie beside it."
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
