"""A Packshot behind one address: real sockets, the mesh's own interceptors, services that a test can direct."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, cast

import grpc
import pytest

from mesh.errors import PackshotError, TokenExpired
from mesh.identity import Caller
from mesh.server import Endpoint, build_server
from mesh.settings import ServiceSettings
from mesh.tokens import TokenVerifier
from mesh.transfer import collect, first_header, image_parts
from packshot.auth.v1 import auth_pb2, auth_pb2_grpc
from packshot.common.v1 import image_pb2, progress_pb2
from packshot.generator.v1 import generator_pb2, generator_pb2_grpc
from packshot.segmenter.v1 import segmenter_pb2
from packshot.studio.v1 import studio_pb2, studio_pb2_grpc


async def nothing() -> None:
    """What a directed service does where no test wants anything."""


class Auth(auth_pb2_grpc.AuthServiceServicer):
    """Gives tokens t1, t2, ...; those in ``expired`` are refused."""

    def __init__(self) -> None:
        self.lifetime = timedelta(minutes=5)
        self.given = 0
        self.exchanged: list[str] = []
        self.expired: set[str] = set()
        self.ended: list[str] = []
        self.refuse: PackshotError | None = None

    async def verify(self, token: str) -> Caller:
        if token in self.expired:
            raise TokenExpired("The access token has expired.")
        return Caller("account", frozenset({"cutouts", "scenes", "keys", "account"}), "s", datetime.now(UTC), token)

    def _tokens(self, secret: str, *, refresh: bool) -> auth_pb2.Tokens:
        if self.refuse is not None:
            raise self.refuse
        self.exchanged.append(secret)
        self.given += 1
        tokens = auth_pb2.Tokens(access_token=f"t{self.given}")
        tokens.access_expire_time.FromDatetime(datetime.now(UTC) + self.lifetime)
        if refresh:
            tokens.refresh_token = f"r{self.given}"
        return tokens

    async def ExchangeKey(self, request: Any, context: Any) -> auth_pb2.ExchangeKeyResponse:  # noqa: N802
        await asyncio.sleep(0.01)  # long enough for calls at once to meet here
        return auth_pb2.ExchangeKeyResponse(tokens=self._tokens(request.key, refresh=False))

    async def CreateSession(self, request: Any, context: Any) -> auth_pb2.CreateSessionResponse:  # noqa: N802
        return auth_pb2.CreateSessionResponse(tokens=self._tokens(request.email, refresh=True))

    async def RefreshSession(self, request: Any, context: Any) -> auth_pb2.RefreshSessionResponse:  # noqa: N802
        return auth_pb2.RefreshSessionResponse(tokens=self._tokens(request.refresh_token, refresh=True))

    async def EndSession(self, request: Any, context: Any) -> auth_pb2.EndSessionResponse:  # noqa: N802
        self.ended.append(request.refresh_token)
        return auth_pb2.EndSessionResponse()

    async def CreateKey(self, request: Any, context: Any) -> auth_pb2.CreateKeyResponse:  # noqa: N802
        key = auth_pb2.Key(id="k", name=request.name, prefix="pk_k", scopes=request.scopes)
        key.create_time.GetCurrentTime()
        return auth_pb2.CreateKeyResponse(key=key, secret="pk_k_secret")


class Generator(generator_pb2_grpc.GeneratorServiceServicer):
    """Knows one set and one engine."""

    async def ListSets(self, request: Any, context: Any) -> generator_pb2.ListSetsResponse:  # noqa: N802
        info = generator_pb2.SetInfo(name="sweep", description="A coloured sweep.", words=["sweep", "backdrop"])
        return generator_pb2.ListSetsResponse(sets=[info])

    async def ReadPrompt(self, request: Any, context: Any) -> Any:  # noqa: N802
        raise NotImplementedError

    async def ListEngines(self, request: Any, context: Any) -> generator_pb2.ListEnginesResponse:  # noqa: N802
        engine = generator_pb2.Engine(name="sets", version="1", description="Sets made by code.", device="cpu")
        return generator_pb2.ListEnginesResponse(engines=[engine])


@dataclass
class Seen:
    """What the studio saw."""

    headers: list[studio_pb2.RunHeader] = field(default_factory=list)
    photos: list[bytes] = field(default_factory=list)
    tokens: list[str] = field(default_factory=list)
    ended: asyncio.Event = field(default_factory=asyncio.Event)


class Studio(studio_pb2_grpc.StudioServiceServicer):
    """Answers with the photo's own bytes as every picture."""

    def __init__(self) -> None:
        self.seen = Seen()
        self.before: Callable[[], Awaitable[None]] = nothing
        self.truncate = False

    async def Run(self, request_iterator: Any, context: Any) -> AsyncIterator[studio_pb2.RunResponse]:  # noqa: N802
        self.seen.tokens.append(dict(context.invocation_metadata())["authorization"])
        try:
            header: studio_pb2.RunHeader = await first_header(request_iterator)
            self.seen.headers.append(header)
            yield studio_pb2.RunResponse(progress=progress_pb2.Progress(stage="decode", step=1, total=2))
            await self.before()
            photo = await collect(request_iterator, header.photo.size_bytes, 30_000_000)
            self.seen.photos.append(photo)
            yield studio_pb2.RunResponse(progress=progress_pb2.Progress(stage="matte", step=2, total=2))
            report = segmenter_pb2.CutoutReport(
                confidence=0.75, cut_edges=[segmenter_pb2.EDGE_LEFT], doubtful=True, doubts=["low_confidence"]
            )
            yield studio_pb2.RunResponse(report=report)
            is_scene = header.WhichOneof("recipe") == "scene"
            wish: Any = header.scene.options if is_scene else header.cutout.options
            for variant in range(max(1, wish.count) if is_scene else 1):
                if is_scene:
                    yield studio_pb2.RunResponse(manifest=_manifest(wish, variant))
                    for part in image_parts(image_pb2.LAYER_PREVIEW, image_pb2.ImageHeader(), b"preview"):
                        yield studio_pb2.RunResponse(image=part)
                for layer in wish.outputs:
                    picture = image_pb2.ImageHeader(format=wish.format, width=4, height=3, channels=4)
                    parts = list(image_parts(layer, picture, photo))
                    for part in parts[:-1] if self.truncate else parts:
                        yield studio_pb2.RunResponse(image=part)
        finally:
            self.seen.ended.set()


