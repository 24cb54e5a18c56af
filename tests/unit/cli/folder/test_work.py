"""One order, gone on with after a stop at any point: nothing twice, nothing missing."""

import asyncio
import os
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from mesh.errors import InvalidArgument, ScopeMissing, ServiceUnavailable
from packshot.cli.folder.ledger import NAME, Ledger
from packshot.cli.folder.photos import find_photos, name_results
from packshot.cli.folder.work import FolderWork, Order, Stopped, Tally, Teller
from packshot.client import Packshot, cutout_recipe, retries
from packshot.studio.v1 import jobs_pb2
from tests.unit.client.conftest import Town
from tests.unit.client.workplace import TooMany

PHOTOS = {"a.jpg": b"a" * 300_000, "b.png": b"b", "red/a.jpg": b"red", "red/twin.jpg": b"b", "z.webp": b"z"}
"""Two of them have the same content"""
CONTENTS = 4
AWAY = ServiceUnavailable("A store does not answer.", retry_after_s=0.01)


async def _no_sleep(_: float) -> None:
    await asyncio.sleep(0)


class Bench:
    """A folder of photos, where its results go, and a studio."""

    def __init__(self, folder: Path, studio: Packshot, town: Town) -> None:
        self.photos, self.results, self.studio, self.town = folder / "photos", folder / "results", studio, town
        for name, data in PHOTOS.items():
            (self.photos / name).parent.mkdir(parents=True, exist_ok=True)
            (self.photos / name).write_bytes(data)

    async def run(self, *, retry_failed: bool = False, in_flight: int = 3, **options: Any) -> Tally:
        order = Order(
            self.photos,
            self.results,
            cutout_recipe(),
            digest="wishes",
            main="product",
            suffix=".png",
            in_flight=in_flight,
            retry_failed=retry_failed,
        )
        ledger = Ledger.open(self.results, {"wishes": 1})
        try:
            photos = find_photos(self.photos, self.results)
            for photo, stem in name_results(photos, ledger.state.names, [".png"]).items():
                ledger.add("named", photo=photo, stem=stem)
            tally = Tally(len(photos))
            work = FolderWork(self.studio, ledger, order, tally, Teller(), sleep=_no_sleep, **options)
            await work.run(photos)
            self.failed: Mapping[str, Mapping[str, Any]] = ledger.state.failed
            return tally
        finally:
            ledger.close()

    def check(self) -> None:
        """Every result is there and right, and each content was done once."""
        assert len(self.town.place.made) == len(set(self.town.place.made)) == CONTENTS
        for name, data in PHOTOS.items():
            result = self.results / Path(name).with_suffix(".png")
            assert result.read_bytes() == b"LAYER_PRODUCT 0 of " + data
        names = [name for _, _, files in os.walk(self.results) for name in files]
        assert len(names) == len(PHOTOS) + 1, names


@pytest.fixture
async def bench(tmp_path: Path, town: Town) -> AsyncIterator[Bench]:
    async with Packshot(town.address, key="pk_k") as studio:
        yield Bench(tmp_path, studio, town)


async def test_everything_is_made_once_and_a_second_run_makes_nothing(bench: Bench) -> None:
    tally = await bench.run()
    assert (tally.total, tally.made, tally.kept, tally.failed) == (5, 5, 0, 0)
    bench.check()
    steps = list(bench.town.place.steps)
    tally = await bench.run()
    assert (tally.made, tally.kept) == (0, 5)
    assert bench.town.place.steps == steps
    bench.check()


async def test_a_run_whose_ledger_ends_anywhere_is_gone_on_with_and_does_nothing_twice(bench: Bench) -> None:
    await bench.run(in_flight=2)
    data = (bench.results / NAME).read_bytes()
    ends = [number + 1 for number, byte in enumerate(data) if byte == 0x0A]
    # After each line, and in the middle of each: whatever was written to disk by then, the rest is found again.
    for cut in sorted({0, *ends, *(end - 7 for end in ends)}):
        (bench.results / NAME).write_bytes(data[:cut])
        if cut < ends[0] - 1:
            for name in PHOTOS:  # a ledger without its first line has no results beside it
                (bench.results / Path(name).with_suffix(".png")).unlink()
            (bench.results / "red").rmdir()
        assert (await bench.run()).failed == 0
        bench.check()


@pytest.mark.parametrize("step", ["asked", "accepted", "watching", "ending", "downloading"])
async def test_a_stop_at_any_step_is_gone_on_with(bench: Bench, step: str) -> None:
    there, _ = bench.town.place.hold(step)
    running = asyncio.create_task(bench.run())
    await there.wait()
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    bench.town.place.at.clear()
    assert (await bench.run()).failed == 0
    bench.check()


@pytest.mark.parametrize("step", ["asked", "accepted", "watching", "ending", "downloading"])
async def test_a_studio_that_is_away_for_a_while_is_waited_for(bench: Bench, step: str) -> None:
    bench.town.place.once(step, AWAY, times=6)
    assert (await bench.run(in_flight=1)).failed == 0
    bench.check()


