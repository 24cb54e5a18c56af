"""A gateway in front of fake services: real gRPC servers on free ports, whose answers a test decides."""

import asyncio
import base64
import json
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast

import grpc
import httpx
import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from grpc_health.v1 import health, health_pb2, health_pb2_grpc
from limits.aio.storage import MemoryStorage
from starlette.types import ASGIApp

from mesh.errors import PackshotError
from mesh.keyset import RemoteKeySet
from mesh.rates import RateStore, Taken
from mesh.status import CODE_OF_CAUSE, trailing_metadata
from mesh.tokens import TokenVerifier
from mesh.transfer import image_parts
from packshot.auth.v1 import auth_pb2, auth_pb2_grpc
from packshot.common.v1 import image_pb2, progress_pb2
from packshot.generator.v1 import generator_pb2, generator_pb2_grpc
from packshot.segmenter.v1 import segmenter_pb2, segmenter_pb2_grpc
from packshot.studio.v1 import studio_pb2, studio_pb2_grpc
from services.gateway.access import Doorkeeper
from services.gateway.app import build_app
from services.gateway.backends import SERVICES, Backends
from services.gateway.door import Desk
from services.gateway.fetch import Fetcher, FetchRules
from services.gateway.page_files import PageFiles
from services.gateway.places import Places
from services.gateway.quota import Kind, Quotas
from services.gateway.readiness import Watch
from services.gateway.upload.photo import UploadRules
from tests.unit.gateway.fake_kept import Kept, serve_kept

PHOTO = bytes(range(256)) * 2_000
"""Half a megabyte, more than one chunk; the gateway never looks into it."""
RESULT = b"\x89PNG" + bytes(reversed(range(256))) * 3_000
MAX_IMAGE_BYTES = 1_000_000
GOOD_KEY = "pk_good_secret"


async def fail(context: Any, error: PackshotError) -> None:
    await context.abort(CODE_OF_CAUSE[error.cause], error.message, trailing_metadata=trailing_metadata(error, "r"))


@dataclass
class FakeStudio(studio_pb2_grpc.StudioServiceServicer):
    """Keeps what came, answers with RESULT in the layers and format asked for, or as ``then`` says."""

    header: studio_pb2.RunHeader | None = None
    photo: bytes = b""
    metadata: dict[str, Any] = field(default_factory=dict)
    time_left_s: float | None = None
    error: PackshotError | None = None
    error_after_bytes: int | None = None
    echo: bool = False
    """Answer with the photo itself."""
    hold: asyncio.Event | None = None
    """Waited for before the first picture; a test sets it, or cancels."""
    started: asyncio.Event = field(default_factory=asyncio.Event)
    cancelled: asyncio.Event = field(default_factory=asyncio.Event)
    runs: int = 0

    async def Run(self, request_iterator: Any, context: Any) -> AsyncIterator[studio_pb2.RunResponse]:  # noqa: N802
        self.runs += 1
        self.metadata = dict(context.invocation_metadata())
        self.time_left_s = context.time_remaining()
        photo = b""
        try:
            async for message in request_iterator:
                if message.WhichOneof("part") == "header":
                    self.header = message.header
                else:
                    photo += message.chunk
                if self.error and self.error_after_bytes is None:
                    await fail(context, self.error)
            self.photo = photo
            self.started.set()
            yield studio_pb2.RunResponse(progress=progress_pb2.Progress(stage="network", step=1, total=3))
            if self.hold is not None:
                await self.hold.wait()
            yield studio_pb2.RunResponse(report=report())
            assert self.header is not None
            scene = self.header.WhichOneof("recipe") == "scene"
            options: Any = self.header.scene.options if scene else self.header.cutout.options
            if scene:
                yield studio_pb2.RunResponse(image=image_pb2.ImagePart(layer=image_pb2.LAYER_PREVIEW))
            for variant in range(max(1, options.count) if scene else 1):
                if scene:
                    yield studio_pb2.RunResponse(manifest=manifest(variant))
                fallback = image_pb2.LAYER_RESULT if scene else image_pb2.LAYER_PRODUCT
                for layer in list(options.outputs) or [fallback]:
                    header = image_pb2.ImageHeader(format=options.format, width=70, height=50, channels=4)
                    sent = 0
                    for part in image_parts(layer, header, photo if self.echo else RESULT):
                        if self.error and self.error_after_bytes is not None and sent > self.error_after_bytes:
                            await fail(context, self.error)
                        yield studio_pb2.RunResponse(image=part)
                        sent += len(part.chunk)
        except asyncio.CancelledError:
            self.cancelled.set()
            raise


