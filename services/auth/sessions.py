"""Sessions: a sign-in, kept alive by refresh tokens that are good once. Owns the collection ``sessions``.

A refresh token is ``rt_<family>_<secret>``. The family part is the same through the whole session and known only to
its holder; the secret part is new each time. Only SHA-256 digests of both are stored. So a token of the right family
with a secret that is not the newest was once ours and comes a second time: somebody has a copy, and the session ends
for both (RFC 9700, 4.14.2). That needs no list of spent tokens, and a made-up token ends nothing.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from pymongo import ReturnDocument

from mesh.documents import Document, Documents, needs_documents
from mesh.tokens import Clock, utc_now
from services.auth.accounts import Account, Accounts
from services.auth.errors import AccountNotFound, SessionEnded
from services.auth.issuer import AccessToken, Issuer
from services.auth.opaque import ID_CHARS, SECRET_CHARS, digest, random_text
from services.auth.throttle import LoginThrottle

PREFIX = "rt"

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class SessionTokens:
    """What the holder of a session gets, at sign-in and at each refresh."""

    access: AccessToken
    refresh: str
    refresh_expires_at: datetime


class Sessions:
    """Opens, refreshes and ends sessions. One lasts ``lifetime`` from sign-in, however often it is refreshed."""

    def __init__(
        self,
        documents: Documents,
        accounts: Accounts,
        issuer: Issuer,
        throttle: LoginThrottle,
        *,
        lifetime: timedelta,
        now: Clock = utc_now,
    ) -> None:
        self._sessions = documents["sessions"]
        self._accounts = accounts
        self._issuer = issuer
        self._throttle = throttle
        self._lifetime = lifetime
        self._now = now

    @needs_documents
    async def prepare(self) -> None:
        """Makes the unique and the TTL index. Idempotent."""
        await self._sessions.create_index("family_digest", unique=True)
        await self._sessions.create_index("expire_at", expireAfterSeconds=0)

    @needs_documents
    async def login(self, email: str, password: str, *, address: str) -> SessionTokens:
        """Opens a session. ``address`` is where the call comes from; may be empty.

        Raises ``LoginThrottled``, ``BadCredentials``, or ``Overloaded`` where too many sign in at once.
        """
        await self._throttle.count(email, address)
        account = await self._accounts.authenticate(email, password)
        await self._throttle.forgive(email)
        family, secret = random_text(SECRET_CHARS), random_text(SECRET_CHARS)
        now = self._now()
        session: Document = {
            "_id": random_text(ID_CHARS),
            "account_id": account.id,
            "family_digest": digest(family),
            "secret_digest": digest(secret),
            "created_at": now,
            "refreshed_at": now,
            "ended_at": None,
            "expire_at": now + self._lifetime,
        }
        await self._sessions.insert_one(session)
        return await self._tokens(session, account, family, secret)

    @needs_documents
    async def refresh(self, token: str) -> SessionTokens:
        """New tokens for the newest refresh token of a session; that one is used up.

        Raises ``SessionEnded`` for any other. Of two calls with the same token one wins, and the other ends the
        session: who sends a token twice cannot be told from a thief.
        """
        family, secret = _parse(token)
        next_secret = random_text(SECRET_CHARS)
        now = self._now()
        # One atomic step, so that of two calls with the same token exactly one matches.
        session = await self._sessions.find_one_and_update(
            {
                "family_digest": digest(family),
                "secret_digest": digest(secret),
                "ended_at": None,
                "expire_at": {"$gt": now},
            },
            {"$set": {"secret_digest": digest(next_secret), "refreshed_at": now}},
            return_document=ReturnDocument.AFTER,
        )
        if session is None:
            if await self._end(family):
                log.warning("session.ended", why="a used refresh token came again")
            raise _session_ended()
        account = await self._account(session["account_id"])
        if account is None:
            await self._end(family)
            raise _session_ended()
        return await self._tokens(session, account, family, next_secret)

    @needs_documents
    async def end(self, token: str) -> None:
        """Ends the session of ``token``, any that it ever had. Unknown ones are passed over. Idempotent."""
        try:
            family, _ = _parse(token)
        except SessionEnded:
            return
        await self._end(family)

    @needs_documents
    async def end_all(self, account_id: str) -> None:
        """Ends and forgets every session of an account."""
        await self._sessions.delete_many({"account_id": account_id})

    async def _end(self, family: str) -> bool:
        """Whether this call ended it: it was there and alive."""
        now = self._now()
        result = await self._sessions.update_one(
            {"family_digest": digest(family), "ended_at": None, "expire_at": {"$gt": now}}, {"$set": {"ended_at": now}}
        )
        return result.modified_count == 1

    async def _account(self, account_id: str) -> Account | None:
        try:
            account = await self._accounts.get(account_id)
        except AccountNotFound:
            return None
        return None if account.disabled else account

    async def _tokens(self, session: Document, account: Account, family: str, secret: str) -> SessionTokens:
        # Scopes are the account's of now, not of the sign-in: a role taken away is gone at the next refresh.
        access = await self._issuer.issue(account.id, session["_id"], account.scopes)
        return SessionTokens(access, f"{PREFIX}_{family}_{secret}", session["expire_at"])


def _parse(token: str) -> tuple[str, str]:
    parts = token.split("_")
    if len(token) > len(PREFIX) + 2 * SECRET_CHARS + 2 or len(parts) != 3 or parts[0] != PREFIX:
        raise _session_ended()
    return parts[1], parts[2]


def _session_ended() -> SessionEnded:
    return SessionEnded(
        "This session is over: the refresh token was used already, has expired, or was ended. Sign in again."
    )
