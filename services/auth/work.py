"""Tokens for workers, which carry out jobs for accounts that are not there while they do."""

import secrets
from collections.abc import Collection

from mesh.errors import InvalidArgument
from services.auth.accounts import Accounts, bad_credentials
from services.auth.issuer import AccessToken, Issuer
from services.auth.scopes import CUTOUTS, SCENES
from services.auth.throttle import LoginThrottle

WORK_SCOPES = frozenset({CUTOUTS, SCENES})
"""All that a job may need of other services. What is kept for the account, the worker reaches by itself."""
CREDENTIAL = "work"


class WorkTokens:
    """Issues tokens to whoever shows ``secret``; an empty one is nobody's."""

    def __init__(self, accounts: Accounts, issuer: Issuer, throttle: LoginThrottle, secret: str) -> None:
        self._accounts = accounts
        self._issuer = issuer
        self._throttle = throttle
        self._secret = secret.encode()

    async def issue(self, secret: str, account_id: str, scopes: Collection[str], *, address: str) -> AccessToken:
        """A short token for an account's job. Raises ``BadCredentials``, ``InvalidArgument``, ``AccountNotFound``,
        ``LoginThrottled`` where somebody guesses."""
        if not self._secret or not secrets.compare_digest(secret.encode(), self._secret):
            await self._throttle.count("work", address)
            raise bad_credentials()
        wanted = frozenset(scopes)
        if not wanted or wanted - WORK_SCOPES:
            raise InvalidArgument(
                f"A worker is given {', '.join(sorted(WORK_SCOPES))} and nothing else.", field="scopes"
            )
        account = await self._accounts.get(account_id)
        if account.disabled:
            raise bad_credentials()
        return await self._issuer.issue(account.id, CREDENTIAL, wanted & account.scopes)