def report() -> segmenter_pb2.CutoutReport:
    return segmenter_pb2.CutoutReport(
        size=image_pb2.Size(width=70, height=50),
        confidence=0.9,
        cut_edges=[segmenter_pb2.EDGE_LEFT],
        matte_source=segmenter_pb2.MATTE_SOURCE_NETWORK,
        model=segmenter_pb2.Model(name="u2net", provider="openvino", precision="bf16", weights_sha256="ab12"),
        times=[segmenter_pb2.StepTime(step="decode", ms=3.5), segmenter_pb2.StepTime(step="network", ms=290)],
    )


def manifest(variant: int = 0) -> generator_pb2.Manifest:
    return generator_pb2.Manifest(
        variant=variant,
        engine="sets",
        engine_version="1",
        set="podium",
        seed=2**63 + 1,
        document='{"words": "кружка"}',
        understanding=generator_pb2.Understanding(set="podium", not_understood=["зебра"]),
    )


@dataclass
class FakeAuth(auth_pb2_grpc.AuthServiceServicer):
    """Knows one key and one account."""

    tokens: "TokenMaker"
    exchanges: int = 0
    metadata: dict[str, Any] = field(default_factory=dict)
    error: PackshotError | None = None
    requests: list[Any] = field(default_factory=list)

    async def _note(self, request: Any, context: Any) -> None:
        self.metadata = dict(context.invocation_metadata())
        self.requests.append(request)
        if self.error:
            await fail(context, self.error)

    async def GetKeySet(self, request: Any, context: Any) -> auth_pb2.GetKeySetResponse:  # noqa: N802
        return auth_pb2.GetKeySetResponse(jwks=json.dumps(self.tokens.jwks()))

    async def ExchangeKey(self, request: Any, context: Any) -> auth_pb2.ExchangeKeyResponse:  # noqa: N802
        self.exchanges += 1
        await self._note(request, context)
        assert request.key == GOOD_KEY
        return auth_pb2.ExchangeKeyResponse(tokens=auth_pb2.Tokens(access_token=self.tokens.make()))

    async def CreateAccount(self, request: Any, context: Any) -> auth_pb2.CreateAccountResponse:  # noqa: N802
        await self._note(request, context)
        return auth_pb2.CreateAccountResponse(account=auth_pb2.Account(id="a1", email=request.email))

    async def GetAccount(self, request: Any, context: Any) -> auth_pb2.GetAccountResponse:  # noqa: N802
        await self._note(request, context)
        return auth_pb2.GetAccountResponse(account=auth_pb2.Account(id="a1", email="ada@example.com"))

    async def CreateSession(self, request: Any, context: Any) -> auth_pb2.CreateSessionResponse:  # noqa: N802
        await self._note(request, context)
        return auth_pb2.CreateSessionResponse(tokens=_tokens("t", "r"))

    async def RefreshSession(self, request: Any, context: Any) -> auth_pb2.RefreshSessionResponse:  # noqa: N802
        await self._note(request, context)
        return auth_pb2.RefreshSessionResponse(tokens=_tokens("t2", "r2"))

    async def EndSession(self, request: Any, context: Any) -> auth_pb2.EndSessionResponse:  # noqa: N802
        await self._note(request, context)
        return auth_pb2.EndSessionResponse()

    async def ListSessions(self, request: Any, context: Any) -> auth_pb2.ListSessionsResponse:  # noqa: N802
        await self._note(request, context)
        sessions = [auth_pb2.Session(id="s1", user_agent="Phone", current=True), auth_pb2.Session(id="s2")]
        return auth_pb2.ListSessionsResponse(sessions=sessions)

    async def EndSessionById(self, request: Any, context: Any) -> auth_pb2.EndSessionByIdResponse:  # noqa: N802
        await self._note(request, context)
        return auth_pb2.EndSessionByIdResponse()

    async def EndOtherSessions(self, request: Any, context: Any) -> auth_pb2.EndOtherSessionsResponse:  # noqa: N802
        await self._note(request, context)
        return auth_pb2.EndOtherSessionsResponse(ended=2)

    async def UpdateAccount(self, request: Any, context: Any) -> auth_pb2.UpdateAccountResponse:  # noqa: N802
        await self._note(request, context)
        account = auth_pb2.Account(id="a1", display_name=request.display_name, language=request.language)
        return auth_pb2.UpdateAccountResponse(account=account)

    async def ChangePassword(self, request: Any, context: Any) -> auth_pb2.ChangePasswordResponse:  # noqa: N802
        await self._note(request, context)
        return auth_pb2.ChangePasswordResponse()

    async def RequestPasswordReset(  # noqa: N802
        self, request: Any, context: Any
    ) -> auth_pb2.RequestPasswordResetResponse:
        await self._note(request, context)
        return auth_pb2.RequestPasswordResetResponse()

    async def ConfirmPasswordReset(  # noqa: N802
        self, request: Any, context: Any
    ) -> auth_pb2.ConfirmPasswordResetResponse:
        await self._note(request, context)
        return auth_pb2.ConfirmPasswordResetResponse()

    async def CreateKey(self, request: Any, context: Any) -> auth_pb2.CreateKeyResponse:  # noqa: N802
        await self._note(request, context)
        key = auth_pb2.Key(id="k1", name=request.name, scopes=request.scopes, expire_time=request.expire_time)
        return auth_pb2.CreateKeyResponse(key=key, secret="pk_k1_s")

    async def ListKeys(self, request: Any, context: Any) -> auth_pb2.ListKeysResponse:  # noqa: N802
        await self._note(request, context)
        return auth_pb2.ListKeysResponse(keys=[auth_pb2.Key(id="k2"), auth_pb2.Key(id="k1")])

    async def RevokeKey(self, request: Any, context: Any) -> auth_pb2.RevokeKeyResponse:  # noqa: N802
        await self._note(request, context)
        return auth_pb2.RevokeKeyResponse(key=auth_pb2.Key(id=request.id))

    async def ConfirmPassword(self, request: Any, context: Any) -> Any:  # noqa: N802 - the gateway never asks these
        raise NotImplementedError

    async def DeleteAccount(self, request: Any, context: Any) -> Any:  # noqa: N802
        raise NotImplementedError

    async def IssueWorkToken(self, request: Any, context: Any) -> Any:  # noqa: N802
        raise NotImplementedError


