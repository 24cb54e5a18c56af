from datetime import UTC, datetime, timedelta
from typing import cast

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from services.auth.issuer import Issuer
from services.auth.signing import SigningKey, SigningKeys

NOW = datetime(2030, 1, 1, 12, 0, 0, 987_000, tzinfo=UTC)
KEY = SigningKey(7, "the-key", Ed25519PrivateKey.generate())


class OneKey:
    async def current(self) -> SigningKey:
        return KEY


def issuer() -> Issuer:
    keys = cast(SigningKeys, OneKey())
    return Issuer(keys, issuer="here", audience="there", lifetime=timedelta(minutes=5), now=lambda: NOW)


async def test_a_token_says_all_that_the_profile_asks_for() -> None:
    token = await issuer().issue("anna", "session", frozenset({"scenes", "cutouts"}))
    assert jwt.get_unverified_header(token.text) == {"alg": "EdDSA", "kid": "the-key", "typ": "at+jwt"}
    claims = jwt.decode(
        token.text,
        KEY.private.public_key(),
        algorithms=["EdDSA"],
        audience="there",
        options={"verify_exp": False, "verify_iat": False, "verify_nbf": False},
    )
    second = int(NOW.timestamp())
    assert len(claims.pop("jti")) >= 20
    assert claims == {
        "iss": "here",
        "aud": "there",
        "sub": "anna",
        "sid": "session",
        "scope": "cutouts scenes",
        "iat": second,
        "nbf": second,
        "exp": second + 300,
    }
    assert token.expires_at == datetime.fromtimestamp(second + 300, UTC), "what is told is what the token says"


async def test_no_two_tokens_are_equal() -> None:
    tokens = {(await issuer().issue("anna", "session", frozenset())).text for _ in range(20)}
    assert len(tokens) == 20
