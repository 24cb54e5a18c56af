"""Titles and tags as they are kept."""

import unicodedata

import pytest

from mesh.errors import InvalidArgument
from services.studio.labels import checked_tags, checked_title


def test_tags_are_lower_case_sorted_and_each_once() -> None:
    assert checked_tags(["Spring  Sale", "mug", " MUG ", "", " "]) == ("mug", "spring sale")


def test_accents_are_written_one_way() -> None:
    apart = unicodedata.normalize("NFD", "Чайник")
    assert apart != "Чайник"
    assert checked_title(f" {apart} ") == "Чайник"
    assert checked_tags([apart, "чайник"]) == ("чайник",)


@pytest.mark.parametrize("tags", [["a,b"], ["a" * 41], ["a\0"], [str(number) for number in range(21)]])
def test_what_is_no_tag_is_refused(tags: list[str]) -> None:
    with pytest.raises(InvalidArgument):
        checked_tags(tags)


@pytest.mark.parametrize("title", ["a" * 201, "a\nb"])
def test_what_is_no_title_is_refused(title: str) -> None:
    with pytest.raises(InvalidArgument):
        checked_title(title)
