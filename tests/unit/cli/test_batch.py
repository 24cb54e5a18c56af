"""``packshot batch`` as a process of its own, killed and gone on with; and the commands that look after jobs and assets."""

import asyncio
import csv
import json
import os
import signal
from pathlib import Path

import numpy as np
import pytest

from mesh.pictures.encode import encode
from mesh.pictures.formats import Format
from packshot.studio.v1 import jobs_pb2
from tests.unit.client.conftest import Town
from tests.unit.client.workplace import Assets

from .conftest import Shell

PHOTOS = {f"{folder}{name}.jpg": f"{folder}{name}".encode() * 40_000 for folder in ("", "red/") for name in "abc"}
BATCH = ("batch", "photos", "-p", "a table", "--seed", "7", "-o", "made", "--no-sheet")


@pytest.fixture
def photos(shell: Shell) -> Path:
    folder = shell.folder / "photos"
    for name, data in PHOTOS.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


def _check(shell: Shell, town: Town) -> None:
    assert len(town.place.made) == len(set(town.place.made)) == len(PHOTOS)
    for name, data in PHOTOS.items():
        assert (shell.folder / "made" / Path(name).with_suffix(".png")).read_bytes() == b"LAYER_RESULT 0 of " + data


@pytest.mark.usefixtures("photos")
async def test_a_folder_is_done_told_and_not_done_again(shell: Shell, town: Town) -> None:
    code, out, err = await shell(*BATCH, "--tag", "spring")
    assert (code, err) == (0, "")
    assert "6 of 6 photos done." in out
    _check(shell, town)
    header = town.place.headers["job_0"]
    assert (header.priority, list(header.tags), header.name in PHOTOS) == (jobs_pb2.PRIORITY_BATCH, ["spring"], True)
    code, out, _ = await shell(*BATCH, "--tag", "spring")
    assert code == 0
    assert "6 of 6 photos done (6 of them by an earlier run)." in out
    _check(shell, town)
    code, _, err = await shell(*BATCH, "--size", "800x600", "--tag", "spring")
    assert code == 2
    assert "was begun with other options: size was not set" in " ".join(err.replace("│", "").split())


@pytest.mark.usefixtures("photos")
@pytest.mark.parametrize("step", ["asked", "accepted", "watching", "ending", "downloading"])
async def test_a_process_that_is_killed_is_gone_on_with(shell: Shell, town: Town, step: str) -> None:
    there, _ = town.place.hold(step)
    process = await shell.start(*BATCH)
    await asyncio.wait_for(there.wait(), 20)
    process.kill()
    await process.communicate()
    town.place.at.clear()
    code, out, err = await shell(*BATCH)
    assert (code, err) == (0, "")
    assert "6 of 6" in out
    _check(shell, town)


@pytest.mark.usefixtures("photos")
async def test_ctrl_c_says_how_to_go_on(shell: Shell, town: Town) -> None:
    there, _ = town.place.hold("ending")
    process = await shell.start(*BATCH, "--in-flight", "2")
    await asyncio.wait_for(there.wait(), 20)
    process.send_signal(signal.SIGINT)
    out, err = await asyncio.wait_for(process.communicate(), 20)
    assert process.returncode == 130, err
    assert b"Stopped: 0 of 6 photos done. What is handed in goes on" in out
    assert b"Run the same command again" in out
    assert b"Traceback" not in err
    handed = len(town.place.made)
    assert handed <= 2
    town.place.at.clear()
    assert (await shell(*BATCH))[0] == 0
    _check(shell, town)


@pytest.mark.usefixtures("photos")
async def test_failures_are_told_and_listed(shell: Shell, town: Town) -> None:
    failure = jobs_pb2.JobFailure(reason="NO_PRODUCT", message="No product.", retryable=False)
    town.place.fail = lambda photo: failure if photo == PHOTOS["red/b.jpg"] else None
    code, out, err = await shell(*BATCH)
    assert code == 1
    assert "red/b.jpg: No product. (NO_PRODUCT)" in err
    assert "5 of 6 photos done." in out
    assert "Failed: 1 NO_PRODUCT. All of them with reasons: made/failures.csv" in out
    with (shell.folder / "made/failures.csv").open(newline="") as file:
        assert [(row["photo"], row["reason"]) for row in csv.DictReader(file)] == [("red/b.jpg", "NO_PRODUCT")]
    town.place.fail = lambda photo: None
    assert (await shell(*BATCH, "--retry-failed"))[0] == 0
    assert not (shell.folder / "made/failures.csv").exists()


@pytest.mark.usefixtures("photos")
async def test_the_picture_of_a_style_is_one_of_the_wishes(shell: Shell, town: Town) -> None:
    style = shell.folder / "style.jpg"
    style.write_bytes(b"style")
    assert (await shell(*BATCH, "--style", "style.jpg", "--style-strength", "0.5"))[0] == 0
    _check(shell, town)
    assert {header.recipe.scene.options.style_reference for header in town.place.headers.values()} == {b"style"}
    style.write_bytes(b"another")
    code, _, err = await shell(*BATCH, "--style", "style.jpg", "--style-strength", "0.5")
    assert code == 2
    assert "style_reference was" in " ".join(err.replace("│", "").split())


@pytest.mark.usefixtures("photos")
async def test_cutouts_are_told_to_scripts_a_line_each(shell: Shell) -> None:
    code, out, _ = await shell("batch", "photos", "--cutout", "-o", "cut", "--json", "--no-sheet", "--matte")
    told = [json.loads(line) for line in out.splitlines()]
    assert (code, len(told)) == (0, len(PHOTOS))
    assert {tuple(line["files"]) for line in told} >= {("cut/red/a.png", "cut/red/a-matte.png")}


