"""Random texts that are worth something to whoever holds them, and the digests of them that are stored.

SHA-256 and not Argon2id: a slow hash makes guessing dear where there is little to guess, as in a password. These
carry 256 random bits, which no speed of hashing brings within reach, and they are checked far more often.
"""

import hashlib
import hmac
import secrets
import string

ALPHABET = string.digits + string.ascii_uppercase + string.ascii_lowercase
"""Base 62: no character that a shell, a URL or a double click breaks at."""
SECRET_CHARS = 43
"""62**43 > 2**256."""
ID_CHARS = 16
"""62**16 > 2**95: enough that no two are equal; not secret."""


def random_text(chars: int) -> str:
    """``chars`` characters of `ALPHABET` from the system's source of randomness."""
    return "".join(secrets.choice(ALPHABET) for _ in range(chars))


def successor(secret: str, salt: bytes) -> str:
    """The secret that comes after ``secret``: `SECRET_CHARS` characters that take both it and ``salt`` to know (HMAC-SHA-256)."""
    number = int.from_bytes(hmac.digest(secret.encode(), salt, "sha256"))
    characters = []
    for _ in range(SECRET_CHARS):
        number, rest = divmod(number, len(ALPHABET))
        characters.append(ALPHABET[rest])
    return "".join(characters)


def digest(text: str) -> bytes:
    """What is stored in place of ``text``: (32,) bytes."""
    return hashlib.sha256(text.encode()).digest()
