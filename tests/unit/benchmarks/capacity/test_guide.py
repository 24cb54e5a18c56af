"""The guide's places for tables."""

import pytest

from benchmarks.capacity.guide import GUIDE, filled

PAGE = "before\n<!-- table: one -->\nold\n<!-- end -->\nbetween\n<!-- table: two -->\n<!-- end -->\nafter\n"
NAMES = {"costs", "check", "replicas", "days", "fleets", "refusals", "both-ways", "sums"}


def test_tables_go_into_their_places_and_nothing_else_changes() -> None:
    page = filled(PAGE, {"two": "| 2 |", "one": "| 1 |"})
    assert page == (
        "before\n<!-- table: one -->\n| 1 |\n<!-- end -->\nbetween\n<!-- table: two -->\n| 2 |\n<!-- end -->\nafter\n"
    )
    assert filled(page, {"two": "| 2 |", "one": "| 1 |"}) == page


def test_a_place_or_a_table_too_many_is_told() -> None:
    with pytest.raises(ValueError, match="no table is for"):
        filled(PAGE, {"one": "| 1 |"})
    with pytest.raises(ValueError, match="no place for three"):
        filled(PAGE, {"one": "", "two": "", "three": ""})


def test_the_guide_has_a_place_for_each_table() -> None:
    filled(GUIDE.read_text(encoding="utf-8"), dict.fromkeys(NAMES, "| |"))
