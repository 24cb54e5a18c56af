"""Errors as status and back: nothing that a caller needs is lost on the way."""

import grpc
import pytest

from mesh.errors import ImageTooLarge, Overloaded, ServiceUnavailable
from mesh.relay import relayed
from mesh.status import DEFAULT_RETRY_AFTER_S, NO_RETRY, Relayed, neutral, trailing_metadata
from packshot.failures import read_failure


def _raised(code: grpc.StatusCode, *trailing: tuple[str, str | bytes], details: str = "") -> grpc.aio.AioRpcError:
    return grpc.aio.AioRpcError(code, grpc.aio.Metadata(), grpc.aio.Metadata(*trailing), details=details)


def test_a_failure_comes_out_as_it_went_in() -> None:
    error = ImageTooLarge("60 MP is too much. Send 50 MP at most.", pixels=60_000_000)
    failure = read_failure(_raised(grpc.StatusCode.OUT_OF_RANGE, *trailing_metadata(error, "r-1")))
    assert failure.told
    assert (failure.reason, failure.message) == ("IMAGE_TOO_LARGE", error.message)
    assert (failure.metadata, failure.retry_after_s, failure.request_id) == ({"pixels": "60000000"}, None, "r-1")


@pytest.mark.parametrize(("given", "told"), [(None, DEFAULT_RETRY_AFTER_S), (7.25, 7.25)])
def test_a_retryable_failure_says_when(given: float | None, told: float) -> None:
    error = Overloaded("Full.", retry_after_s=given)
    failure = read_failure(_raised(grpc.StatusCode.RESOURCE_EXHAUSTED, *trailing_metadata(error, "r-1")))
    assert failure.retry_after_s == told


def test_a_relayed_failure_is_told_word_for_word() -> None:
    error = ServiceUnavailable("Triton does not answer. Try again.", retry_after_s=3, part="triton")
    first = trailing_metadata(error, "r-1")
    again = relayed(_raised(grpc.StatusCode.UNAVAILABLE, *first), "segmenter")
    assert isinstance(again, Relayed)
    assert again.retryable
    assert trailing_metadata(again, "r-1") == first


@pytest.mark.parametrize(
    ("code", "reason", "retryable"),
    [
        (grpc.StatusCode.UNAVAILABLE, "SERVICE_UNAVAILABLE", True),
        (grpc.StatusCode.CANCELLED, "SERVICE_UNAVAILABLE", True),
        (grpc.StatusCode.RESOURCE_EXHAUSTED, "OVERLOADED", True),
        (grpc.StatusCode.DEADLINE_EXCEEDED, "DEADLINE_EXCEEDED", False),
        (grpc.StatusCode.UNKNOWN, "INTERNAL", False),
        (grpc.StatusCode.UNIMPLEMENTED, "INTERNAL", False),
    ],
)
def test_silence_is_told_without_the_transports_words(code: grpc.StatusCode, reason: str, retryable: bool) -> None:
    error = relayed(_raised(code, details="ipv4:10.0.0.7:8712: connection refused"), "segmenter")
    assert (error.reason, error.retryable) == (reason, retryable)
    assert "10.0.0.7" not in error.message


def test_a_neutral_error_names_the_request() -> None:
    assert "r-1" in neutral("r-1").message


def test_the_push_back_forbids_a_retry() -> None:
    # gRFC A6: a negative push-back means that the call must not be tried again.
    assert NO_RETRY == ("grpc-retry-pushback-ms", "-1")
