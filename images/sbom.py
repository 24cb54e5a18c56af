"""``python sbom.py NAME [FOLDER]``: the installed packages (those in ``FOLDER``) as a CycloneDX 1.6 document.

An image's builder may attach a list of its own; this one travels inside the image, and names Python packages alone.
"""

import json
import sys
from collections.abc import Sequence
from importlib.metadata import Distribution, distributions
from typing import Any


def component(package: Distribution) -> dict[str, Any]:
    """One package; its licence where it says so as an SPDX expression."""
    name, version = package.metadata["Name"], package.version
    licence = package.metadata.json.get("license_expression")
    return {
        "type": "library",
        "name": name,
        "version": version,
        "purl": f"pkg:pypi/{name.lower().replace('_', '-')}@{version}",
        **({"licenses": [{"expression": licence}]} if licence else {}),
    }


def document(name: str, folders: Sequence[str] | None = None) -> dict[str, Any]:
    """The list for the image ``name``: sorted, the same for the same packages."""
    found = distributions(path=list(folders)) if folders else distributions()
    packages = {package.metadata["Name"].lower(): package for package in found}
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {"type": "container", "name": f"packshot-{name}"}},
        "components": [component(package) for _, package in sorted(packages.items())],
    }


if __name__ == "__main__":
    json.dump(document(sys.argv[1], sys.argv[2:]), sys.stdout, indent=1)
    print()
