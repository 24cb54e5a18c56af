import asyncio
import base64
import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from mesh.errors import ServiceUnavailable, TokenExpired, TokenInvalid
from mesh.tokens import MAX_TOKEN_CHARS, TokenVerifier

START = datetime(2030, 1, 1, tzinfo=UTC)


class Clock:
    def __init__(self) -> None:
        self.time = START

    def __call__(self) -> datetime:
        return self.time

    def forward(self, **by: float) -> None:
        self.time += timedelta(**by)


class KeySet:
    """Stands for auth: counts how often it is asked, and may be away."""

    def __init__(self) -> None:
        self.private = {"one": Ed25519PrivateKey.generate(), "two": Ed25519PrivateKey.generate()}
        self.published = ["one"]
        self.asked = 0
        self.away: Exception | None = None
        self.delay_s = 0.0

    async def __call__(self) -> Mapping[str, Any]:
        self.asked += 1
        await asyncio.sleep(self.delay_s)
        if self.away is not None:
            raise self.away
        return {"keys": [self.entry(name) for name in self.published]}

    def raw(self, name: str) -> bytes:
        return self.private[name].public_key().public_bytes_raw()

    def entry(self, name: str) -> dict[str, str]:
        x = base64.urlsafe_b64encode(self.raw(name)).rstrip(b"=").decode()
        return {"kty": "OKP", "crv": "Ed25519", "kid": name, "use": "sig", "alg": "EdDSA", "x": x}

    def sign(self, key: str = "one", header: Mapping[str, Any] | None = None, **changes: Any) -> str:
        now = int(START.timestamp())
        claims: dict[str, Any] = {"iss": "packshot", "aud": "packshot", "sub": "anna", "sid": "s1"}
        claims["scope"] = "cutouts scenes"
        claims |= {"iat": now, "nbf": now, "exp": now + 300, "jti": "1", **changes}
        claims = {name: value for name, value in claims.items() if value is not None}
        return jwt.encode(claims, self.private[key], "EdDSA", headers={"kid": key, "typ": "at+jwt", **(header or {})})


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def keys() -> KeySet:
    return KeySet()


@pytest.fixture
def verifier(keys: KeySet, clock: Clock) -> TokenVerifier:
    return TokenVerifier("packshot", "packshot", keys, now=clock, fetch_timeout=timedelta(seconds=0.2))


async def test_a_good_token_names_its_caller(verifier: TokenVerifier, keys: KeySet) -> None:
    token = keys.sign()
    caller = await verifier.verify(token)
    assert (caller.account_id, caller.session_id, caller.token) == ("anna", "s1", token)
    assert caller.scopes == {"cutouts", "scenes"}
    assert caller.expires_at == START + timedelta(seconds=300)


async def test_no_scope_is_no_scope(verifier: TokenVerifier, keys: KeySet) -> None:
    assert (await verifier.verify(keys.sign(scope=""))).scopes == frozenset()


@pytest.mark.parametrize(
    "changes",
    [
        {"aud": "another"},
        {"iss": "another"},
        {"aud": None},
        {"iss": None},
        {"sub": None},
        {"sid": None},
        {"exp": None},
        {"nbf": None},
        {"jti": None},
        {"scope": None},
        {"sub": ""},
        {"sid": 7},
        {"scope": ["cutouts"]},
        {"exp": "tomorrow"},
        {"exp": True},
        {"exp": 1e300},
        {"nbf": int(START.timestamp()) + 60},
        {"header": {"typ": "JWT"}},
        {"header": {"kid": "nobody"}},
        {"header": {"kid": 5}},
    ],
    ids=str,
)
async def test_wrong_claims_and_headers_are_refused(
    verifier: TokenVerifier, keys: KeySet, changes: dict[str, Any]
) -> None:
    await verifier.verify(keys.sign())
    try:
        token = keys.sign(**changes)
    except (TypeError, jwt.PyJWTError):
        # PyJWT will not write such a token; made by hand then.
        token = _by_hand(keys, changes)
    with pytest.raises(TokenInvalid):
        await verifier.verify(token)


