"""Failures over HTTP: every cause has a status, and the document says what RFC 9457 asks."""

from collections.abc import Iterator

import grpc
import pytest

from mesh import errors
from mesh.errors import Cause, InvalidArgument, Overloaded, PackshotError
from mesh.problems import INTERNAL_STATUS, STATUS_OF_CODE, problem_of, status_of
from mesh.relay import relayed
from mesh.status import CODE_OF_CAUSE, trailing_metadata


def _error_classes() -> Iterator[type[PackshotError]]:
    waiting = [PackshotError]
    while waiting:
        known = waiting.pop()
        yield known
        waiting.extend(kind for kind in known.__subclasses__() if kind.__module__ == errors.__name__)


def _raised(code: grpc.StatusCode, told: PackshotError | None = None, details: str = "") -> grpc.aio.AioRpcError:
    metadata = grpc.aio.Metadata(*trailing_metadata(told, "r1")) if told else grpc.aio.Metadata()
    return grpc.aio.AioRpcError(code, grpc.aio.Metadata(), metadata, details=details)


@pytest.mark.parametrize("kind", list(_error_classes()))
def test_every_error_class_has_a_status_of_its_own_kind(kind: type[PackshotError]) -> None:
    status = status_of(kind.cause)
    assert (status == INTERNAL_STATUS) == (kind.cause is Cause.INTERNAL)


def test_two_causes_never_share_a_status() -> None:
    statuses = [status_of(cause) for cause in Cause]
    assert len(set(statuses)) == len(statuses)
    assert set(STATUS_OF_CODE) | {grpc.StatusCode.INTERNAL} == set(CODE_OF_CAUSE.values())


def test_document_has_the_members_of_rfc_9457_and_the_reason() -> None:
    document = problem_of(InvalidArgument("Too long.", field="prompt", max_chars=2000), "r1").document()
    assert document == {
        "type": "urn:packshot:problem:invalid-argument",
        "title": "Invalid argument",
        "status": 400,
        "detail": "Too long.",
        "instance": "urn:packshot:request:r1",
        "reason": "INVALID_ARGUMENT",
        "request_id": "r1",
        "errors": [{"field": "prompt", "detail": "Too long."}],
        "facts": {"max_chars": "2000"},
    }


@pytest.mark.parametrize(("after_s", "header"), [(0.25, "1"), (1.0, "1"), (1.2, "2"), (None, "1")])
def test_retry_after_is_whole_seconds_never_early(after_s: float | None, header: str) -> None:
    problem = problem_of(Overloaded("Full.", retry_after_s=after_s), "r1")
    assert problem.status == 429
    assert problem.headers()["retry-after"] == header


def test_only_what_may_succeed_later_says_when() -> None:
    problem = problem_of(InvalidArgument("No.", field="x", retry_after_s=5), "r1")
    assert "retry-after" not in problem.headers()
    assert "retry_after_s" not in problem.document()


def test_401_says_how_to_authenticate() -> None:
    assert problem_of(errors.TokenExpired("Old."), "r1").headers()["www-authenticate"].startswith("Bearer")


def test_what_a_service_told_is_passed_on() -> None:
    told = errors.ImageTooLarge("More than 30 MB.", max_bytes=30)
    problem = problem_of(relayed(_raised(grpc.StatusCode.OUT_OF_RANGE, told), "studio"), "r2")
    assert (problem.status, problem.reason, problem.detail) == (413, "IMAGE_TOO_LARGE", "More than 30 MB.")
    assert problem.facts == {"max_bytes": "30"}


@pytest.mark.parametrize(
    ("code", "status", "reason"),
    [
        (grpc.StatusCode.UNAVAILABLE, 503, "SERVICE_UNAVAILABLE"),
        (grpc.StatusCode.DEADLINE_EXCEEDED, 504, "DEADLINE_EXCEEDED"),
        (grpc.StatusCode.RESOURCE_EXHAUSTED, 429, "OVERLOADED"),
        (grpc.StatusCode.UNKNOWN, 500, "INTERNAL"),
        (grpc.StatusCode.UNIMPLEMENTED, 500, "INTERNAL"),
    ],
)
def test_transport_failures_get_words_of_ours(code: grpc.StatusCode, status: int, reason: str) -> None:
    raised = _raised(code, details="ipv4:10.1.2.3:8714: connection refused")
    problem = problem_of(relayed(raised, "studio"), "r3")
    assert (problem.status, problem.reason) == (status, reason)
    assert "10.1.2.3" not in problem.detail
