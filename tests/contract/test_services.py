"""What the contract promises of every method, and that somebody keeps it."""

import importlib
from collections.abc import Iterator
from typing import Any

import pytest
from google.protobuf import descriptor_pool
from google.protobuf.descriptor import MethodDescriptor, ServiceDescriptor

from mesh.policy import policy_of
from packshot.auth.v1 import auth_pb2
from packshot.generator.v1 import generator_pb2
from packshot.segmenter.v1 import segmenter_pb2
from packshot.studio.v1 import account_pb2, assets_pb2, batches_pb2, jobs_pb2, studio_pb2, webhooks_pb2
from protos.generate import stale
from services.auth.scopes import KNOWN
from tests.contract.tree import CONTRACT, modules

SERVICES: dict[str, tuple[Any, ...]] = {
    "auth": (auth_pb2,),
    "generator": (generator_pb2,),
    "segmenter": (segmenter_pb2,),
    "studio": (studio_pb2, assets_pb2, jobs_pb2, batches_pb2, webhooks_pb2, account_pb2),
}
MODULES = [module for area in SERVICES.values() for module in area]


def _services() -> Iterator[ServiceDescriptor]:
    for module in MODULES:
        yield from module.DESCRIPTOR.services_by_name.values()


def _methods() -> list[MethodDescriptor]:
    return [method for service in _services() for method in service.methods]


def test_every_file_of_the_contract_is_covered_here() -> None:
    files = {
        path.relative_to(CONTRACT).as_posix()
        for path in CONTRACT.rglob("*.proto")
        if path.parent.parent.name != "common"
    }
    assert files == {module.DESCRIPTOR.name for module in MODULES}


@pytest.mark.parametrize("method", _methods(), ids=lambda method: method.name)
def test_every_method_says_who_may_call_it_and_for_how_long(method: MethodDescriptor) -> None:
    policy = policy_of(f"/{method.containing_service.full_name}/{method.name}")
    assert policy is not None
    assert 1 <= policy.deadline_s <= 3600
    assert set(policy.any_scope) <= KNOWN
    # One that says neither would let in any token at all; where that is meant, it should be argued for here.
    assert policy.public != bool(policy.any_scope)


@pytest.mark.parametrize("method", _methods(), ids=lambda method: method.name)
def test_every_method_has_a_request_and_a_response_of_its_own(method: MethodDescriptor) -> None:
    assert method.input_type.name == f"{method.name}Request"
    assert method.output_type.name == f"{method.name}Response"


def test_zero_of_every_enum_is_unspecified() -> None:
    common = descriptor_pool.Default().FindFileByName("packshot/common/v1/image.proto")
    enums = [enum for file in (common, *(m.DESCRIPTOR for m in MODULES)) for enum in file.enum_types_by_name.values()]
    assert len(enums) >= 5
    for enum in enums:
        assert enum.values_by_number[0].name.endswith("_UNSPECIFIED")


@pytest.mark.parametrize("area", sorted(SERVICES))
def test_every_method_is_carried_out(area: str) -> None:
    doors = [
        importlib.import_module(".".join(path.with_suffix("").parts))
        for path in modules(f"services/{area}")
        if path.name == "service.py"
    ]
    for service in (each for module in SERVICES[area] for each in module.DESCRIPTOR.services_by_name.values()):
        found = [
            kind
            for module in doors
            for kind in vars(module).values()
            if isinstance(kind, type) and kind.__module__ == module.__name__ and _serves(kind, service)
        ]
        assert len(found) == 1, f"{service.full_name} is served by {found}"
        for method in service.methods:
            assert method.name in vars(found[0]), f"{found[0].__name__} leaves out {method.name}"


def _serves(kind: type[Any], service: ServiceDescriptor) -> bool:
    return any(base.__name__ == f"{service.name}Servicer" for base in kind.__mro__)


def test_stubs_say_what_the_contract_says() -> None:
    assert stale() == []
