"""Plug-ins are found, not registered."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from mesh.plugins import discover


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.syspath_prepend(tmp_path)
    folder = tmp_path / "found_plugins"
    folder.mkdir()
    yield folder
    for name in [name for name in sys.modules if name.startswith("found_plugins")]:
        del sys.modules[name]


def test_each_public_module_is_one_in_order(package: Path) -> None:
    for name in ("window", "_shared", "podium"):
        (package / f"{name}.py").write_text(f"NAME = {name!r}\n", encoding="utf-8")
    assert [module.NAME for module in discover("found_plugins")] == ["podium", "window"]


def test_a_broken_plug_in_is_not_passed_over(package: Path) -> None:
    (package / "broken.py").write_text("raise RuntimeError('no')\n", encoding="utf-8")
    with pytest.raises(RuntimeError):
        discover("found_plugins")
