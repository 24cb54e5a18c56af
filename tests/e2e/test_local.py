"""What a newcomer types: `make run`, `make demo`; what they print, and that they leave nothing behind."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from local import environment
from tests.e2e import pictures

READY_S = 90


@pytest.fixture
def ports() -> dict[str, str]:
    """Variables that put every part on a free port."""
    moved = environment.compose({}, anywhere=True)
    return {name: str(port) for name, port in environment.ports(moved).items()}


def _local(arguments: list[str], ports: dict[str, str]) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "local", *arguments],
        cwd=environment.ROOT,
        env={**os.environ, **ports, "COLUMNS": "200"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


def _listening(ports: dict[str, str]) -> list[str]:
    return [name for name, port in ports.items() if environment.taken(int(port))]


@pytest.fixture
def running(ports: dict[str, str]) -> Iterator[tuple["subprocess.Popen[str]", str]]:
    """`make run`, and what it has printed when it is ready."""
    process = _local(["run"], ports)
    try:
        said = ""
        deadline = time.monotonic() + READY_S
        assert process.stdout is not None
        while "Ctrl-C stops everything" not in said and time.monotonic() < deadline:
            line = process.stdout.readline()
            assert line, f"ended early: {said}"
            said += line
        yield process, said
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        process.communicate(timeout=60)


def test_run_prints_lines_that_work_as_they_are_and_ctrl_c_leaves_nothing(
    running: tuple["subprocess.Popen[str]", str], ports: dict[str, str], tmp_path: Path
) -> None:
    process, said = running
    for line in re.findall(r"^ *(export .*)$", said, re.MULTILINE):
        assert line.startswith("export PACKSHOT_")
    commands = re.search(r"Try it:\n(.*?)\nLogs:", said, re.DOTALL)
    assert commands is not None, said
    for command in commands[1].replace("\\\n", " ").strip().splitlines():
        if not command.strip():
            continue
        done = subprocess.run(
            ["/bin/bash", "-c", command.strip()], cwd=tmp_path, capture_output=True, text=True, timeout=90, check=False
        )
        assert done.returncode == 0, (command, done.stdout, done.stderr)
    assert pictures.decode((tmp_path / "cutout.png").read_bytes()).shape == (400, 600, 4)
    assert pictures.decode((tmp_path / "scene.png").read_bytes()).shape[2] == 3
    process.send_signal(signal.SIGINT)
    assert process.wait(60) == 0
    assert _listening(ports) == []


def test_a_port_in_use_is_said_clearly(ports: dict[str, str]) -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", int(ports["PACKSHOT_GATEWAY_PORT"])))
        listener.listen()
        process = _local(["run"], ports)
        said, _ = process.communicate(timeout=60)
    assert process.returncode == 1
    assert f"{ports['PACKSHOT_GATEWAY_PORT']} (PACKSHOT_GATEWAY_PORT)" in said
    assert "Traceback" not in said


def test_a_photo_that_is_not_there_is_said_before_anything_starts(ports: dict[str, str]) -> None:
    process = _local(["demo", "no-such-photo.jpg"], ports)
    said, _ = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "no-such-photo.jpg cannot be read" in said
    assert "Starting" not in said


def test_the_demo_makes_its_pictures(ports: dict[str, str]) -> None:
    process = _local(["demo"], ports)
    said, _ = process.communicate(timeout=READY_S + 60)
    assert process.returncode == 0, said
    out = environment.ROOT / "out" / "demo"
    assert pictures.decode((out / "cutout.png").read_bytes()).shape == (400, 600, 4)
    for name in ("sweep", "tabletop", "window", "podium"):
        assert pictures.decode((out / f"{name}.png").read_bytes()).shape == (1024, 1024, 3)
    assert (out / "contact-sheet.png").stat().st_size > 100_000
    assert re.search(r"cutout\s+\S*\s*\d+\.\d+", said)
    assert _listening(ports) == []
