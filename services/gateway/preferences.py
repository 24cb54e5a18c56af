"""The ``Prefer`` header field (RFC 7240), as far as it is about waiting."""

import re

MAX_WAIT_S = 60
MAX_FIELD_CHARS = 1_000
# A preference without its parameters: a name, and a value that may be quoted.
_PREFERENCE = re.compile(r'\s*([\w!#$%&\'*+.^`|~-]+)\s*(?:=\s*(?:"([^"]*)"|([^\s;,"]*)))?[^,]*(?:,|$)', re.ASCII)


def wait_s(fields: list[str]) -> int:
    """Seconds of ``wait=``, at most ``MAX_WAIT_S``; 0 where nobody wants to wait, or says it in a way that is not known."""
    text = ",".join(fields)[:MAX_FIELD_CHARS]
    for match in _PREFERENCE.finditer(text):
        name, quoted, plain = match.groups()
        if name.lower() == "wait":
            value = quoted if quoted is not None else plain or ""
            # The first one counts, whatever follows (RFC 7240, 2).
            return min(MAX_WAIT_S, int(value)) if value.isascii() and value.isdigit() and len(value) < 10 else 0
    return 0
