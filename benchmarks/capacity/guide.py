"""The tables inside ``docs/guides/scaling.md``, between marks, so that a new measurement reaches the page with one command."""

import re
from collections.abc import Mapping

from local.environment import ROOT

GUIDE = ROOT / "docs/guides/scaling.md"


def filled(page: str, tables: Mapping[str, str]) -> str:
    """``page`` with each table in the place of that name, ``<!-- table: name -->`` to ``<!-- end -->``.

    Raises ``ValueError`` for a place that no table is for, and for a table without a place.
    """
    left = dict(tables)

    def put(found: re.Match[str]) -> str:
        name = found["name"]
        if name not in left:
            raise ValueError(f"The page has a place for {name!r} that no table is for, or has it twice.")
        return f"<!-- table: {name} -->\n{left.pop(name)}\n<!-- end -->"

    page = re.sub(r"<!-- table: (?P<name>[a-z-]+) -->\n.*?<!-- end -->", put, page, flags=re.DOTALL)
    if left:
        raise ValueError(f"The page has no place for {', '.join(left)}.")
    return page
