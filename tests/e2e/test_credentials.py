"""Credentials that must not open anything, through both doors."""

from datetime import timedelta

import grpc
import httpx
import pytest

from local.account import create_key
from local.stack import Stack
from packshot.auth.v1 import auth_pb2, auth_pb2_grpc
from packshot.failures import read_failure
from tests.e2e import pictures
from tests.e2e.doors import Door
from tests.e2e.tokens import mint, tamper

UNAUTHENTICATED = {401, "UNAUTHENTICATED"}
FORBIDDEN = {403, "PERMISSION_DENIED"}


@pytest.fixture(scope="module")
def photo() -> bytes:
    return pictures.encode(pictures.vase())


def test_a_good_token_opens(door: Door, stack: Stack, photo: bytes) -> None:
    # Without this, the refusals below would prove nothing.
    assert door.with_credential(mint(stack)).cutout(photo).ok


def test_expired_token(door: Door, stack: Stack, photo: bytes) -> None:
    outcome = door.with_credential(mint(stack, age=timedelta(minutes=6))).cutout(photo)
    assert (outcome.reason, outcome.status in UNAUTHENTICATED) == ("TOKEN_EXPIRED", True)


def test_tampered_token(door: Door, stack: Stack, photo: bytes) -> None:
    outcome = door.with_credential(tamper(mint(stack))).cutout(photo)
    assert (outcome.reason, outcome.status in UNAUTHENTICATED) == ("TOKEN_INVALID", True)


def test_token_for_another_audience(door: Door, stack: Stack, photo: bytes) -> None:
    outcome = door.with_credential(mint(stack, audience="elsewhere")).cutout(photo)
    assert (outcome.reason, outcome.status in UNAUTHENTICATED) == ("TOKEN_INVALID", True)


def test_nonsense(door: Door, photo: bytes) -> None:
    outcome = door.with_credential("nonsense").cutout(photo)
    assert (outcome.reason, outcome.status in UNAUTHENTICATED) == ("TOKEN_INVALID", True)


def test_missing_scope(door: Door, stack: Stack, photo: bytes) -> None:
    token = mint(stack, scopes=frozenset({"account"}))
    outcome = door.with_credential(token).cutout(photo)
    assert (outcome.reason, outcome.status in FORBIDDEN) == ("SCOPE_MISSING", True)


def test_a_cutouts_key_makes_no_scenes(door: Door, stack: Stack, photo: bytes) -> None:
    token = mint(stack, scopes=frozenset({"cutouts"}))
    outcome = door.with_credential(token).scene(photo, "oak table")
    assert (outcome.reason, outcome.status in FORBIDDEN) == ("SCOPE_MISSING", True)


def _revoke(stack: Stack, account: tuple[str, str], key: str) -> None:
    with httpx.Client(base_url=stack.url, timeout=20) as client:
        session = (
            client.post("/v1/sessions", json={"email": account[0], "password": account[1]}).raise_for_status().json()
        )
        headers = {"Authorization": f"Bearer {session['access_token']}"}
        client.delete(f"/v1/keys/{key.split('_')[1]}", headers=headers).raise_for_status()


def test_revoked_key_over_rest(stack: Stack, account: tuple[str, str], photo: bytes) -> None:
    key = create_key(stack.url, *account, name="to be revoked")
    headers = {"Authorization": f"Bearer {key}", "Accept": "image/png"}
    assert httpx.post(f"{stack.url}/v1/cutouts", files={"photo": photo}, headers=headers, timeout=60).status_code == 200
    _revoke(stack, account, key)
    answer = httpx.post(f"{stack.url}/v1/cutouts", files={"photo": photo}, headers=headers, timeout=60)
    assert (answer.status_code, answer.json()["reason"]) == (401, "BAD_CREDENTIALS")


def test_revoked_key_over_grpc(stack: Stack, account: tuple[str, str]) -> None:
    key = create_key(stack.url, *account, name="to be revoked")
    with grpc.insecure_channel(stack.grpc_address) as channel:
        stub = auth_pb2_grpc.AuthServiceStub(channel)
        assert stub.ExchangeKey(auth_pb2.ExchangeKeyRequest(key=key), timeout=10).tokens.access_token
        _revoke(stack, account, key)
        with pytest.raises(grpc.RpcError) as refused:
            stub.ExchangeKey(auth_pb2.ExchangeKeyRequest(key=key), timeout=10)
    assert read_failure(refused.value).reason == "BAD_CREDENTIALS"


def test_no_credential_over_rest(stack: Stack, photo: bytes) -> None:
    answer = httpx.post(f"{stack.url}/v1/cutouts", files={"photo": photo}, timeout=60)
    assert (answer.status_code, answer.json()["reason"]) == (401, "UNAUTHENTICATED")
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")
