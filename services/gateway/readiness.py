"""How every part of the house is, asked of the parts themselves and kept for a second."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

import grpc
from grpc_health.v1 import health_pb2, health_pb2_grpc

from packshot.generator.v1 import generator_pb2
from packshot.segmenter.v1 import segmenter_pb2
from services.gateway.backends import Backends
from services.gateway.shapes.catalogue import Engine, Readiness, ServiceState
from services.gateway.shapes.pictures import Model

TIMEOUT_S = 1.0
COUNTERS_TIMEOUT_S = 0.25
"""For what is not needed: a store that is away would hold up every answer for as long as is waited. A ping takes milliseconds."""
KEEP_S = 1.0
SERVING, NOT_SERVING, UNREACHABLE = "serving", "not_serving", "unreachable"
COUNTERS = "counters"

Found = TypeVar("Found")


class Watch:
    """Says whether the house is ready. ``counters`` says whether the rate limits' store answers; nothing is refused without it."""

    def __init__(self, backends: Backends, counters: Callable[[], Awaitable[bool]]) -> None:
        self._backends = backends
        self._counters = counters
        self._asking = asyncio.Lock()
        self._last: Readiness | None = None
        self._asked_at = 0.0
        self.draining = False

    async def look(self) -> Readiness:
        """The state of all parts, at most a second old."""
        loop = asyncio.get_running_loop()
        async with self._asking:
            if self._last is None or loop.time() - self._asked_at > KEEP_S:
                self._last = await self._ask()
                self._asked_at = loop.time()
        return self._last.model_copy(update={"status": "draining"}) if self.draining else self._last

    async def _ask(self) -> Readiness:
        backends = self._backends
        names = list(backends.channels)
        states, counters, engines = await asyncio.gather(
            asyncio.gather(*(self._health(backends.channels[name]) for name in names)),
            self._count_state(),
            _or_none(backends.generator.ListEngines(generator_pb2.ListEnginesRequest(), timeout=TIMEOUT_S)),
        )
        services = {name: ServiceState(state=state, needed=True) for name, state in zip(names, states, strict=True)}
        models = None
        if services["segmenter"].state == SERVING:
            # Only then: without its model it could but wait.
            models = await _or_none(backends.segmenter.ListModels(segmenter_pb2.ListModelsRequest(), timeout=TIMEOUT_S))
        if models is None and services["segmenter"].state == SERVING:
            # It lives, but its model server does not say what is loaded.
            services["segmenter"].state = NOT_SERVING
        services[COUNTERS] = ServiceState(state=counters, needed=False)
        ready = all(service.state == SERVING for service in services.values() if service.needed)
        return Readiness(
            status="ready" if ready else "not_ready",
            services=services,
            models=[Model.of(model) for model in models.models] if models else [],
            engines=[Engine.of(engine) for engine in engines.engines] if engines else [],
        )

    async def _health(self, channel: grpc.aio.Channel) -> str:
        stub: Any = health_pb2_grpc.HealthStub(channel)
        answer = await _or_none(stub.Check(health_pb2.HealthCheckRequest(), timeout=TIMEOUT_S))
        if answer is None:
            return UNREACHABLE
        return SERVING if answer.status == health_pb2.HealthCheckResponse.SERVING else NOT_SERVING

    async def _count_state(self) -> str:
        try:
            async with asyncio.timeout(COUNTERS_TIMEOUT_S):
                return SERVING if await self._counters() else UNREACHABLE
        except TimeoutError:
            return UNREACHABLE


async def _or_none(call: Awaitable[Found]) -> Found | None:
    try:
        return await call
    except grpc.aio.AioRpcError:
        return None
