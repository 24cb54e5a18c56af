"""Lists as people and scripts want them: a table, or JSON."""

import dataclasses
import json
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

import typer
from rich.console import Console
from rich.table import Table


def show(as_json: bool, found: Sequence[Any], columns: Sequence[str], row: Callable[[Any], tuple[str, ...]]) -> None:
    """Prints values of one dataclass: one JSON list, or a table whose cells are what ``row`` gives."""
    if as_json:
        typer.echo(as_document([dataclasses.asdict(one) for one in found]))
        return
    table = Table(*columns, box=None, pad_edge=False, header_style="bold")
    for one in found:
        table.add_row(*(_plain(cell) for cell in row(one)))
    Console(markup=False).print(table)


def as_document(value: Any) -> str:
    """JSON in one line; times as ISO 8601."""
    return json.dumps(value, ensure_ascii=False, default=_text)


def at(moment: datetime | None) -> str:
    """A time in the caller's own zone, to the minute; empty for none."""
    return "" if moment is None else moment.astimezone().strftime("%Y-%m-%d %H:%M")


def size(count: int) -> str:
    """Bytes for people."""
    return f"{count / 1e6:.1f} MB" if count >= 100_000 else f"{count / 1e3:.1f} kB"


def _text(value: Any) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no form in JSON")


def _plain(text: str) -> str:
    """Names come from anywhere; control characters must not reach the terminal."""
    return "".join(each if each.isprintable() else "?" for each in text)
