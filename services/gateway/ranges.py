"""Which bytes a caller wants, from ``Range`` and ``If-Range``, and whether it has them already, from ``If-None-Match``."""

import re
from dataclasses import dataclass

from services.gateway.errors import RangeNotSatisfiable

MAX_FIELD_CHARS = 2_000
_ONE_RANGE = re.compile(r"bytes[ \t]*=[ \t]*([0-9]{0,18})[ \t]*-[ \t]*([0-9]{0,18})[ \t]*", re.IGNORECASE | re.ASCII)


@dataclass(frozen=True)
class Span:
    """Bytes ``offset`` to ``offset + length - 1``; at least one."""

    offset: int
    length: int

    def content_range(self, total: int) -> str:
        """The field that tells them."""
        return f"bytes {self.offset}-{self.offset + self.length - 1}/{total}"


def wanted_span(text: str | None, total: int) -> Span | None:
    """The one range that a ``Range`` field asks for, of ``total`` bytes; None: everything.

    A unit or form that is not known, and several ranges, are ignored, as RFC 9110 14.2 allows. Raises ``RangeNotSatisfiable``.
    """
    match = _ONE_RANGE.fullmatch(text.strip()) if text and len(text) <= MAX_FIELD_CHARS else None
    if match is None:
        return None
    first, last = match.groups()
    if not first and not last:
        return None
    if not first:
        length = min(int(last), total)
        if length == 0:
            raise _beyond(total)
        return Span(total - length, length)
    offset = int(first)
    end = min(int(last), total - 1) if last else total - 1
    if last and int(last) < offset:
        return None
    if offset >= total:
        raise _beyond(total)
    return Span(offset, end - offset + 1)


def is_known(if_none_match: str | None, etag: str) -> bool:
    """Whether ``If-None-Match`` names ``etag`` (quoted), compared weakly, as it has to be."""
    if if_none_match is None or len(if_none_match) > MAX_FIELD_CHARS:
        return False
    named = [one.strip() for one in if_none_match.split(",")]
    return "*" in named or etag in (one.removeprefix("W/") for one in named)


def still_holds(if_range: str | None, etag: str) -> bool:
    """Whether a range may be given: ``If-Range`` is not there or is ``etag``. A date is not: we send none."""
    return if_range is None or if_range.strip() == etag


def _beyond(total: int) -> RangeNotSatisfiable:
    return RangeNotSatisfiable(
        f"The range begins behind the end: there are {total} bytes. Ask for bytes that are there.", total_bytes=total
    )
