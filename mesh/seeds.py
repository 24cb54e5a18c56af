"""The seed of a scene whose wish leaves it open."""

import secrets

SEED_BITS = 53
"""As many as every JSON reader takes for a whole number."""


def new_seed() -> int:
    """One that nobody has had, from the system's source of randomness."""
    return secrets.randbits(SEED_BITS)