async def test_a_full_queue_is_waited_for_however_long_it_takes(bench: Bench) -> None:
    bench.town.place.once("asked", TooMany(), times=30)
    assert (await bench.run(patience_s=0)).failed == 0
    bench.check()


async def test_no_more_than_allowed_are_in_flight(bench: Bench) -> None:
    await bench.run(in_flight=2)
    assert bench.town.place.most_running <= 2


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """The client's own pauses, made short."""
    monkeypatch.setattr(retries, "FIRST_S", 0.001)
    monkeypatch.setattr(retries, "MOST_S", 0.001)


@pytest.mark.usefixtures("impatient")
async def test_a_fault_that_comes_with_one_photo_fails_it_alone_and_the_next_run_tries_again(bench: Bench) -> None:
    bench.town.place.once("asked", RuntimeError("a fault"), times=10)
    tally = await bench.run(in_flight=1)
    assert (tally.made, tally.failed, tally.retryable) == (4, 1, 1)
    assert bench.failed["a.jpg"]["reason"] == "INTERNAL"
    assert (await bench.run()).failed == 0
    bench.check()


@pytest.mark.usefixtures("impatient")
async def test_a_studio_that_stays_away_stops_the_run(bench: Bench) -> None:
    await bench.town.server.stop(0)
    with pytest.raises(Stopped) as stopped:
        await bench.run(patience_s=0)
    assert stopped.value.error.temporary


async def test_what_holds_for_every_photo_stops_the_run_at_once(bench: Bench) -> None:
    bench.town.place.once("asked", ScopeMissing("The key lacks a scope."), times=100)
    with pytest.raises(Stopped):
        await bench.run(in_flight=1)
    assert bench.town.place.steps == ["asked"]


async def test_wishes_that_are_refused_again_and_again_stop_the_run(bench: Bench) -> None:
    bench.town.place.once("asked", InvalidArgument("There is no such set.", field="set"), times=100)
    with pytest.raises(Stopped, match="no such set"):
        await bench.run(in_flight=1)


async def test_a_photo_that_fails_leaves_the_others_alone_and_stays_failed(bench: Bench) -> None:
    failure = jobs_pb2.JobFailure(reason="NO_PRODUCT", message="No product.", retryable=False)
    bench.town.place.fail = lambda photo: failure if photo == b"red" else None
    (bench.photos / "gone.jpg").symlink_to("nowhere")
    for _ in range(2):
        tally = await bench.run()
        assert (tally.made + tally.kept, tally.failed, tally.retryable) == (4, 2, 0)
        assert {photo: fact["reason"] for photo, fact in bench.failed.items()} == {
            "red/a.jpg": "NO_PRODUCT", "gone.jpg": "FILE",
        }  # fmt: skip
    assert len(bench.town.place.made) == CONTENTS
    bench.town.place.fail = lambda photo: None
    (bench.photos / "gone.jpg").unlink()
    assert (await bench.run(retry_failed=True)).failed == 0
    assert "red/a.jpg" not in bench.failed
    assert len(bench.town.place.made) == CONTENTS + 1


async def test_what_may_succeed_later_is_tried_again_by_the_next_run_alone(bench: Bench) -> None:
    failure = jobs_pb2.JobFailure(reason="SERVICE_UNAVAILABLE", message="Away.", retryable=True)
    bench.town.place.fail = lambda photo: failure if photo == b"b" else None
    tally = await bench.run()
    assert (tally.failed, tally.retryable, len(bench.town.place.made)) == (2, 2, CONTENTS)
    bench.town.place.fail = lambda photo: None
    assert (await bench.run()).failed == 0
    assert len(bench.town.place.made) == CONTENTS + 1


async def test_a_photo_that_changed_is_done_again_into_the_same_file(bench: Bench) -> None:
    await bench.run()
    (bench.photos / "a.jpg").write_bytes(b"new")
    tally = await bench.run()
    assert (tally.made, tally.kept) == (1, 4)
    assert (bench.results / "a.png").read_bytes() == b"LAYER_PRODUCT 0 of new"


async def test_a_result_that_is_gone_is_downloaded_again_and_made_anew_where_nobody_has_it(bench: Bench) -> None:
    await bench.run()
    (bench.results / "a.png").unlink()
    assert (await bench.run()).made == 1
    bench.check()
    (bench.results / "a.png").unlink()
    bench.town.place.assets.clear()
    tally = await bench.run()
    assert (tally.failed, tally.retryable) == (1, 1)
    assert bench.failed["a.jpg"]["reason"] == "RESULT_GONE"
    assert (await bench.run()).made == 1
    assert len(bench.town.place.made) == CONTENTS + 1


async def test_a_job_that_is_forgotten_is_made_anew(bench: Bench) -> None:
    there, _ = bench.town.place.hold("ending")
    running = asyncio.create_task(bench.run(in_flight=1))
    await there.wait()
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    bench.town.place.at.clear()
    bench.town.place.jobs["job_gone"] = bench.town.place.jobs.pop("job_0")
    assert (await bench.run()).failed == 0
