"""What a recipe is, and where recipes come from: every module in ``recipes/`` is one."""

from collections.abc import AsyncGenerator, Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from mesh.plugins import discover
from services.studio.events import Event
from services.studio.ports import Upload, Wish, Workshop

Run: TypeAlias = Callable[[Upload, Wish, Workshop], AsyncGenerator[Event, None]]
PACKAGE = "services.studio.recipes"


@dataclass(frozen=True)
class Recipe:
    """What happens to a photo, in which order. A module in ``recipes/`` holds one, called ``RECIPE``."""

    name: str
    """As the contract spells it in ``RunHeader.recipe``."""
    scope: str
    """Scope that a caller needs for it."""
    run: Run
    """Carries it out. Closing the generator stops all that it began."""
    credits: int
    """Charged for each picture that a job makes with it (a scene of several counts each)."""


def load_recipes(package: str = PACKAGE) -> Mapping[str, Recipe]:
    """The recipes of a folder by name. Raises ``LookupError`` where a module holds none, or two have one name."""
    recipes: dict[str, Recipe] = {}
    for module in discover(package):
        recipe = getattr(module, "RECIPE", None)
        if not isinstance(recipe, Recipe):
            raise LookupError(f"{module.__name__} has no RECIPE. Every module in {package} holds one recipe.")
        if recipe.name in recipes:
            raise LookupError(f"{module.__name__}: there is a recipe called {recipe.name!r} already.")
        recipes[recipe.name] = recipe
    return recipes
