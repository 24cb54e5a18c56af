"""Two versions run beside each other during every rollout, so documents only grow: neither takes away what the other needs."""

import ast

import pytest

from tests.contract.tree import ROOT, modules

TAKES_AWAY = {"drop_index", "drop_indexes", "drop_collection", "drop_database", "rename"}
"""Calls on a collection or database that take something away from whoever still uses it."""
REWRITES = {"$rename", "$unset"}
"""Operators of an update that take a field away."""


@pytest.mark.parametrize("folder", ["mesh", "services"])
def test_nothing_that_another_version_needs_is_taken_away(folder: str) -> None:
    paths = modules(folder)
    assert paths
    for path in paths:
        for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                assert node.func.attr not in TAKES_AWAY, f"{path}:{node.lineno}"
            if isinstance(node, ast.Constant):
                assert node.value not in REWRITES, f"{path}:{node.lineno}"


@pytest.mark.parametrize("folder", ["services/auth", "services/studio"])
def test_what_a_newer_version_wrote_beside_is_not_stumbled_over(folder: str) -> None:
    # ``Output(**found)`` raises TypeError for a field that only the next version knows; fields are read one by one.
    for path in modules(folder):
        for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id[:1].isupper():
                poured = [word.value for word in node.keywords if word.arg is None and isinstance(word.value, ast.Name)]
                assert not poured, f"{path}:{node.lineno}"
