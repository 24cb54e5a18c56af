"""What a call is authenticated with: an access token as it is, or one that is had and renewed for a key or a session."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Protocol

from packshot.auth.v1 import auth_pb2

MARGIN_S = 30.0
"""A token is renewed this long before it expires, so that it does not on its way."""
RENEW_REASONS = frozenset({"TOKEN_EXPIRED", "TOKEN_INVALID"})
"""What a server says to a token that a fresh one may be good in place of: this clock runs late, or the signing keys changed."""

Obtain = Callable[[str], Awaitable[auth_pb2.Tokens]]


class Credential(Protocol):
    """Gives access tokens."""

    async def token(self) -> str:
        """A token that should be good."""
        ...

    def reject(self, token: str) -> bool:
        """Takes note that a server refused ``token``; says whether the next one will be another."""
        ...


class FixedToken:
    """An access token that somebody else looks after."""

    def __init__(self, token: str) -> None:
        self._token = token

    async def token(self) -> str:
        return self._token

    def reject(self, token: str) -> bool:
        return False


class RenewedToken:
    """An access token obtained with a secret: an API key, or a session's newest refresh token.

    ``obtain`` exchanges the secret. Where the answer brings a refresh token, that is the secret from then on. Calls at once wait
    for one exchange: a refresh token that is used twice ends its session.
    """

    def __init__(
        self,
        secret: str,
        obtain: Obtain,
        *,
        tokens: auth_pb2.Tokens | None = None,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._secret = secret
        self._obtain = obtain
        self._now = now
        self._lock = asyncio.Lock()
        self._token = ""
        self._good_until = 0.0
        if tokens is not None:
            self._keep(tokens)

    @property
    def secret(self) -> str:
        """What the next exchange will be made with."""
        return self._secret

    async def token(self) -> str:
        async with self._lock:
            if not self._token or self._now() >= self._good_until:
                self._keep(await self._obtain(self._secret))
            return self._token

    def reject(self, token: str) -> bool:
        if token == self._token:
            self._token = ""
        return True

    def _keep(self, tokens: auth_pb2.Tokens) -> None:
        self._token = tokens.access_token
        self._good_until = tokens.access_expire_time.ToMicroseconds() / 1e6 - MARGIN_S
        self._secret = tokens.refresh_token or self._secret
