"""The table of what failed."""

import csv
from pathlib import Path

from packshot.cli.folder.failures import NAME, counted, write_failures

FAILED = {
    "b.jpg": {"reason": "NO_PRODUCT", "message": 'There is "nothing", really.', "retryable": False, "job": "job_1"},
    "=cmd.jpg": {"reason": "FILE", "message": "Not readable.", "retryable": False},
    "a\udce9.jpg": {"reason": "NO_PRODUCT", "message": "Nothing.", "retryable": True},
}


def test_it_can_be_opened_as_a_table(tmp_path: Path) -> None:
    path = write_failures(tmp_path, FAILED)
    assert path is not None
    with path.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [row["photo"] for row in rows] == ["'=cmd.jpg", "a\\udce9.jpg", "b.jpg"]
    assert rows[2]["message"] == 'There is "nothing", really.'
    assert (rows[2]["job"], rows[2]["retryable"], rows[0]["job"]) == ("job_1", "False", "")


def test_an_old_one_goes_when_nothing_failed(tmp_path: Path) -> None:
    write_failures(tmp_path, FAILED)
    assert write_failures(tmp_path, {}) is None
    assert not (tmp_path / NAME).exists()


def test_reasons_are_counted_most_frequent_first() -> None:
    assert counted(FAILED) == "2 NO_PRODUCT, 1 FILE"
