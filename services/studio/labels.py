"""Titles and tags, as people write them and as they are kept."""

import unicodedata
from collections.abc import Iterable

from mesh.errors import InvalidArgument

MAX_TITLE_CHARS, MAX_TAGS, MAX_TAG_CHARS = 200, 20, 40


def checked_title(text: str, field: str = "title") -> str:
    """A title without blanks around it. Raises ``InvalidArgument`` for one that is too long or has control characters."""
    # A Mac writes accents in file names as signs of their own; one way for all, or equal titles differ.
    title = unicodedata.normalize("NFC", text).strip()
    if len(title) > MAX_TITLE_CHARS or not title.isprintable():
        raise InvalidArgument(
            f"`{field}` is too long or has control characters. Use up to {MAX_TITLE_CHARS} characters.", field=field
        )
    return title


def checked_tags(tags: Iterable[str]) -> tuple[str, ...]:
    """Tags in lower case, sorted, each once. Raises ``InvalidArgument``."""
    found = sorted({" ".join(unicodedata.normalize("NFC", tag.casefold()).split()) for tag in tags} - {""})
    if len(found) > MAX_TAGS:
        raise InvalidArgument(f"There are {len(found)} tags; the most is {MAX_TAGS}. Send fewer.", field="tags")
    for tag in found:
        if len(tag) > MAX_TAG_CHARS or not tag.isprintable() or "," in tag:
            raise InvalidArgument(
                f"A tag is too long, or has commas or control characters. Use up to {MAX_TAG_CHARS} characters each.",
                field="tags",
            )
    return tuple(found)
