"""Who is let in: by the policy of the contract, never by the method itself."""

from typing import Any

import grpc
import pytest

from mesh.errors import ScopeMissing
from mesh.identity import Caller, current_caller
from mesh.interceptors.access import bearer, require_scope
from packshot.failures import Failure, read_failure

from .conftest import House, Verifier


async def _refused(call: Any) -> Failure:
    with pytest.raises(grpc.aio.AioRpcError) as raised:
        await anext(aiter(call))
    return read_failure(raised.value)


@pytest.mark.parametrize(
    ("header", "token"),
    [
        ("Bearer abc", "abc"),
        ("bearer  abc ", "abc"),
        ("Bearer", None),
        ("Bearer  ", None),
        ("Basic abc", None),
        ("abc", None),
        ("", None),
    ],
)
def test_tokens_are_read_from_bearer_alone(header: str, token: str | None) -> None:
    assert bearer({"authorization": header}) == token


async def test_a_public_method_needs_nothing(house: House) -> None:
    await house.list_sets()
    assert house.generator.calls == 1


async def test_a_public_method_does_not_even_look_at_a_token(house: House) -> None:
    await house.list_sets(authorization="Bearer bad")


@pytest.mark.parametrize(
    ("token", "code", "reason"),
    [
        (None, grpc.StatusCode.UNAUTHENTICATED, "UNAUTHENTICATED"),
        ("bad", grpc.StatusCode.UNAUTHENTICATED, "TOKEN_INVALID"),
        ("cutouts+keys", grpc.StatusCode.PERMISSION_DENIED, "SCOPE_MISSING"),
    ],
)
async def test_others_are_turned_away_before_any_work(
    house: House, token: str | None, code: grpc.StatusCode, reason: str
) -> None:
    failure = await _refused(house.generate(token))
    assert (failure.code, failure.reason) == (code, reason)
    assert house.generator.calls == 0


async def test_the_method_knows_its_caller(house: House) -> None:
    known: list[Caller] = []

    async def note() -> None:
        known.append(current_caller())

    house.generator.act = note
    call = house.generate("cutouts+scenes")
    await call.done_writing()
    assert len([each async for each in call]) == 2
    assert (known[0].scopes, known[0].token) == (frozenset({"cutouts", "scenes"}), "cutouts+scenes")


async def test_one_of_several_scopes_is_enough() -> None:
    caller = await Verifier().verify("scenes")
    require_scope(caller, frozenset({"cutouts", "scenes"}))
    require_scope(caller, frozenset())
    with pytest.raises(ScopeMissing, match="`cutouts` or `keys`"):
        require_scope(caller, frozenset({"keys", "cutouts"}))
