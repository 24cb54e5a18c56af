"""Watching jobs. Many watchers of one job in a process share one subscription; a slow one misses progress, never a change of state.

Live events may be lost. A change of state that follows upon the one that a watcher has seen is passed on as it comes; in any other
case, after every reconnect and every ten seconds what changed is read from the document.
"""

import asyncio
import contextlib
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from typing import Protocol

from services.studio.jobs.errors import JobNotFound, QueueAway
from services.studio.jobs.events import Changed, JobEvent, Previewed, Progressed, begun_id
from services.studio.jobs.job import Job, Step
from services.studio.jobs.live import events_of, unpack

LOOK_AGAIN_S = 10.0
_NAME = re.compile(r"\w{1,64}", re.ASCII)


class History(Protocol):
    """Where the documents' side of a job's events comes from: ``Ledger``."""

    async def events(self, account_id: str, job_id: str, after: int) -> tuple[Job, list[JobEvent]]: ...


class Wire(Protocol):
    """Where live events come from: ``Queue``."""

    on_back: list[Callable[[], None]]

    async def listen(self, subject: str, heard: Callable[[str, bytes], None]) -> Callable[[], Awaitable[None]]: ...


@dataclass(eq=False)
class _Watcher:
    """What one watcher has not been told yet: at most one progress and one preview."""

    woken: asyncio.Event = field(default_factory=asyncio.Event)
    look: bool = True
    """Whether the document is to be read"""
    progress: tuple[int, Step] | None = None
    preview: tuple[int, bytes] | None = None
    change: Job | None = None

    def take_change(self, told: int) -> Changed | None:
        """The change of state that came live, where it is the next one after ``told``; where it is not, the document is to be
        read. Forgets it."""
        change, self.change = self.change, None
        if change is None or self.look or change.event_id <= told:
            return None
        if change.before_id > told:
            self.look = True
            return None
        return Changed(change.event_id, change)

    def take(self) -> list[JobEvent]:
        """What came live, and forgets it."""
        told: list[JobEvent] = []
        if self.progress:
            told.append(Progressed(*self.progress))
        if self.preview:
            told.append(Previewed(*self.preview))
        self.progress = self.preview = None
        return sorted(told, key=lambda event: event.event_id)


@dataclass
class _Audience:
    """The watchers of one job, and what ends their subscription once there is one."""

    watchers: set[_Watcher] = field(default_factory=set)
    end: Callable[[], Awaitable[None]] | None = None
    joining: asyncio.Lock = field(default_factory=asyncio.Lock)


class Watchers:
    """Everybody in this process who watches a job."""

    def __init__(self, history: History, wire: Wire, *, look_again_s: float = LOOK_AGAIN_S) -> None:
        self._history = history
        self._wire = wire
        self._look_again_s = look_again_s
        self._audiences: dict[str, _Audience] = {}
        wire.on_back.append(self._look)

    async def watch(self, account_id: str, job_id: str, after: int) -> AsyncIterator[JobEvent]:
        """Events after the id ``after`` as they come, until the job has ended. Raises ``JobNotFound``."""
        if not _NAME.fullmatch(job_id):
            # It becomes part of a subject, and must not be a pattern there. No job is called so.
            raise JobNotFound
        watcher, told, known = _Watcher(), after, 0
        audience = self._audiences.setdefault(job_id, _Audience())
        audience.watchers.add(watcher)
        try:
            while True:
                # Subscribed first and read then, so that nothing falls between. Who may not see the job is told so by the reading,
                # before anything that was heard is passed on.
                await self._subscribe(job_id, audience)
                over, events = False, watcher.take()
                if (change := watcher.take_change(told)) is not None:
                    over, known = change.job.state.over, change.job.attempts
                    events = [change] if over else sorted([*events, change], key=lambda event: event.event_id)
                # Progress of an attempt whose beginning was not heard of: to tell it first would pass over what lies between.
                if watcher.look or any(event.event_id >= begun_id(known + 1) for event in events):
                    watcher.look = False
                    job, past = await self._history.events(account_id, job_id, told)
                    over, known = job.state.over, job.attempts
                    events = past if over else sorted([*past, *events], key=lambda event: event.event_id)
                for event in events:
                    if event.event_id > told:
                        told = event.event_id
                        yield event
                if over:
                    return
                await self._wait(watcher)
        finally:
            await self._leave(job_id, audience, watcher)

    async def _wait(self, watcher: _Watcher) -> None:
        try:
            async with asyncio.timeout(self._look_again_s):
                await watcher.woken.wait()
        except TimeoutError:
            watcher.look = True
        watcher.woken.clear()

    async def _subscribe(self, job_id: str, audience: _Audience) -> None:
        async with audience.joining:
            if audience.end is None:
                # While the queue is away the document alone tells; the next round tries again.
                with contextlib.suppress(QueueAway):
                    audience.end = await self._wire.listen(events_of(job_id), lambda _, data: _tell(audience, data))

    async def _leave(self, job_id: str, audience: _Audience, watcher: _Watcher) -> None:
        audience.watchers.discard(watcher)
        if not audience.watchers:
            if self._audiences.get(job_id) is audience:
                del self._audiences[job_id]
            end, audience.end = audience.end, None
            if end is not None:
                await end()

    def _look(self) -> None:
        for audience in self._audiences.values():
            for watcher in audience.watchers:
                watcher.look = True
                watcher.woken.set()


def _tell(audience: _Audience, data: bytes) -> None:
    try:
        event_id, what = unpack(data)
    except ValueError:
        return
    for watcher in audience.watchers:
        if isinstance(what, Job) and watcher.change is None:
            watcher.change = what
        elif what is None or isinstance(what, Job):
            watcher.look = True
        elif isinstance(what, Step):
            watcher.progress = max(watcher.progress or (0, what), (event_id, what), key=lambda each: each[0])
        else:
            watcher.preview = max(watcher.preview or (0, what), (event_id, what), key=lambda each: each[0])
        watcher.woken.set()
