"""The report of what failed: a table to open, made whole each time."""

import csv
import io
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from packshot.client.pictures import write_whole

NAME = "failures.csv"
COLUMNS = ("photo", "reason", "message", "retryable", "job", "request_id")


def write_failures(folder: Path, failed: Mapping[str, Mapping[str, Any]]) -> Path | None:
    """Writes the table, sorted by photo; takes an old one away where nothing failed. Raises ``OSError``."""
    path = folder / NAME
    if not failed:
        path.unlink(missing_ok=True)
        return None
    text = io.StringIO(newline="")
    table = csv.writer(text)
    table.writerow(COLUMNS)
    for photo, fact in sorted(failed.items()):
        values = (photo, *(fact.get(column, "") for column in COLUMNS[1:]))
        table.writerow([_cell(str(value)) for value in values])
    return write_whole(path, text.getvalue().encode("utf-8", errors="backslashreplace"))


def counted(failed: Mapping[str, Mapping[str, Any]]) -> str:
    """Such as ``2 NO_PRODUCT, 1 INVALID_IMAGE``."""
    reasons = Counter(str(fact["reason"]) for fact in failed.values())
    return ", ".join(f"{number} {reason}" for reason, number in reasons.most_common())


def _cell(text: str) -> str:
    """A file's name must not become a formula of the program that opens the table."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
