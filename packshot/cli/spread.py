"""Options that belong together, as one argument of a command.

Typer reads a function's signature; so that several commands have the same options without each repeating them, a dataclass says
them once, and the command shows typer its fields in place of itself.
"""

import functools
import inspect
from collections.abc import Callable
from dataclasses import fields
from typing import Any, get_type_hints


def taking(*groups: type[Any]) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """For a command with an argument annotated with each of these dataclasses: it gets theirs, typer sees their fields."""

    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        own = inspect.signature(command, eval_str=True)
        grouped = {each.name: each.annotation for each in own.parameters.values() if each.annotation in groups}
        shown: list[inspect.Parameter] = []
        for each in own.parameters.values():
            spread = _fields(each.annotation) if each.name in grouped else [each]
            shown += [one.replace(kind=inspect.Parameter.KEYWORD_ONLY) for one in spread]

        @functools.wraps(command)
        def gathered(**given: Any) -> None:
            for name, group in grouped.items():
                given[name] = group(**{field.name: given.pop(field.name) for field in fields(group)})
            command(**given)

        gathered.__signature__ = own.replace(parameters=shown)  # type: ignore[attr-defined]
        gathered.__annotations__ = {each.name: each.annotation for each in shown}
        return gathered

    return decorate


def _fields(group: type[Any]) -> list[inspect.Parameter]:
    hints = get_type_hints(group, include_extras=True)
    return [
        inspect.Parameter(
            field.name, inspect.Parameter.KEYWORD_ONLY, default=field.default, annotation=hints[field.name]
        )
        for field in fields(group)
    ]
