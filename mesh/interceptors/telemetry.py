"""Request id, one log line, metrics and a trace span for each call."""

import asyncio
import re
import time
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import grpc
import structlog
from opentelemetry import propagate, trace
from opentelemetry.trace import SpanKind, Status, StatusCode
from prometheus_client import Counter, Gauge, Histogram

from mesh.identity import caller_or_none, set_request_id
from mesh.interceptors.guard import Call
from mesh.policy import policy_of

log = structlog.get_logger(__name__)
tracer = trace.get_tracer("packshot.mesh")

CALLS = Counter("packshot_rpc_calls_total", "Calls answered, by method and gRPC code.", ["method", "code"])
SECONDS = Histogram(
    "packshot_rpc_seconds",
    "Time from the first message to the status, by method.",
    ["method"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300),
)
IN_FLIGHT = Gauge("packshot_rpc_in_flight", "Calls being worked on, by method.", ["method"])

_SAFE_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")


def accept_request_id(offered: str | None) -> str:
    """The caller's request id where it is short and plain, else a new one: it goes into logs and headers."""
    return offered if offered and _SAFE_ID.fullmatch(offered) else uuid.uuid4().hex


def _code(context: grpc.aio.ServicerContext[Any, Any], error: BaseException | None) -> str:
    if isinstance(error, asyncio.CancelledError):
        return grpc.StatusCode.CANCELLED.name
    code: Any = context.code()
    if code in (None, 0):
        return grpc.StatusCode.OK.name if error is None else grpc.StatusCode.UNKNOWN.name
    if isinstance(code, grpc.StatusCode):
        return code.name
    return next((known.name for known in grpc.StatusCode if known.value[0] == code), str(code))


@asynccontextmanager
async def telemetry(call: Call) -> AsyncIterator[None]:
    request_id = accept_request_id(call.metadata.get("x-request-id"))
    set_request_id(request_id)
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(request_id=request_id)
    call.context.set_trailing_metadata((("x-request-id", request_id),))
    if policy_of(call.method) is None:
        yield
        return
    started = time.perf_counter()
    failure: BaseException | None = None
    parent = propagate.extract(call.metadata)
    IN_FLIGHT.labels(call.method).inc()
    with tracer.start_as_current_span(call.method.lstrip("/"), context=parent, kind=SpanKind.SERVER) as span:
        try:
            yield
        except BaseException as error:
            failure = error
            raise
        finally:
            seconds = time.perf_counter() - started
            code = _code(call.context, failure)
            IN_FLIGHT.labels(call.method).dec()
            CALLS.labels(call.method, code).inc()
            SECONDS.labels(call.method).observe(seconds)
            if code not in {"OK", "CANCELLED"}:
                span.set_status(Status(StatusCode.ERROR, code))
            caller = caller_or_none()
            log.info(
                "call",
                method=call.method,
                code=code,
                ms=round(1000 * seconds, 1),
                account=caller.account_id if caller else None,
            )
