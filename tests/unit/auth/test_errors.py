import inspect

from mesh.errors import PackshotError
from mesh.status import CODE_OF_CAUSE
from services.auth import errors


def test_each_has_a_reason_of_its_own_and_a_row() -> None:
    found = [kind for _, kind in inspect.getmembers(errors, inspect.isclass) if kind.__module__ == errors.__name__]
    told = [kind for kind in found if issubclass(kind, PackshotError)]
    assert len(told) == len(found) - 1, "all but SigningKeyLocked, which is for the operator, may be told to a caller"
    assert len({kind.reason for kind in told}) == len(told)
    for kind in told:
        assert "reason" in vars(kind)
        assert kind.cause in CODE_OF_CAUSE
