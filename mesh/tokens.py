"""Verification of access tokens, by every service for itself, with the public keys that auth publishes.

Owns the cached key set and the checks. Must not know where the key set comes from: ``fetch_jwks`` is handed in.
"""

import asyncio
import base64
import binascii
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, TypeAlias

import jwt
import structlog
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from mesh.errors import PackshotError, ServiceUnavailable, TokenExpired, TokenInvalid
from mesh.identity import Caller

ALGORITHM = "EdDSA"
"""The only one accepted, whatever a token's header says: neither ``none`` nor HMAC over the public key gets through."""
TOKEN_TYPE = "at+jwt"  # noqa: S105  # the media type of RFC 9068, not a secret
MAX_TOKEN_CHARS = 4_096
REQUIRED_CLAIMS = ["iss", "aud", "sub", "sid", "exp", "iat", "nbf", "jti", "scope"]

Clock: TypeAlias = Callable[[], datetime]
FetchJwks: TypeAlias = Callable[[], Awaitable[Mapping[str, Any]]]
"""Gets the key set; raises a ``PackshotError``, ``OSError`` or ``ValueError`` where it cannot."""

log = structlog.get_logger(__name__)


def utc_now() -> datetime:
    """The time of day, for whoever is not handed another clock. To the millisecond, which is what MongoDB keeps."""
    now = datetime.now(UTC)
    return now.replace(microsecond=now.microsecond // 1000 * 1000)


class TokenVerifier:
    """Says whose token it is, or raises.

    The key set is fetched on first use, when it is older than ``max_age``, and when a token names a key that is not
    in it; at most once in ``min_interval``, so that made-up key names cannot be turned into load on auth. While auth
    is away the keys at hand are used on, for ``max_stale`` at most.
    """

    def __init__(
        self,
        issuer: str,
        audience: str,
        fetch_jwks: FetchJwks,
        *,
        now: Clock = utc_now,
        leeway: timedelta = timedelta(seconds=5),
        max_age: timedelta = timedelta(minutes=5),
        max_stale: timedelta = timedelta(hours=1),
        min_interval: timedelta = timedelta(seconds=5),
        fetch_timeout: timedelta = timedelta(seconds=3),
    ) -> None:
        self._issuer = issuer
        self._audience = audience
        self._fetch_jwks = fetch_jwks
        self._now = now
        self._leeway = leeway
        self._max_age = max_age
        self._max_stale = max_stale
        self._min_interval = min_interval
        self._fetch_timeout = fetch_timeout
        self._keys: dict[str, Ed25519PublicKey] = {}
        self._fetched_at: datetime | None = None
        self._tried_at: datetime | None = None
        self._fetching = asyncio.Lock()

    async def verify(self, token: str) -> Caller:
        """The caller that ``token`` stands for.

        Raises ``TokenInvalid``, ``TokenExpired`` (good, but too old), or ``ServiceUnavailable`` where no key set
        could be had.
        """
        key = await self._key(_key_id(token))
        try:
            claims = jwt.decode(
                token,
                key,
                algorithms=[ALGORITHM],
                issuer=self._issuer,
                audience=self._audience,
                # Times are checked below, against the clock that was handed in.
                options={"require": REQUIRED_CLAIMS, "verify_exp": False, "verify_nbf": False, "verify_iat": False},
            )
        except jwt.InvalidTokenError as exc:
            raise _invalid("it was changed, or was issued by or for someone else") from exc
        return self._caller(token, claims)

    def _caller(self, token: str, claims: Mapping[str, Any]) -> Caller:
        now = self._now()
        expires_at, starts_at = _time(claims, "exp"), _time(claims, "nbf")
        if now >= expires_at + self._leeway:
            raise TokenExpired("The access token has expired. Get a new one with your refresh token or API key.")
        if now < starts_at - self._leeway:
            raise _invalid("it is not good yet; the clocks of two machines may differ")
        subject, session_id, scope = claims["sub"], claims["sid"], claims["scope"]
        if not (_is_name(subject) and _is_name(session_id) and isinstance(scope, str)):
            raise _invalid("its claims are not of the form that Packshot issues")
        return Caller(subject, frozenset(scope.split()), session_id, expires_at, token)

    async def _key(self, key_id: str) -> Ed25519PublicKey:
        key = self._keys.get(key_id) if self._usable() else None
        # Whoever can go on with the key at hand does not wait while another caller fetches.
        if self._must_fetch(key) and (key is None or not self._fetching.locked()):
            async with self._fetching:
                if self._must_fetch(self._keys.get(key_id)):
                    await self._fetch()
            key = self._keys.get(key_id) if self._usable() else None
        if key is not None:
            return key
        if not self._usable():
            raise ServiceUnavailable(
                "Access tokens cannot be verified right now, because the auth service does not give its public keys. "
                "Try again in a few seconds.",
                retry_after_s=self._min_interval.total_seconds(),
                service="auth",
            )
        raise _invalid("it names a signing key that does not exist, or no longer")

    def _usable(self) -> bool:
        return self._fetched_at is not None and self._now() - self._fetched_at < self._max_stale

    def _must_fetch(self, key: Ed25519PublicKey | None) -> bool:
        if self._tried_at is not None and self._now() - self._tried_at < self._min_interval:
            return False
        return key is None or self._fetched_at is None or self._now() - self._fetched_at >= self._max_age

    async def _fetch(self) -> None:
        """Replace the keys; on failure keep the old ones. A caller who is cancelled in the middle has not tried."""
        try:
            async with asyncio.timeout(self._fetch_timeout.total_seconds()):
                keys = _public_keys(await self._fetch_jwks())
        except (PackshotError, OSError, ValueError) as error:  # TimeoutError is an OSError
            log.warning("keyset.unavailable", why=str(error) or type(error).__name__)
        else:
            self._keys, self._fetched_at = keys, self._now()
        self._tried_at = self._now()


def _key_id(token: str) -> str:
    if len(token) > MAX_TOKEN_CHARS:
        raise _invalid(f"it is longer than {MAX_TOKEN_CHARS} characters")
    try:
        header = jwt.get_unverified_header(token)
    except jwt.InvalidTokenError as exc:
        raise _invalid("it is not a JSON Web Token") from exc
    key_id = header.get("kid")
    if header.get("alg") != ALGORITHM or header.get("typ") != TOKEN_TYPE or not isinstance(key_id, str):
        raise _invalid("it is not an access token of the kind that Packshot issues")
    return key_id


def _public_keys(jwks: Mapping[str, Any]) -> dict[str, Ed25519PublicKey]:
    """Keys by name out of a JSON Web Key Set (RFC 7517, RFC 8037); other kinds are skipped, ValueError if damaged."""
    entries = jwks.get("keys")
    if not isinstance(entries, list):
        raise ValueError("a key set without keys")
    keys: dict[str, Ed25519PublicKey] = {}
    for entry in entries:
        if not isinstance(entry, Mapping):
            raise ValueError("a key that is not an object")
        if (entry.get("kty"), entry.get("crv"), entry.get("use")) != ("OKP", "Ed25519", "sig"):
            continue
        key_id, x = entry.get("kid"), entry.get("x")
        if not isinstance(key_id, str) or not isinstance(x, str):
            raise ValueError("a key without name or value")
        try:
            keys[key_id] = Ed25519PublicKey.from_public_bytes(base64.urlsafe_b64decode(x + "=" * (-len(x) % 4)))
        except binascii.Error as exc:
            raise ValueError("a key that is not base64url") from exc
    return keys


def _time(claims: Mapping[str, Any], name: str) -> datetime:
    value = claims[name]
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise _invalid(f"its claim {name!r} is not a time")
    try:
        return datetime.fromtimestamp(value, UTC)
    except (OverflowError, OSError, ValueError) as exc:
        raise _invalid(f"its claim {name!r} is not a time") from exc


def _is_name(value: object) -> bool:
    return isinstance(value, str) and value != ""


def _invalid(why: str) -> TokenInvalid:
    return TokenInvalid(f"The access token is not accepted: {why}. Sign in again, or exchange your API key again.")
