"""Every failure that may be told has a reason of its own and a row in every table."""

import importlib
import re
from collections import defaultdict

import pytest
from google.rpc import error_details_pb2, status_pb2

from mesh.errors import Cause, PackshotError
from mesh.problems import status_of
from mesh.status import CAUSE_OF_CODE, CODE_OF_CAUSE, NO_RETRY, Relayed, pack_status, trailing_metadata
from packshot.failures import DETAILS_KEY
from tests.contract.tree import CONTRACT, ROOT, modules


def _kinds() -> list[type[PackshotError]]:
    for path in [*modules("mesh"), *modules("services")]:
        if path.name not in {"__main__.py", "__init__.py"} and "PackshotError" in (ROOT / path).read_text(
            encoding="utf-8"
        ):
            importlib.import_module(".".join(path.with_suffix("").parts))
    found: dict[type[PackshotError], None] = {}
    waiting: list[type[PackshotError]] = [PackshotError]
    while waiting:
        for kind in waiting.pop().__subclasses__():
            waiting.append(kind)
            # A relayed failure has the reason of whoever told it first.
            if kind is not Relayed and kind.__module__.split(".")[0] in {"mesh", "services"}:
                found[kind] = None
    return list(found)


KINDS = _kinds()


def _example(kind: type[PackshotError]) -> PackshotError:
    """One of a kind, whatever its own constructor wants to know."""
    error = kind.__new__(kind)
    PackshotError.__init__(error, "What happened. What to do.")
    return error


def test_each_reason_belongs_to_one_cause_and_one_service_or_to_all() -> None:
    kinds = defaultdict(list)
    for kind in KINDS:
        kinds[kind.reason].append(kind)
    for reason, same in kinds.items():
        # A subclass may share its parent's reason, where it only words it for one service; two strangers may not.
        top = [kind for kind in same if not any(base.reason == reason for base in kind.__mro__[1:] if base in same)]
        assert len(top) == 1, f"{reason} is the reason of {top}"
        assert len({kind.cause for kind in same}) == 1, reason


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_each_kind_says_its_reason_in_the_contracts_form(kind: type[PackshotError]) -> None:
    assert re.fullmatch(r"[A-Z][A-Z0-9]*(_[A-Z0-9]+)*", kind.reason)
    assert kind.__doc__


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_each_kind_has_a_row_in_both_tables_and_tells_when_to_come_back(kind: type[PackshotError]) -> None:
    error = _example(kind)
    status = pack_status(error, "r-1")
    assert status.code == CODE_OF_CAUSE[kind.cause].value[0]
    assert 400 <= status_of(kind.cause) <= 504
    told = {details.TypeName(): details for details in status.details}
    info = error_details_pb2.ErrorInfo()
    assert told["google.rpc.ErrorInfo"].Unpack(info)
    assert (info.reason, info.domain) == (kind.reason, "packshot")
    assert ("google.rpc.RetryInfo" in told) == error.retryable == (kind.cause in {Cause.OVERLOADED, Cause.UNAVAILABLE})


def test_each_cause_has_one_code_and_each_code_one_cause() -> None:
    assert set(CODE_OF_CAUSE) == set(Cause)
    assert {cause: code for code, cause in CAUSE_OF_CODE.items()} == CODE_OF_CAUSE


def test_a_told_failure_is_never_retried_unasked() -> None:
    metadata = trailing_metadata(_example(KINDS[0]), "r-1")
    assert NO_RETRY in metadata
    packed = dict(metadata)[DETAILS_KEY]
    assert isinstance(packed, bytes)
    assert status_pb2.Status.FromString(packed).message == "What happened. What to do."


def test_reasons_that_the_contract_names_exist() -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in CONTRACT.rglob("*.proto"))
    codes = {code.name for code in CODE_OF_CAUSE.values()}
    named = {word for word in re.findall(r"`([A-Z][A-Z_]+)`", text) if "UNSPECIFIED" not in word}
    assert len(named) > 10
    assert named - codes - {kind.reason for kind in KINDS} == set()
