import os
import stat
from pathlib import Path

import pytest

from models.backend import STUB, TritonDistribution, TritonMissing


@pytest.fixture
def distribution(tmp_path: Path) -> TritonDistribution:
    root = tmp_path / "tritonserver"
    (root / "backends" / "python").mkdir(parents=True)
    (root / "backends" / "python" / "libtriton_python.so").write_bytes(b"backend")
    for version in ("3.10", "3.11"):
        folder = root / "python_backend_stubs" / version
        folder.mkdir(parents=True)
        (folder / STUB).write_text(f"stub of {version}")
    return TritonDistribution(root=root, libraries=tmp_path / "libs", version="9.9")


def test_the_stub_of_the_interpreter_is_placed(distribution: TritonDistribution, tmp_path: Path) -> None:
    backends = distribution.assemble(tmp_path / "cache", (3, 11))
    stub = backends / "python" / STUB
    assert stub.read_text() == "stub of 3.11"
    assert stub.stat().st_mode & stat.S_IXUSR
    assert (backends / "python" / "libtriton_python.so").is_file()
    assert os.listdir(tmp_path / "cache") == [backends.name]


def test_a_folder_that_is_there_is_left_alone(distribution: TritonDistribution, tmp_path: Path) -> None:
    first = distribution.assemble(tmp_path / "cache", (3, 11))
    inode = (first / "python" / STUB).stat().st_ino
    assert distribution.assemble(tmp_path / "cache", (3, 11)) == first
    assert (first / "python" / STUB).stat().st_ino == inode
    assert distribution.assemble(tmp_path / "cache", (3, 10)) != first


def test_a_python_without_stub_is_said(distribution: TritonDistribution, tmp_path: Path) -> None:
    with pytest.raises(TritonMissing, match=r"no Python 3\.99 stub, only 3\.10, 3\.11"):
        distribution.assemble(tmp_path / "cache", (3, 99))


def test_the_environment_leads_to_this_interpreter(distribution: TritonDistribution, tmp_path: Path) -> None:
    environment = distribution.environment({"PATH": "/usr/bin", "HOME": "/h"}, imports=tmp_path)
    assert environment["PATH"].endswith(":/usr/bin")
    assert environment["PATH"] != "/usr/bin"
    assert environment["PYTHONPATH"].split(":")[0] == str(tmp_path)
    assert environment["LD_LIBRARY_PATH"].startswith(str(distribution.libraries))
    assert environment["HOME"] == "/h"


def test_a_whole_triton_is_taken_as_it_is(tmp_path: Path) -> None:
    with pytest.raises(TritonMissing, match=r"no Triton in .*PACKSHOT_TRITON_FOLDER"):
        TritonDistribution.at(tmp_path)
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin/tritonserver").touch()
    found = TritonDistribution.at(tmp_path)
    assert found.assemble(tmp_path / "cache", (3, 99)) == tmp_path / "backends"
    assert not (tmp_path / "cache").exists()
    # Its models find the packages that the image keeps apart from Triton's own.
    environment = found.environment({"PYTHONPATH": "/opt/packages"}, imports=Path("/app"))
    assert environment["PYTHONPATH"].split(":")[:2] == ["/app", "/opt/packages"]
    assert environment["LD_LIBRARY_PATH"].startswith(str(tmp_path / "lib"))
