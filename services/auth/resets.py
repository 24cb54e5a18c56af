"""Forgotten passwords: tokens that go out by mail and are good once. Owns the collection ``password_resets``.

Whoever asks is answered before anybody looks whether there is such an account: the answer, and the time it takes, are the same.
"""

import asyncio
from collections.abc import Sequence
from datetime import timedelta

import structlog

from mesh.documents import Documents, needs_documents
from mesh.errors import Overloaded, PackshotError
from mesh.tokens import Clock, utc_now
from services.auth.accounts import Account, Accounts, known_language
from services.auth.errors import AccountNotFound, MailNotSetUp, ResetExpired
from services.auth.mail import Mail, Mailer, MailFailed
from services.auth.mail_texts import reset_mail
from services.auth.opaque import SECRET_CHARS, digest, random_text
from services.auth.sessions import Sessions
from services.auth.throttle import LoginThrottle, ResetThrottle

MAX_AT_WORK = 64
RETRY_S = (1.0, 5.0, 15.0)
"""Pauses between tries to hand a mail over."""
CLOSE_S = 10.0

log = structlog.get_logger(__name__)


class PasswordResets:
    """Sends tokens and takes them back."""

    def __init__(
        self,
        documents: Documents,
        accounts: Accounts,
        sessions: Sessions,
        throttle: ResetThrottle,
        logins: LoginThrottle,
        mailer: Mailer | None,
        *,
        page_url: str,
        lifetime: timedelta,
        retry_s: Sequence[float] = RETRY_S,
        now: Clock = utc_now,
    ) -> None:
        self._resets = documents["password_resets"]
        self._accounts = accounts
        self._sessions = sessions
        self._throttle = throttle
        self._logins = logins
        self._mailer = mailer
        self._page_url = page_url.rstrip("/")
        self._lifetime = lifetime
        self._retry_s = retry_s
        self._now = now
        self._at_work: set[asyncio.Task[None]] = set()

    @needs_documents
    async def prepare(self) -> None:
        """Makes the TTL index and that by account. Idempotent."""
        await self._resets.create_index("expire_at", expireAfterSeconds=0)
        await self._resets.create_index("account_id")

    async def request(self, email: str, language: str = "", *, address: str) -> None:
        """Has a mail sent to the account of an address, where there is one; returns before it is looked for.

        Raises ``MailNotSetUp``, ``InvalidArgument`` (the language), ``ResetThrottled``, ``Overloaded``: each alike for an address
        without an account.
        """
        if self._mailer is None:
            raise MailNotSetUp("This installation sends no mail. Ask whoever runs it for a new password.")
        if language:
            known_language(language)
        await self._throttle.count_mail(email, address)
        if len(self._at_work) >= MAX_AT_WORK:
            raise Overloaded("Too many mails are on their way. Try again in a few seconds.", retry_after_s=5.0)
        work = asyncio.create_task(self._send(self._mailer, email, language))
        self._at_work.add(work)
        work.add_done_callback(self._at_work.discard)

    async def _send(self, mailer: Mailer, email: str, language: str) -> None:
        try:
            account = await self._accounts.find(email)
            if account is None:
                return
            token = await self._issue(account)
            # Behind a fragment: it is in no server's log, and in no `Referer`.
            link = f"{self._page_url}/reset#token={token}"
            minutes = int(self._lifetime.total_seconds() // 60)
            mail = reset_mail(account.email, link, minutes, language or account.language)
            await self._hand_over(mailer, mail, account)
        except PackshotError as error:
            log.warning("reset.unsent", reason=error.reason)
        except Exception:
            # Nobody waits for this task, so nobody else would tell.
            log.exception("reset.unsent")

    async def _hand_over(self, mailer: Mailer, mail: Mail, account: Account) -> None:
        for pause_s in (*self._retry_s, None):
            try:
                await mailer.send(mail)
            except MailFailed as error:
                if error.final or pause_s is None:
                    log.error("mail.failed", account=account.id, why=str(error))
                    return
                log.warning("mail.tried", account=account.id, why=str(error))
                await asyncio.sleep(pause_s)
            else:
                log.info("mail.sent", account=account.id)
                return

    @needs_documents
    async def _issue(self, account: Account) -> str:
        token = random_text(SECRET_CHARS)
        now = self._now()
        await self._resets.insert_one(
            {
                "_id": digest(token),
                "account_id": account.id,
                "created_at": now,
                "expire_at": now + self._lifetime,
            }
        )
        return token

    @needs_documents
    async def confirm(self, token: str, new_password: str, *, address: str) -> None:
        """Sets the password of the account that ``token`` was sent to, and ends its sessions.

        Raises ``ResetThrottled``, ``ResetExpired``, and ``WeakPassword`` or ``Overloaded``, which leave the token good.
        """
        await self._throttle.count_token(address)
        wanted = {"_id": digest(token), "expire_at": {"$gt": self._now()}}
        found = await self._resets.find_one(wanted) if len(token) == SECRET_CHARS else None
        account = None if found is None else await self._account(found["account_id"])
        if account is None:
            raise _expired()
        self._accounts.check_password(account, new_password)
        # Taken out before the password is set: of two calls with one token one wins.
        if await self._resets.find_one_and_delete(wanted) is None:
            raise _expired()
        await self._accounts.set_password(account, new_password)
        await self.forget(account.id)
        await self._sessions.end_all(account.id)
        await self._logins.forgive(account.email)
        log.info("reset.done", account=account.id)

    async def _account(self, account_id: str) -> Account | None:
        try:
            account = await self._accounts.get(account_id)
        except AccountNotFound:
            return None
        return None if account.disabled else account

    @needs_documents
    async def forget(self, account_id: str) -> None:
        """Makes all tokens of an account useless."""
        await self._resets.delete_many({"account_id": account_id})

    async def settle(self) -> None:
        """Returns when no mail is on its way any more."""
        while self._at_work:
            await asyncio.wait(set(self._at_work))

    async def close(self) -> None:
        """Lets mails that are on their way go out, for a while."""
        try:
            async with asyncio.timeout(CLOSE_S):
                await self.settle()
        except TimeoutError:
            for work in self._at_work:
                work.cancel()


def _expired() -> ResetExpired:
    return ResetExpired(
        "This link was used already, or is too old. Ask for a new mail, and use the link in the newest one.",
        field="token",
    )
