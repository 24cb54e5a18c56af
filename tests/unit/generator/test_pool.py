import asyncio
import threading

import pytest

from mesh.errors import Cancelled, Overloaded
from services.generator.pool import JobWatch, Made, Pool, Step


async def test_steps_and_what_is_made_come_in_order() -> None:
    pool = Pool(1, 1)

    def work(watch: JobWatch[str]) -> None:
        for part in range(2):
            watch.split(part, 2)
            watch.begin(2)
            watch.step("one")
            watch.step("two")
            watch.made(f"value {part}")
        watch.finish()

    events = [event async for event in pool.run(work)]
    assert events == [
        *(Step("one", 0, 4), Step("two", 1, 4), Made("value 0")),
        *(Step("one", 2, 4), Step("two", 3, 4), Made("value 1")),
        Step("two", 4, 4),
    ]
    pool.close()


async def test_closing_stops_the_work_at_its_next_step() -> None:
    pool = Pool(1, 0)
    seen: list[str] = []
    ended = threading.Event()

    def work(watch: JobWatch[None]) -> None:
        try:
            watch.begin(1000)
            for index in range(1000):
                watch.step(str(index))
                seen.append(str(index))
                threading.Event().wait(0.01)
        except Cancelled:
            ended.set()
            raise

    events = pool.run(work)
    await anext(events)
    await events.aclose()
    assert ended.is_set()
    assert len(seen) < 10
    pool.close()


async def test_the_queue_is_bounded() -> None:
    pool = Pool(1, 1)
    assert [pool.admit(), pool.admit()] == [0, 1]
    with pytest.raises(Overloaded) as caught:
        pool.admit()
    assert caught.value.retry_after_s
    pool.leave()
    pool.admit()
    pool.close()


async def test_errors_of_the_work_reach_the_caller() -> None:
    pool = Pool(1, 0)

    def work(watch: JobWatch[None]) -> None:
        raise ValueError("broken")

    with pytest.raises(ValueError, match="broken"):
        async for _ in pool.run(work):
            pass
    pool.close()


async def test_the_event_loop_stays_free() -> None:
    pool = Pool(1, 0)
    ticks = 0

    async def tick() -> None:
        nonlocal ticks
        while True:
            await asyncio.sleep(0.005)
            ticks += 1

    def work(watch: JobWatch[None]) -> None:
        threading.Event().wait(0.2)

    ticking = asyncio.create_task(tick())
    async for _ in pool.run(work):
        pass
    ticking.cancel()
    assert ticks > 10
    pool.close()
