"""Overload is answered early, with a time to come back, and only for as long as it lasts."""

import asyncio
from typing import Any

import grpc
import pytest
from grpc_health.v1 import health_pb2, health_pb2_grpc

from packshot.failures import read_failure

from .conftest import Build


async def test_the_call_that_is_too_many_is_told_when_to_come_back(build: Build) -> None:
    house = await build(max_calls=2)
    inside, leave = asyncio.Semaphore(0), asyncio.Event()

    async def hold() -> None:
        inside.release()
        await leave.wait()

    house.generator.act = hold
    holding = [asyncio.create_task(house.list_sets()) for _ in range(2)]
    for _ in holding:
        await inside.acquire()
    with pytest.raises(grpc.aio.AioRpcError) as raised:
        await house.list_sets()
    failure = read_failure(raised.value)
    assert (failure.code, failure.reason) == (grpc.StatusCode.RESOURCE_EXHAUSTED, "OVERLOADED")
    assert failure.retry_after_s is not None
    assert house.generator.calls == 2

    # Whoever asks how a service is must not be turned away because it is busy.
    health: Any = health_pb2_grpc.HealthStub(house.channel)
    await health.Check(health_pb2.HealthCheckRequest(), timeout=5)

    leave.set()
    await asyncio.gather(*holding)
    await house.list_sets()


async def test_places_of_calls_that_failed_or_went_away_are_free_again(build: Build) -> None:
    house = await build(max_calls=1)

    async def fail() -> None:
        raise ZeroDivisionError

    house.generator.act = fail
    for _ in range(3):
        with pytest.raises(grpc.aio.AioRpcError) as raised:
            await house.list_sets()
        assert read_failure(raised.value).reason == "INTERNAL"

    reached, gone = asyncio.Event(), asyncio.Event()

    async def hang() -> None:
        reached.set()
        try:
            await asyncio.Event().wait()
        finally:
            gone.set()

    house.generator.act = hang
    task = asyncio.create_task(house.list_sets())
    await reached.wait()
    task.cancel()
    async with asyncio.timeout(1):
        await gone.wait()

    async def fine() -> None:
        return

    house.generator.act = fine
    await house.list_sets()
