"""Sessions: a sign-in, kept alive by refresh tokens that are good once. Owns the collection ``sessions``.

A refresh token is ``rt_<family>_<secret>``. The family part is the same through the whole session and known only to
its holder; the secret part is new each time. Only SHA-256 digests of both are stored. So a token of the right family
with a secret that is not the newest was once ours and comes a second time: somebody has a copy, and the session ends
for both (RFC 9700, 4.14.2). That needs no list of spent tokens, and a made-up token ends nothing.

A browser's tabs share one cookie and may send it at the same moment. So in a session that was opened for a browser, the
token just replaced is good for ``grace`` more, and is answered with the very token that replaced it: each secret is
made of the one before and a salt that is stored, so whoever has the old one can be given the new one again, and nobody
else can, whoever reads the store included (ADR 0015).
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from pymongo import ReturnDocument

from mesh.documents import Document, Documents, needs_documents
from mesh.tokens import Clock, utc_now
from services.auth.accounts import Account, Accounts
from services.auth.errors import AccountNotFound, SessionEnded, SessionNotFound
from services.auth.issuer import AccessToken, Issuer
from services.auth.opaque import ID_CHARS, SECRET_CHARS, digest, random_text, successor
from services.auth.throttle import LoginThrottle

PREFIX = "rt"
SALT_BYTES = 32
MAX_USER_AGENT_CHARS = 200
MAX_LISTED = 200

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class SessionTokens:
    """What the holder of a session gets, at sign-in and at each refresh."""

    access: AccessToken
    refresh: str
    refresh_expires_at: datetime
    account_id: str


@dataclass(frozen=True)
class Session:
    """A sign-in that is alive, as its owner may see it."""

    id: str
    user_agent: str
    """What the program that signed in called itself: somebody else's text, cleaned and cut."""
    created_at: datetime
    last_used_at: datetime
    """When it was last refreshed, or opened."""
    expires_at: datetime


class Sessions:
    """Opens, refreshes, lists and ends sessions. One lasts ``lifetime`` from sign-in, however often it is refreshed.

    ``grace`` is how long a browser's token may come again once it has been replaced.
    """

    def __init__(
        self,
        documents: Documents,
        accounts: Accounts,
        issuer: Issuer,
        throttle: LoginThrottle,
        *,
        lifetime: timedelta,
        grace: timedelta = timedelta(seconds=10),
        now: Clock = utc_now,
    ) -> None:
        self._sessions = documents["sessions"]
        self._accounts = accounts
        self._issuer = issuer
        self._throttle = throttle
        self._lifetime = lifetime
        self._grace = grace
        self._now = now

    @needs_documents
    async def prepare(self) -> None:
        """Makes the unique index, the TTL index and that for lists. Idempotent."""
        await self._sessions.create_index("family_digest", unique=True)
        await self._sessions.create_index("account_id")
        await self._sessions.create_index("expire_at", expireAfterSeconds=0)

    @needs_documents
    async def login(
        self, email: str, password: str, *, address: str, user_agent: str = "", browser: bool = False
    ) -> SessionTokens:
        """Opens a session. ``address`` is where the call comes from; may be empty. ``browser``: its tokens get the grace.

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
            "user_agent": clean_user_agent(user_agent),
            "browser": browser,
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
        session: who sends a token twice cannot be told from a thief. In a browser's session both win within the grace,
        and get the same token.
        """
        family, secret = _parse(token)
        salt = secrets.token_bytes(SALT_BYTES)
        next_secret = successor(secret, salt)
        now = self._now()
        # One atomic step, so that of two calls with the same token exactly one matches.
        session = await self._sessions.find_one_and_update(
            {
                "family_digest": digest(family),
                "secret_digest": digest(secret),
                "ended_at": None,
                "expire_at": {"$gt": now},
            },
            {
                "$set": {
                    "secret_digest": digest(next_secret),
                    "previous_digest": digest(secret),
                    "salt": salt,
                    "refreshed_at": now,
                }
            },
            return_document=ReturnDocument.AFTER,
        )
        if session is None and (session := await self._replaced_just_now(family, secret, now)) is not None:
            next_secret = successor(secret, bytes(session["salt"]))
        if session is None:
            if await self._end(family):
                log.warning("session.ended", why="a used refresh token came again")
            raise _session_ended()
        account = await self._account(session["account_id"])
        if account is None:
            await self._end(family)
            raise _session_ended()
        return await self._tokens(session, account, family, next_secret)

    async def _replaced_just_now(self, family: str, secret: str, now: datetime) -> Document | None:
        """A browser's session in which ``secret`` was the newest until a moment ago."""
        return await self._sessions.find_one(
            {
                "family_digest": digest(family),
                "previous_digest": digest(secret),
                "browser": True,
                "refreshed_at": {"$gt": now - self._grace},
                "ended_at": None,
                "expire_at": {"$gt": now},
            }
        )

    @needs_documents
    async def list(self, account_id: str) -> Sequence[Session]:
        """An account's sessions that are alive, last used first, at most ``MAX_LISTED``."""
        found = self._sessions.find(self._alive(account_id)).sort("refreshed_at", -1).limit(MAX_LISTED)
        return [_session(document) for document in await found.to_list(MAX_LISTED)]

    @needs_documents
    async def end_one(self, account_id: str, session_id: str) -> None:
        """Ends one session of an account. Raises ``SessionNotFound``, also where it is another's or over."""
        result = await self._sessions.update_one(
            {"_id": session_id, **self._alive(account_id)}, {"$set": {"ended_at": self._now()}}
        )
        if result.modified_count == 0:
            raise SessionNotFound("There is no such session in your account, or it is over already.")

    @needs_documents
    async def end_others(self, account_id: str, kept_id: str) -> int:
        """Ends all sessions of an account but ``kept_id``; how many those were."""
        result = await self._sessions.update_many(
            {"_id": {"$ne": kept_id}, **self._alive(account_id)}, {"$set": {"ended_at": self._now()}}
        )
        return int(result.modified_count)

    def _alive(self, account_id: str) -> Document:
        return {"account_id": account_id, "ended_at": None, "expire_at": {"$gt": self._now()}}

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
        return SessionTokens(access, f"{PREFIX}_{family}_{secret}", session["expire_at"], account.id)


def clean_user_agent(text: str) -> str:
    """What a program says of itself, fit to be shown in a line: printable characters, single spaces, cut."""
    printable = "".join(
        character if character.isprintable() else " " for character in text[: 10 * MAX_USER_AGENT_CHARS]
    )
    return " ".join(printable.split())[:MAX_USER_AGENT_CHARS].rstrip()


def _session(document: Document) -> Session:
    return Session(
        id=document["_id"],
        user_agent=document.get("user_agent", ""),
        created_at=document["created_at"],
        last_used_at=document["refreshed_at"],
        expires_at=document["expire_at"],
    )


def _parse(token: str) -> tuple[str, str]:
    parts = token.split("_")
    if len(token) > len(PREFIX) + 2 * SECRET_CHARS + 2 or len(parts) != 3 or parts[0] != PREFIX:
        raise _session_ended()
    return parts[1], parts[2]


def _session_ended() -> SessionEnded:
    return SessionEnded(
        "This session is over: the refresh token was used already, has expired, or was ended. Sign in again."
    )
