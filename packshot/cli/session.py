"""From what was typed to a connection, and from how it went to an exit code.

``EXIT_CODES`` says which they are.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable, Coroutine
from pathlib import Path
from typing import Any, TypeVar

import typer
from rich.console import Console

from packshot.cli.notices import sentence_of
from packshot.cli.several import REFUSED, UNAVAILABLE
from packshot.cli.targets import Unusable
from packshot.client import ApiError, Packshot

INTERRUPTED = 130
EXIT_CODES = (
    "Exit codes: 0 done; 1 refused, the message says why; 2 used wrongly, nothing was sent; "
    "3 Packshot is not there, has no room or ran out of time, try again later; 130 interrupted. "
    "With several photos it is the highest of theirs."
)
Answer = TypeVar("Answer")


def usable(choose: Callable[[], Answer]) -> Answer:
    try:
        return choose()
    except Unusable as error:
        raise typer.BadParameter(str(error)) from error
    except OSError as error:
        raise typer.BadParameter(f"{error.filename}: {error.strerror}.") from error


def connected(
    address: str,
    key: str | None,
    tls: bool,
    ca: Path | None,
    timeout_s: float | None,
    use: Callable[[Packshot], Awaitable[int]],
    *,
    as_json: bool = False,
    needs_key: bool = True,
) -> None:
    """Runs ``use`` on a connection and leaves with its exit code."""
    if needs_key and not key:
        raise typer.BadParameter("This needs an API key. Give it with --key, or set the variable PACKSHOT_KEY.")
    roots = ca.read_bytes() if ca else None

    async def session() -> int:
        async with Packshot(address, key=key, tls=tls, root_certificates=roots, timeout_s=timeout_s) as studio:
            return await use(studio)

    raise typer.Exit(_run(session(), as_json))


def _run(session: Coroutine[Any, Any, int], as_json: bool) -> int:
    try:
        return asyncio.run(session)
    except ApiError as error:
        if as_json:
            typer.echo(json.dumps({"error": {"reason": error.reason, "message": sentence_of(error)}}))
        else:
            Console(stderr=True, soft_wrap=True, highlight=False, markup=False).print(sentence_of(error), style="red")
        return UNAVAILABLE if error.temporary else REFUSED
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error
    except KeyboardInterrupt:
        return INTERRUPTED
