"""A caller who stays longer than an access token lives: the credential is looked at again before each further call.

So a stream outlives the 5 minutes of a token that an API key was exchanged for, and ends soon after a key was revoked.
"""

import asyncio

from starlette.requests import HTTPConnection

from mesh.deadlines import set_deadline
from mesh.identity import Caller
from services.gateway.door import TIMEOUT_FIELD, Desk

FRESH_S = 60.0
"""How long a look holds: far less than a token lives."""


class Standing:
    """The credential of a connection, as long as it is open."""

    def __init__(self, connection: HTTPConnection, desk: Desk, authorization: str | None = None) -> None:
        self._authorization = authorization or connection.headers.get("authorization")
        self._address = connection.client.host if connection.client else ""
        self._desk = desk
        self._bounded = TIMEOUT_FIELD in connection.headers
        self._looked_at = asyncio.get_running_loop().time()

    async def identify(self) -> Caller:
        """Looks now; raises as ``Doorkeeper.identify`` does."""
        caller = await self._desk.doorkeeper.identify(self._authorization, self._address)
        self._looked_at = asyncio.get_running_loop().time()
        return caller

    async def renew(self, limit_s: float) -> None:
        """For what this task does next: sets who calls, and a deadline in ``limit_s`` unless the caller bounded the whole."""
        now = asyncio.get_running_loop().time()
        if not self._bounded:
            set_deadline(now + limit_s)
        if now - self._looked_at > FRESH_S:
            await self.identify()