def _tokens(access: str, refresh: str) -> auth_pb2.Tokens:
    tokens = auth_pb2.Tokens(access_token=access, refresh_token=refresh, account_id="a1")
    tokens.access_expire_time.FromDatetime(datetime.now(UTC) + timedelta(minutes=5))
    tokens.refresh_expire_time.FromDatetime(datetime.now(UTC) + timedelta(days=30))
    return tokens


class FakeGenerator(generator_pb2_grpc.GeneratorServiceServicer):
    async def Generate(self, request_iterator: Any, context: Any) -> AsyncIterator[Any]:  # noqa: N802
        raise NotImplementedError
        yield

    async def ListSets(self, request: Any, context: Any) -> generator_pb2.ListSetsResponse:  # noqa: N802
        info = generator_pb2.SetInfo(name="podium", description="A podium.", words=["podium", "подиум"])
        return generator_pb2.ListSetsResponse(sets=[info])

    async def ListEngines(self, request: Any, context: Any) -> generator_pb2.ListEnginesResponse:  # noqa: N802
        engine = generator_pb2.Engine(name="sets", version="1", device="cpu")
        return generator_pb2.ListEnginesResponse(engines=[engine])

    async def ReadPrompt(self, request: Any, context: Any) -> generator_pb2.ReadPromptResponse:  # noqa: N802
        word = generator_pb2.PromptWord(
            text=request.prompt, end=4, kinds=[generator_pb2.WORD_KIND_COLOUR], meanings=["#9caf88"]
        )
        understanding = generator_pb2.Understanding(
            set=request.set or "sweep", not_understood=[request.negative_prompt]
        )
        return generator_pb2.ReadPromptResponse(understanding=understanding, words=[word])


class FakeSegmenter(segmenter_pb2_grpc.SegmenterServiceServicer):
    async def Segment(self, request_iterator: Any, context: Any) -> AsyncIterator[Any]:  # noqa: N802
        raise NotImplementedError
        yield

    async def ListModels(self, request: Any, context: Any) -> segmenter_pb2.ListModelsResponse:  # noqa: N802
        return segmenter_pb2.ListModelsResponse(models=[report().model])


class TokenMaker:
    """Issues access tokens as auth does."""

    def __init__(self) -> None:
        self._key = Ed25519PrivateKey.generate()

    def jwks(self) -> dict[str, Any]:
        raw = self._key.public_key().public_bytes_raw()
        x = base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
        return {"keys": [{"kty": "OKP", "crv": "Ed25519", "use": "sig", "alg": "EdDSA", "kid": "k", "x": x}]}

    def make(
        self,
        *,
        scope: str = "cutouts scenes keys account assets admin",
        audience: str = "packshot",
        good_for: timedelta = timedelta(minutes=5),
        account: str = "a1",
    ) -> str:
        now = datetime.now(UTC)
        claims = {
            "iss": "packshot",
            "aud": audience,
            "sub": account,
            "sid": "s1",
            "jti": "j1",
            "scope": scope,
            "iat": now - timedelta(hours=1),
            "nbf": now - timedelta(hours=1),
            "exp": now + good_for,
        }
        return jwt.encode(claims, self._key, algorithm="EdDSA", headers={"kid": "k", "typ": "at+jwt"})


