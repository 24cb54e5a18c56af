"""``packshot models``: the weights of the model server on this machine.

The wheel has no weights and no model server; the command hands its words to ``python -m models`` of the tree it is called in.
"""

import subprocess
import sys
from pathlib import Path

import typer

from packshot.cli.session import usable
from packshot.cli.targets import Unusable

PASSED_ON = {"allow_extra_args": True, "ignore_unknown_options": True}


def models(context: typer.Context) -> None:
    """List, fetch and verify weights, where the model server runs: `list`, `fetch`, `verify`, `diffusion fetch NAME`."""
    root = Path.cwd()
    usable(lambda: _check(root))
    command = [_python(root, context.args), "-m", "models", *(context.args or ["list"])]
    raise typer.Exit(subprocess.call(command, cwd=root))  # noqa: S603 - the caller's own words, in the caller's own folder


def _check(root: Path) -> None:
    if not (root / "models" / "__main__.py").is_file():
        raise Unusable(
            f"{root} has no model server. Weights are kept where it runs: call this in the folder that the services run from."
        )


def _python(root: Path, arguments: list[str]) -> str:
    """Diffusion weights come through a library that only the environment with torch has."""
    diffusion = root / ".venv-diffusion" / "bin" / "python"
    return str(diffusion) if arguments[:1] == ["diffusion"] and diffusion.is_file() else sys.executable
