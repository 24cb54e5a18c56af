"""The contract's words about its methods."""

import pytest

from mesh.policy import policy_of
from packshot.studio.v1 import studio_pb2

RUN = f"/{studio_pb2.DESCRIPTOR.services_by_name['StudioService'].full_name}/Run"


def test_it_is_read_from_the_contract() -> None:
    policy = policy_of(RUN)
    assert policy is not None
    assert (policy.public, set(policy.any_scope), policy.deadline_s) == (False, {"cutouts", "scenes"}, 420)


@pytest.mark.parametrize("method", ["/grpc.health.v1.Health/Check", "/grpc.reflection.v1alpha.ServerReflection/X"])
def test_health_and_reflection_have_none(method: str) -> None:
    assert policy_of(method) is None


@pytest.mark.parametrize("method", ["/packshot.studio.v1.StudioService/Paint", "/nobody.Service/Run", "nonsense", ""])
def test_what_no_contract_names_is_never_served(method: str) -> None:
    with pytest.raises(LookupError):
        policy_of(method)
