"""The processes of the Procfile: started, watched, restarted one by one, and stopped without leaving anything behind."""

import contextlib
import ctypes
import fcntl
import os
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import httpx
from honcho.environ import parse_procfile

from local.environment import ROOT, compose, ports, taken

STOP_S = 20.0
# SecantusDB 0.7.0b3 now and then does not hear SIGTERM right after its start. Its store survives a kill, and whoever wrote is gone.
GRACE_S = {"documents": 5.0}
PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None)


class StackError(Exception):
    """The stack cannot start or has lost a part; the message says which, and what to do."""


def _die_with_parent() -> None:
    # Whatever ends the starter, kill -9 included, ends what it started.
    _libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


@dataclass
class Part:
    """One line of the Procfile, running."""

    name: str
    process: subprocess.Popen[bytes]
    log: Path

    def tail(self, lines: int = 15) -> str:
        """The last lines of its log."""
        return "\n".join(self.log.read_text(encoding="utf-8", errors="replace").splitlines()[-lines:])


class Stack:
    """All parts of Packshot on this machine."""

    def __init__(
        self, data: Path | None = None, overrides: Mapping[str, str] | None = None, *, anywhere: bool = False
    ) -> None:
        """``data``: folder for documents and logs, None: as PACKSHOT_DATA says. ``anywhere``: free ports in place of the usual."""
        place = {} if data is None else {"PACKSHOT_DATA": str(data.absolute())}
        self.environment = compose({**place, **(overrides or {})}, anywhere=anywhere)
        self.data = Path(self.environment["PACKSHOT_DATA"])
        self.commands: dict[str, str] = dict(parse_procfile((ROOT / "Procfile").read_text(encoding="utf-8")).processes)
        self.parts: dict[str, Part] = {}
        self._claim: IO[str] | None = None
        self.url = f"http://127.0.0.1:{self.environment['PACKSHOT_GATEWAY_PORT']}"
        self.grpc_address = f"127.0.0.1:{self.environment['PACKSHOT_GATEWAY_GRPC_PORT']}"

    def address(self, service: str) -> str:
        """``host:port`` of one service."""
        return self.environment[f"PACKSHOT_{service.upper()}_ADDRESS"]

    def check_ports(self) -> None:
        """Raises ``StackError`` where a port is in use, naming each."""
        used = [f"{port} ({name})" for name, port in ports(self.environment).items() if taken(port)]
        if used:
            raise StackError(
                f"Already in use: port {', '.join(used)}. Stop what listens there (another `make run`?), "
                "or set the variable in brackets to a free port."
            )

    def start(self) -> None:
        """Starts every part; returns before they are ready. Raises ``StackError`` where a port or the data folder is in use."""
        self.check_ports()
        self._claim_data()
        for name in self.commands:
            self.start_part(name)

    def _claim_data(self) -> None:
        """Locks the data folder for as long as this process lives: two stores on one folder would fail in ways hard to read."""
        self.data.mkdir(parents=True, exist_ok=True)
        self._claim = (self.data / ".claim").open("w")
        try:
            fcntl.flock(self._claim, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            self._claim.close()
            raise StackError(
                f"Another stack uses the folder {self.data}. Stop it, or set PACKSHOT_DATA to another folder."
            ) from error

    def start_part(self, name: str) -> Part:
        """Starts one part; its log is ``<data>/logs/<name>.log``, appended to."""
        log = self.data / "logs" / f"{name}.log"
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("ab") as output:
            process = self._spawn(self.commands[name], output)
        part = self.parts[name] = Part(name, process, log)
        return part

    def _spawn(self, command: str, output: IO[Any]) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            ["/bin/sh", "-c", command],
            cwd=ROOT,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            # A session of its own: Ctrl-C reaches the starter alone, which then stops the parts in order.
            start_new_session=True,
            preexec_fn=_die_with_parent,
        )

    def wait_ready(self, timeout_s: float = 60.0) -> dict[str, Any]:
        """Waits until ``/readyz`` says ready and returns what it says. Raises ``StackError`` when a part dies or time is up."""
        deadline = time.monotonic() + timeout_s
        said = "nothing"
        while time.monotonic() < deadline:
            self.check_alive()
            with contextlib.suppress(httpx.TransportError):
                answer = httpx.get(f"{self.url}/readyz", timeout=5)
                if answer.status_code == httpx.codes.OK:
                    ready: dict[str, Any] = answer.json()
                    return ready
                said = answer.text
            time.sleep(0.1)
        raise StackError(f"Not ready after {timeout_s:.0f} s. /readyz says: {said}\nLogs: {self.data / 'logs'}")

    def check_alive(self) -> None:
        """Raises ``StackError`` with the end of its log where a part has ended by itself."""
        for part in self.parts.values():
            code = part.process.poll()
            if code is not None:
                raise StackError(
                    f"{part.name} ended with exit code {code}. The end of its log ({part.log}):\n{part.tail()}"
                )

    def stop_part(self, name: str, number: int = signal.SIGTERM, timeout_s: float = STOP_S) -> int:
        """Ends one part and returns its exit code."""
        part = self.parts.pop(name)
        part.process.send_signal(number)
        return _reap(part.process, timeout_s)

    def stop(self) -> None:
        """Ends all parts, one after the other, those that call others first; nothing is left running."""
        deadline = time.monotonic() + STOP_S
        for name in [name for name in reversed(self.commands) if name in self.parts]:
            self.stop_part(name, timeout_s=min(GRACE_S.get(name, STOP_S), max(0.2, deadline - time.monotonic())))
        if self._claim is not None:
            self._claim.close()

    @contextlib.contextmanager
    def running(self, timeout_s: float = 60.0) -> Iterator["Stack"]:
        """Starts, waits until ready, and stops in the end, whatever happens between."""
        try:
            self.start()
            self.wait_ready(timeout_s)
            yield self
        finally:
            self.stop()


def _signal_group(process: subprocess.Popen[bytes], number: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, number)


def _reap(process: subprocess.Popen[bytes], timeout_s: float) -> int:
    try:
        return process.wait(timeout_s)
    except subprocess.TimeoutExpired:
        _signal_group(process, signal.SIGKILL)
        return process.wait(5)
    finally:
        _signal_group(process, signal.SIGKILL)  # what it may have left behind in its group
