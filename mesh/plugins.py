"""Finding plug-ins: every module of a folder is one, nothing is registered twice."""

import importlib
import pkgutil
from types import ModuleType


def discover(package: str) -> list[ModuleType]:
    """Imports every module directly inside ``package`` whose name has no leading underscore, sorted by name."""
    parent = importlib.import_module(package)
    names = sorted(info.name for info in pkgutil.iter_modules(parent.__path__) if not info.name.startswith("_"))
    return [importlib.import_module(f"{package}.{name}") for name in names]
