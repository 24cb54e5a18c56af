"""The contract's own words about each method: who may call it and for how long."""

from functools import cache

from google.protobuf import descriptor_pool

from packshot.common.v1 import policy_pb2

PUBLIC_PREFIXES = ("/grpc.health.v1.", "/grpc.reflection.")


@cache
def policy_of(method: str) -> policy_pb2.CallPolicy | None:
    """The policy of ``/package.Service/Method``; None for health and reflection, which are nobody's secret.

    Raises ``LookupError`` for a method that is in no imported contract or has no policy: nothing is served unsaid.
    """
    if method.startswith(PUBLIC_PREFIXES):
        return None
    try:
        descriptor = descriptor_pool.Default().FindMethodByName(method.lstrip("/").replace("/", "."))
    except KeyError as error:
        raise LookupError(f"{method} is in no contract that this process has loaded") from error
    options = descriptor.GetOptions()
    if not options.HasExtension(policy_pb2.policy):
        raise LookupError(f"{method} has no policy in the contract")
    policy: policy_pb2.CallPolicy = options.Extensions[policy_pb2.policy]
    return policy
