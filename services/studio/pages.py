"""Lists a page at a time, newest first, by a token that says where the next page begins.

Keyset paging on (time, id): what is added or removed meanwhile neither repeats an entry nor skips one.
"""

import base64
import binascii
import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from mesh.documents import Document
from mesh.errors import InvalidArgument

DEFAULT_SIZE, MAX_SIZE = 50, 200
NEWEST_FIRST = [("created_at", -1), ("_id", -1)]
"""The order that ``Page.after`` goes on in; documents have ``created_at``."""


@dataclass(frozen=True)
class Page:
    """Which page is wanted."""

    size: int
    token: str = ""

    @classmethod
    def wanted(cls, size: int, token: str) -> "Page":
        """The page that a request asks for; size 0 is the default. Raises ``InvalidArgument``."""
        if size > MAX_SIZE:
            raise InvalidArgument(f"A page has at most {MAX_SIZE} entries. Ask for fewer.", field="page_size")
        return cls(size or DEFAULT_SIZE, token)

    def after(self, filters: Document) -> Document:
        """What to add to a query with ``filters`` so that it goes on where the page before ended. Raises ``InvalidArgument`` for a
        token that is none, or that was given for other filters."""
        if not self.token:
            return {}
        try:
            micros, last_id, mark = json.loads(base64.urlsafe_b64decode(self.token))
            at = datetime.fromtimestamp(int(micros) / 1000, UTC)
        except (binascii.Error, ValueError, TypeError, OverflowError, OSError) as error:
            raise _bad_token() from error
        if mark != _mark(filters) or not isinstance(last_id, str):
            raise _bad_token()
        return {"$or": [{"created_at": {"$lt": at}}, {"created_at": at, "_id": {"$lt": last_id}}]}

    def cut(self, found: list[Document], filters: Document) -> tuple[list[Document], str]:
        """The page's documents out of ``size + 1`` that were asked for, and the token of the next page."""
        if len(found) <= self.size:
            return found, ""
        page = found[: self.size]
        last = page[-1]
        # Milliseconds, since that is what the store keeps of a date.
        place = [round(1000 * last["created_at"].timestamp()), last["_id"], _mark(filters)]
        return page, base64.urlsafe_b64encode(json.dumps(place).encode()).decode()


async def read_page(
    collection: Any, filters: Document, page: Page, hidden: Document | None = None
) -> tuple[list[Document], str]:
    """One page of ``collection``: documents that match ``filters``, newest first, without the fields that ``hidden`` names, and
    the token of the next page."""
    query = {"$and": [filters, going_on]} if (going_on := page.after(filters)) else filters
    found = await collection.find(query, hidden).sort(NEWEST_FIRST).limit(page.size + 1).to_list(page.size + 1)
    return page.cut(found, filters)


def _mark(filters: Document) -> str:
    """Tells two sets of filters apart."""
    return hashlib.sha256(repr(sorted(filters.items(), key=str)).encode()).hexdigest()[:8]


def _bad_token() -> InvalidArgument:
    return InvalidArgument(
        "The page token is none of this list. Use `next_page_token` of the page before, with the same filters.",
        field="page_token",
    )
