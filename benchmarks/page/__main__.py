"""``python -m benchmarks.page``: how much script a first load has, and what Lighthouse says of the built page.

Lighthouse slows the network and the processor down by calculation from what it saw, so a busy machine makes its figures worse:
each is the middle one of several runs. Writes out/page.json.
"""

import gzip
import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from local.account import create_account
from local.environment import NO_LIMITS, ROOT
from local.stack import Stack
from services.gateway.page_files import BUILT
from tests.e2e.page.browser import SETTING, find_chromium

HERE = Path(__file__).parent
OUT = ROOT / "out" / "page.json"
RUNS = 3
NUMBERS = (
    "performance",
    "accessibility",
    "first_contentful_paint_ms",
    "largest_contentful_paint_ms",
    "total_blocking_time_ms",
    "cumulative_layout_shift",
)


def gzipped_kib(scripts: list[str]) -> float:
    """The scripts of a load as gzip sends them; brotli sends less."""
    return sum(len(gzip.compress((BUILT / path.lstrip("/")).read_bytes(), 9)) for path in scripts) / 1024


def measure(chromium: str) -> list[dict[str, Any]]:
    """Every run of Lighthouse on a stack of its own."""
    if not (HERE / "node_modules").is_dir():
        subprocess.run(["npm", "ci", "--silent"], cwd=HERE, check=True)
    with tempfile.TemporaryDirectory() as data, Stack(Path(data), NO_LIMITS, anywhere=True).running(120) as stack:
        email, password = create_account(stack.url)
        wish = {"url": stack.url, "chromium": chromium, "email": email, "password": password, "runs": RUNS}
        done = subprocess.run(
            ["node", "measure.mjs"], cwd=HERE, input=json.dumps(wish), stdout=subprocess.PIPE, text=True, check=True
        )
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def summary(runs: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The middle of each page's runs on each device."""
    rows = []
    for page, device in dict.fromkeys((run["page"], run["device"]) for run in runs):
        same = [run for run in runs if (run["page"], run["device"]) == (page, device)]
        row: dict[str, Any] = {"page": page, "device": device, "address": same[0]["address"]}
        row |= {name: round(statistics.median(run[name] for run in same), 3) for name in NUMBERS}
        row["script_kib_gzipped"] = round(gzipped_kib(same[0]["scripts"]), 1)
        row["failed"] = sorted({audit for run in same for audit in run["failed"]})
        rows.append(row)
    return rows


def main() -> None:
    chromium = find_chromium()
    if chromium is None:
        sys.exit(f"There is no Chromium. Install it (`apt-get install chromium`), or set {SETTING} to where it is.")
    if not (BUILT / "index.html").is_file():
        sys.exit("The page is not built. Run `make page`.")
    rows = summary(measure(chromium))
    table = Table("page", "on a", "script KiB gz", "performance", "accessibility", "FCP ms", "LCP ms", "TBT ms", "CLS")
    for row in rows:
        figures = (f"{row[name]:.0f}" for name in NUMBERS[:-1])
        table.add_row(
            row["page"],
            row["device"],
            f"{row['script_kib_gzipped']:.1f}",
            *figures,
            f"{row['cumulative_layout_shift']:.3f}",
        )
    Console().print(table)
    for row in rows:
        if row["failed"]:
            print(f"{row['page']} on a {row['device']}: {', '.join(row['failed'])}")
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
