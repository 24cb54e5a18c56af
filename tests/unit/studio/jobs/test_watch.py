"""``Watchers``: what a watcher is told, with documents and wire in a test's hand."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

import pytest

from services.studio.jobs.errors import JobNotFound, QueueAway
from services.studio.jobs.events import (
    CREATED,
    Changed,
    JobEvent,
    Previewed,
    Progressed,
    back_id,
    begun_id,
    end_id,
    step_id,
)
from services.studio.jobs.job import Job, Priority, State, Step
from services.studio.jobs.live import events_of, pack_changed, pack_preview, pack_step
from services.studio.jobs.watch import Watchers

NOW = datetime(2026, 1, 1, tzinfo=UTC)
JOB = Job("job_1", "anna", "bake", b"", "ast_1", State.QUEUED, Priority.INTERACTIVE, NOW, NOW, NOW, event_id=CREATED)
SUBJECT = events_of(JOB.id)


@dataclass
class Documents:
    """One job and its history."""

    job: Job = JOB
    history: list[tuple[int, State]] = field(default_factory=lambda: [(CREATED, State.QUEUED)])
    reads: int = 0

    def change(self, event_id: int, state: State) -> None:
        before_id = self.job.event_id
        self.job = replace(self.job, state=state, attempts=event_id >> 20, event_id=event_id, before_id=before_id)
        self.history.append((event_id, state))

    async def events(self, account_id: str, job_id: str, after: int) -> tuple[Job, list[JobEvent]]:
        if (account_id, job_id) != ("anna", JOB.id):
            raise JobNotFound
        self.reads += 1
        job = self.job
        told: list[JobEvent] = [
            Changed(event_id, replace(job, state=state)) for event_id, state in self.history if event_id > after
        ]
        await asyncio.sleep(0)
        return job, told


@dataclass
class Wire:
    """Subscriptions, and what is said on them."""

    on_back: list[Callable[[], None]] = field(default_factory=list)
    heard: list[tuple[str, Callable[[str, bytes], None]]] = field(default_factory=list)
    away: bool = False
    subscribed: int = 0
    gate: asyncio.Event | None = None
    """Holds subscriptions up while it is not set"""

    async def listen(self, subject: str, heard: Callable[[str, bytes], None]) -> Callable[[], Awaitable[None]]:
        if self.away:
            raise QueueAway("away")
        if self.gate is not None:
            await self.gate.wait()
        entry = subject, heard
        self.heard.append(entry)
        self.subscribed += 1

        async def end() -> None:
            await asyncio.sleep(0)
            self.heard.remove(entry)

        return end

    def say(self, data: bytes) -> None:
        for subject, heard in list(self.heard):
            assert subject == SUBJECT
            heard(subject, data)


@dataclass
class Room:
    documents: Documents = field(default_factory=Documents)
    wire: Wire = field(default_factory=Wire)
    look_again_s: float = 60.0

    def __post_init__(self) -> None:
        self.watchers = Watchers(self.documents, self.wire, look_again_s=self.look_again_s)

    def watch(self, after: int = 0) -> Any:
        return self.watchers.watch("anna", JOB.id, after)

    def end(self, event_id: int = end_id(1)) -> None:
        self.documents.change(event_id, State.SUCCEEDED)
        self.wire.say(pack_changed(self.documents.job))


async def next_of(watching: Any) -> JobEvent:
    async with asyncio.timeout(5):
        event: JobEvent = await anext(watching)
        return event


async def settle() -> None:
    """Lets everybody do what he can do now."""
    for _ in range(20):
        await asyncio.sleep(0)


async def test_the_history_comes_first_then_what_happens() -> None:
    room = Room()
    watching = room.watch()
    assert (await next_of(watching)).event_id == CREATED
    coming = asyncio.create_task(next_of(watching))
    await settle()
    room.documents.change(begun_id(1), State.RUNNING)
    room.wire.say(pack_changed(room.documents.job))
    room.wire.say(pack_step(step_id(1, 1), Step("decode", 1, 4)))
    assert (await coming).event_id == begun_id(1)
    assert await next_of(watching) == Progressed(step_id(1, 1), Step("decode", 1, 4))
    room.end()
    assert isinstance(event := await next_of(watching), Changed)
    assert event.job.state is State.SUCCEEDED
    with pytest.raises(StopAsyncIteration):
        await next_of(watching)
    assert room.wire.heard == []


async def test_an_end_that_was_seen_ends_at_once() -> None:
    room = Room()
    room.end()
    assert [event async for event in room.watch(end_id(1))] == []
    assert [event.event_id async for event in room.watch(CREATED)] == [end_id(1)]


async def test_a_change_while_the_document_is_read_is_not_lost() -> None:
    room = Room()
    watching = room.watch()
    await next_of(watching)
    coming = asyncio.create_task(next_of(watching))
    await settle()
    room.documents.change(begun_id(1), State.RUNNING)
    room.wire.say(pack_changed(room.documents.job))
    await asyncio.sleep(0)
    room.end()
    assert (await coming).event_id == begun_id(1)
    assert (await next_of(watching)).event_id == end_id(1)


async def test_progress_of_an_attempt_whose_beginning_was_not_announced_does_not_pass_it_over() -> None:
    room = Room()
    room.documents.change(begun_id(1), State.RUNNING)
    watching = room.watch()
    assert [(await next_of(watching)).event_id for _ in range(2)] == [CREATED, begun_id(1)]
    coming = asyncio.create_task(next_of(watching))
    await settle()
    room.documents.change(back_id(1), State.QUEUED)
    room.documents.change(begun_id(2), State.RUNNING)
    room.wire.say(pack_step(step_id(2, 3), Step("decode", 3, 4)))
    told = [(await coming).event_id, *[(await next_of(watching)).event_id for _ in range(2)]]
    assert told == [back_id(1), begun_id(2), step_id(2, 3)]


async def test_of_progress_a_slow_watcher_gets_the_latest_and_nothing_twice() -> None:
    room = Room()
    room.documents.change(begun_id(1), State.RUNNING)
    watching = room.watch(CREATED)
    await next_of(watching)
    coming = asyncio.create_task(next_of(watching))
    await settle()
    for count in (1, 3, 2, 3):
        room.wire.say(pack_step(step_id(1, count), Step("draw", count, 9)))
    room.wire.say(pack_preview(step_id(1, 4), b"jpeg"))
    assert await coming == Progressed(step_id(1, 3), Step("draw", 3, 9))
    assert await next_of(watching) == Previewed(step_id(1, 4), b"jpeg")
    room.wire.say(pack_step(step_id(1, 2), Step("draw", 2, 9)))
    room.end()
    assert (await next_of(watching)).event_id == end_id(1)


async def test_what_a_dead_worker_still_says_is_not_told() -> None:
    room = Room()
    room.documents.change(begun_id(2), State.RUNNING)
    watching = room.watch(CREATED)
    await next_of(watching)
    coming = asyncio.create_task(next_of(watching))
    await settle()
    room.wire.say(pack_step(step_id(1, 9), Step("old", 9, 9)))
    room.wire.say(b"nonsense")
    await settle()
    room.end(end_id(2))
    assert (await coming).event_id == end_id(2)


async def test_without_the_wire_the_document_is_asked_again() -> None:
    room = Room(look_again_s=0.01)
    room.wire.away = True
    watching = room.watch()
    await next_of(watching)
    room.documents.change(end_id(0), State.CANCELLED)
    assert (await next_of(watching)).event_id == end_id(0)


async def test_a_connection_that_is_back_is_listened_to_and_the_document_read() -> None:
    room = Room()
    room.wire.away = True
    watching = room.watch()
    await next_of(watching)
    coming = asyncio.create_task(next_of(watching))
    await settle()
    room.wire.away = False
    room.documents.change(begun_id(1), State.RUNNING)
    for tell in room.wire.on_back:
        tell()
    assert (await coming).event_id == begun_id(1)
    assert room.wire.subscribed == 1
    await watching.aclose()


async def test_watchers_of_a_job_share_a_subscription_until_the_last_has_gone() -> None:
    room = Room()
    first, second = room.watch(), room.watch()
    await next_of(first)
    await next_of(second)
    assert (room.wire.subscribed, len(room.wire.heard)) == (1, 1)
    await first.aclose()
    assert len(room.wire.heard) == 1
    coming = asyncio.create_task(next_of(second))
    await settle()
    room.end()
    assert (await coming).event_id == end_id(1)
    await second.aclose()
    assert room.wire.heard == []


@pytest.mark.parametrize("steps", range(12))
async def test_one_who_comes_while_the_last_one_goes_hears_all_the_same(steps: int) -> None:
    room = Room()
    leaving = room.watch()
    await next_of(leaving)
    going = asyncio.create_task(leaving.aclose())
    for _ in range(steps // 2):
        await asyncio.sleep(0)
    joining = room.watch()
    arriving = asyncio.create_task(next_of(joining))
    if steps % 2:
        await going
    await arriving
    await going
    coming = asyncio.create_task(next_of(joining))
    await settle()
    assert len(room.wire.heard) == 1
    room.end()
    assert (await coming).event_id == end_id(1)
    await joining.aclose()
    assert room.wire.heard == []


async def test_one_who_goes_while_he_subscribes_leaves_it_to_the_other() -> None:
    room = Room()
    room.wire.gate = asyncio.Event()
    first, second = room.watch(), room.watch()
    subscribing = asyncio.create_task(next_of(first))
    await settle()
    waiting = asyncio.create_task(next_of(second))
    await settle()
    subscribing.cancel()
    await asyncio.gather(subscribing, return_exceptions=True)
    room.wire.gate.set()
    await waiting
    assert len(room.wire.heard) == 1
    await second.aclose()
    assert room.wire.heard == []


async def test_who_may_not_see_the_job_is_told_so_and_nothing_of_it() -> None:
    room = Room()
    room.wire.gate = asyncio.Event()
    refused = asyncio.create_task(next_of(room.watchers.watch("bert", JOB.id, 0)))
    await settle()
    room.wire.gate.set()
    room.end()
    with pytest.raises(JobNotFound):
        await refused
    assert room.wire.heard == []


@pytest.mark.parametrize("pattern", ["*", ">", "job_1.>", "a b", "a\r\nSUB", "", "x" * 65])
async def test_what_names_no_job_does_not_get_as_far_as_the_wire(pattern: str) -> None:
    room = Room()
    with pytest.raises(JobNotFound):
        await next_of(room.watchers.watch("anna", pattern, 0))
    assert room.wire.subscribed == 0


async def test_changes_that_follow_upon_each_other_need_no_document() -> None:
    room = Room()
    watching = room.watch()
    await next_of(watching)
    coming = asyncio.create_task(next_of(watching))
    await settle()
    reads = room.documents.reads
    room.documents.change(begun_id(1), State.RUNNING)
    room.wire.say(pack_changed(room.documents.job))
    assert await coming == Changed(begun_id(1), room.documents.job)
    coming = asyncio.create_task(next_of(watching))
    await settle()
    room.end()
    assert await coming == Changed(end_id(1), room.documents.job)
    with pytest.raises(StopAsyncIteration):
        await next_of(watching)
    assert room.documents.reads == reads


async def test_a_change_after_one_that_was_lost_is_told_after_that_one() -> None:
    room = Room()
    watching = room.watch()
    await next_of(watching)
    coming = asyncio.create_task(next_of(watching))
    await settle()
    room.documents.change(begun_id(1), State.RUNNING)
    room.end()
    assert (await coming).event_id == begun_id(1)
    assert (await next_of(watching)).event_id == end_id(1)
    with pytest.raises(StopAsyncIteration):
        await next_of(watching)


async def test_a_change_that_comes_twice_is_told_once() -> None:
    room = Room()
    watching = room.watch()
    await next_of(watching)
    coming = asyncio.create_task(next_of(watching))
    await settle()
    room.documents.change(begun_id(1), State.RUNNING)
    begun = pack_changed(room.documents.job)
    room.wire.say(begun)
    assert (await coming).event_id == begun_id(1)
    coming = asyncio.create_task(next_of(watching))
    await settle()
    room.wire.say(begun)
    await settle()
    assert not coming.done()
    room.end()
    assert (await coming).event_id == end_id(1)
    await watching.aclose()
