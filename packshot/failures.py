"""What a failed call says: ``google.rpc.Status`` read from the trailing metadata of a gRPC error."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, cast

import grpc
from google.protobuf.any_pb2 import Any as AnyMessage
from google.rpc import error_details_pb2, status_pb2

DETAILS_KEY = "grpc-status-details-bin"


@dataclass(frozen=True)
class Failure:
    """A failed call: its gRPC code, the stable reason, a sentence for a person, and what else the server told."""

    code: grpc.StatusCode
    reason: str
    message: str
    metadata: Mapping[str, str] = field(default_factory=dict)
    retry_after_s: float | None = None
    request_id: str = ""
    """What the operator finds it by in the logs of every service; empty where nobody told."""
    told: bool = True
    """Whether the server told it; False where the transport gave up (nobody answered, deadline, cancellation)."""


def _unpack(details: AnyMessage, into: Any) -> bool:
    return bool(details.Is(into.DESCRIPTOR) and details.Unpack(into))


def read_failure(error: grpc.RpcError) -> Failure:
    """Reads a gRPC error. Where no details came with it, the reason is the code's own name."""
    code: grpc.StatusCode = error.code()
    for key, value in cast("tuple[tuple[str, Any], ...]", error.trailing_metadata() or ()):
        if key == DETAILS_KEY:
            return _read_status(code, status_pb2.Status.FromString(value))
    return Failure(code=code, reason=code.name, message=error.details() or code.name, told=False)


def _read_status(code: grpc.StatusCode, status: status_pb2.Status) -> Failure:
    reason, metadata, retry_after_s, request_id = code.name, {}, None, ""
    for details in status.details:
        info, retry = error_details_pb2.ErrorInfo(), error_details_pb2.RetryInfo()
        request = error_details_pb2.RequestInfo()
        if _unpack(details, info):
            reason, metadata = info.reason, dict(info.metadata)
        elif _unpack(details, retry):
            retry_after_s = retry.retry_delay.ToTimedelta().total_seconds()
        elif _unpack(details, request):
            request_id = request.request_id
    return Failure(
        code=code,
        reason=reason,
        message=status.message,
        metadata=metadata,
        retry_after_s=retry_after_s,
        request_id=request_id,
    )
