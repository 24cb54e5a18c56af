"""`packshot batch FOLDER` on the real stack: broken off hard, it goes on, and does no photo twice."""

import csv
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import httpx
import numpy as np
import pytest

from local.account import new_key
from local.environment import NO_LIMITS
from local.stack import Stack
from tests.e2e import pictures

MANY = 24
KILLED = ("gateway", "studio", "worker", "documents", "queue")
COLOURS = [(200, 60, 50), (60, 160, 60), (50, 80, 190), (190, 150, 40), (150, 60, 160), (40, 150, 150)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "vases"
    (folder / "more").mkdir(parents=True)
    for number, colour in enumerate(COLOURS):
        place = folder / "more" if number % 2 else folder
        (place / f"{number}.png").write_bytes(pictures.encode(pictures.vase(colour, 240), ".png"))
    (folder / "blank.png").write_bytes(pictures.encode(np.full((120, 120, 3), 240, np.uint8), ".png"))
    (folder / "notes.txt").write_text("no photo")
    return folder


def _command(stack: Stack, key: str, folder: Path, *options: str) -> "subprocess.Popen[str]":
    program = str(Path(sys.executable).with_name("packshot"))
    return subprocess.Popen(
        [program, "batch", folder.name, "--prompt", "walnut table", "--seed", "3", "--size", "256x256", *options],
        cwd=folder.parent,
        env={**os.environ, "PACKSHOT_ADDRESS": stack.grpc_address, "PACKSHOT_KEY": key},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def _facts(out: Path) -> list[dict[str, object]]:
    record = out / "packshot-batch.jsonl"
    return [json.loads(line) for line in record.read_text().splitlines()] if record.exists() else []


def _written(out: Path) -> int:
    return sum(fact["fact"] == "written" for fact in _facts(out))


def _await_written(running: "subprocess.Popen[str]", out: Path, count: int, within_s: float = 60) -> None:
    deadline = time.monotonic() + within_s
    while _written(out) < count:
        assert running.poll() is None, running.communicate()
        assert time.monotonic() < deadline
        time.sleep(0.02)


def _jobs(stack: Stack, key: str) -> list[dict[str, object]]:
    answer = httpx.get(
        f"{stack.url}/v1/jobs", params={"page_size": "200"}, headers={"Authorization": f"Bearer {key}"}, timeout=30
    )
    jobs: list[dict[str, object]] = answer.json()["jobs"]
    return jobs


def test_a_folder_is_done_through_a_hard_stop(stack: Stack, folder: Path) -> None:
    key, out = new_key(stack.url, name="folder"), folder.with_name("vases-scenes")
    first = _command(stack, key, folder, "--in-flight", "2")
    _await_written(first, out, 1)
    first.kill()
    first.communicate()
    with (out / "packshot-batch.jsonl").open("a") as file:
        file.write('{"fact": "half a li')
    said, _ = (second := _command(stack, key, folder)).communicate(timeout=120)
    assert second.returncode == 1, said
    assert f"{len(COLOURS)} of {len(COLOURS) + 1} photos done" in said
    written = sorted(path.relative_to(out).as_posix() for path in out.rglob("*.png"))
    assert written == ["0.png", "2.png", "4.png", "more/1.png", "more/3.png", "more/5.png"]
    assert pictures.decode((out / "more/1.png").read_bytes()).shape == (256, 256, 3)
    with (out / "failures.csv").open(newline="") as file:
        assert [row[:2] for row in csv.reader(file)] == [["photo", "reason"], ["blank.png", "NO_PRODUCT"]]
    assert (out / "contact-sheet.jpg").exists()
    assert len(_jobs(stack, key)) == len(COLOURS) + 1, "a photo was done twice"
    third, _ = (again := _command(stack, key, folder)).communicate(timeout=60)
    assert again.returncode == 1
    assert f"({len(COLOURS)} of them by an earlier run)" in third


@pytest.mark.timeout(300)
def test_a_folder_is_done_while_parts_of_packshot_die(tmp_path: Path) -> None:
    folder = tmp_path / "vases"
    folder.mkdir()
    for number in range(MANY):
        colour = (40 + 5 * number, 200 - 5 * number, 90)
        (folder / f"{number}.png").write_bytes(pictures.encode(pictures.vase(colour, 240), ".png"))
    (tmp_path / "data").mkdir()
    with Stack(tmp_path / "data", NO_LIMITS, anywhere=True).running(90) as own:
        key, out = new_key(own.url, name="folder"), folder.with_name("vases-scenes")
        running = _command(own, key, folder, "--in-flight", "4")
        for turn, part in enumerate(KILLED):
            _await_written(running, out, 1 + 3 * turn)
            own.stop_part(part, signal.SIGKILL)
            time.sleep(1)
            own.start_part(part)
        said, _ = running.communicate(timeout=120)
        assert running.returncode == 0, said
        assert f"{MANY} of {MANY} photos done." in said
        assert len(list(out.glob("*.png"))) == _written(out) == MANY
        jobs = _jobs(own, key)
        assert ([job["state"] for job in jobs], len(jobs)) == (["succeeded"] * MANY, MANY), "a photo was done twice"


def test_other_wishes_need_another_folder(stack: Stack, key: str, folder: Path) -> None:
    (folder / "blank.png").unlink()
    said, _ = (done := _command(stack, key, folder)).communicate(timeout=120)
    assert done.returncode == 0, said
    program = str(Path(sys.executable).with_name("packshot"))
    other = subprocess.run(
        [program, "batch", str(folder), "--cutout", "-o", str(folder.with_name("vases-scenes"))],
        env={**os.environ, "PACKSHOT_ADDRESS": stack.grpc_address, "PACKSHOT_KEY": key},
        capture_output=True,
        text=True,
        check=False,
    )
    assert other.returncode == 2
    assert "begun with other options" in " ".join(other.stderr.replace("│", "").split())
