"""Recipes are found, not registered, and match the contract."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from packshot.studio.v1 import studio_pb2
from services.studio.recipe import load_recipes


def _package(folder: Path, name: str, **modules: str) -> str:
    package = folder / name
    package.mkdir()
    for module, text in modules.items():
        (package / f"{module}.py").write_text(text, encoding="utf-8")
    return name


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.syspath_prepend(tmp_path)
    known = set(sys.modules)
    yield tmp_path
    for name in set(sys.modules) - known:
        del sys.modules[name]


def test_every_recipe_of_the_contract_has_a_file_and_the_other_way_round() -> None:
    wanted = {field.name for field in studio_pb2.RunHeader.DESCRIPTOR.oneofs_by_name["recipe"].fields}
    assert set(load_recipes()) == wanted


@pytest.mark.parametrize(("name", "scope"), [("cutout", "cutouts"), ("scene", "scenes")])
def test_each_recipe_names_its_scope(name: str, scope: str) -> None:
    assert load_recipes()[name].scope == scope


def test_a_module_without_a_recipe_is_named(folder: Path) -> None:
    package = _package(folder, "recipes_without", empty="")
    with pytest.raises(LookupError, match=r"recipes_without\.empty"):
        load_recipes(package)


def test_two_recipes_of_one_name_are_refused(folder: Path) -> None:
    text = "from services.studio.recipes.cutout import RECIPE as RECIPE\n"
    package = _package(folder, "recipes_twice", one=text, two=text)
    with pytest.raises(LookupError, match="'cutout'"):
        load_recipes(package)


def test_a_new_recipe_is_a_new_file(folder: Path) -> None:
    text = (
        "from services.studio.recipe import Recipe\n"
        "from services.studio.recipes.cutout import run\n"
        "RECIPE = Recipe(name='sketch', scope='cutouts', run=run, credits=1)\n"
    )
    assert load_recipes(_package(folder, "recipes_new", sketch=text)).keys() == {"sketch"}
