"""What a folder's run remembers: facts, one JSON document a line, only ever appended.

A fact is written before anything depends on it. A process that is killed leaves at most one line half written, which is skipped; on
a machine that loses power the last second of facts may be missing, and everything they told is found again: jobs through their
idempotency keys, files by downloading them once more.
"""

import asyncio
import contextlib
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from packshot.cli.targets import Unusable

NAME = "packshot-batch.jsonl"
VERSION = 1
SYNC_FACTS, SYNC_S = 64, 1.0
"""Facts are forced to disk in groups of so many, or after so long"""


@dataclass
class Entry:
    """One photo's content under this run's wishes, however many files have it."""

    attempt: int
    label: str
    """The name that its job was handed in with; part of the request, so it stays"""
    job_id: str = ""
    ended: Mapping[str, Any] | None = None
    """``state``, ``outputs`` (asset, layer, variant) and ``failure`` (reason, message, retryable) of its job"""


@dataclass
class Written:
    """What lies in the output folder for one photo."""

    key: str
    files: Sequence[Mapping[str, Any]]
    """``name``, ``bytes`` and ``asset`` of each, the main picture first"""


@dataclass
class State:
    """All facts together."""

    run: Mapping[str, Any] | None = None
    names: dict[str, str] = field(default_factory=dict)
    """Photo to the beginning of its files' names"""
    entries: dict[str, Entry] = field(default_factory=dict)
    """By key"""
    written: dict[str, Written] = field(default_factory=dict)
    """By photo"""
    failed: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    """By photo: the fact that tells it; gone once the photo is written"""
    facts: int = 0

    def take(self, fact: Mapping[str, Any]) -> None:
        """Adds a fact. Raises ``KeyError`` for one that is not whole; a kind that is not known changes nothing."""
        match fact["fact"]:
            case "run":
                # A later one began anew, since nothing had come of the earlier.
                self.names, self.entries, self.written, self.failed = {}, {}, {}, {}
                self.run = fact
            case "named":
                self.names[fact["photo"]] = fact["stem"]
            case "handing":
                self.entries[fact["key"]] = Entry(fact["attempt"], fact["label"])
            case "accepted":
                self.entries[fact["key"]].job_id = fact["job"]
            case "ended":
                self.entries[fact["key"]].ended = fact
            case "written":
                self.written[fact["photo"]] = Written(fact["key"], fact["files"])
                self.failed.pop(fact["photo"], None)
            case "failed":
                self.failed[fact["photo"]] = fact
        self.facts += 1


class Ledger:
    """The facts of one output folder, open for adding. One process at a time."""

    def __init__(self, file: int, state: State) -> None:
        self._file = file
        self.state = state
        self._unsynced = 0
        self._full = asyncio.Event()

    @classmethod
    def open(cls, folder: Path, wishes: Mapping[str, Any]) -> "Ledger":
        """The folder's own facts, or new ones; the folder is made. ``wishes`` are what the run is to do, as JSON.

        Raises ``Unusable`` where another run is in it, where it was begun with other wishes, or has files of somebody else's;
        ``OSError``.
        """
        folder.mkdir(exist_ok=True)
        path = folder / NAME
        others = [each for each in os.listdir(folder) if each != NAME and not each.startswith(".")]
        file = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o666)
        try:
            _lock(file, folder)
            data = path.read_bytes()
            state = read(data)
            if state.run is None and (state.facts or others):
                raise Unusable(
                    f"{folder} has files that are none of a batch's. Choose a folder that is empty or does not exist yet."
                )
            begun = state.run is not None and _check(folder, state, wishes)
            if data and not data.endswith(b"\n"):
                # What was being written when a process died: it gets a line of its own, which says nothing.
                os.write(file, b"\n")
            ledger = cls(file, state)
            if not begun:
                ledger.add("run", version=VERSION, wishes=wishes)
                os.fsync(file)
        except BaseException:
            os.close(file)
            raise
        return ledger

    def add(self, kind: str, **facts: Any) -> None:
        """Writes a fact down and takes it in. Raises ``OSError``."""
        fact = {"fact": kind, **facts}
        line = json.dumps(fact, separators=(",", ":")).encode() + b"\n"
        while line:
            line = line[os.write(self._file, line) :]
        self.state.take(fact)
        self._unsynced += 1
        if self._unsynced >= SYNC_FACTS:
            self._full.set()

    async def keep_synced(self) -> None:
        """Forces facts to disk, group by group, until it is cancelled."""
        while True:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(SYNC_S):
                    await self._full.wait()
            self._full.clear()
            if self._unsynced:
                self._unsynced = 0
                await asyncio.to_thread(os.fsync, self._file)

    def close(self) -> None:
        """Forces the last facts to disk. Nothing can be added after."""
        with contextlib.suppress(OSError):
            os.fsync(self._file)
        os.close(self._file)


def read(data: bytes) -> State:
    """The facts in a ledger's bytes; lines that are none are skipped."""
    state = State()
    for line in data.split(b"\n"):
        with contextlib.suppress(ValueError, KeyError, TypeError):
            state.take(json.loads(line))
    return state


def _check(folder: Path, state: State, wishes: Mapping[str, Any]) -> bool:
    """Whether the run in the ledger is the one that is wished; False where it is another, of which there is nothing to lose."""
    run = state.run or {}
    if run.get("version") != VERSION:
        raise Unusable(
            f"{folder} was begun by another version of packshot. Finish it with that, or choose another folder."
        )
    before = run["wishes"]
    differing = sorted(name for name in {*before, *wishes} if before.get(name) != wishes.get(name))
    unheard = any(entry.job_id and entry.ended is None for entry in state.entries.values())
    if differing and not state.written and not unheard:
        return False
    if differing:
        told = "; ".join(f"{name} was {_said(before.get(name))} and is {_said(wishes.get(name))}" for name in differing)
        raise Unusable(
            f"{folder} was begun with other options: {told}. Go on with the same ones, or choose another folder with -o."
        )
    return True


def _said(value: Any) -> str:
    return "not set" if value is None else json.dumps(value, ensure_ascii=False)


def _lock(file: int, folder: Path) -> None:
    """The lock ends with the process, however that ends."""
    try:
        import fcntl
    except ImportError:  # where there is none, two runs at once are the caller's own care
        return
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise Unusable(
            f"Another packshot batch is working in {folder}. Wait for it, or choose another folder."
        ) from None