def _manifest(options: generator_pb2.SceneOptions, variant: int) -> generator_pb2.Manifest:
    return generator_pb2.Manifest(
        engine="sets",
        seed=options.seed + variant,
        set=options.set,
        understanding=generator_pb2.Understanding(not_understood=["beach", "sea"]),
        drift=generator_pb2.DriftReport(passed=True),
        variant=variant,
        document=options.manifest or '{"made": true}',
    )


@dataclass
class Town:
    """Everything behind the address."""

    address: str
    auth: Auth
    studio: Studio
    server: grpc.aio.Server


@pytest.fixture
async def town(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Town]:
    monkeypatch.delenv("PACKSHOT_KEY", raising=False)
    monkeypatch.delenv("PACKSHOT_ADDRESS", raising=False)
    auth, generator, studio = Auth(), Generator(), Studio()  # type: ignore[abstract]  # the rest answers UNIMPLEMENTED
    endpoints = [
        Endpoint("packshot.auth.v1.AuthService", auth_pb2_grpc.add_AuthServiceServicer_to_server, auth),
        Endpoint(
            "packshot.generator.v1.GeneratorService",
            generator_pb2_grpc.add_GeneratorServiceServicer_to_server,
            generator,
        ),
        Endpoint("packshot.studio.v1.StudioService", studio_pb2_grpc.add_StudioServiceServicer_to_server, studio),
    ]
    server, _ = build_server(ServiceSettings(port=0), endpoints, cast(TokenVerifier, auth))
    port = server.add_insecure_port("127.0.0.1:0")
    await server.start()
    yield Town(f"127.0.0.1:{port}", auth, studio, server)
    await server.stop(0)
