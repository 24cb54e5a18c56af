"""What every failure carries."""

import pytest

from mesh.errors import Cause, InvalidArgument, Overloaded, PackshotError, ServiceUnavailable


def test_facts_are_text_and_never_lost() -> None:
    error = InvalidArgument("No such quality. Use 1 to 100.", field="options.quality", limit=100)
    assert error.facts == {"field": "options.quality", "limit": "100"}
    assert str(error) == error.message == "No such quality. Use 1 to 100."


@pytest.mark.parametrize("cause", list(Cause))
def test_only_load_and_absence_pass_by_themselves(cause: Cause) -> None:
    kind = type("Kind", (PackshotError,), {"cause": cause})
    assert kind("Said.").retryable == (cause in {Cause.OVERLOADED, Cause.UNAVAILABLE})


def test_when_to_come_back_is_kept() -> None:
    assert Overloaded("Full.", retry_after_s=2.5).retry_after_s == 2.5
    assert ServiceUnavailable("Away.").retry_after_s is None
