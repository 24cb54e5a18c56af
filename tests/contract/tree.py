"""Where things are, for tests that read the source."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
CONTRACT = ROOT / "protos"


def modules(folder: str) -> list[Path]:
    """Python files below a folder of the tree, generated stubs left out; paths relative to the root."""
    return sorted(path.relative_to(ROOT) for path in (ROOT / folder).rglob("*.py") if "_pb2" not in path.name)


def imports(path: Path) -> Iterator[str]:
    """Every name that a file imports, dotted: ``from a.b import c`` is ``a.b.c``; inside functions too."""
    for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relatively; write the whole name"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
