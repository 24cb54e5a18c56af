"""``python -m benchmarks.sets``: writes ``out/sets.png`` and ``out/sets.json``, and prints a table."""

import asyncio
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
from rich.progress import track
from rich.table import Table

from local.account import new_key
from local.environment import NO_LIMITS, ROOT
from local.memory import peak_mib
from local.sheet import contact_sheet
from local.stack import Stack, StackError

OUT = ROOT / "out"
PROMPTS = ("soft daylight from the left", "warm evening light from the right, terracotta wall")
"""Two lights and a colour: what a set must bear beside its own habits."""
SHEET_PX = 448
CELL_PX = 224
SIDES_PX = {1024: 3, 2048: 1}
"""Sides that are timed, and how often each set is."""


def _photos(folder: Path) -> dict[str, bytes]:
    """The photos ``*.jpg`` of a folder, by name."""
    return {path.stem: path.read_bytes() for path in sorted(folder.glob("*.jpg"))}


async def _cutouts(client: httpx.AsyncClient, photos: dict[str, bytes]) -> dict[str, bytes]:
    """The products of photos, cut out."""
    found: dict[str, bytes] = {}
    for name, photo in photos.items():
        answer = await client.post("/v1/cutouts", files={"photo": photo}, headers={"Accept": "image/png"})
        answer.raise_for_status()
        found[name] = answer.content
    return found


async def _scene(client: httpx.AsyncClient, product: bytes, name: str, prompt: str, side: int, seed: int = 7) -> bytes:
    form = {"prompt": prompt, "set": name, "seed": str(seed), "width": str(side), "height": str(side)}
    answer = await client.post("/v1/scenes", files={"photo": product}, data=form, headers={"Accept": "image/png"})
    if answer.status_code != httpx.codes.OK:
        raise StackError(f"{name}: {answer.json().get('detail')}")
    return answer.content


async def _pictures(
    client: httpx.AsyncClient, names: list[str], products: dict[str, bytes], folder: Path, console: Console
) -> list[tuple[str, Path]]:
    """A scene for each set, product and prompt, with its caption."""
    cells = []
    wishes = [(name, prompt, product) for name in names for prompt in PROMPTS for product in products]
    for name, prompt, product in track(wishes, "Pictures ...", console=console):
        path = folder / f"{name}-{PROMPTS.index(prompt)}-{product}.png"
        path.write_bytes(await _scene(client, products[product], name, prompt, SHEET_PX))
        cells.append((f"{name}: {prompt}" if product == next(iter(products)) else "", path))
    return cells


async def _times(client: httpx.AsyncClient, names: list[str], product: bytes) -> dict[int, dict[str, float]]:
    """Median seconds of one scene from a finished cutout, through REST, by side and set."""
    found: dict[int, dict[str, float]] = {}
    for side, count in SIDES_PX.items():
        found[side] = {}
        for name in names:
            seconds = []
            for seed in range(count):
                started = time.perf_counter()
                await _scene(client, product, name, PROMPTS[0], side, seed)
                seconds.append(time.perf_counter() - started)
            found[side][name] = round(statistics.median(seconds), 3)
    return found


async def measure(photos: dict[str, bytes], console: Console) -> dict[str, Any]:
    """Everything that ``out/sets.json`` holds; writes the sheet."""
    with tempfile.TemporaryDirectory() as name:
        stack = Stack(Path(name) / "stack", NO_LIMITS, anywhere=True)
        with stack.running():
            headers = {"Authorization": f"Bearer {new_key(stack.url, name='sets')}"}
            async with httpx.AsyncClient(base_url=stack.url, headers=headers, timeout=120) as client:
                products = await _cutouts(client, photos)
                names = [each["name"] for each in (await client.get("/v1/sets")).json()["sets"]]
                cells = await _pictures(client, names, products, Path(name), console)
                console.print("Times ...")
                times = await _times(client, names, next(iter(products.values())))
            peak = peak_mib(stack.parts["generator"].process.pid)
        sheet = contact_sheet(cells, columns=len(products) * len(PROMPTS), cell_px=CELL_PX)
        (OUT / "sets.png").write_bytes(sheet)
    return {"sets": names, "products": list(products), "prompts": PROMPTS, "seconds": times, "peak_mib": round(peak)}


def _rows(result: dict[str, Any]) -> Iterator[tuple[str, ...]]:
    for name in result["sets"]:
        yield (name, *(f"{result['seconds'][side][name]:.2f}" for side in SIDES_PX))
    yield ("slowest", *(f"{max(result['seconds'][side].values()):.2f}" for side in SIDES_PX))


def main() -> int:
    console = Console(highlight=False)
    folder = Path(os.environ.get("PRODUCTS") or "../shared/eval/products")
    photos = _photos(folder)
    if not photos:
        console.print(f"SKIPPED: {folder} has no photos (*.jpg). Name a folder that has: make sets PRODUCTS=folder")
        return 0
    OUT.mkdir(exist_ok=True)
    try:
        result = asyncio.run(measure(photos, console))
    except (StackError, httpx.HTTPError) as error:
        console.print(str(error))
        return 1
    table = Table("set", *(f"{side}x{side} s" for side in SIDES_PX))
    for row in _rows(result):
        table.add_row(*row)
    console.print(table)
    console.print(f"peak memory of the generator: {result['peak_mib']} MiB")
    console.print("Pictures: out/sets.png")
    (OUT / "sets.json").write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
