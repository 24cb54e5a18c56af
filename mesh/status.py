"""Causes as gRPC status: the one table from cause to code, and errors packed as ``google.rpc.Status``."""

import grpc
from google.protobuf.any_pb2 import Any
from google.protobuf.duration_pb2 import Duration
from google.protobuf.message import Message
from google.rpc import error_details_pb2, status_pb2

from mesh.errors import DOMAIN, Cause, Internal, PackshotError
from packshot.failures import DETAILS_KEY, Failure

CODE_OF_CAUSE: dict[Cause, grpc.StatusCode] = {
    Cause.INVALID: grpc.StatusCode.INVALID_ARGUMENT,
    Cause.TOO_LARGE: grpc.StatusCode.OUT_OF_RANGE,
    Cause.UNPROCESSABLE: grpc.StatusCode.FAILED_PRECONDITION,
    Cause.UNAUTHENTICATED: grpc.StatusCode.UNAUTHENTICATED,
    Cause.FORBIDDEN: grpc.StatusCode.PERMISSION_DENIED,
    Cause.NOT_FOUND: grpc.StatusCode.NOT_FOUND,
    Cause.CONFLICT: grpc.StatusCode.ALREADY_EXISTS,
    Cause.OVERLOADED: grpc.StatusCode.RESOURCE_EXHAUSTED,
    Cause.UNAVAILABLE: grpc.StatusCode.UNAVAILABLE,
    Cause.TIMED_OUT: grpc.StatusCode.DEADLINE_EXCEEDED,
    Cause.CANCELLED: grpc.StatusCode.CANCELLED,
    Cause.INTERNAL: grpc.StatusCode.INTERNAL,
}
CAUSE_OF_CODE: dict[grpc.StatusCode, Cause] = {code: cause for cause, code in CODE_OF_CAUSE.items()}

DEFAULT_RETRY_AFTER_S = 1.0
# Says to the channel's own retry: not this one. A service that answers has decided; only a lost connection is tried again unasked.
NO_RETRY = ("grpc-retry-pushback-ms", "-1")


class Relayed(PackshotError):
    """A failure that another service told, passed on as it came."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.message, retry_after_s=failure.retry_after_s, **failure.metadata)
        # Per instance on purpose: reason and cause are the other service's.
        self.reason = failure.reason  # type: ignore[misc]
        self.cause = CAUSE_OF_CODE.get(failure.code, Cause.INTERNAL)  # type: ignore[misc]


def neutral(request_id: str) -> Internal:
    """The error told in place of one that nobody planned for."""
    return Internal(
        f"Something went wrong on our side. If it happens again, tell the operator the request id {request_id}."
    )


def pack_status(error: PackshotError, request_id: str) -> status_pb2.Status:
    """The error as ``google.rpc.Status`` with ``ErrorInfo``, ``RequestInfo`` and, where trying again helps, ``RetryInfo``."""
    info = error_details_pb2.ErrorInfo(reason=error.reason, domain=DOMAIN, metadata=error.facts)
    details: list[Message] = [info, error_details_pb2.RequestInfo(request_id=request_id)]
    if error.retryable:
        delay = Duration()
        delay.FromMilliseconds(int(1000 * (error.retry_after_s or DEFAULT_RETRY_AFTER_S)))
        details.append(error_details_pb2.RetryInfo(retry_delay=delay))
    packed = []
    for message in details:
        wrapped = Any()
        wrapped.Pack(message)
        packed.append(wrapped)
    number: int = CODE_OF_CAUSE[error.cause].value[0]
    return status_pb2.Status(code=number, message=error.message, details=packed)


def trailing_metadata(error: PackshotError, request_id: str) -> tuple[tuple[str, str | bytes], ...]:
    """What travels beside the status: the packed error, and the order not to retry it unasked."""
    return ((DETAILS_KEY, pack_status(error, request_id).SerializeToString()), NO_RETRY, ("x-request-id", request_id))
