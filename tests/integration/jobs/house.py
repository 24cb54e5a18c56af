"""A house of jobs: a real document store and a real queue, with recipes, keeper and contract that do tiny things."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from mesh.documents import Documents
from mesh.errors import ServiceUnavailable
from services.studio.assets.asset import Asset, Kind, Made
from services.studio.events import Event, Progress
from services.studio.jobs.attempt import Bench
from services.studio.jobs.carried import Yield
from services.studio.jobs.events import JobEvent
from services.studio.jobs.job import Job
from services.studio.jobs.jobs import Jobs, NewJob
from services.studio.jobs.ledger import Ledger
from services.studio.jobs.limits import Quota
from services.studio.jobs.queue import Queue
from services.studio.jobs.reconciler import Reconciler
from services.studio.jobs.worker import Worker
from services.studio.ports import Upload, Workshop
from tests.integration.servers import QueueServer

ANNA, BERT = "anna", "bert"
SOON_S = 15.0


class Keeper:
    """Keeps what jobs make, by attempt."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}
        self.confirmed: list[str] = []
        self.away = 0
        """Times that it will not answer"""
        self.broken = 0
        self.gate: asyncio.Event | None = None
        """Keeping takes until it is set"""
        self.holding = asyncio.Event()

    async def get(self, account_id: str, asset_id: str) -> Asset:
        now = datetime.now(UTC)
        return Asset(asset_id, account_id, Kind.PHOTO, "0" * 64, 3, "image/png", now, now, None, 1, 1)

    async def keep_made(
        self, account_id: str, job_id: str, attempt: int, recipe: str, parents: Sequence[str], made: Sequence[Made],
        *, tags: Sequence[str] = (), title: str = "",
    ) -> list[Asset]:  # fmt: skip
        self.holding.set()
        if self.gate is not None:
            await self.gate.wait()
        if self.away:
            self.away -= 1
            raise ServiceUnavailable("away")
        if self.broken:
            self.broken -= 1
            raise OSError("no space left")
        for picture in made:
            self.kept[f"{job_id}/{attempt}/{picture.layer}"] = picture.data
        return [await self.get(account_id, f"ast/{job_id}/{attempt}/{picture.layer}") for picture in made]

    async def confirm(self, account_id: str, asset_ids: Sequence[str]) -> None:
        self.confirmed += asset_ids


class Trade:
    """A wish is the name of what the recipe is to do."""

    def wish(self, job: Job) -> Any:
        return job

    def upload(self, asset: Asset, job: Job) -> Upload:
        return Upload(None, _nothing())

    def collector(self, job: Job) -> Any:
        return self

    def add(self, event: Event) -> bytes | None:
        return None

    def whole(self) -> Yield:
        return Yield((Made("product", 0, "image/png", 1, 1, b"picture"),), b"report", ())


async def _nothing() -> AsyncIterator[bytes]:
    return
    yield b""


@dataclass
class Bakery:
    """What recipes do, as a test directs it, and what they saw."""

    begun: list[str] = field(default_factory=list)
    """Names of the jobs, in the order they were begun"""
    faults: list[Exception] = field(default_factory=list)
    """Raised by the next attempts, one each"""
    late_faults: list[Exception] = field(default_factory=list)
    """The same, raised after the hold"""
    hold: asyncio.Event = field(default_factory=asyncio.Event)
    holding: bool = False
    stopped: list[str] = field(default_factory=list)
    last_words: Exception | None = None
    """Raised by an attempt that is stopped"""

    async def run(self, photo: Upload, wish: Any, workshop: Workshop) -> AsyncGenerator[Event, None]:
        job: Job = wish
        self.begun.append(job.name)
        yield Progress("decode", 1, 4)
        if self.faults:
            raise self.faults.pop(0)
        try:
            if self.holding:
                await self.hold.wait()
            if self.late_faults:
                raise self.late_faults.pop(0)
            yield Progress("encode", 3, 4)
        except (asyncio.CancelledError, GeneratorExit):
            self.stopped.append(job.name)
            if self.last_words is not None:
                raise self.last_words from None
            raise


@dataclass
class House:
    """Everything around jobs."""

    documents: Documents
    server: QueueServer
    queue: Queue
    ledger: Ledger
    jobs: Jobs
    reconciler: Reconciler
    keeper: Keeper
    bakery: Bakery
    settled: list[Job]
    make_worker: Callable[[], Worker]
    quotas: dict[str, Quota]
    tasks: list["asyncio.Task[None]"]
    bench: Bench

    async def hand_in(self, name: str, account: str = ANNA, **wishes: Any) -> Job:
        job, _ = await self.jobs.create(account, NewJob("bake", b"wish", "ast_1", name=name, **wishes))
        return job

    def work(self) -> "asyncio.Task[None]":
        task = asyncio.create_task(self.make_worker().run())
        self.tasks.append(task)
        return task

    async def ended(self, job: Job, within_s: float = SOON_S) -> Job:
        return await self.until(job, lambda now: now.state.over, within_s)

    async def until(self, job: Job, so: Callable[[Job], bool], within_s: float = SOON_S) -> Job:
        async with asyncio.timeout(within_s):
            while True:
                if so(now := await self.jobs.get(job.account_id, job.id)):
                    return now
                await asyncio.sleep(0.02)

    async def nothing_announced(self) -> None:
        """The end is written down first and acknowledged then."""
        async with asyncio.timeout(SOON_S):
            while await self.queue.announced():  # noqa: ASYNC110
                await asyncio.sleep(0.02)

    async def crash_queue(self) -> None:
        """The server is gone, and the client has noticed."""
        self.server.kill()
        await eventually(lambda: not self.queue.answers)

    def lose_files(self) -> None:
        """Everything that the queue has kept is gone."""
        for path in sorted((self.server.folder / "data").rglob("*"), reverse=True):
            path.unlink() if path.is_file() else path.rmdir()

    async def restart_queue(self) -> None:
        self.server.start()
        await eventually(lambda: self.queue.answers)


class Message:
    """A delivery in a test's hand: what the queue was told of it."""

    def __init__(self, job: Job) -> None:
        self.job_id = job.id
        self.told: list[str] = []

    async def done(self) -> None:
        self.told.append("done")

    async def later(self, delay_s: float) -> None:
        self.told.append(f"later {delay_s:g}")

    async def working(self) -> None:
        self.told.append("working")

    @property
    def verdicts(self) -> list[str]:
        return [told for told in self.told if told != "working"]


async def eventually(so: Callable[[], bool]) -> None:
    """Returns when ``so`` does; for what tells nobody when it changes."""
    async with asyncio.timeout(SOON_S):
        while not so():  # noqa: ASYNC110
            await asyncio.sleep(0.02)


async def told(house: House, job: Job, after: int = 0) -> list[JobEvent]:
    async with asyncio.timeout(SOON_S):
        return [event async for event in house.jobs.watch(job.account_id, job.id, after)]
