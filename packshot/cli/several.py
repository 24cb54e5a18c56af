"""Several photos through one kind of work: a progress bar each, a line or a JSON document each, one exit code."""

import asyncio
import dataclasses
import json
import time
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Any, TypeAlias

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from packshot.cli.notices import sentence_of
from packshot.cli.targets import STDOUT
from packshot.client import ApiError
from packshot.client import Progress as Step

REFUSED, UNAVAILABLE = 1, 3
"""Exit codes, besides 0 (done) and 2 (used wrongly)."""


@dataclasses.dataclass(frozen=True)
class Done:
    """What came of one photo."""

    sentence: str
    """For a person, after the name of the output"""
    facts: dict[str, Any]
    """For a script"""
    notices: Sequence[str] = ()
    """What a person should know before using it, a sentence each"""


OnStep: TypeAlias = Callable[[Step], None]
Work: TypeAlias = Callable[[int, OnStep], Awaitable[Done]]
"""Does the photo of this number."""


class SeveralPhotos:
    """Runs ``work`` for each photo, at most ``parallel`` at a time, and tells how it goes."""

    def __init__(self, photos: Sequence[Path], targets: Sequence[Path], *, parallel: int, as_json: bool) -> None:
        self._photos = photos
        self._targets = targets
        self._turns = asyncio.Semaphore(parallel)
        self._as_json = as_json
        self._out = Console(soft_wrap=True, highlight=False, markup=False)
        self._err = Console(stderr=True, soft_wrap=True, highlight=False, markup=False)

    async def run(self, work: Work) -> int:
        """The exit code: 0 where all went well, else the most telling of what went wrong."""
        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            TextColumn("{task.fields[stage]}"),
            TimeElapsedColumn(),
        )
        with Progress(*columns, console=self._err, transient=True, disable=not self._err.is_terminal) as bars:
            codes = await asyncio.gather(*(self._one(number, work, bars) for number in range(len(self._photos))))
        return max(codes, default=0)

    async def _one(self, number: int, work: Work, bars: Progress) -> int:
        photo = self._photos[number]
        bar = bars.add_task(photo.name, total=None, stage="waiting", start=False)
        async with self._turns:
            bars.start_task(bar)
            started = time.perf_counter()
            try:
                done = await work(number, lambda step: _move(bars, bar, step))
            except ApiError as error:
                self._refuse(photo, error)
                return UNAVAILABLE if error.temporary else REFUSED
            except OSError as error:
                self._refuse(photo, ApiError("FILE", f"{error.filename or photo}: {error.strerror or error}."))
                return REFUSED
            finally:
                bars.remove_task(bar)
        self._tell(photo, self._targets[number], done, time.perf_counter() - started)
        return 0

    def _tell(self, photo: Path, target: Path, done: Done, seconds: float) -> None:
        if self._as_json:
            facts = {"photo": str(photo), "output": str(target), "seconds": round(seconds, 3), **done.facts}
            self._out.print(json.dumps({**facts, "notices": list(done.notices)}, ensure_ascii=False))
            return
        if target == STDOUT:
            self._err.print(f"{photo}  {done.sentence}, {seconds:.1f} s")
        else:
            self._out.print(f"{target}  {done.sentence}, {seconds:.1f} s")
        for notice in done.notices:
            self._err.print(f"{photo}: {notice}", style="yellow")

    def _refuse(self, photo: Path, error: ApiError) -> None:
        if self._as_json:
            told = {
                "reason": error.reason,
                "message": sentence_of(error),
                "retry_after_s": error.retry_after_s,
                "facts": error.metadata,
                "request_id": error.request_id,
            }
            self._out.print(json.dumps({"photo": str(photo), "error": told}, ensure_ascii=False))
            return
        request = f", request {error.request_id}" if error.request_id else ""
        self._err.print(f"{photo}: {sentence_of(error)} ({error.reason}{request})", style="red")


def _move(bars: Progress, bar: TaskID, step: Step) -> None:
    bars.update(bar, total=step.total, completed=step.step, stage=step.stage)


def facts_of(value: Any) -> dict[str, Any]:
    """A result's dataclass as JSON takes it."""
    return dataclasses.asdict(value)
