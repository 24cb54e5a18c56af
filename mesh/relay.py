"""Failures of a call to another service, as its caller passes them on."""

import grpc

from mesh.errors import DeadlineExceeded, Overloaded, PackshotError, WentAway
from mesh.identity import current_request_id
from mesh.status import Relayed, neutral
from packshot.failures import read_failure

RETRY_AFTER_S = 2.0
"""A restart of a service takes about as long."""


def relayed(error: grpc.RpcError, service: str) -> PackshotError:
    """What ``service`` told, unchanged; where it told nothing, what its silence means."""
    failure = read_failure(error)
    if failure.told:
        return Relayed(failure)
    match failure.code:
        # CANCELLED without a word of it: the service went away in the middle (drained, or its connection was closed).
        case grpc.StatusCode.UNAVAILABLE | grpc.StatusCode.CANCELLED:
            return WentAway(
                f"The {service} does not answer right now. Try again in a few seconds.",
                retry_after_s=RETRY_AFTER_S,
                service=service,
            )
        case grpc.StatusCode.RESOURCE_EXHAUSTED:
            return Overloaded(
                f"The {service} has no room right now. Try again in a few seconds.",
                retry_after_s=RETRY_AFTER_S,
                service=service,
            )
        case grpc.StatusCode.DEADLINE_EXCEEDED:
            return DeadlineExceeded(
                f"The {service} did not finish in time. Allow more time, or try again when less is going on; "
                "a smaller picture takes less.",
                service=service,
            )
        case _:
            return neutral(current_request_id())
