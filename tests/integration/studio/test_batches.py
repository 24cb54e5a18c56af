"""Batches from their zip to their end, over a real document store; assets and jobs are stood in for."""

import io
import zipfile
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any, cast

import pytest

from mesh.documents import Documents
from mesh.errors import InvalidArgument
from services.studio.assets.asset import Asset, Kind
from services.studio.assets.errors import StorageFull
from services.studio.batches.archive import BadArchive
from services.studio.batches.batch import MAX_WISH_BYTES, Batch, Batches, State, checked_wish
from services.studio.batches.unpack import Unpacker, checked
from services.studio.jobs.job import State as JobState
from services.studio.jobs.jobs import NewJob

ACCOUNT = "acc_one"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40
AT = datetime(2026, 11, 25, tzinfo=UTC)


def zipped(*names: str) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as packed:
        for name in names:
            packed.writestr(name, PNG + name.encode())
    return whole.getvalue()


class Died(BaseException):
    """The process is gone."""


class Shelf:
    """Assets: one zip, and what is received."""

    def __init__(self, data: bytes, kind: Kind = Kind.ARCHIVE) -> None:
        self.data = data
        self.archive = Asset("ast_zip", ACCOUNT, kind, "", len(data), "", AT, AT, None)
        self.full = False

    async def get(self, account_id: str, asset_id: str) -> Asset:
        return self.archive

    async def read(self, asset: Asset) -> AsyncIterator[bytes]:
        yield self.data

    async def hold(self, *asked: Any) -> None:
        """Nothing goes here."""

    async def receive(self, account_id: str, chunks: AsyncIterator[bytes], **said: Any) -> tuple[Asset, bool]:
        if self.full:
            raise StorageFull(0)
        return Asset(f"ast_{said['title']}", ACCOUNT, Kind.PHOTO, "", 1, "", AT, AT, None), True


class Bench:
    """Jobs: by id, with where they stand. ``dies_at``: the process dies when so many are made."""

    def __init__(self, dies_at: int = -1) -> None:
        self.made: dict[str, NewJob] = {}
        self.states: dict[str, JobState] = {}
        self.dies_at = dies_at
        self.before: Any = None

    async def admit(self, account_id: str) -> None:
        if self.before is not None:
            await self.before()

    async def create(self, account_id: str, wanted: NewJob, *, job_id: str) -> tuple[None, bool]:
        created = job_id not in self.made
        self.made[job_id] = wanted
        self.states.setdefault(job_id, JobState.QUEUED)
        if len(self.made) == self.dies_at:
            self.dies_at = -1
            raise Died
        return None, created

    async def active_in_batch(self, batch_id: str) -> bool:
        return any(not state.over for state in self.states.values())

    async def counts_of_batch(self, batch_id: str) -> dict[JobState, int]:
        return {state: list(self.states.values()).count(state) for state in JobState}

    async def cancel_batch(self, account_id: str, batch_id: str) -> None:
        self.end(JobState.CANCELLED)

    def end(self, state: JobState) -> None:
        self.states = {name: was if was.over else state for name, was in self.states.items()}


class Told:
    """Deliveries."""

    def __init__(self) -> None:
        self.told: list[tuple[str, Any]] = []
        self.dies = False

    async def tell(self, account_id: str, event: str, subject_id: str, data: Any) -> None:
        if self.dies:
            raise Died
        self.told.append((event, data))


@pytest.fixture
async def batches(documents: Documents, clock: Any) -> Batches:
    kept = Batches(documents, now=clock)
    await kept.prepare()
    return kept


def unpacker(batches: Batches, shelf: Shelf, bench: Bench, told: Told) -> Unpacker:
    return Unpacker(batches, cast(Any, shelf), cast(Any, bench), cast(Any, told), 1_000)


async def created(batches: Batches) -> Batch:
    batch, new = await batches.create(
        ACCOUNT, "bat_1", name="cups", recipe="cutout", wish=b"", tags=["a"], asset_id="ast_zip"
    )
    assert new
    return batch


