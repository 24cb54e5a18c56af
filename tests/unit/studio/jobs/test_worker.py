"""``Worker``: when it is told to stop, it does, and hands on what it has."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from mesh.errors import ServiceUnavailable
from services.studio.jobs.attempt import Bench
from services.studio.jobs.errors import QueueAway
from services.studio.jobs.job import Priority
from services.studio.jobs.queue import Lane
from services.studio.jobs.worker import Worker

ANNA, BERT = Lane(Priority.INTERACTIVE, "anna"), Lane(Priority.INTERACTIVE, "bert")


class Message:
    def __init__(self, job_id: str) -> None:
        self.job_id = job_id
        self.told: list[str] = []

    async def later(self, delay_s: float) -> None:
        self.told.append(f"later {delay_s:g}")

    async def done(self) -> None:
        self.told.append("done")


class World:
    """Queue and documents: lanes that a test fills, jobs that there are not any more."""

    def __init__(self) -> None:
        self.on_back: list[Callable[[], None]] = []
        self.answers = True
        self.messages: dict[Lane, list[Message]] = {ANNA: [], BERT: []}
        self.gate: asyncio.Event | None = None
        self.asked = asyncio.Event()
        self.heard: dict[str, Callable[[str, bytes], None]] = {}
        self.broken: set[Lane] = set()
        self.refused: set[str] = set()
        self.looks = 0

    async def lanes(self) -> set[tuple[Priority, str]]:
        self.looks += 1
        return {(lane.priority, lane.account_id) for lane in self.messages}

    async def find(self, job_id: str) -> None:
        return None

    async def listen(self, subject: str, heard: Callable[[str, bytes], None]) -> Callable[[], Awaitable[None]]:
        self.heard[subject] = heard

        async def end() -> None:
            del self.heard[subject]

        return end

    async def take(self, lane: Lane, limit: int) -> Message | None:
        self.asked.set()
        if self.gate is not None:
            await self.gate.wait()
        if lane in self.broken:
            raise QueueAway("this lane")
        return self.messages[lane].pop(0) if self.messages[lane] else None

    async def running_limit(self, account_id: str) -> int:
        if account_id in self.refused:
            raise ServiceUnavailable("away")
        return 4

    def worker(self) -> Worker:
        anything: Any = self
        bench: Any = Bench({}, anything, anything, anything, anything, self.running_limit, [])
        return Worker(anything, anything, bench, parallel=2, drain_s=0.1)


async def done(message: Message) -> None:
    async with asyncio.timeout(10):
        while not message.told:  # noqa: ASYNC110
            await asyncio.sleep(0.01)


async def ended(task: "asyncio.Task[None]") -> None:
    """It ends by one cancellation."""
    task.cancel()
    finished, _ = await asyncio.wait({task}, timeout=10)
    assert finished, "the worker goes on"


@pytest.mark.parametrize("steps", range(8))
async def test_it_stops_although_it_is_woken_at_the_same_moment(steps: int) -> None:
    world = World()
    task = asyncio.create_task(world.worker().run())
    await world.asked.wait()
    for _ in range(50):
        await asyncio.sleep(0)
    world.heard["jobs.>"](ANNA.subject("job_1"), b"")
    for tell in world.on_back:
        tell()
    for _ in range(steps):
        await asyncio.sleep(0)
    await ended(task)
    assert world.heard == {}


async def test_a_message_on_its_way_when_it_stops_is_handed_on() -> None:
    world = World()
    world.gate = asyncio.Event()
    message = Message("job_1")
    world.messages = {ANNA: [message]}
    task = asyncio.create_task(world.worker().run())
    await world.asked.wait()
    task.cancel()
    await asyncio.sleep(0)
    world.gate.set()
    await asyncio.wait({task}, timeout=10)
    assert task.cancelled()
    assert message.told == ["later 0"]


async def test_a_lane_in_trouble_holds_up_no_other() -> None:
    world = World()
    world.broken.add(ANNA)
    message = Message("job_1")
    world.messages[BERT].append(message)
    task = asyncio.create_task(world.worker().run())
    await done(message)
    await ended(task)


async def test_an_account_in_trouble_holds_up_no_other() -> None:
    world = World()
    world.refused.add("anna")
    message = Message("job_1")
    world.messages[BERT].append(message)
    task = asyncio.create_task(world.worker().run())
    await done(message)
    await ended(task)


async def test_a_connection_that_is_back_makes_it_look() -> None:
    world = World()
    task = asyncio.create_task(world.worker().run())
    async with asyncio.timeout(10):
        while world.looks != 1:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
        for tell in world.on_back:
            tell()
        while world.looks != 2:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
    await ended(task)
