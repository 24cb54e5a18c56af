"""The README's examples, run as they stand."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from local.account import new_key
from local.demo import OUT, sample_photo
from local.environment import ROOT
from local.stack import Stack
from tests.e2e import pictures

README = (ROOT / "README.md").read_text(encoding="utf-8")


def _examples(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


@pytest.fixture
def shell(stack: Stack, key: str, tmp_path: Path) -> dict[str, str]:
    """The variables that `make run` prints, in a folder that has a photo."""
    (tmp_path / "photo.jpg").write_bytes(pictures.encode(pictures.coffee()))
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return {
        **os.environ,
        "PATH": path,
        "PACKSHOT_URL": stack.url,
        "PACKSHOT_ADDRESS": stack.grpc_address,
        "PACKSHOT_KEY": key,
    }


def _run(command: list[str], folder: Path, environment: dict[str, str]) -> str:
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, (done.stdout, done.stderr)
    return done.stdout


def test_there_are_examples() -> None:
    assert len(_examples("bash")) == 5
    assert len(_examples("python")) == 2


def test_the_photo_that_it_says_to_copy_is_the_demos_own() -> None:
    (copied,) = re.findall(r"`cp (\S+) \.`", README)
    assert ROOT / copied == OUT / f"photo{Path(sample_photo()[0]).suffix}"


def test_account_example(shell: dict[str, str], tmp_path: Path) -> None:
    said = _run(["/bin/bash", "-ec", _examples("bash")[1]], tmp_path, shell)
    assert re.search(r'"secret": ?"pk_', said)


def test_job_example(shell: dict[str, str], tmp_path: Path) -> None:
    said = _run(["/bin/bash", "-ec", _examples("bash")[3]], tmp_path, shell)
    assert "event: job" in said
    assert '"credits"' in said
    assert pictures.decode((tmp_path / "kept.png").read_bytes()).shape[2] == 3


@pytest.mark.parametrize("example", _examples("bash")[:3:2], ids=["rest", "command line"])
def test_shell_examples(shell: dict[str, str], tmp_path: Path, example: str) -> None:
    said = _run(["/bin/bash", "-ec", example], tmp_path, shell)
    assert pictures.decode((tmp_path / "cutout.png").read_bytes()).shape == (400, 600, 4)
    made = next(path for path in tmp_path.glob("scene.*") if path.suffix in (".jpg", ".png"))
    assert made.read_bytes()[:3] == (b"\xff\xd8\xff" if made.suffix == ".jpg" else b"\x89PN")
    for name in ("sweep", "tabletop", "window", "podium"):
        assert name in said


def test_python_example(shell: dict[str, str], tmp_path: Path) -> None:
    example = _examples("python")[0]
    said = _run([sys.executable, "-c", example], tmp_path, shell)
    assert re.search(r"confidence [01]\.\d\d", said)
    assert "largest difference inside the product: 0" in said
    assert "the same again: True" in said
    assert pictures.decode((tmp_path / "scene.png").read_bytes()).shape == (1024, 1024, 3)


def test_folder_example(stack: Stack, shell: dict[str, str], tmp_path: Path) -> None:
    # An account of its own: the others' jobs would be listed too.
    own = {**shell, "PACKSHOT_KEY": new_key(stack.url, name="folder")}
    said = _run(["/bin/bash", "-ec", _examples("bash")[4]], tmp_path, own)
    assert "2 of 2 photos done (2 of them by an earlier run)." in said
    scenes = [tmp_path / "scenes" / name for name in ("same-mug.png", "spring/mug.png")]
    assert scenes[0].read_bytes() == scenes[1].read_bytes()
    assert pictures.decode(scenes[0].read_bytes()).shape == (1024, 1024, 3)
    assert pictures.decode((tmp_path / "scenes/contact-sheet.jpg").read_bytes()).shape[2] == 3
    assert pictures.decode((tmp_path / "cutouts/spring/mug.webp").read_bytes()).shape[2] == 4
    assert pictures.decode((tmp_path / "latest.webp").read_bytes()).shape[2] == 4
    # Four files, two recipes, one content: two jobs.
    assert said.count("job_") == 2


def test_jobs_python_example(shell: dict[str, str], tmp_path: Path) -> None:
    said = _run([sys.executable, "-c", _examples("python")[1]], tmp_path, shell)
    assert "succeeded" in said
    assert pictures.decode((tmp_path / "result.png").read_bytes()).shape == (1024, 1024, 3)


def test_every_make_target_named_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in set(re.findall(r"make ([a-z0-9]+(?:-[a-z0-9]+)*)", README)):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
