"""JSON documents as they arrive: the one place that parses a body, and refuses what is no text.

JSON can spell half of a surrogate pair (``"\\ud800"``, RFC 8259, section 8.2), Python reads it, and nothing further on can: neither
protobuf nor an answer in UTF-8. So it ends here, told by the path of its field.
"""

import json
import re
from typing import Any

from mesh.errors import InvalidArgument
from services.gateway.errors import BadRequest

_ESCAPED_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
_MAX_STEPS, _MAX_STEP_CHARS = 8, 80


def read_document(body: bytes) -> Any:
    """What the JSON in ``body`` says; raises ``BadRequest``, or ``InvalidArgument`` for text with half a surrogate pair."""
    try:
        # Strictly: `json.loads` itself lets surrogates pass that were encoded as if they were characters.
        text = body.decode(json.detect_encoding(body))
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadRequest("The body is not JSON. Check it with a JSON tool; text must be UTF-8.") from error
    if _ESCAPED_SURROGATE.search(text):  # emoji may be written as escaped pairs, so only now is it looked for
        _refuse_halves(document)
    return document


def _refuse_halves(document: Any) -> None:
    # No recursion: how deep a document may be is the parser's business.
    waiting: list[tuple[tuple[str, ...], Any]] = [((), document)]
    while waiting:
        path, value = waiting.pop()
        if isinstance(value, str):
            if not _is_text(value):
                raise _half(path)
        elif isinstance(value, list):
            waiting.extend(((*path[:_MAX_STEPS], str(index)), item) for index, item in enumerate(value))
        elif isinstance(value, dict):
            for name, item in value.items():
                step = (*path[:_MAX_STEPS], name[:_MAX_STEP_CHARS].encode(errors="replace").decode())
                if not _is_text(name):
                    raise _half(step)
                waiting.append((step, item))


def _is_text(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _half(path: tuple[str, ...]) -> InvalidArgument:
    name = ".".join(path[:_MAX_STEPS]) or "body"
    return InvalidArgument(
        f"`{name}` has half of a surrogate pair (such as \\ud800 without its other half), which is no character. Send whole ones.",
        field=name,
    )
