"""``python -m services.gateway.openapi`` prints the interface as an OpenAPI document, without a server.

The page's client is made from it.
"""

import json
import sys
from typing import cast

from services.gateway.app import build_api
from services.gateway.door import Desk


def text() -> str:
    """The document, its keys in order, so that a change shows as what it is."""
    # Nothing of the desk is touched before a request comes.
    api = build_api(cast(Desk, None))
    return json.dumps(api.openapi(), indent=1, sort_keys=True, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    sys.stdout.write(text())
