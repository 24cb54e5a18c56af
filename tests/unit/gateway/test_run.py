"""One request's ``Run``, over two studios of which one dies in the middle."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from typing import Any

import grpc
import pytest

from mesh.channels import open_channel
from mesh.errors import Cancelled
from mesh.transfer import Assembler
from packshot.common.v1 import image_pb2
from packshot.studio.v1 import studio_pb2, studio_pb2_grpc
from services.gateway.run import run_recipe

from .conftest import FakeStudio, until

CHUNKS = [b"a" * 200_000, b"b" * 200_000]


async def _photo() -> AsyncIterator[bytes]:
    for chunk in CHUNKS:
        yield chunk


async def _never() -> None:
    await asyncio.Event().wait()


class Studios:
    """Two, on one target; both hold their pictures back until ``hold`` is set."""

    def __init__(self, channel: grpc.aio.Channel, studios: list[FakeStudio], servers: list[grpc.aio.Server]) -> None:
        self.stub = studio_pb2_grpc.StudioServiceStub(channel)
        self.studios, self.servers = studios, servers

    async def kill_the_one_at_work(self) -> FakeStudio:
        await until(lambda: any(studio.started.is_set() for studio in self.studios))
        number = next(number for number, studio in enumerate(self.studios) if studio.started.is_set())
        await self.servers[number].stop(None)
        return self.studios[1 - number]


@pytest.fixture
async def studios() -> AsyncIterator[Studios]:
    async with AsyncExitStack() as stack:
        made, servers, ports = [], [], []
        for _ in range(2):
            studio = FakeStudio(echo=True, hold=asyncio.Event())
            server = grpc.aio.server()
            studio_pb2_grpc.add_StudioServiceServicer_to_server(studio, server)
            ports.append(server.add_insecure_port("127.0.0.1:0"))
            await server.start()
            stack.push_async_callback(server.stop, None)
            made.append(studio)
            servers.append(server)
        target = "ipv4:" + ",".join(f"127.0.0.1:{port}" for port in ports)
        yield Studios(await stack.enter_async_context(open_channel(target)), made, servers)


def _header() -> studio_pb2.RunHeader:
    header = studio_pb2.RunHeader(photo=image_pb2.ImageHeader(size_bytes=sum(map(len, CHUNKS))))
    header.scene.options.prompt = "oak"
    return header


async def test_another_studio_gets_the_same_photo_and_seed(studios: Studios) -> None:
    async def killed() -> FakeStudio:
        other = await studios.kill_the_one_at_work()
        assert other.hold is not None
        other.hold.set()
        return other

    killing = asyncio.create_task(killed())
    assembler, whole = Assembler(), []
    header = _header()
    async with asyncio.timeout(20), run_recipe(studios.stub, header, _photo(), _never) as events:
        async for event in events:
            if event.WhichOneof("event") == "image" and event.image.layer == image_pb2.LAYER_RESULT:
                picture = assembler.add(event.image)
                whole += [bytes(picture.data)] if picture else []
    other = await killing
    assert whole == [b"".join(CHUNKS)]
    first: Any = studios.studios[1 - studios.studios.index(other)].header
    assert other.header == first == header
    assert header.scene.options.HasField("seed")


async def test_for_a_caller_who_has_gone_no_other_studio_is_asked(studios: Studios) -> None:
    gone = asyncio.Event()

    async def hangs_up() -> None:
        await gone.wait()

    async def killed() -> FakeStudio:
        other = await studios.kill_the_one_at_work()
        gone.set()
        return other

    killing = asyncio.create_task(killed())
    async with asyncio.timeout(20), run_recipe(studios.stub, _header(), _photo(), hangs_up) as events:
        await anext(events)  # how far it has come
        with pytest.raises(Cancelled):
            await anext(events)
    other = await killing
    assert not other.started.is_set() or other.cancelled.is_set()
