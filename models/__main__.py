"""``python -m models fetch|verify|list``: bring the weights here, check them, say where they come from.

``python -m models diffusion fetch|verify|list [NAME ...]`` does the same for diffusion models, which only those fetch who
want them.
"""

import argparse
import os
import sys

from models.diffusion import command as diffusion
from models.diffusion.settings import DiffusionSettings
from models.packages import FetchFailed, fetch
from models.settings import InvalidSetting, ModelSettings
from models.weights import WEIGHTS, WeightsCorrupt, WeightsMissing, verified


def main(arguments: list[str] | None = None) -> int:
    """Exit status: 0 all is well, 1 a file is missing or damaged and stays so, 2 a setting or argument is wrong."""
    parser = argparse.ArgumentParser(prog="python -m models", description=__doc__)
    commands = {"fetch": _fetch, "verify": _verify, "list": _list}
    parser.add_argument(
        "command",
        choices=[*commands, "diffusion"],
        help="fetch: have every file, fetching what is missing or damaged; verify: check the hashes; list: origin and licences",
    )
    parser.add_argument(
        "diffusion", nargs="*", metavar="...", help="after `diffusion`: fetch, verify or list, and names of models"
    )
    chosen = parser.parse_args(arguments)
    try:
        if chosen.command == "diffusion":
            command, *names = chosen.diffusion or ["list"]
            if command not in diffusion.COMMANDS:
                parser.error(f"diffusion takes one of {', '.join(diffusion.COMMANDS)}, not {command!r}")
            return diffusion.run(command, names, DiffusionSettings.from_environment(os.environ))
        if chosen.diffusion:
            parser.error(f"{chosen.command} takes no names")
        return commands[chosen.command](ModelSettings.from_environment(os.environ))
    except InvalidSetting as fault:
        print(fault, file=sys.stderr)
        return 2


def _fetch(settings: ModelSettings) -> int:
    for weights in WEIGHTS:
        try:
            path = fetch(weights, settings.cache)
        except FetchFailed as fault:
            print(fault, file=sys.stderr)
            return 1
        print(f"{weights.name}: ready, {path}")
    return 0


def _verify(settings: ModelSettings) -> int:
    status = 0
    for weights in WEIGHTS:
        try:
            print(f"{weights.name}: good, {verified(weights, settings.cache)}")
        except (WeightsMissing, WeightsCorrupt) as fault:
            print(fault, file=sys.stderr)
            status = 1
    return status


def _list(settings: ModelSettings) -> int:
    for weights in WEIGHTS:
        here = "in the cache" if weights.path(settings.cache).is_file() else "not fetched yet"
        print(f"{weights.name}  {weights.size_bytes / 1e6:.0f} MB, {here}")
        print(f"  from     {weights.index} {weights.package} {weights.version}, member {weights.member}")
        print(f"  licence  weights {weights.weights_licence}, package {weights.package_licence}")
        print(f"  sha256   {weights.sha256}")
        print(f"  source   {weights.source}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
