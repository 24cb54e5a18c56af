"""Channels: what travels with a call, and that only lost connections are tried again."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import grpc
import pytest

from mesh.channels import call_metadata, call_timeout_s, open_channel
from mesh.deadlines import set_deadline
from mesh.errors import ServiceUnavailable
from mesh.identity import Caller, set_caller, set_request_id
from packshot.failures import read_failure
from packshot.generator.v1 import generator_pb2, generator_pb2_grpc

from .conftest import House


async def test_an_unavailable_that_a_service_tells_is_not_tried_again(house: House) -> None:
    async def away() -> None:
        raise ServiceUnavailable("Triton does not answer. Try again in 5 seconds.", retry_after_s=5)

    house.generator.act = away
    with pytest.raises(grpc.aio.AioRpcError) as raised:
        await house.list_sets()
    assert read_failure(raised.value).retry_after_s == 5
    assert house.generator.calls == 1


async def test_an_unavailable_without_a_word_is_tried_again_within_the_deadline() -> None:
    calls = 0

    class Dying(generator_pb2_grpc.GeneratorServiceServicer):
        async def ListSets(self, request: Any, context: Any) -> Any:  # noqa: N802
            nonlocal calls
            calls += 1
            if calls < 3:
                await context.abort(grpc.StatusCode.UNAVAILABLE, "as a lost connection looks")
            return generator_pb2.ListSetsResponse()

    server = grpc.aio.server()
    generator_pb2_grpc.add_GeneratorServiceServicer_to_server(Dying(), server)  # type: ignore[abstract]
    port = server.add_insecure_port("127.0.0.1:0")
    await server.start()
    channel = open_channel(f"127.0.0.1:{port}")
    stub: Any = generator_pb2_grpc.GeneratorServiceStub(channel)
    await stub.ListSets(generator_pb2.ListSetsRequest(), timeout=5)
    assert calls == 3
    calls = -1000
    with pytest.raises(grpc.aio.AioRpcError) as raised:
        await stub.ListSets(generator_pb2.ListSetsRequest(), timeout=5)
    assert raised.value.code() is grpc.StatusCode.UNAVAILABLE
    assert calls == -996
    await channel.close()
    await server.stop(0)


async def test_a_service_that_comes_back_is_found_again(house: House) -> None:
    await house.list_sets()
    port = int(house.address.rpartition(":")[2])
    await house.server.stop(0)
    again = grpc.aio.server(options=(("grpc.so_reuseport", 0),))
    generator_pb2_grpc.add_GeneratorServiceServicer_to_server(house.generator, again)
    assert again.add_insecure_port(f"127.0.0.1:{port}") == port
    await again.start()
    async with asyncio.timeout(5):
        while True:
            try:
                await house.list_sets(timeout_s=1)
                break
            except grpc.aio.AioRpcError:
                await asyncio.sleep(0.05)
    await again.stop(0)


async def test_token_and_request_id_travel_and_nothing_does_where_there_is_none() -> None:
    assert dict(call_metadata()) == {}
    set_request_id("r-1")
    set_caller(Caller("account", frozenset(), "session", datetime.now(UTC), "callers"))
    assert dict(call_metadata()) == {"authorization": "Bearer callers", "x-request-id": "r-1"}
    assert dict(call_metadata("another"))["authorization"] == "Bearer another"


async def test_time_is_what_is_left_at_most_the_cap() -> None:
    set_deadline(asyncio.get_running_loop().time() + 5)
    assert 4 < call_timeout_s(100) <= 5
    assert call_timeout_s(2) == 2
