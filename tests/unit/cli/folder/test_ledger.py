"""Facts on disk: what survives, what is refused."""

import os
from pathlib import Path
from typing import Any

import pytest

from packshot.cli.folder.ledger import NAME, Ledger, read
from packshot.cli.targets import Unusable

WISHES: dict[str, Any] = {"recipe": "scene", "prompt": "oak"}


def _filled(folder: Path) -> bytes:
    ledger = Ledger.open(folder, WISHES)
    ledger.add("named", photo="a.jpg", stem="a")
    ledger.add("handing", key="k", attempt=0, label="a.jpg")
    ledger.add("accepted", key="k", job="job_1")
    ledger.add("ended", key="k", job="job_1", state="succeeded", outputs=[], failure=None)
    ledger.add("failed", photo="a.jpg", reason="FILE", message="No.", retryable=False)
    ledger.add("written", photo="a.jpg", key="k", files=[{"name": "a.png", "bytes": 3, "asset": "ast_1"}])
    ledger.close()
    return (folder / NAME).read_bytes()


async def test_what_was_written_down_is_read_again(tmp_path: Path) -> None:
    _filled(tmp_path)
    ledger = Ledger.open(tmp_path, WISHES)
    state = ledger.state
    ledger.close()
    assert state.names == {"a.jpg": "a"}
    assert (state.entries["k"].job_id, state.entries["k"].ended is not None) == ("job_1", True)
    assert state.written["a.jpg"].files[0]["name"] == "a.png"
    assert state.failed == {}


async def test_a_ledger_cut_anywhere_is_read_and_gone_on_with(tmp_path: Path) -> None:
    data = _filled(tmp_path)
    lines = data.splitlines(keepends=True)
    ends = [sum(map(len, lines[: number + 1])) for number in range(len(lines))]
    for cut in range(len(data)):
        (tmp_path / NAME).write_bytes(data[:cut])
        ledger = Ledger.open(tmp_path, WISHES)
        # A line is whole without its newline too.
        whole = sum(cut >= end - 1 for end in ends)
        assert ledger.state.facts == max(1, whole), cut
        ledger.add("named", photo="b.jpg", stem="b")
        ledger.close()
        assert read((tmp_path / NAME).read_bytes()).names["b.jpg"] == "b"


async def test_lines_that_are_none_are_skipped() -> None:
    state = read(
        b'\x00\x00\xff\n[]\n7\n{}\n{"fact":"accepted","key":"nobody","job":"j"}\n{"fact":"named","photo":"a","stem":"b"}\n'
    )
    assert (state.names, state.entries, state.facts) == ({"a": "b"}, {}, 1)


async def test_other_wishes_are_refused_and_named(tmp_path: Path) -> None:
    _filled(tmp_path)
    with pytest.raises(Unusable, match='prompt was "oak" and is "marble"; seed was not set and is 7'):
        Ledger.open(tmp_path, {**WISHES, "prompt": "marble", "seed": 7})
    Ledger.open(tmp_path, WISHES).close()


async def test_other_wishes_are_fine_while_there_is_nothing_to_lose(tmp_path: Path) -> None:
    ledger = Ledger.open(tmp_path, WISHES)
    ledger.add("handing", key="k", attempt=0, label="a.jpg")
    ledger.close()
    other = Ledger.open(tmp_path, {**WISHES, "prompt": "marble"})
    assert other.state.entries == {}
    other.add("handing", key="k", attempt=0, label="a.jpg")
    other.add("accepted", key="k", job="job_1")
    other.close()
    with pytest.raises(Unusable, match="other options"):
        Ledger.open(tmp_path, WISHES)


async def test_two_runs_at_once_are_refused(tmp_path: Path) -> None:
    ledger = Ledger.open(tmp_path, WISHES)
    with pytest.raises(Unusable, match="Another packshot batch"):
        Ledger.open(tmp_path, WISHES)
    ledger.close()
    Ledger.open(tmp_path, WISHES).close()


async def test_files_of_somebody_else_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.png").write_bytes(b"mine")
    with pytest.raises(Unusable, match="none of a batch's"):
        Ledger.open(tmp_path, WISHES)
    assert os.listdir(tmp_path) in (["mine.png"], [NAME, "mine.png"], ["mine.png", NAME])


async def test_another_version_is_refused(tmp_path: Path) -> None:
    (tmp_path / NAME).write_text('{"fact":"run","version":99,"wishes":{}}\n')
    with pytest.raises(Unusable, match="another version"):
        Ledger.open(tmp_path, WISHES)
