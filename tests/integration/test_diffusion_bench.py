"""The comparison of ``make bench-gpu`` runs, at tiny size, and says that it is tiny. What it measures is not looked at."""

import json
from pathlib import Path

import pytest

from benchmarks.gpu import __main__ as bench
from benchmarks.gpu import sides
from tests.integration.diffusion_server import PYTHON


def test_the_diffusion_bench_compares_both_sides(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bench, "OUT", tmp_path)
    monkeypatch.setattr(sides, "PYTHON", PYTHON)
    monkeypatch.setenv("OMP_NUM_THREADS", "1")
    few = ["--rounds", "1", "--images", "2", "--concurrency", "4", "--folder", str(tmp_path)]
    assert bench.main(["--size", "tiny", "--family", "z-image", *few]) == 0
    assert "tiny networks" in capsys.readouterr().out
    held = json.loads((tmp_path / "gpu.json").read_text())
    row = held["rows"][0]
    assert (held["size"], row["family"], row["side"]) == ("tiny", "z-image", 64)
    for name in ("plain_s", "service_s", "service_together_s", "first_preview_s"):
        assert 0 < row[name] < 60
    assert row["batches"]
    assert list(tmp_path.glob("packshot-gpu-*")) == [], "weights are removed"
