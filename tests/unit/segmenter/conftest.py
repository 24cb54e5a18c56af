"""A segmenter over real sockets, around a network whose answer is known."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, cast

import pytest

from mesh.channels import open_channel
from mesh.identity import Caller
from mesh.pictures.decode import Limits
from mesh.server import Endpoint, build_server
from mesh.settings import ServiceSettings
from mesh.tokens import TokenVerifier
from packshot.duplex import duplex
from packshot.segmenter.v1 import segmenter_pb2, segmenter_pb2_grpc
from services.segmenter.cutout import Cutter
from services.segmenter.pool import Gate, Pool
from services.segmenter.service import SegmenterService
from tests.unit.segmenter.studio_photo import KnownNetwork, StudioPhoto

MAX_PHOTO_BYTES = 2_000_000


class Scopes:
    """A verifier for which the token is the list of its scopes."""

    async def verify(self, token: str) -> Caller:
        expires = datetime.now(UTC) + timedelta(minutes=5)
        return Caller("account", frozenset(token.split("+")), "session", expires, token)


@dataclass
class Segmenter:
    """The service's stub, and the network behind it."""

    stub: Any
    network: KnownNetwork

    async def segment(
        self, requests: AsyncIterator[segmenter_pb2.SegmentRequest], *, scopes: str = "cutouts"
    ) -> AsyncIterator[segmenter_pb2.SegmentResponse]:
        """The answers of one call; a refusal in mid-upload comes with the service's own status."""
        call = self.stub.Segment(metadata=(("authorization", f"Bearer {scopes}"),), timeout=20)
        async with duplex(call, requests) as answers:
            async for answer in answers:
                yield answer


@pytest.fixture
async def segmenter() -> AsyncIterator[Segmenter]:
    network, pool = KnownNetwork(StudioPhoto().answer), Pool(2)
    service = SegmenterService(Cutter(network, pool, Gate(4, 4), Limits()), network, MAX_PHOTO_BYTES)
    endpoint = Endpoint(
        "packshot.segmenter.v1.SegmenterService",
        segmenter_pb2_grpc.add_SegmenterServiceServicer_to_server,
        service,
    )
    settings = ServiceSettings(port=0, drain_s=0.2)
    server, _ = build_server(settings, [endpoint], cast(TokenVerifier, Scopes()))
    port = server.add_insecure_port("127.0.0.1:0")
    await server.start()
    channel = open_channel(f"127.0.0.1:{port}")
    yield Segmenter(segmenter_pb2_grpc.SegmenterServiceStub(channel), network)
    await channel.close()
    await server.stop(0)
    pool.close()
