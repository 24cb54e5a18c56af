"""How a folder's run is told: a bar on a terminal, a line now and then elsewhere, a JSON document a photo for scripts."""

import json
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from packshot.cli.folder.pace import Pace
from packshot.cli.folder.work import Tally, Teller

SHOWN_FAILURES = 20
"""Further ones are in the table alone"""
LINE_EVERY_S = 30.0


class Telling(Teller):
    """Tells a run as it goes. Use it as a context."""

    def __init__(
        self, tally: Tally, output: Path, *, as_json: bool, now_s: Callable[[], float] = time.monotonic
    ) -> None:
        self._tally = tally
        self._output = output
        self._as_json = as_json
        self._now_s = now_s
        self._told_s = now_s()
        self._failures = 0
        self._pace = Pace(now_s=now_s)
        self._out = Console(soft_wrap=True, highlight=False, markup=False)
        self._err = Console(stderr=True, soft_wrap=True, highlight=False, markup=False)
        columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[told]}"))
        self._bar = Progress(*columns, console=self._err, transient=True, disable=not self._err.is_terminal)
        self._task = self._bar.add_task("", total=tally.total, told="")

    def __enter__(self) -> "Telling":
        self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.stop()

    def kept(self, photo: str) -> None:
        self.changed()

    def made(self, photo: str, files: Sequence[Path], job: Mapping[str, Any]) -> None:
        self._pace.did_one()
        if self._as_json:
            self._line(
                {"photo": photo, "output": str(files[0]), "files": [str(each) for each in files], "job": job["job"]}
            )
        self.changed()

    def failed(self, photo: str, failure: Mapping[str, Any]) -> None:
        self._pace.did_one()
        if self._as_json:
            self._line({"photo": photo, "error": dict(failure)})
        else:
            self._failures += 1
            if self._failures <= SHOWN_FAILURES:
                self._err.print(f"{photo}: {failure['message']} ({failure['reason']})", style="red")
            elif self._failures == SHOWN_FAILURES + 1:
                self._err.print("Further failures are in the table alone.", style="red")
        self.changed()

    def changed(self) -> None:
        tally = self._tally
        told = self._pace.told(tally.total - tally.ended)
        if tally.failed:
            told += f", {tally.failed} failed"
        if tally.waiting:
            told += f", {len(tally.waiting)} wait for room in the queue"
        self._bar.update(self._task, completed=tally.ended, told=told)
        if self._err.is_terminal or self._as_json or self._now_s() - self._told_s < LINE_EVERY_S:
            return
        self._told_s = self._now_s()
        self._err.print(f"{tally.ended} of {tally.total}, {told}")

    def say(self, sentence: str, *, style: str = "") -> None:
        """A sentence for a person; scripts do not get it mixed into theirs."""
        (self._err if self._as_json else self._out).print(sentence, style=style or None)

    def _line(self, facts: Mapping[str, Any]) -> None:
        # ASCII: a file's name may have bytes that are no UTF-8.
        self._out.print(json.dumps(facts))
