"""All of auth's domain, put together: what ``__main__`` serves, and what tests use without a server."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import limits

from mesh.documents import Documents, store_unavailable
from mesh.rates import RateStore
from mesh.tokens import Clock, TokenVerifier, utc_now
from services.auth.accounts import Account, Accounts
from services.auth.issuer import Issuer
from services.auth.keys import Keys
from services.auth.mail import Mailer, mailer_of
from services.auth.passwords import Argon2Cost, Passwords
from services.auth.resets import PasswordResets
from services.auth.sessions import Sessions
from services.auth.settings import AuthSettings
from services.auth.signing import SigningKeys
from services.auth.throttle import LoginThrottle, ResetThrottle, SignUpThrottle
from services.auth.work import WorkTokens


@dataclass(frozen=True)
class Authority:
    """The parts of auth over one database."""

    settings: AuthSettings
    passwords: Passwords
    accounts: Accounts
    signing: SigningKeys
    sessions: Sessions
    resets: PasswordResets
    keys: Keys
    work: WorkTokens
    throttle: LoginThrottle
    rates: RateStore
    sign_ups: SignUpThrottle
    verifier: TokenVerifier
    """For auth's own callers; it has the keys at hand, and asks nobody over the network."""

    async def prepare(self) -> None:
        """Makes indexes, signing keys and the first administrator where they are missing; replicas may do so at once."""
        for part in (self.rates, self.accounts, self.sessions, self.resets, self.keys, self.signing):
            await part.prepare()
        if self.settings.admin_email:
            await self.accounts.ensure_administrator(
                self.settings.admin_email, self.settings.admin_password.get_secret_value()
            )

    async def check(self) -> None:
        """Raises ``ServiceUnavailable`` while the store does not answer: then no key and no password can be checked."""
        if not await self.rates.check():
            raise store_unavailable()

    async def sign_up(self, email: str, password: str, display_name: str, *, address: str) -> Account:
        """A new account for whoever asks from ``address``; raises as ``Accounts.create``, or ``SignUpThrottled``."""
        await self.sign_ups.count(address)
        return await self.accounts.create(email, password, display_name)

    async def confirm_password(self, account_id: str, password: str, *, address: str) -> Account:
        """The account, if this is its password. Raises ``BadCredentials``, ``LoginThrottled``, ``AccountNotFound``."""
        email = (await self.accounts.get(account_id)).email
        await self.throttle.count(email, address)
        account = await self.accounts.confirm(account_id, password)
        await self.throttle.forgive(email)
        return account

    async def change_password(
        self, account_id: str, session_id: str, password: str, new_password: str, *, address: str
    ) -> None:
        """Gives an account another password and ends its sessions but ``session_id``. Raises as ``confirm_password``, or
        ``WeakPassword``."""
        account = await self.confirm_password(account_id, password, address=address)
        await self.accounts.set_password(account, new_password)
        await self.resets.forget(account_id)
        await self.sessions.end_others(account_id, session_id)

    async def delete_account(self, account_id: str, password: str, *, address: str) -> None:
        """Removes an account with its sessions and keys. Raises as ``confirm_password``, or ``LastAdministrator``."""
        account = await self.confirm_password(account_id, password, address=address)
        # The account first: where this breaks off, nobody can sign in any more, and its sessions and keys open nothing.
        await self.accounts.delete(account)
        await self.sessions.end_all(account_id)
        await self.resets.forget(account_id)
        await self.keys.revoke_all(account_id)

    async def drain(self) -> None:
        """Lets mails that are on their way go out, for some seconds."""
        await self.resets.close()

    def close(self) -> None:
        """Ends the password threads. The document store is closed by whoever opened it."""
        self.passwords.close()


def build_authority(
    settings: AuthSettings, documents: Documents, *, mailer: Mailer | None = None, now: Clock = utc_now
) -> Authority:
    """Put the parts together; touches nothing until ``prepare``. Mail goes out by ``mailer``, else as the settings say."""
    cost = Argon2Cost(settings.argon2_time_cost, settings.argon2_memory_kib, settings.argon2_lanes)
    passwords = Passwords(cost, workers=settings.password_workers, max_waiting=settings.password_waiting)
    accounts = Accounts(documents, passwords, now=now)
    signing = SigningKeys(
        documents,
        secret=settings.signing_secret.get_secret_value(),
        period=timedelta(seconds=settings.signing_period_s),
        token_lifetime=settings.access_lifetime,
        now=now,
    )
    issuer = Issuer(
        signing,
        issuer=settings.token_issuer,
        audience=settings.token_audience,
        lifetime=settings.access_lifetime,
        now=now,
    )
    rates = RateStore(documents, now=now)
    throttle = LoginThrottle(
        rates,
        per_email=limits.parse(settings.login_rate_per_email),
        per_address=limits.parse(settings.login_rate_per_address),
    )

    async def own_keys() -> Mapping[str, Any]:
        return await signing.jwks()

    sessions = Sessions(
        documents,
        accounts,
        issuer,
        throttle,
        lifetime=timedelta(seconds=settings.session_lifetime_s),
        grace=timedelta(seconds=settings.refresh_grace_s),
        now=now,
    )
    resets = PasswordResets(
        documents,
        accounts,
        sessions,
        ResetThrottle(
            rates,
            per_email=limits.parse(settings.reset_rate_per_email),
            per_address=limits.parse(settings.reset_rate_per_address),
        ),
        throttle,
        mailer or mailer_of(settings),
        page_url=settings.page_url,
        lifetime=timedelta(seconds=settings.reset_lifetime_s),
        now=now,
    )
    return Authority(
        settings=settings,
        passwords=passwords,
        accounts=accounts,
        signing=signing,
        sessions=sessions,
        resets=resets,
        keys=Keys(documents, accounts, issuer, now=now),
        work=WorkTokens(accounts, issuer, throttle, settings.work_secret.get_secret_value()),
        throttle=throttle,
        rates=rates,
        sign_ups=SignUpThrottle(rates, per_address=limits.parse(settings.sign_up_rate_per_address)),
        verifier=TokenVerifier(settings.token_issuer, settings.token_audience, own_keys, now=now),
    )
