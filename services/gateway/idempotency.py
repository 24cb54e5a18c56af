"""``Idempotency-Key``: makes a repeated request safe. What the key stands for is the studio's to know."""

from typing import Annotated

from fastapi import Header

IdempotencyKey = Annotated[
    str,
    Header(
        alias="Idempotency-Key",
        description="Makes a repeated request safe for 24 hours: at most 128 printable characters.",
    ),
]
MISMATCH = (
    "IDEMPOTENCY_MISMATCH",
    "The idempotency key came before with another request. Send a new key for new work.",
)
"""The example of the 409 that a key used twice is answered with."""
