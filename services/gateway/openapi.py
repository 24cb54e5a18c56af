"""The OpenAPI document as a file, the same for the same code: ``python -m services.gateway.openapi web/openapi.json``.

Without a name it goes to standard output. With ``--check`` nothing is written, and the exit code says whether the file is what the
code says: clients are generated from it, so a build can tell that it has drifted.
"""

import json
import sys
from pathlib import Path

from services.gateway.app import build_api


def text() -> str:
    """The document, as it is written."""
    return json.dumps(build_api(None).openapi(), ensure_ascii=False, indent=1) + "\n"


def main(arguments: list[str]) -> int:
    """Writes or checks; the exit code."""
    match arguments:
        case []:
            sys.stdout.write(text())
        case ["--check", name]:
            path = Path(name)
            if not path.is_file() or path.read_text(encoding="utf-8") != text():
                sys.stderr.write(f"{name} is not what the gateway says. Write it again: make openapi\n")
                return 1
        case [name] if not name.startswith("-"):
            Path(name).parent.mkdir(parents=True, exist_ok=True)
            Path(name).write_text(text(), encoding="utf-8")
        case _:
            sys.stderr.write("python -m services.gateway.openapi [FILE | --check FILE]\n")
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
