"""Access tokens: short-lived JSON Web Tokens (RFC 9068) that every service verifies for itself (``mesh.tokens``)."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

import jwt

from mesh.tokens import ALGORITHM, TOKEN_TYPE, Clock, utc_now
from services.auth.signing import SigningKeys


@dataclass(frozen=True)
class AccessToken:
    """A token and what its holder should know of it."""

    text: str
    expires_at: datetime
    scopes: frozenset[str]


class Issuer:
    """Issues access tokens that are good for ``lifetime``."""

    def __init__(
        self, keys: SigningKeys, *, issuer: str, audience: str, lifetime: timedelta, now: Clock = utc_now
    ) -> None:
        self._keys = keys
        self._issuer = issuer
        self._audience = audience
        self._lifetime = lifetime
        self._now = now

    async def issue(self, account_id: str, credential_id: str, scopes: frozenset[str]) -> AccessToken:
        """A token for ``account_id``; ``credential_id`` is the session or API key that it comes from (claim ``sid``)."""
        key = await self._keys.current()
        # Claims count whole seconds.
        issued_at = self._now().replace(microsecond=0)
        expires_at = issued_at + self._lifetime
        claims = {
            "iss": self._issuer,
            "aud": self._audience,
            "sub": account_id,
            "sid": credential_id,
            "scope": " ".join(sorted(scopes)),
            "iat": int(issued_at.timestamp()),
            "nbf": int(issued_at.timestamp()),
            "exp": int(expires_at.timestamp()),
            "jti": secrets.token_urlsafe(16),
        }
        text = jwt.encode(claims, key.private, ALGORITHM, headers={"kid": key.id, "typ": TOKEN_TYPE})
        return AccessToken(text, expires_at, scopes)
