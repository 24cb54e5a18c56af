"""Real servers for tests of parts: a document store, a queue, an S3 store; on free ports of loopback, stopped in the end."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

READY_S = 30.0


def free_port() -> int:
    """A port that nobody listens on right now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def await_port(port: int, process: "subprocess.Popen[bytes]") -> None:
    """Returns when somebody listens."""
    deadline = time.monotonic() + READY_S
    while time.monotonic() < deadline:
        assert process.poll() is None, "the server ended by itself"
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    raise AssertionError(f"nobody listens on {port}")


def end(process: "subprocess.Popen[bytes]") -> None:
    """Ends a server, the hard way where it does not hear."""
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        # Seen once in a while with SecantusDB 0.7.0b3: told to stop, it hangs. Nothing here has to be kept.
        process.kill()
        process.wait()


@contextmanager
def documents_server(folder: Path) -> Iterator[str]:
    """SecantusDB; its URL."""
    port = free_port()
    program = str(Path(sys.executable).with_name("secantusd-py"))
    command = [program, "--port", str(port), "--storage-path", str(folder / "data"), "--log-level", "WARNING"]
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(command, stdout=log, stderr=log, cwd=folder)
        try:
            await_port(port, server)
            yield f"mongodb://127.0.0.1:{port}"
        finally:
            end(server)


class QueueServer:
    """nats-server with JetStream, which can be killed and started again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self.url = f"nats://127.0.0.1:{self.port}"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Starts it on its folder; returns when it listens."""
        program = str(Path(sys.executable).with_name("nats-server"))
        with (self.folder / "log").open("ab") as log:
            command = [program, "-a", "127.0.0.1", "-p", str(self.port), "-js", "-sd", str(self.folder / "data")]
            # A session of its own: the program of the package may be a starter of the real one.
            self.process = subprocess.Popen(command, stdout=log, stderr=log)
        await_port(self.port, self.process)

    def kill(self) -> None:
        """Ends it as a crash would."""
        assert self.process is not None
        self.process.kill()
        self.process.wait()
        self.process = None

    def stop(self) -> None:
        """Ends it, if it runs."""
        if self.process is not None:
            end(self.process)


@contextmanager
def s3_server(folder: Path) -> Iterator[str]:
    """moto's server; its endpoint."""
    port = free_port()
    program = str(Path(sys.executable).with_name("moto_server"))
    with (folder / "s3.log").open("wb") as log:
        server = subprocess.Popen([program, "-H", "127.0.0.1", "-p", str(port)], stdout=log, stderr=log)
        try:
            await_port(port, server)
            endpoint = f"http://127.0.0.1:{port}"
            httpx.put(f"{endpoint}/pictures", timeout=10).raise_for_status()
            yield endpoint
        finally:
            end(server)