async def test_every_photo_becomes_a_job_and_the_end_is_told_once(batches: Batches) -> None:
    bench, told = Bench(), Told()
    working = unpacker(batches, Shelf(zipped("a.png", "more.zip", "b.png")), bench, told)
    await created(batches)
    assert await working.unpack_next()
    assert not await working.unpack_next()
    batch = await batches.get(ACCOUNT, "bat_1")
    assert (batch.state, batch.photos) == (State.RUNNING, 2)
    assert [(each.path, each.reason) for each in batch.refused] == [("more.zip", "NESTED_ARCHIVE")]
    assert [job.name for job in bench.made.values()] == ["a.png", "b.png"]
    assert told.told == []
    bench.end(JobState.SUCCEEDED)
    await working.end_if_over("bat_1")
    await working.end_if_over("bat_1")
    assert (await batches.get(ACCOUNT, "bat_1")).state is State.FINISHED
    ((event, data),) = told.told
    assert (event, data["counts"]["succeeded"]) == ("batch.finished", 2)


async def test_whoever_follows_one_that_died_makes_no_job_twice(batches: Batches, clock: Any) -> None:
    bench, shelf, told = Bench(dies_at=2), Shelf(zipped("a.png", "b.png", "c.png")), Told()
    await created(batches)
    with pytest.raises(Died):
        await unpacker(batches, shelf, bench, told).unpack_next()
    assert not await unpacker(batches, shelf, bench, told).unpack_next()
    clock.forward(seconds=61)
    assert await unpacker(batches, shelf, bench, told).unpack_next()
    assert [job.name for job in bench.made.values()] == ["a.png", "b.png", "c.png"]
    assert (await batches.get(ACCOUNT, "bat_1")).photos == 3


async def test_an_end_that_could_not_be_told_is_told_later(batches: Batches) -> None:
    bench, told = Bench(), Told()
    working = unpacker(batches, Shelf(zipped("a.png")), bench, told)
    await created(batches)
    await working.unpack_next()
    bench.end(JobState.FAILED)
    told.dies = True
    with pytest.raises(Died):
        await working.end_if_over("bat_1")
    told.dies = False
    await working._end_forgotten()
    assert [event for event, _ in told.told] == ["batch.finished"]


async def test_a_job_made_while_its_batch_is_cancelled_is_cancelled(batches: Batches) -> None:
    bench, told = Bench(), Told()

    async def cancel() -> None:
        await batches.cancel(ACCOUNT, "bat_1")

    bench.before = cancel
    await created(batches)
    await unpacker(batches, Shelf(zipped("a.png", "b.png")), bench, told).unpack_next()
    assert (await batches.get(ACCOUNT, "bat_1")).state is State.CANCELLED
    assert list(bench.states.values()) == [JobState.CANCELLED]


async def test_what_finds_no_room_is_refused_with_its_reason(batches: Batches) -> None:
    shelf = Shelf(zipped("a.png"))
    shelf.full = True
    await created(batches)
    await unpacker(batches, shelf, Bench(), Told()).unpack_next()
    batch = await batches.get(ACCOUNT, "bat_1")
    assert [each.reason for each in batch.refused] == ["STORAGE_FULL"]
    assert batch.state is State.FINISHED


async def test_a_zip_that_cannot_be_unpacked_is_refused_at_once(batches: Batches) -> None:
    for shelf in (Shelf(b"PK\x03\x04 no zip"), Shelf(PNG, Kind.PHOTO)):
        with pytest.raises(BadArchive):
            await checked(cast(Any, shelf), shelf.archive)
    await created(batches)
    await unpacker(batches, Shelf(b"PK\x03\x04 no zip"), Bench(), Told()).unpack_next()
    batch = await batches.get(ACCOUNT, "bat_1")
    assert batch.state is State.FAILED
    assert batch.failure is not None
    assert batch.failure.reason == "BAD_ARCHIVE"


async def test_options_that_would_be_kept_thousands_of_times_are_bounded() -> None:
    assert checked_wish(bytes(MAX_WISH_BYTES)) == bytes(MAX_WISH_BYTES)
    with pytest.raises(InvalidArgument, match="256 KiB are the most"):
        checked_wish(bytes(MAX_WISH_BYTES + 1))
