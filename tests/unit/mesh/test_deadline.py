"""How long a call may take, and that it stops when its time is up."""

import asyncio

import grpc
import pytest

from mesh.deadlines import set_deadline, time_left_s
from mesh.errors import DeadlineExceeded
from packshot.failures import read_failure

from .conftest import Build, House


async def _forever() -> None:
    await asyncio.Event().wait()


async def test_the_callers_deadline_is_known_to_the_method(house: House) -> None:
    left: list[float] = []

    async def note() -> None:
        left.append(time_left_s(100))

    house.generator.act = note
    await house.list_sets(timeout_s=3)
    assert 2 < left[0] <= 3.2


async def test_the_contracts_cap_holds_where_the_caller_allows_more(house: House) -> None:
    left: list[float] = []

    async def note() -> None:
        left.append(time_left_s(100))

    house.generator.act = note
    await house.list_sets(timeout_s=3000)
    assert 9 < left[0] <= 10


async def test_the_work_stops_when_time_is_up(house: House) -> None:
    stopped = asyncio.Event()

    async def hang() -> None:
        try:
            await _forever()
        finally:
            stopped.set()

    house.generator.act = hang
    with pytest.raises(grpc.aio.AioRpcError) as raised:
        await house.list_sets(timeout_s=0.2)
    assert raised.value.code() is grpc.StatusCode.DEADLINE_EXCEEDED
    async with asyncio.timeout(1):
        await stopped.wait()


async def test_a_timeout_of_something_else_is_not_the_callers_deadline(build: Build) -> None:
    house = await build()

    async def inner() -> None:
        raise TimeoutError("a socket of ours")

    house.generator.act = inner
    with pytest.raises(grpc.aio.AioRpcError) as raised:
        await house.list_sets()
    assert read_failure(raised.value).reason == "INTERNAL"


async def test_what_is_left_is_never_more_than_the_cap_nor_less_than_nothing() -> None:
    now = asyncio.get_running_loop().time()
    set_deadline(None)
    assert time_left_s(7) == 7
    set_deadline(now + 3)
    assert 2.5 < time_left_s(7) <= 3
    assert time_left_s(1) == 1
    set_deadline(now - 1)
    with pytest.raises(DeadlineExceeded):
        time_left_s(7)