@pytest.mark.usefixtures("photos")
async def test_contact_sheets_are_made_of_thumbnails(shell: Shell, town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    picture = encode(np.full((60, 120, 4), (20, 200, 20, 255), np.uint8), Format.WEBP)
    monkeypatch.setattr(Assets, "thumbnail", picture)
    code, out, err = await shell(*BATCH[:-1])
    assert code == 0, err
    assert "Contact sheet: made/contact-sheet.jpg" in out
    sheet = shell.folder / "made/contact-sheet.jpg"
    assert sheet.read_bytes()[:3] == b"\xff\xd8\xff"
    # Without Pillow it says what is missing; everything else is as it was.
    sheet.unlink()
    (shell.folder / "sitecustomize.py").write_text("import sys; sys.modules['PIL'] = None\n")
    shell.paths.append(str(shell.folder))
    code, out, _ = await shell(*BATCH[:-1])
    assert code == 0
    assert "pip install 'packshot[sheet]'" in out
    assert not sheet.exists()


@pytest.mark.usefixtures("photos")
@pytest.mark.parametrize(
    "arguments",
    [
        ("batch", "photos"),
        ("batch", "nowhere", "--cutout"),
        ("batch", "empty", "--cutout"),
        ("batch", "photos", "--cutout", "-p", "a table"),
        ("batch", "photos", "--cutout", "--set", "sweep"),
        ("batch", "photos", "-p", "a table", "--crop"),
        ("batch", "photos", "--cutout", "--margin", "0.1"),
        ("batch", "photos", "--cutout", "-o", "photos"),
        ("batch", "photos", "--cutout", "-o", "none/at/all"),
        ("batch", "photos", "--cutout", "-o", "taken"),
        ("batch", "photos", "--cutout", "--format", "gif"),
        ("batch", "photos", "--cutout", "--priority", "soon"),
        ("batch", "photos", "--cutout", "--in-flight", "0"),
        ("jobs", "watch"),
        ("assets", "get", "one", "two", "-o", "-"),
    ],
    ids=" ".join,
)
async def test_wrong_use_is_code_2_and_calls_nobody(shell: Shell, town: Town, arguments: tuple[str, ...]) -> None:
    (shell.folder / "empty").mkdir()
    (shell.folder / "taken").mkdir()
    (shell.folder / "taken/mine.png").touch()
    code, out, err = await shell(*arguments)
    assert (code, out) == (2, "")
    assert "Error" in err or "Usage" in err
    assert "Traceback" not in err
    assert town.place.steps == []


@pytest.mark.usefixtures("photos")
async def test_jobs_are_listed_shown_watched_and_cancelled(shell: Shell, town: Town) -> None:
    there, _ = town.place.hold("watching")
    process = await shell.start(*BATCH, "--in-flight", "1")
    await asyncio.wait_for(there.wait(), 20)
    process.kill()
    await process.communicate()
    town.place.at.clear()
    code, out, _ = await shell("jobs", "list")
    assert code == 0
    assert "job_0" in out
    assert "queued" in out
    code, out, _ = await shell("jobs", "show", "job_0", "--json")
    assert (code, json.loads(out)["name"]) == (0, "a.jpg")
    code, out, _ = await shell("jobs", "watch", "job_0")
    assert (code, out.split()[:3]) == (0, ["job_0", "scene,", "succeeded,"])
    assert "result: ast_" in out
    code, out, _ = await shell("jobs", "cancel", "job_0")
    assert (code, out) == (0, "job_0  succeeded\n")
    code, _, err = await shell("jobs", "watch", "job_9")
    assert (code, err.count("\n")) == (1, 1)
    town.place.fail = lambda photo: jobs_pb2.JobFailure(reason="NO_PRODUCT", message="No product.")
    code, out, _ = await shell("jobs", "watch", "job_0", "--json", "--after", "2000000000")
    assert (code, out) == (0, "")


async def test_assets_are_listed_fetched_and_removed(shell: Shell, town: Town) -> None:
    asset = town.place.keep(b"bytes", kind=1, title="[red] mug.jpg", width=30, height=20)
    code, out, _ = await shell("assets", "list")
    assert code == 0
    assert "[red] mug.jpg" in out
    assert "30x20" in out
    code, out, _ = await shell("assets", "get", asset.id)
    assert (code, out) == (0, f"{asset.id}.png\n")
    assert (shell.folder / f"{asset.id}.png").read_bytes() == b"bytes"
    code, out, _ = await shell("assets", "get", asset.id, "-o", "-")
    assert (code, out) == (0, "bytes")
    code, _, err = await shell("assets", "get", "ast_9", asset.id, "-o", "kept", "--thumbnail")
    assert code == 1
    assert "ast_9: Your account has no such asset. (ASSET_NOT_FOUND)" in err
    assert os.listdir(shell.folder / "kept") == [f"{asset.id}.webp"]
    code, out, _ = await shell("assets", "rm", asset.id)
    assert code == 0
    assert out.startswith(f"{asset.id}  deleted, receipt rec_1")
    assert (await shell("assets", "rm", asset.id))[0] == 1


async def test_usage_is_told(shell: Shell) -> None:
    code, out, _ = await shell("usage")
    assert code == 0
    assert [line.split()[-2:] for line in out.splitlines() if line.startswith("credits")] == [["42", "500"]]
    code, out, _ = await shell("usage", "--json")
    assert json.loads(out)["quota"]["queued_jobs"] == 100
