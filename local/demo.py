"""``make demo``: one real photo through the whole mesh, every picture kept."""

import json
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
from rich.console import Console
from rich.table import Table

from local.account import new_key
from local.environment import ROOT
from local.sheet import contact_sheet
from local.stack import Stack
from mesh.errors import PackshotError
from mesh.pictures.formats import recognised

OUT = ROOT / "out" / "demo"
SIZE = {"width": "1024", "height": "1024"}
SCENES = {
    "sweep": "sage green paper sweep, soft light from the left",
    "tabletop": "on a warm oak table in front of a cream wall, morning light from the left",
    "window": "window light from the right, off-white plaster wall",
    "podium": "terracotta podium, soft light from the front left",
}


@dataclass(frozen=True)
class Step:
    """A row of the table."""

    name: str
    seconds: float
    size_bytes: int | None = None
    warning: str = ""


class DemoFailed(Exception):
    """A step was refused; the message is what the server said."""


def sample_photo() -> tuple[str, bytes]:
    """A cup of coffee: photographed by Rachel Michetti, put under CC0, shipped inside scikit-image."""
    import cv2
    from skimage import data

    pixels = data.coffee()  # type: ignore[no-untyped-call]
    encoded, photo = cv2.imencode(".jpg", cv2.cvtColor(pixels, cv2.COLOR_RGB2BGR), [cv2.IMWRITE_JPEG_QUALITY, 95])
    if not encoded:
        raise DemoFailed("The sample photo could not be encoded.")
    return "coffee.jpg", photo.tobytes()


def read_photo(path: str | None) -> tuple[str, bytes]:
    """The user's photo, or the sample. Raises ``DemoFailed`` where it cannot be read."""
    if path is None:
        return sample_photo()
    try:
        data = Path(path).expanduser().read_bytes()
        recognised(data)
    except OSError as error:
        raise DemoFailed(
            f"{path} cannot be read: {error.strerror}. Give a photo with `make demo PHOTO=path`."
        ) from error
    except PackshotError as error:
        raise DemoFailed(f"{path}: {error.message}") from error
    return Path(path).name, data


def _warning(report: dict[str, Any]) -> str:
    """What the report warns of, as a sentence; empty where all is well."""
    doubts = ", ".join(report["doubts"]).replace("_", " ")
    return f"Have a look before you publish this: {doubts}." if doubts else ""


def _picture(answer: httpx.Response) -> bytes:
    if answer.status_code != httpx.codes.OK:
        problem = answer.json()
        raise DemoFailed(f"{problem.get('reason')}: {problem.get('detail')}")
    return answer.content


def make_pictures(
    url: str, key: str, photo: tuple[str, bytes], out: Path, done: Callable[[Step], None]
) -> dict[str, Path]:
    """Cuts the photo out and makes one scene in each set; returns the pictures by caption."""
    pictures = {"photo": out / f"photo{Path(photo[0]).suffix or '.jpg'}"}
    pictures["photo"].write_bytes(photo[1])
    with httpx.Client(base_url=url, headers={"Authorization": f"Bearer {key}"}, timeout=120) as client:
        started = time.perf_counter()
        answer = client.post("/v1/cutouts", files={"photo": photo}, headers={"Accept": "image/png"})
        cutout, seconds = _picture(answer), time.perf_counter() - started
        done(Step("cutout", seconds, len(cutout), _warning(json.loads(answer.headers["Packshot-Report"]))))
        pictures["cutout"] = out / "cutout.png"
        pictures["cutout"].write_bytes(cutout)
        for name, prompt in SCENES.items():
            started = time.perf_counter()
            form = {"prompt": prompt, "set": name, "seed": "7", **SIZE}
            scene = _picture(
                client.post("/v1/scenes", files={"photo": photo}, data=form, headers={"Accept": "image/png"})
            )
            done(Step(f"scene: {name}", time.perf_counter() - started, len(scene)))
            pictures[f"{name}: {prompt}"] = out / f"{name}.png"
            pictures[f"{name}: {prompt}"].write_bytes(scene)
    return pictures


def _table(steps: list[Step]) -> Table:
    table = Table("step", title=None)
    table.add_column("seconds", justify="right")
    table.add_column("bytes", justify="right")
    for step in steps:
        table.add_row(step.name, f"{step.seconds:.2f}", "" if step.size_bytes is None else f"{step.size_bytes:,}")
    return table


def demo(photo_path: str | None, console: Console) -> None:
    """Starts the stack, makes the pictures, prints the table, stops the stack."""
    photo = read_photo(photo_path)
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir(parents=True)
    steps: list[Step] = []

    def done(step: Step) -> None:
        steps.append(step)
        console.print(f"  {step.name}: {step.seconds:.2f} s")
        if step.warning:
            console.print(f"  [yellow]{step.warning}[/yellow]", highlight=False)

    stack = Stack(OUT / "stack")
    started = time.perf_counter()
    console.print("Starting the stack ...")
    with stack.running():
        done(Step("stack ready", time.perf_counter() - started))
        started = time.perf_counter()
        key = new_key(stack.url, name="demo")
        done(Step("account and key", time.perf_counter() - started))
        pictures = make_pictures(stack.url, key, photo, OUT, done)
    started = time.perf_counter()
    sheet = contact_sheet(pictures.items())
    (OUT / "contact-sheet.png").write_bytes(sheet)
    done(Step("contact sheet", time.perf_counter() - started, len(sheet)))
    console.print(_table(steps))
    console.print(f"Pictures: {OUT.relative_to(ROOT)}/ (contact-sheet.png shows all of them)")
    console.print(f"The same in a browser: make run, then {stack.url}/", highlight=False)
