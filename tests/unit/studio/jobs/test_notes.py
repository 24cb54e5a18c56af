"""``Notes``: what is told of an attempt's way, and what is written down of it."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

import pytest

from mesh.errors import ServiceUnavailable
from services.studio.jobs import notes as module
from services.studio.jobs.events import step_id
from services.studio.jobs.job import Job, Priority, State, Step
from services.studio.jobs.live import events_of, unpack
from services.studio.jobs.notes import Notes

NOW = datetime(2026, 1, 1, tzinfo=UTC)
JOB = Job("job_1", "anna", "bake", b"", "ast_1", State.RUNNING, Priority.BATCH, NOW, NOW, NOW, attempts=2)


class World:
    """Queue and documents."""

    def __init__(self) -> None:
        self.told: list[tuple[int, Any]] = []
        self.written: list[tuple[Any, Any]] = []
        self.away = 0
        self.noted = asyncio.Event()

    async def tell(self, subject: str, data: bytes) -> None:
        assert subject == events_of(JOB.id)
        self.told.append(unpack(data))

    async def note(self, job: Job, *, progress: Any, preview: Any) -> None:
        self.noted.set()
        if self.away:
            self.away -= 1
            raise ServiceUnavailable("away")
        self.written.append((progress, preview))


@asynccontextmanager
async def noting(world: World) -> AsyncIterator[Notes]:
    anything: Any = world
    notes = Notes(anything, anything, JOB)
    writing = asyncio.create_task(notes.write_down())
    yield notes
    writing.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await writing


async def written(world: World) -> None:
    async with asyncio.timeout(5):
        await world.noted.wait()
    world.noted.clear()


async def test_each_step_is_told_and_the_latest_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "NOTE_S", 0.01)
    world = World()
    async with noting(world) as notes:
        for step in range(1, 4):
            await notes.take(Step("draw", step, 9), None)
        await notes.take(None, b"jpeg")
        assert world.told == [
            *((step_id(2, step), Step("draw", step, 9)) for step in (1, 2, 3)),
            (step_id(2, 4), b"jpeg"),
        ]
        await written(world)
    assert world.written == [((step_id(2, 3), Step("draw", 3, 9)), (step_id(2, 4), b"jpeg"))]


async def test_what_nothing_follows_is_written_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "NOTE_S", 0.01)
    world = World()
    async with noting(world) as notes:
        await notes.take(Step("decode", 1, 2), None)
        await written(world)
        await notes.take(Step("wait", 2, 2), None)
        await written(world)
    assert [progress for progress, _ in world.written] == [
        (step_id(2, 1), Step("decode", 1, 2)),
        (step_id(2, 2), Step("wait", 2, 2)),
    ]


async def test_a_store_that_is_away_holds_nothing_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "NOTE_S", 0.01)
    world = World()
    world.away = 1
    async with noting(world) as notes:
        await notes.take(Step("decode", 1, 2), None)
        await written(world)
        assert world.written == []
        await written(world)
    assert world.written == [((step_id(2, 1), Step("decode", 1, 2)), None)]
