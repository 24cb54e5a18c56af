"""A real document store, and a clock that a test moves."""

import secrets
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from mesh.documents import Documents, close_documents, open_documents


class Clock:
    """Begins in the middle of a month, and moves when told."""

    def __init__(self) -> None:
        self.time = datetime.now(UTC).replace(day=15, microsecond=0)

    def __call__(self) -> datetime:
        return self.time

    def forward(self, **by: float) -> None:
        self.time += timedelta(**by)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="module")
def store_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("documents")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    program = Path(sys.executable).with_name("secantusd-py")
    command = [str(program), "--port", str(port), "--storage-path", str(folder / "data"), "--log-level", "WARNING"]
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(command, stdout=log, stderr=log, cwd=folder)
        try:
            _await_port(port, server)
            yield f"mongodb://127.0.0.1:{port}"
        finally:
            server.terminate()
            try:
                server.wait(10)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()


def _await_port(port: int, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until and server.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), 0.5).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError(f"the document store did not start (exit status {server.poll()})")


@pytest.fixture
async def documents(store_url: str) -> AsyncIterator[Documents]:
    opened = open_documents(store_url, f"test_{secrets.token_hex(6)}")
    yield opened
    await close_documents(opened)
