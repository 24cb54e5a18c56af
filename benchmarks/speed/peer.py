"""The peer: the rembg server with the same weights, started and stopped here."""

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx

from local.environment import ROOT, free_ports

START_S = 90.0


@dataclass(frozen=True)
class Peer:
    """A running rembg server."""

    url: str
    pid: int


class PeerFailed(Exception):
    """The peer did not start; the message holds the end of its log."""


def _wait(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline and process.poll() is None:
        with contextlib.suppress(httpx.TransportError):
            httpx.get(f"{url}/api", timeout=2)
            return
        time.sleep(0.2)
    raise PeerFailed(f"rembg did not start. The end of {log}:\n{log.read_text(errors='replace')[-2000:]}")


@contextlib.contextmanager
def rembg_server(weights: Path, folder: Path) -> Iterator[Peer]:
    """``rembg s --no-ui`` on a free port, its model folder holding a link to our own weights."""
    folder.mkdir(parents=True, exist_ok=True)
    link = folder / "u2net.onnx"
    link.unlink(missing_ok=True)
    link.symlink_to(weights)
    port = free_ports(1)[0]
    log = folder / "rembg.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [ROOT / ".venv-bench/bin/rembg", "s", "--no-ui", "--host", "127.0.0.1", "--port", str(port)],
            env={**os.environ, "U2NET_HOME": str(folder)},
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        url = f"http://127.0.0.1:{port}"
        _wait(url, process, log)
        yield Peer(url, process.pid)
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait(10)