def _by_hand(keys: KeySet, changes: dict[str, Any]) -> str:
    good = keys.sign()
    header, payload, _ = (part for part in good.split("."))
    parts = []
    for part, change in ((header, changes.get("header", {})), (payload, changes)):
        content = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
        content |= {name: value for name, value in change.items() if name != "header"}
        parts.append(base64.urlsafe_b64encode(json.dumps(content).encode()).rstrip(b"=").decode())
    signature = keys.private["one"].sign(".".join(parts).encode())
    return ".".join([*parts, base64.urlsafe_b64encode(signature).rstrip(b"=").decode()])


def _flip(token: str, part: int) -> str:
    parts = token.split(".")
    middle = len(parts[part]) // 2
    parts[part] = parts[part][:middle] + ("A" if parts[part][middle] != "A" else "B") + parts[part][middle + 1 :]
    return ".".join(parts)


@pytest.mark.parametrize("part", [0, 1, 2])
async def test_one_changed_character_is_refused(verifier: TokenVerifier, keys: KeySet, part: int) -> None:
    with pytest.raises(TokenInvalid):
        await verifier.verify(_flip(keys.sign(), part))


async def test_only_eddsa_is_accepted(verifier: TokenVerifier, keys: KeySet) -> None:
    now = int(START.timestamp())
    claims: dict[str, Any] = {"iss": "packshot", "aud": "packshot", "sub": "anna", "sid": "s", "scope": "admin"}
    claims |= {"iat": now, "nbf": now, "exp": now + 300, "jti": "1"}
    headers = {"kid": "one", "typ": "at+jwt"}
    # The classic confusion: the public key, which everybody has, used as the secret of an HMAC.
    for secret in (keys.raw("one"), keys.entry("one")["x"].encode()):
        with pytest.raises(TokenInvalid):
            await verifier.verify(jwt.encode(claims, secret, "HS256", headers=headers))
    with pytest.raises(TokenInvalid):
        await verifier.verify(jwt.encode(claims, "", "none", headers=headers))
    other = Ed25519PrivateKey.generate()
    with pytest.raises(TokenInvalid):
        await verifier.verify(jwt.encode(claims, other, "EdDSA", headers=headers))


@pytest.mark.parametrize("token", ["", "a", "a.b.c", "....", "é.é.é", "x" * (MAX_TOKEN_CHARS + 1)], ids=range(6))
async def test_what_is_no_token_is_refused_without_asking(verifier: TokenVerifier, keys: KeySet, token: str) -> None:
    with pytest.raises(TokenInvalid):
        await verifier.verify(token)
    assert keys.asked == 0


async def test_expiry_with_little_leeway(verifier: TokenVerifier, keys: KeySet, clock: Clock) -> None:
    token = keys.sign()
    clock.forward(seconds=304)
    await verifier.verify(token)
    clock.forward(seconds=1)
    with pytest.raises(TokenExpired):
        await verifier.verify(token)


async def test_a_forged_old_token_is_invalid_not_expired(verifier: TokenVerifier, keys: KeySet, clock: Clock) -> None:
    clock.forward(hours=1)
    with pytest.raises(TokenInvalid):
        await verifier.verify(_flip(keys.sign(), 1))


async def test_the_key_set_is_fetched_once_for_many(verifier: TokenVerifier, keys: KeySet) -> None:
    keys.delay_s = 0.02
    await asyncio.gather(*(verifier.verify(keys.sign()) for _ in range(20)))
    assert keys.asked == 1


async def test_an_unknown_key_is_asked_for_but_not_too_often(
    verifier: TokenVerifier, keys: KeySet, clock: Clock
) -> None:
    await verifier.verify(keys.sign())
    keys.published.append("two")
    for _ in range(20):
        with pytest.raises(TokenInvalid):
            await verifier.verify(keys.sign("two"))
    assert keys.asked == 1
    clock.forward(seconds=5)
    await verifier.verify(keys.sign("two"))
    assert keys.asked == 2


async def test_a_withdrawn_key_is_forgotten_with_age(verifier: TokenVerifier, keys: KeySet, clock: Clock) -> None:
    token = keys.sign(exp=int(START.timestamp()) + 86_400)
    await verifier.verify(token)
    keys.published = ["two"]
    clock.forward(seconds=299)
    await verifier.verify(token)
    clock.forward(seconds=1)
    with pytest.raises(TokenInvalid):
        await verifier.verify(token)


