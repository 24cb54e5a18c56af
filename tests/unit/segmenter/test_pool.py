import asyncio
import threading
from contextvars import ContextVar

import pytest

from mesh.errors import Overloaded
from services.segmenter.pool import Gate, Pool


@pytest.fixture
def pool() -> Pool:
    return Pool(2)


async def test_work_runs_in_other_threads_and_keeps_the_calls_context(pool: Pool) -> None:
    request_id: ContextVar[str] = ContextVar("request_id", default="")
    request_id.set("r1")
    thread, seen = await pool.run(lambda: (threading.get_ident(), request_id.get()))
    assert thread != threading.get_ident()
    assert seen == "r1"
    pool.close()


async def test_failures_come_back(pool: Pool) -> None:
    with pytest.raises(ZeroDivisionError):
        await pool.run(lambda: 1 // 0)
    assert await pool.run(max, 1, 2) == 2
    pool.close()


async def test_no_more_at_once_than_threads(pool: Pool) -> None:
    lock, now, most = threading.Lock(), 0, 0

    def work() -> None:
        nonlocal now, most
        with lock:
            now += 1
            most = max(most, now)
        threading.Event().wait(0.02)
        with lock:
            now -= 1

    await asyncio.gather(*(pool.run(work) for _ in range(8)))
    assert most == 2
    pool.close()


async def test_cancelled_while_it_waits_work_never_begins(pool: Pool) -> None:
    release, begun = threading.Event(), list[int]()
    holders = [asyncio.create_task(pool.run(release.wait, 5)) for _ in range(2)]
    await asyncio.sleep(0.02)
    waiting = asyncio.create_task(pool.run(begun.append, 1))
    await asyncio.sleep(0.02)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    release.set()
    await asyncio.gather(*holders)
    await asyncio.sleep(0.02)
    assert begun == []
    pool.close()


async def test_a_place_is_taken_until_abandoned_work_ends() -> None:
    pool = Pool(1)
    release, order = threading.Event(), list[str]()

    def slow() -> None:
        release.wait(5)
        order.append("abandoned")

    abandoned = asyncio.create_task(pool.run(slow))
    await asyncio.sleep(0.02)
    abandoned.cancel()
    with pytest.raises(asyncio.CancelledError):
        await abandoned
    follower = asyncio.create_task(pool.run(order.append, "next"))
    await asyncio.sleep(0.02)
    assert not follower.done()
    release.set()
    await follower
    assert order == ["abandoned", "next"]
    pool.close()


async def test_gate_turns_away_whoever_finds_the_line_full() -> None:
    gate, leave = Gate(inside=1, waiting=1), asyncio.Event()

    async def visit() -> None:
        async with gate.place():
            await leave.wait()

    inside = asyncio.create_task(visit())
    await asyncio.sleep(0)
    waiting = asyncio.create_task(visit())
    await asyncio.sleep(0)
    with pytest.raises(Overloaded) as caught:
        await visit()
    assert caught.value.retry_after_s
    leave.set()
    await asyncio.gather(inside, waiting)
    async with gate.place():
        pass


async def test_leaving_the_line_makes_room_in_it() -> None:
    gate, leave = Gate(inside=1, waiting=1), asyncio.Event()

    async def visit() -> None:
        async with gate.place():
            await leave.wait()

    inside = asyncio.create_task(visit())
    await asyncio.sleep(0)
    gone = asyncio.create_task(visit())
    await asyncio.sleep(0)
    gone.cancel()
    await asyncio.gather(gone, return_exceptions=True)
    waiting = asyncio.create_task(visit())
    await asyncio.sleep(0)
    leave.set()
    await asyncio.gather(inside, waiting)
