import contextlib
import socket
import time
from pathlib import Path

import pytest

from local.stack import Stack, StackError


@pytest.fixture
def stack(tmp_path: Path) -> Stack:
    return Stack(tmp_path, anywhere=True)


def test_a_port_in_use_is_named_with_its_variable(stack: Stack) -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", int(stack.environment["PACKSHOT_STUDIO_PORT"])))
        listener.listen()
        with pytest.raises(StackError, match=r"PACKSHOT_STUDIO_PORT.*Stop what listens"):
            stack.start()
    assert not stack.parts


def test_a_part_that_ends_is_told_with_the_end_of_its_log(stack: Stack) -> None:
    stack.commands = {"short": "echo out of luck; exit 3"}
    stack.start()
    with pytest.raises(StackError, match=r"(?s)short ended with exit code 3.*out of luck"):
        stack.wait_ready(10)
    stack.stop()


def test_stop_leaves_nothing_behind_even_what_does_not_listen(stack: Stack, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("local.stack.STOP_S", 1.0)
    # The first ignores the signal, the second leaves a child of its own.
    stack.commands = {"deaf": "trap '' TERM; while true; do sleep 0.05; done", "parent": "sleep 100 & exec sleep 100"}
    stack.start()
    time.sleep(0.2)
    groups = [part.process.pid for part in stack.parts.values()]
    stack.stop()
    assert [group for group in groups if _running_after(group, 2.0)] == []


def _running_after(group: int, patience_s: float) -> bool:
    """Whether a process group still has a process that runs once ``patience_s`` is over."""
    deadline = time.monotonic() + patience_s
    while _runs(group):
        if time.monotonic() > deadline:
            return True
        time.sleep(0.05)
    return False


def _runs(group: int) -> bool:
    # An orphan that was killed stays in the table, and answers killpg, until process 1 has collected it, which may take its time.
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            state, _, its_group = stat.read_text().rpartition(")")[2].split()[:3]
            if int(its_group) == group and state not in "ZX":
                return True
    return False


def test_callers_stop_before_what_they_call(stack: Stack, tmp_path: Path) -> None:
    line = "trap 'echo {0} >> " + str(tmp_path / "order") + "; exit 0' TERM; while true; do sleep 0.02; done"
    stack.commands = {name: line.format(name) for name in ("store", "caller")}
    for name in stack.commands:
        stack.start_part(name)
    time.sleep(0.2)
    stack.stop()
    assert (tmp_path / "order").read_text().split() == ["caller", "store"]


def test_a_data_folder_in_use_is_said(tmp_path: Path) -> None:
    first, second = Stack(tmp_path, anywhere=True), Stack(tmp_path, anywhere=True)
    first.commands = second.commands = {"only": "exec sleep 100"}
    first.start()
    try:
        with pytest.raises(StackError, match=r"Another stack uses the folder .* PACKSHOT_DATA"):
            second.start()
    finally:
        first.stop()
    second.start()
    second.stop()
