"""Images without a container engine: a target's files, its group in an empty virtual environment, a root of its own."""

import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.contract.tree import ROOT
from tests.images.dockerfile import Stage, installed

SANDBOX = ROOT / "tests/images/sandbox.sh"
USER = 65532
READY_S = 120.0
STOP_S = 40.0


class ImageFailed(Exception):
    """A target cannot be installed or does not run. The message says what was said."""


@dataclass(frozen=True)
class Image:
    """What an image of a target would hold, in a folder: ``app`` and ``opt``."""

    name: str
    stage: Stage
    folder: Path


def build(name: str, stages: Mapping[str, Stage], folder: Path, made: Mapping[str, Path], *, group: str = "") -> Image:
    """Copies and installs as the Dockerfile says.

    ``made``: where this machine has what other stages make, by the path that it is copied from. ``group``: another one to install
    than the Dockerfile's. Raises ``ImageFailed``.
    """
    stage = stages[name]
    for copy in stage.copies:
        for source in copy.sources:
            if source.startswith(("/opt/venv", "/opt/packages")):
                continue
            origin = made[source] if copy.stage else ROOT / source
            target = folder / copy.destination.removeprefix("/")
            target.parent.mkdir(parents=True, exist_ok=True)
            if origin.is_dir():
                shutil.copytree(origin, target, ignore=shutil.ignore_patterns("__pycache__", "*.pyc", ".ready"))
            else:
                shutil.copy2(origin, target)
    theirs, constraints = installed(dict(stages), stage)
    environment = folder / "opt/venv"
    _run([sys.executable, "-m", "venv", "--without-pip", str(environment)])
    _run(
        [
            *(
                sys.executable,
                "-m",
                "pip",
                "--disable-pip-version-check",
                "-q",
                "--python",
                str(environment / "bin/python"),
            ),
            *("install", "-c", constraints, "--group", group or theirs),
        ]
    )
    subprocess.run(["chmod", "-R", "go+rX,a-w", str(folder)], check=True)
    return Image(name, stage, folder)


def _run(command: list[str]) -> None:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise ImageFailed(f"{' '.join(command)} ended with {done.returncode}:\n{done.stdout}\n{done.stderr}")


def sandboxed(
    image: Image, root: Path, environment: Mapping[str, str], command: Sequence[str], data: Path | None = None
) -> list[str]:
    """The command line that runs ``command`` as the image would. ``root``: an empty folder; ``data``: one seen as ``/data``."""
    told = {**image.stage.environment, "PATH": "/opt/venv/bin:/usr/bin:/bin", **environment}
    return [
        *("unshare", "--mount", "--propagation", "private", "sh", str(SANDBOX)),
        *(str(root), str(image.folder), sys.base_prefix, str(data or "")),
        *("env", "-i", *(f"{name}={value}" for name, value in told.items())),
        *command,
    ]


class Container:
    """An image, running."""

    def __init__(
        self, image: Image, environment: Mapping[str, str], *, data: Path | None = None, name: str = ""
    ) -> None:
        """``environment``: what it is told beyond the image's own. ``data``: a folder of this machine that it sees as ``/data``."""
        self.name = name or image.name
        self.root = Path(tempfile.mkdtemp(prefix=f"packshot-root-{self.name}-"))
        self.log = image.folder.parent / f"{self.name}.log"
        with self.log.open("wb") as output:
            self.process = subprocess.Popen(
                sandboxed(image, self.root, environment, image.stage.entrypoint, data),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def wait(self, healthy: Callable[[], bool]) -> None:
        """Until it is healthy. Raises ``ImageFailed`` with the end of its log where it has ended or takes too long."""
        deadline = time.monotonic() + READY_S
        while not healthy():
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise ImageFailed(f"{self.name} is not healthy (exit code {self.process.returncode}):\n{self.said()}")
            time.sleep(0.1)

    def said(self) -> str:
        """The end of its log."""
        return "\n".join(self.log.read_text(encoding="utf-8", errors="replace").splitlines()[-30:])

    def user(self) -> int:
        """Who it runs as."""
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="utf-8")
        return int(next(line.split()[1] for line in status.splitlines() if line.startswith("Uid:")))

    def stop(self) -> int:
        """Ends it as a cluster does and returns its exit code."""
        self.process.terminate()
        try:
            return self.process.wait(STOP_S)
        except subprocess.TimeoutExpired:
            self.process.kill()
            return self.process.wait(5)
        finally:
            self.root.rmdir()
