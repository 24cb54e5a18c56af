"""Around every HTTP request: its id, one log line, metrics, a trace span, and an answer even where everything failed."""

import time
from dataclasses import dataclass, field
from typing import Any

import structlog
from opentelemetry import propagate, trace
from opentelemetry.trace import SpanKind, Status, StatusCode
from prometheus_client import Counter, Gauge, Histogram
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from mesh.identity import caller_or_none, set_caller, set_request_id
from mesh.interceptors.telemetry import accept_request_id

log = structlog.get_logger(__name__)
tracer = trace.get_tracer("packshot.gateway")

NOTES = "packshot.notes"
QUIET_ROUTES = frozenset({"/healthz", "/readyz", "/metrics"})
"""Asked every few seconds by machines; logged only when they fail."""

REQUESTS = Counter("packshot_http_requests_total", "Requests answered.", ["method", "route", "status"])
SECONDS = Histogram(
    "packshot_http_seconds",
    "Time from the request's head to the last byte of the answer.",
    ["route"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300),
)
IN_FLIGHT = Gauge("packshot_http_in_flight", "Requests being worked on.")


@dataclass
class Notes:
    """What is remembered about one request beside its ASGI scope."""

    request_id: str
    headers: dict[str, str] = field(default_factory=dict)
    """Fields that the answer gets, whatever it will be."""


class Telemetry:
    """ASGI middleware, the outermost."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        notes = Notes(accept_request_id(headers.get("x-request-id")))
        scope[NOTES] = notes
        set_request_id(notes.request_id)
        set_caller(None)
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(service="gateway", request_id=notes.request_id)
        if scope["type"] == "websocket":
            # Open for as long as a job runs, so neither its time nor a span over it would say anything.
            with IN_FLIGHT.track_inprogress():
                await self._app(scope, receive, send)
            return
        parent = propagate.extract(dict(headers))
        with tracer.start_as_current_span(f"HTTP {scope['method']}", context=parent, kind=SpanKind.SERVER) as span:
            answer = _Answer(send, notes)
            started = time.perf_counter()
            IN_FLIGHT.inc()
            try:
                await self._run(scope, receive, answer)
            finally:
                IN_FLIGHT.dec()
                self._record(scope, answer, time.perf_counter() - started, span)

    async def _run(self, scope: Scope, receive: Receive, answer: "_Answer") -> None:
        try:
            await self._app(scope, receive, answer.send)
        except Exception as error:
            # The framework answers the unplanned with a problem and raises it again; what is left are failures in mid-answer, where
            # returning without the last piece breaks the connection.
            if not answer.complete:
                log.exception("request.unplanned", exc_info=error)

    def _record(self, scope: Scope, answer: "_Answer", seconds: float, span: trace.Span) -> None:
        route = getattr(scope.get("route"), "path", None) or "unknown"
        REQUESTS.labels(scope["method"], route, str(answer.status)).inc()
        SECONDS.labels(route).observe(seconds)
        span.update_name(f"{scope['method']} {route}")
        if answer.status >= 500:
            span.set_status(Status(StatusCode.ERROR, str(answer.status)))
        if route in QUIET_ROUTES and answer.status == 200:
            return
        caller = caller_or_none()
        log.info(
            "request",
            method=scope["method"],
            route=route,
            status=answer.status,
            ms=round(1000 * seconds, 1),
            bytes=answer.bytes,
            complete=answer.complete,
            account=caller.account_id if caller else None,
        )


class _Answer:
    """Watches an answer on its way out, and adds the fields that every one gets."""

    def __init__(self, send: Send, notes: Notes) -> None:
        self._send = send
        self.notes = notes
        self.status = 0
        self.bytes = 0
        self.complete = False

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers = MutableHeaders(scope=message)
            for name, value in {"x-request-id": self.notes.request_id, **self.notes.headers}.items():
                headers[name] = value
            # A picture from another origin's page must not be run as one of ours, whatever its bytes are taken for.
            headers["x-content-type-options"] = "nosniff"
        elif message["type"] == "http.response.body":
            self.bytes += len(message.get("body", b""))
            self.complete = not message.get("more_body", False)
        await self._send(message)


def notes_of(scope: Any) -> Notes:
    """The notes of the request that ``scope`` belongs to."""
    notes: Notes = scope[NOTES]
    return notes
