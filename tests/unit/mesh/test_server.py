"""The life of a service's process: ports, health, request ids, long calls, draining."""

import asyncio
import os
import signal
import socket
from pathlib import Path
from typing import Any, cast

import grpc
import pytest
from grpc_health.v1 import health_pb2, health_pb2_grpc

from mesh.channels import open_channel
from mesh.server import LIVENESS, Endpoint, PortTaken, serve
from mesh.settings import ServiceSettings
from mesh.tokens import TokenVerifier
from packshot.failures import read_failure
from packshot.generator.v1 import generator_pb2, generator_pb2_grpc
from tests.certificates import Authority

from .conftest import Build, Generator, House, Verifier


def _endpoint(generator: Generator) -> Endpoint:
    register = generator_pb2_grpc.add_GeneratorServiceServicer_to_server
    return Endpoint("packshot.generator.v1.GeneratorService", register, generator)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def _health(channel: grpc.aio.Channel, service: str = "") -> int:
    stub: Any = health_pb2_grpc.HealthStub(channel)
    answer = await stub.Check(health_pb2.HealthCheckRequest(service=service), timeout=5, wait_for_ready=True)
    return int(answer.status)


async def test_an_unplanned_failure_keeps_its_words_to_itself(house: House) -> None:
    async def fail() -> None:
        raise ZeroDivisionError("secret words")

    house.generator.act = fail
    with pytest.raises(grpc.aio.AioRpcError) as raised:
        await house.list_sets(x_request_id="mine-1")
    failure = read_failure(raised.value)
    assert (failure.reason, failure.request_id) == ("INTERNAL", "mine-1")
    assert "secret" not in f"{failure.message}{raised.value.debug_error_string()}"


async def test_another_services_silence_is_told_as_such(house: House) -> None:
    nowhere = open_channel("127.0.0.1:1")

    async def ask() -> None:
        stub: Any = generator_pb2_grpc.GeneratorServiceStub(nowhere)
        await stub.ListSets(generator_pb2.ListSetsRequest(), timeout=1)

    house.generator.act = ask
    with pytest.raises(grpc.aio.AioRpcError) as raised:
        await house.list_sets()
    await nowhere.close()
    assert read_failure(raised.value).reason in {"SERVICE_UNAVAILABLE", "DEADLINE_EXCEEDED"}


@pytest.mark.parametrize(("offered", "kept"), [("mine-1.a_B", True), ("x" * 65, False), ("two words", False)])
async def test_a_plain_request_id_is_kept_and_any_other_replaced(house: House, offered: str, kept: bool) -> None:
    stub: Any = generator_pb2_grpc.GeneratorServiceStub(house.channel)
    call = stub.ListSets(generator_pb2.ListSetsRequest(), timeout=5, metadata=(("x-request-id", offered),))
    await call
    told = dict(await call.trailing_metadata())["x-request-id"]
    assert (told == offered) == kept
    assert told


async def test_a_long_call_outlives_the_age_of_its_connection(build: Build) -> None:
    # Connections are renewed so that callers find new replicas; what runs on an old one must still come to its end.
    house = await build(max_connection_age_s=0.5, drain_s=0.2)

    async def longer_than_both() -> None:
        await asyncio.sleep(1.5)

    house.generator.act = longer_than_both
    call = house.generate()
    await call.done_writing()
    assert len([each async for each in call]) == 2


async def test_a_port_in_use_is_said() -> None:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        port = holder.getsockname()[1]
        settings = ServiceSettings(port=port)
        with pytest.raises(PortTaken, match=f"127.0.0.1:{port} is in use"):
            await serve(settings, [], cast(TokenVerifier, Verifier()))


async def test_it_is_ready_when_what_it_needs_is_and_finishes_what_runs_on_sigterm() -> None:
    generator = Generator()  # type: ignore[abstract]  # the rest answers UNIMPLEMENTED
    port = _free_port()
    tries = 0
    may_be_ready, inside, leave = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def until_ready() -> None:
        nonlocal tries
        tries += 1
        if not may_be_ready.is_set():
            raise OSError("not yet")

    async def hold() -> None:
        inside.set()
        await leave.wait()

    generator.act = hold
    serving = asyncio.create_task(
        serve(
            ServiceSettings(port=port, drain_s=5),
            [_endpoint(generator)],
            cast(TokenVerifier, Verifier()),
            until_ready=until_ready,
        )
    )
    async with open_channel(f"127.0.0.1:{port}") as channel:
        assert await _health(channel) == health_pb2.HealthCheckResponse.NOT_SERVING
        assert await _health(channel, LIVENESS) == health_pb2.HealthCheckResponse.SERVING
        may_be_ready.set()
        async with asyncio.timeout(5):
            health: Any = health_pb2_grpc.HealthStub(channel)
            watch = health.Watch(health_pb2.HealthCheckRequest())
            async for answer in watch:
                if answer.status == health_pb2.HealthCheckResponse.SERVING:
                    break
            watch.cancel()
        assert tries >= 2
        stub: Any = generator_pb2_grpc.GeneratorServiceStub(channel)
        running = stub.ListSets(generator_pb2.ListSetsRequest(), timeout=8)
        await inside.wait()
        os.kill(os.getpid(), signal.SIGTERM)
        await asyncio.sleep(0.3)
        assert not serving.done()
        leave.set()
        await running
        async with asyncio.timeout(5):
            await serving


async def test_under_tls_health_alone_is_answered_in_plain_text_and_to_the_end_of_the_drain(tmp_path: Path) -> None:
    generator = Generator()  # type: ignore[abstract]  # the rest answers UNIMPLEMENTED
    tls = Authority().files(tmp_path, "127.0.0.1").read()
    port, health_port = _free_port(), _free_port()
    inside, leave = asyncio.Event(), asyncio.Event()

    async def hold() -> None:
        inside.set()
        await leave.wait()

    generator.act = hold
    serving = asyncio.create_task(
        serve(
            ServiceSettings(port=port, health_port=health_port, drain_s=5),
            [_endpoint(generator)],
            cast(TokenVerifier, Verifier()),
            tls,
        )
    )
    answer = health_pb2.HealthCheckResponse
    async with (
        open_channel(f"127.0.0.1:{health_port}") as probe,
        open_channel(f"127.0.0.1:{port}") as plain,
        open_channel(f"127.0.0.1:{port}", tls) as channel,
    ):
        assert await _health(probe) == await _health(channel) == answer.SERVING
        nothing_else: Any = generator_pb2_grpc.GeneratorServiceStub(probe)
        with pytest.raises(grpc.aio.AioRpcError) as raised:
            await nothing_else.ListSets(generator_pb2.ListSetsRequest(), timeout=5)
        assert raised.value.code() is grpc.StatusCode.UNIMPLEMENTED
        refused: Any = generator_pb2_grpc.GeneratorServiceStub(plain)
        with pytest.raises(grpc.aio.AioRpcError) as raised:
            await refused.ListSets(generator_pb2.ListSetsRequest(), timeout=5)
        assert raised.value.code() is grpc.StatusCode.UNAVAILABLE
        stub: Any = generator_pb2_grpc.GeneratorServiceStub(channel)
        running = stub.ListSets(generator_pb2.ListSetsRequest(), timeout=8)
        await inside.wait()
        os.kill(os.getpid(), signal.SIGTERM)
        watching: Any = health_pb2_grpc.HealthStub(probe)
        async with asyncio.timeout(5):
            async for told in watching.Watch(health_pb2.HealthCheckRequest()):
                if told.status == answer.NOT_SERVING:
                    break
        leave.set()
        await running
        async with asyncio.timeout(5):
            await serving
