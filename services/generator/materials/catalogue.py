"""Finds materials: every module of this folder with a class that has a ``name`` and an ``albedo`` is scanned once."""

import importlib
import inspect
from functools import cache
from pathlib import Path
from typing import cast

from services.generator.materials.material import Material


@cache
def materials() -> dict[str, Material]:
    """Every material by its name."""
    found: dict[str, Material] = {}
    for path in sorted(Path(__file__).parent.glob("*.py")):
        module = importlib.import_module(f"services.generator.materials.{path.stem}")
        for _, kind in inspect.getmembers(module, inspect.isclass):
            if kind.__module__ == module.__name__ and hasattr(kind, "name") and hasattr(kind, "albedo"):
                material = cast(Material, kind())
                found[material.name] = material
    return found
