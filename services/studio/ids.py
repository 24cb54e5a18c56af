"""Names of what the studio keeps: ``ast_...``, ``job_...``. Unguessable, so that knowing one is the owner's doing."""

import hashlib
import secrets

HEX_CHARS = 24
"""96 bits."""


def new_id(prefix: str) -> str:
    """A name that nothing else has, ``<prefix>_`` and 24 hex digits from the system's source of randomness."""
    return f"{prefix}_{secrets.token_hex(HEX_CHARS // 2)}"


def derived_id(prefix: str, *parts: object) -> str:
    """The same name for the same parts, so that what is done twice is there once. As hard to guess as the most secret part."""
    text = "\0".join(map(str, parts))
    return f"{prefix}_{hashlib.sha256(text.encode()).hexdigest()[:HEX_CHARS]}"
