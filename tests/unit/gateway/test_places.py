"""Places: so many and no more, given back whatever happens, and shown as they are."""

import pytest
from prometheus_client import REGISTRY

from mesh.errors import Overloaded
from services.gateway.places import Places


def shown(what: str) -> float:
    return REGISTRY.get_sample_value("packshot_http_places_taken", {"what": what}) or 0.0


def test_one_more_than_there_are_is_told_so() -> None:
    places = Places(1, what="seats", retry_after_s=3)
    places.take()
    with pytest.raises(Overloaded) as refused:
        places.take()
    assert (refused.value.retry_after_s, refused.value.facts["limit"]) == (3, "1")
    places.give_back()
    places.take()


def test_a_place_is_given_back_whatever_happens() -> None:
    places = Places(1, what="chairs")
    with pytest.raises(LookupError), places.held():
        raise LookupError
    assert (places.taken, shown("chairs")) == (0, 0)


def test_what_is_taken_is_shown() -> None:
    places = Places(2, what="stools")
    with places.held(), places.held():
        assert shown("stools") == 2
        with pytest.raises(Overloaded):
            places.take()
        assert shown("stools") == 2, "who was refused took nothing"
    assert shown("stools") == 0
