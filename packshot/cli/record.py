"""What a batch has done so far, as a file beside its results: one JSON document a line, only ever added to.

So a run that was broken off goes on where it stopped. The last line may be half written; it is then as if it had not been.
"""

import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

NAME = "packshot-batch.jsonl"


class OtherWishes(Exception):
    """The folder holds the results of another command."""


@dataclass
class Entry:
    """What is known of one photo, by the SHA-256 of its bytes."""

    job_id: str = ""
    done: bool = False
    reason: str = ""
    message: str = ""
    retryable: bool = False


class Record:
    """The record in ``folder``; ``wishes`` is what tells one command from another."""

    def __init__(self, folder: Path, wishes: str) -> None:
        self._path = folder / NAME
        self.entries: dict[str, Entry] = {}
        self.digest = hashlib.sha256(wishes.encode()).hexdigest()
        known = self._read()
        if known not in ("", self.digest):
            raise OtherWishes(
                f"{folder} has the results of another command. Name another folder with -o, or repeat the command of then."
            )
        self._file = self._path.open("a", encoding="utf-8")
        if self._path.stat().st_size and not self._ends_with_a_line():
            self._file.write("\n")
        if not known:
            self._write({"wishes": self.digest})

    def _ends_with_a_line(self) -> bool:
        with self._path.open("rb") as file:
            file.seek(-1, os.SEEK_END)
            return file.read(1) == b"\n"

    def _read(self) -> str:
        """Takes in what is there; the digest of the wishes it was begun with, empty where there is none."""
        wishes = ""
        if not self._path.exists():
            return wishes
        for line in self._path.read_text(encoding="utf-8", errors="replace").splitlines():
            try:
                fact = json.loads(line)
            except ValueError:
                continue
            if not isinstance(fact, dict):
                continue
            wishes = fact.get("wishes", wishes)
            if "sha256" in fact:
                self._take(fact)
        return wishes

    def _take(self, fact: dict[str, Any]) -> None:
        entry = self.entries.setdefault(str(fact["sha256"]), Entry())
        if "job" in fact:
            self.entries[str(fact["sha256"])] = Entry(job_id=str(fact["job"]))
        elif "done" in fact:
            entry.done = True
        elif "reason" in fact:
            entry.reason, entry.message = str(fact["reason"]), str(fact["message"])
            entry.retryable = bool(fact["retryable"])

    def _write(self, fact: dict[str, Any]) -> None:
        self._file.write(json.dumps(fact, ensure_ascii=False) + "\n")
        self._file.flush()
        os.fsync(self._file.fileno())

    def accepted(self, sha256: str, photo: str, job_id: str) -> None:
        """The photo's job was accepted."""
        self._write({"sha256": sha256, "photo": photo, "job": job_id})
        self.entries[sha256] = Entry(job_id=job_id)

    def done(self, sha256: str, photo: str) -> None:
        """The photo's results are written."""
        self._write({"sha256": sha256, "photo": photo, "done": True})
        self.entries[sha256].done = True

    def failed(self, sha256: str, photo: str, reason: str, message: str, *, retryable: bool) -> None:
        """The photo's job has failed."""
        fact = {"sha256": sha256, "photo": photo, "reason": reason, "message": message, "retryable": retryable}
        self._write(fact)
        entry = self.entries.setdefault(sha256, Entry())
        entry.reason, entry.message, entry.retryable = reason, message, retryable

    def close(self) -> None:
        """Nothing more is written."""
        self._file.close()
