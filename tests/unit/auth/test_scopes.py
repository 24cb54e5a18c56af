import re
from pathlib import Path

import pytest

from mesh.errors import InvalidArgument
from services.auth.scopes import ADMIN, KNOWN, Role, check_known

CONTRACT = Path(__file__).parents[3] / "protos" / "packshot"


def test_the_contract_knows_the_same_scopes() -> None:
    comment = (CONTRACT / "common" / "v1" / "policy.proto").read_text(encoding="utf-8")
    named = re.search(r"Known scopes: (.+)\.", comment)
    assert named
    assert set(re.findall(r"`(\w+)`", named[1])) == KNOWN


def test_every_scope_that_a_method_asks_for_can_be_had() -> None:
    asked = set()
    for proto in CONTRACT.rglob("*.proto"):
        for scopes in re.findall(r"any_scope: \[(.*?)\]", proto.read_text(encoding="utf-8"), re.DOTALL):
            asked |= set(re.findall(r'"(\w+)"', scopes))
    assert asked
    assert asked <= Role.ADMIN.scopes


def test_a_member_may_do_all_but_administer() -> None:
    assert Role.ADMIN.scopes - Role.MEMBER.scopes == {ADMIN}


@pytest.mark.parametrize("scopes", [set(), {"nope"}, {"cutouts", "nope"}, {"x" * 10_000}], ids=len)
def test_none_and_unknown_are_refused(scopes: set[str]) -> None:
    with pytest.raises(InvalidArgument) as caught:
        check_known(frozenset(scopes))
    assert caught.value.facts["field"] == "scopes"
    assert len(caught.value.message) < 500
    assert "Choose from: account, assets, cutouts, keys, scenes." in caught.value.message
