"""How often somebody may try to sign in or sign up. Counts; must not know what a right password is."""

import hashlib

from limits import RateLimitItem

from mesh.rates import RateLimit, RateStore
from services.auth.accounts import email_key
from services.auth.errors import LoginThrottled, ResetThrottled, SignUpThrottled


class LoginThrottle:
    """Counts tries to sign in, for one e-mail address and from one place, in all replicas together.

    A try is counted before the password is looked at: a count taken afterwards lets a hundred tries in flight
    through. Signing in clears the count of the e-mail address, but not that of the place, or a guesser would sign in
    to an account of his own in between. Tries that are refused are not counted, so nobody is locked out for longer by
    trying on.
    """

    def __init__(self, store: RateStore, *, per_email: RateLimitItem, per_address: RateLimitItem) -> None:
        self._per_email = RateLimit(store, per_email)
        self._per_address = RateLimit(store, per_address)

    async def count(self, email: str, address: str) -> None:
        """Counts one try; raises ``LoginThrottled``. An empty ``address`` (not known) counts nowhere."""
        limits = [(self._per_email, "login-email", _identity(email))]
        if address:
            limits.insert(0, (self._per_address, "login-address", _blind(address)))
        for limit, kind, whom in limits:
            allowance = await limit.hit(kind, whom)
            if not allowance.allowed:
                raise LoginThrottled(
                    "Too many tries to sign in. Wait for a while, then try again with the right password.",
                    retry_after_s=max(1.0, allowance.retry_after_s),
                )

    async def forgive(self, email: str) -> None:
        """Forgets the tries for an e-mail address, whose owner has just signed in."""
        await self._per_email.clear("login-email", _identity(email))


class SignUpThrottle:
    """Counts new accounts from one place, in all replicas together."""

    def __init__(self, store: RateStore, *, per_address: RateLimitItem) -> None:
        self._per_address = RateLimit(store, per_address)

    async def count(self, address: str) -> None:
        """Counts one try; raises ``SignUpThrottled``. An empty ``address`` counts nowhere."""
        if not address:
            return
        allowance = await self._per_address.hit("sign-up", _blind(address))
        if not allowance.allowed:
            raise SignUpThrottled(
                "Too many new accounts from your address. Wait for a while, then try again.",
                retry_after_s=max(1.0, allowance.retry_after_s),
            )


class ResetThrottle:
    """Counts mails that are asked for and tokens that are tried, in all replicas together.

    An address without an account is counted as one with: who is turned away learns nothing.
    """

    def __init__(self, store: RateStore, *, per_email: RateLimitItem, per_address: RateLimitItem) -> None:
        self._per_email = RateLimit(store, per_email)
        self._per_address = RateLimit(store, per_address)

    async def count_mail(self, email: str, address: str) -> None:
        """Counts one mail; raises ``ResetThrottled``."""
        if address:
            await self._hit(self._per_address, "reset-address", _blind(address))
        await self._hit(self._per_email, "reset-email", _identity(email))

    async def count_token(self, address: str) -> None:
        """Counts one token that is tried; raises ``ResetThrottled``."""
        if address:
            await self._hit(self._per_address, "reset-token", _blind(address))

    async def _hit(self, limit: RateLimit, kind: str, whom: str) -> None:
        allowance = await limit.hit(kind, whom)
        if not allowance.allowed:
            raise ResetThrottled(
                "Too many tries to set a new password. Look for the mail that was sent already, or wait for a while.",
                retry_after_s=max(1.0, allowance.retry_after_s),
            )


def _identity(email: str) -> str:
    # All spellings of one address are one; what is no address is still counted, as it stands.
    return _blind(email_key(email) or email)


def _blind(text: str) -> str:
    """Of a fixed length, and not readable as whose it was, in a collection that is kept for minutes."""
    return hashlib.sha256(text.encode()).hexdigest()[:32]
