"""The folder of Triton backends, put together for the interpreter that runs the models, and Triton's own environment.

The ``nvidia-pytriton`` wheel carries Triton and, apart, one Python stub for each Python version; Triton wants the
right one inside its backend folder. NVIDIA's container has a whole Triton and needs none of this.
"""

import os
import shutil
import sys
import sysconfig
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

STUB = "triton_python_backend_stub"


class TritonMissing(RuntimeError):
    """This environment cannot run Triton. The message says what is missing."""


@dataclass(frozen=True)
class TritonDistribution:
    """Triton as an installed wheel holds it."""

    root: Path
    """Folder with ``bin``, ``backends`` and ``python_backend_stubs``."""
    libraries: Path
    """Folder with the shared libraries that the wheel brings along."""
    version: str
    """Version of the wheel; empty where it is no wheel's."""
    whole: bool = False
    """Its backends are complete: nothing has to be put together."""

    @classmethod
    def installed(cls) -> "TritonDistribution":
        """The one of the running interpreter; raises ``TritonMissing``."""
        package = find_spec("pytriton")
        if package is None or not package.submodule_search_locations:
            raise TritonMissing(f"{sys.executable} has no nvidia-pytriton; install the dependency group `models` in it")
        folder = Path(next(iter(package.submodule_search_locations)))
        found = cls(
            root=folder / "tritonserver",
            libraries=folder.parent / "nvidia_pytriton.libs",
            version=version("nvidia-pytriton"),
        )
        if not found.server.is_file():
            raise TritonMissing(
                f"the nvidia-pytriton in {folder} carries no Triton for this platform (Linux x86-64 or arm64, glibc)"
            )
        return found

    @classmethod
    def at(cls, folder: Path) -> "TritonDistribution":
        """The one in ``folder``, as NVIDIA's container has it; raises ``TritonMissing``."""
        found = cls(root=folder, libraries=folder / "lib", version="", whole=True)
        if not found.server.is_file():
            raise TritonMissing(
                f"there is no Triton in {folder} (PACKSHOT_TRITON_FOLDER): {found.server} is not a file; "
                "set it to the folder of a Triton, or unset it to run the wheel's"
            )
        return found

    @property
    def server(self) -> Path:
        """The executable."""
        return self.root / "bin" / "tritonserver"

    def assemble(self, folder: Path, python: tuple[int, int]) -> Path:
        """The backend folder for Python ``python`` under ``folder``; made when it is not there, whole or not at all."""
        if self.whole:
            return self.root / "backends"
        minor = f"{python[0]}.{python[1]}"
        stub = self.root / "python_backend_stubs" / minor / STUB
        if not stub.is_file():
            have = ", ".join(sorted(entry.parent.name for entry in self.root.glob(f"python_backend_stubs/*/{STUB}")))
            raise TritonMissing(
                f"this Triton has no Python {minor} stub, only {have}; run the models with one of these"
            )
        backends = folder / f"triton-{self.version}-python{minor}"
        if backends.is_dir():
            return backends
        folder.mkdir(parents=True, exist_ok=True)
        part = Path(tempfile.mkdtemp(prefix=".backends-", dir=folder))
        try:
            shutil.copytree(self.root / "backends", part, dirs_exist_ok=True)
            placed = part / "python" / STUB
            shutil.copy2(stub, placed)
            placed.chmod(0o755)
            try:
                part.rename(backends)
            except OSError:
                if not backends.is_dir():  # otherwise another server has just made the same
                    raise
        finally:
            shutil.rmtree(part, ignore_errors=True)
        return backends

    def environment(self, base: Mapping[str, str], *, imports: Path) -> dict[str, str]:
        """``base`` and where to find libraries, interpreter, packages and ``imports``, for the server and its models."""
        library_folder = str(sysconfig.get_config_var("LIBDIR") or "")
        packages = sysconfig.get_paths()
        return dict(base) | {
            "LD_LIBRARY_PATH": _joined(str(self.libraries), library_folder, base.get("LD_LIBRARY_PATH", "")),
            # The stub embeds an isolated interpreter, deaf to PYTHONHOME and PYTHONPATH: it takes the first python3
            # on the PATH, and with it that one's virtual environment. Triton's newer stubs do listen to PYTHONPATH.
            "PATH": _joined(str(Path(sys.executable).absolute().parent), base.get("PATH", "")),
            "PYTHONPATH": _joined(
                str(imports), *self._installed_beside(base), packages["purelib"], packages["platlib"]
            ),
        }

    def _installed_beside(self, base: Mapping[str, str]) -> list[str]:
        """Where a container keeps the packages of the models: its own interpreter's folders are Triton's business."""
        return base.get("PYTHONPATH", "").split(os.pathsep) if self.whole else []


def _joined(*folders: str) -> str:
    return os.pathsep.join(dict.fromkeys(folder for folder in folders if folder))
