"""The one exception of the client: what a failed call says."""

from collections.abc import Mapping
from dataclasses import replace

import grpc

from packshot.failures import Failure, read_failure

_UNAVAILABLE = {"SERVICE_UNAVAILABLE", "OVERLOADED", "DEADLINE_EXCEEDED"}


class ApiError(Exception):
    """Packshot refused a call, or could not answer it. ``str()`` is a sentence for a person."""

    def __init__(
        self,
        reason: str,
        message: str,
        *,
        code: grpc.StatusCode = grpc.StatusCode.UNKNOWN,
        retry_after_s: float | None = None,
        metadata: Mapping[str, str] | None = None,
        request_id: str = "",
    ) -> None:
        super().__init__(message)
        self.reason = reason
        """Stable name of the cause, such as ``NO_PRODUCT``."""
        self.message = message
        """What happened, why, and what to do about it."""
        self.code = code
        """The gRPC status code."""
        self.retry_after_s = retry_after_s
        """Seconds after which trying again may help; None where it would not."""
        self.metadata = dict(metadata or {})
        """Machine-readable facts, such as the ``field`` that was wrong."""
        self.request_id = request_id
        """What the operator finds the call by."""

    @property
    def temporary(self) -> bool:
        """Whether the same call may succeed later."""
        return self.retry_after_s is not None or self.reason in _UNAVAILABLE


def api_error(error: grpc.RpcError, address: str, spent_s: float | None = None) -> ApiError:
    """A gRPC error as the caller of the client meets it. ``spent_s``: the caller's own time limit, where all of it was used."""
    failure = read_failure(error)
    if failure.code is grpc.StatusCode.DEADLINE_EXCEEDED and spent_s is not None:
        message = (
            f"The work was not done in the {spent_s:g} s that it was given. "
            "Allow more time with timeout_s, or send a smaller picture."
        )
        spent = replace(failure, metadata={**failure.metadata, "timeout_s": f"{spent_s:g}"})
        return _error(spent, "DEADLINE_EXCEEDED", message)
    if failure.told:
        return _error(failure, failure.reason, failure.message)
    match failure.code:
        case grpc.StatusCode.UNAVAILABLE:
            message = (
                f"Nobody answers at {address}. Check the address, that Packshot is running there, and whether it speaks TLS; "
                "then try again."
            )
            return _error(failure, "SERVICE_UNAVAILABLE", message)
        case grpc.StatusCode.DEADLINE_EXCEEDED:
            message = (
                "The work was not done in the time that Packshot allows. Send a smaller picture, or try again later."
            )
            return _error(failure, "DEADLINE_EXCEEDED", message)
        case grpc.StatusCode.RESOURCE_EXHAUSTED:
            return _error(failure, "OVERLOADED", "Packshot has no room for another call. Try again in a few seconds.")
        case grpc.StatusCode.UNIMPLEMENTED:
            message = f"What answers at {address} is not a Packshot of this version. Check the address."
            return _error(failure, "UNIMPLEMENTED", message)
        case _:
            message = f"The call ended without a reason ({failure.code.name}: {failure.message}). Try again."
            return _error(failure, failure.code.name, message)


def _error(failure: Failure, reason: str, message: str) -> ApiError:
    return ApiError(
        reason,
        message,
        code=failure.code,
        retry_after_s=failure.retry_after_s,
        metadata=failure.metadata,
        request_id=failure.request_id,
    )
