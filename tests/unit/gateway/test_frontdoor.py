"""The gRPC front door: what goes in comes out at the owner, and the other way round."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any, cast

import grpc
import pytest
from grpc_health.v1 import health_pb2, health_pb2_grpc
from grpc_reflection.v1alpha import reflection_pb2, reflection_pb2_grpc

from mesh.errors import ImageTooLarge
from mesh.transfer import split
from packshot.auth.v1 import auth_pb2, auth_pb2_grpc
from packshot.failures import read_failure
from packshot.segmenter.v1 import segmenter_pb2
from packshot.studio.v1 import studio_pb2, studio_pb2_grpc
from services.gateway.frontdoor import FrontDoor
from tests.unit.gateway.conftest import PHOTO, RESULT, House

WORKERS_ALONE = "/packshot.auth.v1.AuthService/IssueWorkToken"
SEGMENTER = "packshot.segmenter.v1.SegmenterService"


@pytest.fixture
async def channel(house: House) -> AsyncIterator[grpc.aio.Channel]:
    door = FrontDoor(house.desk.backends.channels, max_calls=16)
    port = door.server.add_insecure_port("127.0.0.1:0")
    await door.open()
    async with grpc.aio.insecure_channel(f"127.0.0.1:{port}") as channel:
        yield channel
    await door.close(0)


def _requests() -> list[studio_pb2.RunRequest]:
    header = studio_pb2.RunHeader(cutout=studio_pb2.CutoutRecipe(options=segmenter_pb2.CutoutOptions()))
    return [
        studio_pb2.RunRequest(header=header),
        *(studio_pb2.RunRequest(chunk=chunk) for chunk in split(PHOTO)),
    ]


def _run(channel: grpc.aio.Channel, **more: Any) -> Any:
    stub: Any = studio_pb2_grpc.StudioServiceStub(channel)
    return stub.Run(iter(_requests()), **more)


async def test_streams_pass_both_ways_with_metadata_and_deadline(house: House, channel: grpc.aio.Channel) -> None:
    metadata = (
        ("authorization", "Bearer t"),
        ("x-request-id", "mine"),
        ("traceparent", "00-1-2-01"),
        ("blob-bin", b"\0"),
    )
    call = _run(channel, metadata=metadata, timeout=9)
    data = b"".join([event.image.chunk async for event in call])
    assert data == RESULT
    assert house.studio.photo == PHOTO
    assert set(metadata) <= set(house.studio.metadata.items())
    assert house.studio.metadata["x-client-address"] == "127.0.0.1"
    assert house.studio.time_left_s is not None
    assert 7 < house.studio.time_left_s <= 9.1


async def test_an_address_that_a_caller_claims_is_replaced(house: House, channel: grpc.aio.Channel) -> None:
    stub: Any = auth_pb2_grpc.AuthServiceStub(channel)
    await stub.CreateSession(auth_pb2.CreateSessionRequest(email="a"), metadata=(("x-client-address", "1.2.3.4"),))
    assert house.auth.metadata["x-client-address"] == "127.0.0.1"
    assert house.auth.metadata["x-request-id"]


async def test_a_failure_keeps_code_words_and_details(house: House, channel: grpc.aio.Channel) -> None:
    house.studio.error = ImageTooLarge("More than 50 megapixels.", max_pixels=50)
    for _ in range(20):
        with pytest.raises(grpc.aio.AioRpcError) as raised:
            await _run(channel).read()
        failure = read_failure(raised.value)
        assert failure.code is grpc.StatusCode.OUT_OF_RANGE
        assert (failure.reason, failure.message) == ("IMAGE_TOO_LARGE", "More than 50 megapixels.")
        assert failure.metadata == {"max_pixels": "50"}


async def test_a_caller_who_cancels_stops_the_work(house: House, channel: grpc.aio.Channel) -> None:
    house.studio.hold = asyncio.Event()
    call = _run(channel)
    await call.read()
    call.cancel()
    await asyncio.wait_for(house.studio.cancelled.wait(), 1)


@pytest.mark.parametrize(
    "method", ["/packshot.unknown.v1.Unknown/Do", "/packshot.auth.v1.AuthService/Unknown", "/x/y", WORKERS_ALONE]
)
async def test_what_nobody_owns_is_unimplemented(channel: grpc.aio.Channel, method: str) -> None:
    call: Any = channel.unary_unary(method)
    with pytest.raises(grpc.aio.AioRpcError) as raised:
        await call(b"", timeout=3)
    assert raised.value.code() is grpc.StatusCode.UNIMPLEMENTED


async def test_health_is_its_own_by_no_name_and_the_owners_by_theirs(house: House, channel: grpc.aio.Channel) -> None:
    stub: Any = health_pb2_grpc.HealthStub(channel)
    serving, not_serving = health_pb2.HealthCheckResponse.SERVING, health_pb2.HealthCheckResponse.NOT_SERVING
    assert (await stub.Check(health_pb2.HealthCheckRequest())).status == serving
    await house.health.set(SEGMENTER, not_serving)
    assert (await stub.Check(health_pb2.HealthCheckRequest(service=SEGMENTER))).status == not_serving
    watch = stub.Watch(health_pb2.HealthCheckRequest(service=SEGMENTER))
    assert (await watch.read()).status == not_serving
    await house.health.set(SEGMENTER, serving)
    assert (await asyncio.wait_for(watch.read(), 2)).status == serving
    watch.cancel()


async def test_reflection_names_every_service(channel: grpc.aio.Channel) -> None:
    stub = cast(Any, reflection_pb2_grpc.ServerReflectionStub)(channel)
    request = reflection_pb2.ServerReflectionRequest(list_services="")
    call: Any = stub.ServerReflectionInfo(iter([request]))
    answer = await call.read()
    names = {found.name for found in answer.list_services_response.service}
    owned = {f"packshot.{name}.v1.{name.title()}Service" for name in ("auth", "segmenter", "generator", "studio")}
    assert owned <= names
