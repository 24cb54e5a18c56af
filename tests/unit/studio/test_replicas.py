"""``Run`` over two replicas of each service, of which one dies in the middle of an answer."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import Any

import grpc
import pytest

from mesh.channels import open_channel
from mesh.server import Endpoint
from mesh.transfer import CHUNK_BYTES, Assembler
from packshot.common.v1 import image_pb2
from packshot.duplex import duplex
from packshot.generator.v1 import generator_pb2_grpc
from packshot.segmenter.v1 import segmenter_pb2_grpc
from packshot.studio.v1 import studio_pb2, studio_pb2_grpc
from services.studio.clients import GeneratorClient, SegmenterClient
from services.studio.ports import Workshop
from services.studio.recipe import load_recipes
from services.studio.service import StudioService

from .conftest import MAX_PHOTO_BYTES, Fake, Generator, Segmenter, chunk, cutout_header, scene_header, start

PHOTO = bytes(range(251)) * 4 * 1024
REPLICAS = {"segmenter": Segmenter, "generator": Generator}


@dataclass
class House:
    """Two of each, and the studio in front of them."""

    replicas: dict[str, list[Fake]]
    servers: dict[str, list[grpc.aio.Server]]
    stub: Any

    def dies(self, service: str, *, at: int) -> None:
        """Whichever replica of ``service`` gets there first dies at its step ``at`` of an answer."""
        dead: list[int] = []

        def step_of(number: int) -> Callable[[], Awaitable[None]]:
            steps = 0

            async def step() -> None:
                nonlocal steps
                steps += 1
                if steps == at and not dead:
                    dead.append(number)
                    # Not awaited: it waits for this very call to be over.
                    stopping.append(asyncio.create_task(self.servers[service][number].stop(None)))
                    await asyncio.Event().wait()

            return step

        stopping: list[asyncio.Task[None]] = []
        for number, replica in enumerate(self.replicas[service]):
            replica.during = step_of(number)

    def calls(self, service: str) -> int:
        return sum(replica.seen.calls for replica in self.replicas[service])

    async def run(self, header: studio_pb2.RunRequest) -> list[studio_pb2.RunResponse]:
        async def requests() -> AsyncIterator[studio_pb2.RunRequest]:
            yield header
            for begin in range(0, len(PHOTO), CHUNK_BYTES):
                yield chunk(PHOTO[begin : begin + CHUNK_BYTES])

        metadata = (("authorization", "Bearer cutouts+scenes"),)
        async with duplex(self.stub.Run(metadata=metadata, timeout=20), requests()) as answers:
            return [message async for message in answers]


def _endpoint(replica: Fake) -> Endpoint:
    if isinstance(replica, Segmenter):
        register: Any = segmenter_pb2_grpc.add_SegmenterServiceServicer_to_server
        return Endpoint("packshot.segmenter.v1.SegmenterService", register, replica)
    register = generator_pb2_grpc.add_GeneratorServiceServicer_to_server
    return Endpoint("packshot.generator.v1.GeneratorService", register, replica)


@pytest.fixture
async def house() -> AsyncIterator[House]:
    async with AsyncExitStack() as stack:
        replicas: dict[str, list[Fake]] = {name: [kind(), kind()] for name, kind in REPLICAS.items()}
        servers: dict[str, list[grpc.aio.Server]] = {name: [] for name in REPLICAS}
        channels = {}
        for name, each in replicas.items():
            addresses = []
            for replica in each:
                server, address = await start(_endpoint(replica))
                stack.push_async_callback(server.stop, 0)
                servers[name].append(server)
                addresses.append(address)
            channels[name] = await stack.enter_async_context(open_channel(f"ipv4:{','.join(addresses)}"))
        workshop = Workshop(SegmenterClient(channels["segmenter"]), GeneratorClient(channels["generator"]))
        service = StudioService(load_recipes(), workshop, MAX_PHOTO_BYTES)
        register = studio_pb2_grpc.add_StudioServiceServicer_to_server
        server, address = await start(Endpoint("packshot.studio.v1.StudioService", register, service))
        stack.push_async_callback(server.stop, 0)
        channel = await stack.enter_async_context(open_channel(address))
        yield House(replicas, servers, studio_pb2_grpc.StudioServiceStub(channel))


def _pictures(messages: list[studio_pb2.RunResponse]) -> list[bytes]:
    assembler, whole = Assembler(), []
    for message in messages:
        if message.WhichOneof("event") == "image" and (picture := assembler.add(message.image)):
            assert picture.layer in {image_pb2.LAYER_PRODUCT, image_pb2.LAYER_RESULT}
            whole.append(bytes(picture.data))
    return whole


@pytest.mark.parametrize("at", [1, 2, 4])
async def test_a_cutout_goes_on_where_its_segmenter_died(house: House, at: int) -> None:
    house.dies("segmenter", at=at)  # before the first chunk, after it, towards the end
    messages = await house.run(cutout_header())
    assert _pictures(messages) == [PHOTO]
    kinds = [message.WhichOneof("event") for message in messages]
    assert kinds == ["progress", "progress", "report", *["image"] * (1 + len(range(0, len(PHOTO), CHUNK_BYTES)))]
    assert house.calls("segmenter") == 2


@pytest.mark.parametrize(("service", "at"), [("segmenter", 2), ("generator", 1), ("generator", 3)])
async def test_a_scene_goes_on_where_one_of_its_services_died(house: House, service: str, at: int) -> None:
    house.dies(service, at=at)
    messages = await house.run(scene_header())
    assert _pictures(messages) == [PHOTO]
    kinds = [message.WhichOneof("event") for message in messages]
    assert kinds.count("manifest") == kinds.count("report") == 1
    steps = [message.progress.step for message in messages if message.WhichOneof("event") == "progress"]
    assert steps == sorted(steps)
    assert house.calls(service) == 2


async def test_a_seed_that_is_left_open_is_the_same_in_each_attempt(house: House) -> None:
    house.dies("generator", at=2)
    await house.run(scene_header())
    seeds = [replica.header.options.seed for replica in house.replicas["generator"]]  # type: ignore[attr-defined]
    assert len(seeds) == 2
    assert seeds[0] == seeds[1] != 0