@dataclass
class House:
    """The fakes, the gateway's application, and a client at its door."""

    app: ASGIApp
    desk: Desk
    client: httpx.AsyncClient
    studio: FakeStudio
    auth: FakeAuth
    tokens: TokenMaker
    health: health.aio.HealthServicer
    port: int
    kept: Kept

    def bearer(self, **claims: Any) -> dict[str, str]:
        return {"authorization": f"Bearer {self.tokens.make(**claims)}"}

    async def cutout(
        self, photo: bytes = PHOTO, *, data: Any = None, headers: dict[str, str] | None = None
    ) -> httpx.Response:
        return await self.client.post(
            "/v1/cutouts", files={"photo": ("p.jpg", photo)}, data=data, headers={**self.bearer(), **(headers or {})}
        )


@pytest.fixture
def rates() -> dict[Kind, str]:
    return {Kind.PICTURES: "1000/minute", Kind.ACCOUNT: "1000/minute", Kind.ADDRESS: "1000/minute"}


class MemoryCounters:
    """What the gateway asks of a ``RateStore``, on the limits library's own storage in memory: no database."""

    def __init__(self) -> None:
        self._storage = MemoryStorage()

    async def take(self, key: str, limit: int, window_s: int) -> Taken:
        allowed = await self._storage.acquire_sliding_window_entry(key, limit, window_s)
        previous, _, current, current_ttl_s = await self._storage.get_sliding_window(key, window_s)
        return Taken(allowed, previous, current, current_ttl_s - window_s)

    async def check(self) -> bool:
        return True


@pytest.fixture
def place_count() -> int:
    return 4


@pytest.fixture
def fetch_rules() -> FetchRules:
    return FetchRules(MAX_IMAGE_BYTES, 5.0)


@pytest.fixture
def page_folder(tmp_path: Path) -> Path:
    """Where the built page lies; there is none unless a test puts one there."""
    return tmp_path / "dist"


@pytest.fixture
def store() -> RateStore:
    return cast(RateStore, MemoryCounters())


@pytest.fixture
async def house(
    rates: dict[Kind, str], place_count: int, fetch_rules: FetchRules, store: RateStore, page_folder: Path
) -> AsyncIterator[House]:
    tokens = TokenMaker()
    studio, auth = FakeStudio(), FakeAuth(tokens)
    server = grpc.aio.server()
    auth_pb2_grpc.add_AuthServiceServicer_to_server(auth, server)
    studio_pb2_grpc.add_StudioServiceServicer_to_server(studio, server)
    kept = Kept()
    serve_kept(kept, server)
    generator_pb2_grpc.add_GeneratorServiceServicer_to_server(FakeGenerator(), server)
    segmenter_pb2_grpc.add_SegmenterServiceServicer_to_server(FakeSegmenter(), server)
    health_servicer = health.aio.HealthServicer()
    await health_servicer.set("", health_pb2.HealthCheckResponse.SERVING)
    health_pb2_grpc.add_HealthServicer_to_server(health_servicer, server)
    port = server.add_insecure_port("127.0.0.1:0")
    await server.start()
    backends = Backends(dict.fromkeys(SERVICES, f"127.0.0.1:{port}"))
    key_set = RemoteKeySet(f"127.0.0.1:{port}")
    desk = Desk(
        backends=backends,
        doorkeeper=Doorkeeper(backends, TokenVerifier("packshot", "packshot", key_set)),
        quotas=Quotas(store, rates, timeout_s=0.5),
        places=Places(place_count),
        fetcher=Fetcher(fetch_rules),
        upload_rules=UploadRules(MAX_IMAGE_BYTES, 5.0),
        watch=Watch(backends, store.check),
        page=PageFiles(page_folder),
    )
    app = build_app(desk)
    transport = httpx.ASGITransport(app, client=("203.0.113.9", 4000))
    async with httpx.AsyncClient(transport=transport, base_url="http://door") as client:
        yield House(app, desk, client, studio, auth, tokens, health_servicer, port, kept)
    await key_set.close()
    await backends.close()
    await server.stop(0)


async def until(condition: Callable[[], bool]) -> None:
    """Waits for something that happens soon; fails the test when it does not."""
    async with asyncio.timeout(3):
        while not condition():  # noqa: ASYNC110 - the fakes are looked at, not asked
            await asyncio.sleep(0.01)
