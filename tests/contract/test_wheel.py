"""The wheel: the client alone, for systems that have none of the servers."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.contract.tree import ROOT


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    # Out of the tree, where setuptools would leave build/ behind, and with the setuptools at hand: no index is asked.
    source = folder / "source"
    source.mkdir()
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        (source / name).write_bytes((ROOT / name).read_bytes())
    for path in (ROOT / "packshot").rglob("*"):
        if path.suffix in {".py", ".pyi", ".typed"}:
            target = source / path.relative_to(ROOT)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
    for name in ("mesh", "services/studio"):
        (source / name).mkdir(parents=True)
        (source / name / "__init__.py").write_bytes(b"")
    subprocess.run(
        [
            sys.executable,
            "-m",
            "pip",
            "wheel",
            "-q",
            "--no-deps",
            "--no-build-isolation",
            "--no-index",
            "-w",
            folder,
            source,
        ],
        check=True,
        timeout=120,
    )
    (built,) = folder.glob("*.whl")
    return built


def test_it_holds_packshot_alone(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert {name.split("/")[0] for name in names if ".dist-info/" not in name} == {"packshot"}
    for wanted in ("py.typed", "client/studio.py", "cli/app.py", "duplex.py", "studio/v1/studio_pb2.pyi"):
        assert f"packshot/{wanted}" in names


def test_it_works_where_no_server_is(wheel: Path) -> None:
    script = (
        "import sys, packshot, packshot.cli.app\n"
        "assert packshot.__file__.startswith(sys.argv[1]), packshot.__file__\n"
        "packshot.Packshot\n"
        "servers = {'mesh', 'services', 'pydantic_settings', 'structlog', 'opentelemetry', 'cv2', 'numpy', 'pyvips'}\n"
        "assert not servers & set(sys.modules), servers & set(sys.modules)\n"
    )
    subprocess.run(
        [sys.executable, "-I", "-c", f"import sys; sys.path.insert(0, sys.argv[1])\n{script}", wheel],
        check=True,
        cwd=wheel.parent,
        timeout=60,
    )