@pytest.mark.parametrize(
    "away",
    [ServiceUnavailable("away"), ConnectionRefusedError(), ValueError("no json")],
    ids=lambda e: type(e).__name__,
)
async def test_no_key_set_at_all_is_unavailable(
    verifier: TokenVerifier, keys: KeySet, clock: Clock, away: Exception
) -> None:
    keys.away = away
    for _ in range(3):
        with pytest.raises(ServiceUnavailable) as caught:
            await verifier.verify(keys.sign())
        assert caught.value.retry_after_s
    assert keys.asked == 1, "while it is away it is left alone for a few seconds"
    keys.away = None
    clock.forward(seconds=5)
    await verifier.verify(keys.sign())


async def test_a_key_set_that_hangs_is_given_up(verifier: TokenVerifier, keys: KeySet) -> None:
    keys.delay_s = 30
    with pytest.raises(ServiceUnavailable):
        await asyncio.wait_for(verifier.verify(keys.sign()), 5)


async def test_keys_at_hand_are_used_on_while_auth_is_away(verifier: TokenVerifier, keys: KeySet, clock: Clock) -> None:
    token = keys.sign(exp=int(START.timestamp()) + 86_400)
    await verifier.verify(token)
    keys.away = ServiceUnavailable("away")
    clock.forward(minutes=59)
    await verifier.verify(token)
    clock.forward(minutes=1)
    with pytest.raises(ServiceUnavailable):
        await verifier.verify(token)


async def test_nobody_waits_for_a_renewal_who_has_the_key(verifier: TokenVerifier, keys: KeySet, clock: Clock) -> None:
    token = keys.sign(exp=int(START.timestamp()) + 86_400)
    await verifier.verify(token)
    clock.forward(minutes=6)
    keys.delay_s = 0.15
    renewing = asyncio.create_task(verifier.verify(token))
    await asyncio.sleep(0.01)
    await asyncio.wait_for(verifier.verify(token), 0.05)
    await renewing
    assert keys.asked == 2


async def test_a_caller_who_leaves_does_not_shut_the_door(verifier: TokenVerifier, keys: KeySet) -> None:
    keys.delay_s = 0.1
    first = asyncio.create_task(verifier.verify(keys.sign()))
    await asyncio.sleep(0.02)
    first.cancel()
    assert (await verifier.verify(keys.sign())).account_id == "anna"


def _drop(name: str) -> Callable[[dict[str, Any]], None]:
    return lambda entry: entry.pop(name)


@pytest.mark.parametrize(
    "damage",
    [_drop("x"), _drop("kid"), lambda entry: entry.update(x="AAAA"), lambda entry: entry.update(x="é")],
    ids=["no value", "no name", "short", "not base64"],
)
async def test_a_damaged_key_set_replaces_nothing(
    verifier: TokenVerifier, keys: KeySet, clock: Clock, damage: Callable[[dict[str, Any]], None]
) -> None:
    await verifier.verify(keys.sign(exp=int(START.timestamp()) + 3_000))
    entry: dict[str, Any] = keys.entry("one")
    damage(entry)

    async def damaged() -> Mapping[str, Any]:
        return {"keys": [entry]}

    verifier._fetch_jwks = damaged
    clock.forward(minutes=6)
    await verifier.verify(keys.sign(exp=int(START.timestamp()) + 3_000))


async def test_keys_of_other_kinds_are_skipped(keys: KeySet, clock: Clock) -> None:
    rsa = {"kty": "RSA", "kid": "rsa", "use": "sig", "n": "AQAB", "e": "AQAB"}
    encryption = {**keys.entry("one"), "use": "enc"}

    async def mixed() -> Mapping[str, Any]:
        return {"keys": [rsa, encryption, keys.entry("two")]}

    verifier = TokenVerifier("packshot", "packshot", mixed, now=clock)
    await verifier.verify(keys.sign("two"))
    with pytest.raises(TokenInvalid):
        await verifier.verify(keys.sign("one"))
