"""The command, as an operator meets it where something is wrong: exit status and words."""

from pathlib import Path

import pytest

from backup.__main__ import FAILED, MISUSED, main


@pytest.fixture(autouse=True)
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PACKSHOT_BACKUP_URL", (tmp_path / "backup").as_uri())
    monkeypatch.setenv("PACKSHOT_OBJECTS_URL", (tmp_path / "objects").as_uri())
    monkeypatch.setenv("PACKSHOT_DOCUMENTS_URL", "mongodb://user:pass-word@127.0.0.1:9")
    # The log is the whole process's, and would outlive the test.
    monkeypatch.setattr("backup.__main__.configure_logs", lambda *_: None)


@pytest.mark.parametrize(("place", "command"), [("backup", "verify"), ("backup", "save"), ("objects", "restore")])
def test_a_folder_that_cannot_be_made_is_named_with_its_variable(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], place: str, command: str
) -> None:
    (tmp_path / place).write_text("a file where a folder should be")
    assert main([command]) == FAILED
    told = capsys.readouterr().err
    assert f"PACKSHOT_{place.upper()}_URL ({(tmp_path / place).as_uri()}) cannot be opened" in told
    assert "TMPDIR" not in told


def test_an_url_of_no_store_is_named_with_its_variable(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PACKSHOT_BACKUP_URL", "ftp://elsewhere")
    assert main(["verify"]) == MISUSED
    assert "PACKSHOT_BACKUP_URL: 'ftp://elsewhere' is no object store" in capsys.readouterr().err


@pytest.mark.parametrize("manifest", ["{", '{"format": 1, "unheard_of": 1}'])
def test_a_damaged_manifest_is_a_damaged_snapshot(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], manifest: str
) -> None:
    folder = tmp_path / "backup/snapshots/2026-11-30T02-00-00Z"
    folder.mkdir(parents=True)
    (folder / "manifest.json").write_text(manifest)
    assert main(["verify"]) == FAILED
    assert "Snapshot 2026-11-30T02-00-00Z is damaged: its manifest.json cannot be read" in capsys.readouterr().err


def test_a_store_that_does_not_do_what_it_is_asked_is_told_with_the_cause(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "backup/snapshots/2026-11-30T02-00-00Z"
    folder.mkdir(parents=True)
    manifest = folder / "manifest.json"
    manifest.symlink_to(manifest)
    assert main(["verify"]) == FAILED
    assert str(manifest) in capsys.readouterr().err


def test_a_setting_that_is_missing_is_told_without_what_the_others_hold(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("PACKSHOT_OBJECTS_URL")
    assert main(["save"]) == MISUSED
    told = capsys.readouterr()
    assert "PACKSHOT_OBJECTS_URL is not set" in told.err
    assert "pass-word" not in told.err + told.out
