"""Who calls whom, read from the code: which addresses each service is told, and which of them it really uses."""

import ast
import importlib
from collections.abc import Iterator
from functools import cache

from tests.contract.k8s.cluster import SERVICES
from tests.contract.k8s.settings_of import CLASSES
from tests.contract.tree import ROOT, imports, modules

ADDRESSED = {
    "auth_address": "auth",
    "segmenter_address": "segmenter",
    "generator_address": "generator",
    "studio_address": "studio",
    "triton_address": "triton",
    "documents_url": "documents",
    "queue_url": "queue",
    "objects_url": "objects",
    "mail_host": "mail",
}
"""Settings that name somebody to call, and whom. `otlp_endpoint` is empty until an operator sets it, and a policy with it."""
NOT_CALLED = {
    "otlp_endpoint",
    "objects_endpoint",
    "page_url",
    "fetch_networks",
    "webhook_networks",
    "trusted_networks",
    "trusted_proxies",
}
"""Settings with an address in them that add no channel to those above: another name for the same store, or nobody who is called."""


def targets(folder: str) -> set[str]:
    """Whom the code of a folder calls: services, stores, `internet`."""
    read = {name for path in modules(folder) if path.name != "settings.py" for name in _read(path.as_posix())}
    # The one socket of all services that goes wherever a stranger says (mesh/egress.py).
    out = any("mesh.egress" in name for path in modules(folder) for name in imports(path))
    return {whom for setting, whom in ADDRESSED.items() if setting in read} | ({"internet"} if out else set())


@cache
def channels() -> dict[str, frozenset[str]]:
    """Whom each workload calls. Both roles of the studio run the same code."""
    found = {name: frozenset(targets(f"services/{name}")) for name in (*SERVICES, "gateway")}
    return found | {"studio-worker": found["studio"], "triton": frozenset(), "backup": frozenset(targets("backup"))}


def address_settings() -> set[str]:
    """Every setting whose name says that there is an address in it."""
    marks = ("_address", "_url", "mail_host", "_endpoint", "_networks", "_proxies")
    names = {name for kind in CLASSES.values() for name in kind.model_fields if name.endswith(marks)}
    return {name for name in names if "_rate_per_" not in name}


def _read(path: str) -> Iterator[str]:
    """Settings that a file reads: ``settings.auth_address``, and ``getattr(settings, f"{name}_address")`` over its SERVICES."""
    for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute) and _is_settings(node.value):
            yield node.attr
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "getattr":
            holder, name = node.args[0], node.args[1]
            if _is_settings(holder) and isinstance(name, ast.JoinedStr) and isinstance(name.values[-1], ast.Constant):
                module = importlib.import_module(path.removesuffix(".py").replace("/", "."))
                for service in module.SERVICES:
                    yield f"{service}{name.values[-1].value!s}"


def _is_settings(node: ast.expr) -> bool:
    return (isinstance(node, ast.Name) and node.id in {"settings", "self"}) or (
        isinstance(node, ast.Attribute) and node.attr in {"settings", "_settings"}
    )
