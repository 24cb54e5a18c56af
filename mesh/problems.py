"""Failures over HTTP: the one table from gRPC code to status, and errors as RFC 9457 problem documents.

Knows no web framework: a ``Problem`` is a status, headers and a document that any of them can send.
"""

import re
from dataclasses import dataclass, field
from math import ceil
from typing import Any

import grpc

from mesh.errors import Cause, PackshotError
from mesh.status import CODE_OF_CAUSE, DEFAULT_RETRY_AFTER_S

MEDIA_TYPE = "application/problem+json"
TYPE_PREFIX = "urn:packshot:problem:"
INSTANCE_PREFIX = "urn:packshot:request:"
INTERNAL_STATUS = 500
TOO_MANY_STATUS = 429
_SOON = re.compile(r" Try again in (?:a|a few) (?:moment|seconds?)\.$")
_SECONDS = re.compile(r"\bin \d+ s\b")

STATUS_OF_CODE: dict[grpc.StatusCode, int] = {
    grpc.StatusCode.INVALID_ARGUMENT: 400,
    grpc.StatusCode.OUT_OF_RANGE: 413,
    grpc.StatusCode.FAILED_PRECONDITION: 422,
    grpc.StatusCode.UNAUTHENTICATED: 401,
    grpc.StatusCode.PERMISSION_DENIED: 403,
    grpc.StatusCode.NOT_FOUND: 404,
    grpc.StatusCode.ALREADY_EXISTS: 409,
    grpc.StatusCode.RESOURCE_EXHAUSTED: 429,
    grpc.StatusCode.UNAVAILABLE: 503,
    grpc.StatusCode.DEADLINE_EXCEEDED: 504,
    # Nobody reads it: the caller has gone. 499 is what access logs elsewhere call that.
    grpc.StatusCode.CANCELLED: 499,
}
"""Every code that is not here is a fault of ours: 500."""


@dataclass(frozen=True)
class FieldError:
    """What is wrong with one field of a request. ``path`` is the way to it: ``photo.url``, ``box.width``."""

    path: str
    detail: str


@dataclass(frozen=True)
class Problem:
    """A failed request as HTTP tells it."""

    status: int
    reason: str
    detail: str
    request_id: str
    retry_after_s: float | None = None
    errors: tuple[FieldError, ...] = ()
    facts: dict[str, str] = field(default_factory=dict)

    def headers(self) -> dict[str, str]:
        """The header fields that belong to the status: when to come back, how to authenticate."""
        headers = {"cache-control": "no-store"}
        if self.retry_after_s is not None:
            # Whole seconds (RFC 9110, 10.2.3), rounded up: who comes back too early is turned away again.
            headers["retry-after"] = str(max(1, ceil(self.retry_after_s)))
        if self.status == 401:
            headers["www-authenticate"] = 'Bearer realm="packshot"'
        return headers

    def document(self) -> dict[str, Any]:
        """The members of the problem document, RFC 9457's own first."""
        document: dict[str, Any] = {
            "type": problem_type(self.reason),
            "title": title(self.reason),
            "status": self.status,
            "detail": self.detail,
            "instance": f"{INSTANCE_PREFIX}{self.request_id}",
            "reason": self.reason,
            "request_id": self.request_id,
        }
        if self.errors:
            document["errors"] = [{"field": error.path, "detail": error.detail} for error in self.errors]
        if self.retry_after_s is not None:
            document["retry_after_s"] = self.retry_after_s
        if self.facts:
            document["facts"] = self.facts
        return document


def problem_type(reason: str) -> str:
    """The URI that names a kind of problem: ``urn:packshot:problem:image-too-large``."""
    return TYPE_PREFIX + reason.lower().replace("_", "-")


def title(reason: str) -> str:
    """The kind of problem in words, the same for every occurrence (RFC 9457, 3.1.3)."""
    return reason.replace("_", " ").capitalize()


def status_of(cause: Cause) -> int:
    """The HTTP status of a cause, by way of its gRPC code."""
    return STATUS_OF_CODE.get(CODE_OF_CAUSE[cause], INTERNAL_STATUS)


def problem_of(
    error: PackshotError, request_id: str, *, status: int | None = None, errors: tuple[FieldError, ...] = ()
) -> Problem:
    """The problem that tells ``error``.

    ``status`` is for what only HTTP knows (406, 415). A fact named ``field`` becomes an entry of ``errors``.
    """
    facts = dict(error.facts)
    path = facts.pop("field", "")
    if path and not errors:
        errors = (FieldError(path, error.message),)
    retry_after_s = (error.retry_after_s or DEFAULT_RETRY_AFTER_S) if error.retryable else None
    status = status or status_of(error.cause)
    told = error.message
    if status == TOO_MANY_STATUS and retry_after_s is not None:
        told = _with_wait(told, retry_after_s)
    return Problem(
        status=status,
        reason=error.reason,
        detail=told,
        request_id=request_id,
        retry_after_s=retry_after_s,
        errors=errors,
        facts=facts,
    )


def _with_wait(message: str, retry_after_s: float) -> str:
    """``message`` with the wait in seconds, where it does not name one; "in a moment" gives way to it."""
    if _SECONDS.search(message):
        return message
    return f"{_SOON.sub('', message)} Try again in {max(1, ceil(retry_after_s))} s."
