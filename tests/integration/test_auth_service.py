"""The auth service as its callers meet it: the whole process, over gRPC, on a real document store."""

import asyncio
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import grpc
import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from google.protobuf.timestamp_pb2 import Timestamp
from grpc_health.v1 import health_pb2, health_pb2_grpc

from mesh.errors import TokenInvalid
from mesh.keyset import RemoteKeySet
from mesh.tokens import TokenVerifier
from packshot.auth.v1 import auth_pb2, auth_pb2_grpc
from packshot.failures import read_failure

ROOT = Path(__file__).parents[2]
ADMIN_EMAIL, ADMIN_PASSWORD, PASSWORD = "admin@shop.example", "the first administrator", "correct horse battery"
WORK_SECRET = secrets.token_urlsafe(32)
BIN = Path(sys.executable).parent
Code = grpc.StatusCode


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _stop(process: subprocess.Popen[bytes]) -> int:
    process.send_signal(signal.SIGTERM)
    return process.wait(40)


def _end(process: subprocess.Popen[bytes]) -> None:
    """Leaves nothing behind. The store hangs once in a while when told to stop (0.7.0b3); nothing in it has to be kept."""
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the service's log is."""
    return tmp_path_factory.mktemp("auth")


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    """Address of the service. The store is started after it: it has to wait for that."""
    store, port = _free_port(), _free_port()
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PACKSHOT_")}
    environment |= {
        "PACKSHOT_DOCUMENTS_URL": f"mongodb://127.0.0.1:{store}",
        "PACKSHOT_AUTH_PORT": str(port),
        "PACKSHOT_AUTH_SIGNING_SECRET": secrets.token_urlsafe(32),
        "PACKSHOT_WORK_SECRET": WORK_SECRET,
        "PACKSHOT_AUTH_ADMIN_EMAIL": ADMIN_EMAIL,
        "PACKSHOT_AUTH_ADMIN_PASSWORD": ADMIN_PASSWORD,
        "PACKSHOT_ENVIRONMENT": "development",
        "PACKSHOT_AUTH_MAIL_ADAPTER": "console",
        "PACKSHOT_AUTH_PAGE_URL": "https://packshot.example",
        "PACKSHOT_AUTH_ARGON2_TIME_COST": "1",
        "PACKSHOT_AUTH_ARGON2_MEMORY_KIB": "1024",
        "PACKSHOT_AUTH_ARGON2_LANES": "1",
    }
    with (folder / "log").open("wb") as log:
        service = subprocess.Popen(
            [sys.executable, "-m", "services.auth"], cwd=ROOT, env=environment, stdout=log, stderr=log
        )
        documents = subprocess.Popen(
            [str(BIN / "secantusd-py"), "--port", str(store), "--storage-path", str(folder / "data")],
            cwd=folder,
            stdout=log,
            stderr=log,
        )
        try:
            yield f"127.0.0.1:{port}"
            assert _stop(service) == 0, (folder / "log").read_text(errors="replace")
        finally:
            for process in (service, documents):
                _end(process)


@pytest.fixture
async def auth(address: str) -> AsyncIterator[Any]:
    async with grpc.aio.insecure_channel(address) as channel:
        health: Any = health_pb2_grpc.HealthStub(channel)
        until = time.monotonic() + 20
        while time.monotonic() < until:
            answer = await health.Check(health_pb2.HealthCheckRequest(), wait_for_ready=True, timeout=20)
            if answer.status == health_pb2.HealthCheckResponse.SERVING:
                yield auth_pb2_grpc.AuthServiceStub(channel)
                return
            await asyncio.sleep(0.1)
        pytest.fail("auth did not become ready within 20 s")


def bearer(token: str) -> tuple[tuple[str, str], ...]:
    return (("authorization", f"Bearer {token}"),)


async def sign_in(auth: Any, email: str = ADMIN_EMAIL, password: str = ADMIN_PASSWORD) -> Any:
    return (await auth.CreateSession(auth_pb2.CreateSessionRequest(email=email, password=password))).tokens


async def refused(call: Any) -> tuple[Code, str]:
    with pytest.raises(grpc.aio.AioRpcError) as caught:
        await call
    return caught.value.code(), read_failure(caught.value).reason


async def test_from_signing_up_to_using_a_key(auth: Any, address: str) -> None:
    email = f"{secrets.token_hex(4)}@shop.example"
    created = await auth.CreateAccount(
        auth_pb2.CreateAccountRequest(email=email.upper(), password=PASSWORD, display_name="Anna")
    )
    again = auth_pb2.CreateAccountRequest(email=email, password=PASSWORD)
    assert await refused(auth.CreateAccount(again)) == (Code.ALREADY_EXISTS, "EMAIL_TAKEN")
    tokens = await sign_in(auth, email, PASSWORD)
    mine = bearer(tokens.access_token)
    assert (await auth.GetAccount(auth_pb2.GetAccountRequest(), metadata=mine)).account == created.account
    assert set(created.account.scopes) == {"cutouts", "scenes", "assets", "keys", "account"}

    made = await auth.CreateKey(auth_pb2.CreateKeyRequest(name="shop", scopes=["cutouts"]), metadata=mine)
    exchanged = (await auth.ExchangeKey(auth_pb2.ExchangeKeyRequest(key=made.secret))).tokens
    assert list(exchanged.scopes) == ["cutouts"]
    assert exchanged.refresh_token == ""
    assert not exchanged.HasField("refresh_expire_time")
    keys = RemoteKeySet(address)
    caller = await TokenVerifier("packshot", "packshot", keys).verify(exchanged.access_token)
    await keys.close()
    assert (caller.account_id, caller.session_id) == (created.account.id, made.key.id)

    (listed,) = (await auth.ListKeys(auth_pb2.ListKeysRequest(), metadata=mine)).keys
    assert made.secret.startswith(listed.prefix)
    assert listed.HasField("last_use_time")
    assert not listed.HasField("expire_time")
    revoked = await auth.RevokeKey(auth_pb2.RevokeKeyRequest(id=made.key.id), metadata=mine)
    assert revoked.key.HasField("revoke_time")
    answer = await refused(auth.ExchangeKey(auth_pb2.ExchangeKeyRequest(key=made.secret)))
    assert answer == (Code.UNAUTHENTICATED, "BAD_CREDENTIALS")


async def test_sessions_are_refreshed_and_ended(auth: Any) -> None:
    first = await sign_in(auth)
    assert "admin" in first.scopes
    second = (await auth.RefreshSession(auth_pb2.RefreshSessionRequest(refresh_token=first.refresh_token))).tokens
    await auth.EndSession(auth_pb2.EndSessionRequest(refresh_token=first.refresh_token))
    await auth.EndSession(auth_pb2.EndSessionRequest(refresh_token="nonsense"))
    again = auth.RefreshSession(auth_pb2.RefreshSessionRequest(refresh_token=second.refresh_token))
    assert await refused(again) == (Code.UNAUTHENTICATED, "SESSION_ENDED")


async def test_what_a_key_may_not_do(auth: Any) -> None:
    admin = bearer((await sign_in(auth)).access_token)
    made = await auth.CreateKey(auth_pb2.CreateKeyRequest(scopes=["scenes", "keys"]), metadata=admin)
    tokens = (await auth.ExchangeKey(auth_pb2.ExchangeKeyRequest(key=made.secret))).tokens
    key = bearer(tokens.access_token)
    forbidden = (Code.PERMISSION_DENIED, "SCOPE_MISSING")
    assert await refused(auth.GetAccount(auth_pb2.GetAccountRequest(), metadata=key)) == forbidden
    more = auth_pb2.CreateKeyRequest(scopes=["admin"])
    assert await refused(auth.CreateKey(more, metadata=key)) == forbidden
    for scopes in ([], ["nonsense"]):
        call = auth.CreateKey(auth_pb2.CreateKeyRequest(scopes=scopes), metadata=admin)
        assert await refused(call) == (Code.INVALID_ARGUMENT, "INVALID_ARGUMENT")
    for seconds in (1, 10**15, -(10**15)):
        request = auth_pb2.CreateKeyRequest(scopes=["scenes"], expire_time=Timestamp(seconds=seconds))
        assert await refused(auth.CreateKey(request, metadata=admin)) == (Code.INVALID_ARGUMENT, "INVALID_ARGUMENT")
    unknown = auth.RevokeKey(auth_pb2.RevokeKeyRequest(id="nonsense"), metadata=admin)
    assert await refused(unknown) == (Code.NOT_FOUND, "KEY_NOT_FOUND")


async def test_what_is_no_credential(auth: Any) -> None:
    request = auth_pb2.GetAccountRequest()
    assert await refused(auth.GetAccount(request)) == (Code.UNAUTHENTICATED, "UNAUTHENTICATED")
    token = (await sign_in(auth)).access_token
    head, body, seal = token.split(".")
    forged = jwt.encode(
        jwt.decode(token, options={"verify_signature": False}),
        Ed25519PrivateKey.generate(),
        "EdDSA",
        headers=jwt.get_unverified_header(token),
    )
    invalid = (Code.UNAUTHENTICATED, TokenInvalid.reason)
    for bad in ("nonsense", f"{head}.{body}.{seal[::-1]}", forged):
        assert await refused(auth.GetAccount(request, metadata=bearer(bad))) == invalid


async def test_weak_passwords_and_bad_addresses(auth: Any) -> None:
    for email, password, reason in [
        ("no address", PASSWORD, "INVALID_ARGUMENT"),
        ("a@shop.example", "short", "WEAK_PASSWORD"),
        ("a@shop.example", "", "WEAK_PASSWORD"),
        ("", "", "INVALID_ARGUMENT"),
    ]:
        call = auth.CreateAccount(auth_pb2.CreateAccountRequest(email=email, password=password))
        assert await refused(call) == (Code.INVALID_ARGUMENT, reason)


async def test_throttling_says_when_to_come_back(auth: Any) -> None:
    request = auth_pb2.CreateSessionRequest(email="guessed@shop.example", password="a guess")
    for _ in range(10):
        assert await refused(auth.CreateSession(request)) == (Code.UNAUTHENTICATED, "BAD_CREDENTIALS")
    with pytest.raises(grpc.aio.AioRpcError) as caught:
        await auth.CreateSession(request)
    failure = read_failure(caught.value)
    assert (caught.value.code(), failure.reason) == (Code.RESOURCE_EXHAUSTED, "LOGIN_THROTTLED")
    assert failure.retry_after_s is not None
    assert 0 < failure.retry_after_s <= 1_800


async def test_times_are_those_of_the_settings(auth: Any) -> None:
    before = datetime.now(UTC)
    tokens = await sign_in(auth)
    access, refresh = (
        each.ToDatetime(tzinfo=UTC) - before for each in (tokens.access_expire_time, tokens.refresh_expire_time)
    )
    assert timedelta(minutes=4, seconds=58) <= access <= timedelta(minutes=5, seconds=10)
    assert timedelta(days=30) <= refresh + timedelta(seconds=1) <= timedelta(days=30, seconds=20)


async def test_sessions_are_listed_and_ended_and_the_account_is_changed(auth: Any) -> None:
    email = "lists@shop.example"
    tokens, account_id = await signed_up(auth, email)
    assert tokens.account_id == account_id
    other = await auth.CreateSession(
        auth_pb2.CreateSessionRequest(email=email, password=PASSWORD, user_agent="Phone\t1", browser=True)
    )
    mine = bearer(tokens.access_token)
    listed = (await auth.ListSessions(auth_pb2.ListSessionsRequest(), metadata=mine)).sessions
    assert sorted((each.user_agent, each.current) for each in listed) == [("", True), ("Phone 1", False)]
    assert all(each.HasField("create_time") and each.HasField("last_used_time") for each in listed)
    foreign = bearer((await sign_in(auth)).access_token)
    (phone,) = [each.id for each in listed if not each.current]
    end = auth_pb2.EndSessionByIdRequest(id=phone)
    assert await refused(auth.EndSessionById(end, metadata=foreign)) == (Code.NOT_FOUND, "SESSION_NOT_FOUND")
    await auth.EndSessionById(end, metadata=mine)
    again = auth.RefreshSession(auth_pb2.RefreshSessionRequest(refresh_token=other.tokens.refresh_token))
    assert await refused(again) == (Code.UNAUTHENTICATED, "SESSION_ENDED")
    await sign_in(auth, email, PASSWORD)
    assert (await auth.EndOtherSessions(auth_pb2.EndOtherSessionsRequest(), metadata=mine)).ended == 1

    change = auth_pb2.UpdateAccountRequest(fields=["language", "display_name"], language="ru", display_name="Анна")
    assert (await auth.UpdateAccount(change, metadata=mine)).account.language == "ru"
    wrong = auth_pb2.UpdateAccountRequest(fields=["email"])
    assert await refused(auth.UpdateAccount(wrong, metadata=mine)) == (Code.INVALID_ARGUMENT, "INVALID_ARGUMENT")
    account = (await auth.GetAccount(auth_pb2.GetAccountRequest(), metadata=mine)).account
    assert (account.language, account.display_name) == ("ru", "Анна")
    new = auth_pb2.ChangePasswordRequest(password=PASSWORD, new_password=PASSWORD + " new")
    await auth.ChangePassword(new, metadata=mine)
    await sign_in(auth, email, PASSWORD + " new")


async def test_a_browsers_token_may_come_twice_at_once(auth: Any) -> None:
    request = auth_pb2.CreateSessionRequest(email=ADMIN_EMAIL, password=ADMIN_PASSWORD, browser=True)
    first = (await auth.CreateSession(request)).tokens.refresh_token
    refresh = auth_pb2.RefreshSessionRequest(refresh_token=first)
    answers = await asyncio.gather(*(auth.RefreshSession(refresh) for _ in range(5)))
    assert len({answer.tokens.refresh_token for answer in answers}) == 1


def _awaited(log: Path, what: str) -> str:
    """A log's text, once ``what`` is in it, or after 10 s."""
    until = time.monotonic() + 10
    while what not in (text := log.read_text(errors="replace")) and time.monotonic() < until:
        time.sleep(0.05)
    return text


async def test_a_forgotten_password_is_set_anew_by_mail(auth: Any, folder: Path) -> None:
    email = "forgets@shop.example"
    await signed_up(auth, email)
    for asked in ("nobody@shop.example", email):
        await auth.RequestPasswordReset(auth_pb2.RequestPasswordResetRequest(email=asked, language="ru"))
    link = "https://packshot.example/reset#token="
    text = await asyncio.to_thread(_awaited, folder / "log", link)
    assert f"mail to {email}" in text
    assert "nobody@shop.example" not in text
    token = text.partition(link)[2].split()[0]
    confirm = auth_pb2.ConfirmPasswordResetRequest(token=token, new_password=PASSWORD + " new")
    await auth.ConfirmPasswordReset(confirm)
    assert await refused(auth.ConfirmPasswordReset(confirm)) == (Code.INVALID_ARGUMENT, "RESET_EXPIRED")
    await sign_in(auth, email, PASSWORD + " new")


async def signed_up(auth: Any, email: str) -> tuple[Any, str]:
    """The tokens of a new account, and its id."""
    answer = await auth.CreateAccount(auth_pb2.CreateAccountRequest(email=email, password=PASSWORD))
    return (await sign_in(auth, email, PASSWORD)), answer.account.id


async def test_a_worker_is_given_what_a_job_needs_and_no_more(auth: Any, address: str) -> None:
    _, account_id = await signed_up(auth, "worked-for@shop.example")

    def ask(secret: str = WORK_SECRET, account: str = account_id, scopes: tuple[str, ...] = ("scenes",)) -> Any:
        return auth.IssueWorkToken(
            auth_pb2.IssueWorkTokenRequest(secret=secret, account_id=account, scopes=scopes), timeout=10
        )

    tokens = (await ask()).tokens
    keys = RemoteKeySet(address)
    caller = await TokenVerifier("packshot", "packshot", keys).verify(tokens.access_token)
    await keys.close()
    assert (caller.account_id, sorted(caller.scopes), tokens.refresh_token) == (account_id, ["scenes"], "")
    assert await refused(ask(secret="wrong")) == (Code.UNAUTHENTICATED, "BAD_CREDENTIALS")
    assert await refused(ask(secret="")) == (Code.UNAUTHENTICATED, "BAD_CREDENTIALS")
    assert await refused(ask(scopes=("scenes", "keys"))) == (Code.INVALID_ARGUMENT, "INVALID_ARGUMENT")
    assert await refused(ask(scopes=())) == (Code.INVALID_ARGUMENT, "INVALID_ARGUMENT")
    assert await refused(ask(account="nobody")) == (Code.NOT_FOUND, "ACCOUNT_NOT_FOUND")


async def test_an_account_is_deleted_by_its_password_alone(auth: Any) -> None:
    email = "leaving@shop.example"
    tokens, account_id = await signed_up(auth, email)
    key = await auth.CreateKey(auth_pb2.CreateKeyRequest(scopes=["scenes"]), metadata=bearer(tokens.access_token))
    for request in (auth_pb2.ConfirmPasswordRequest, auth_pb2.DeleteAccountRequest):
        method = getattr(auth, request.__name__.removesuffix("Request"))
        assert await refused(method(request(password="wrong " + PASSWORD), metadata=bearer(tokens.access_token))) == (
            Code.UNAUTHENTICATED,
            "BAD_CREDENTIALS",
        )
    await auth.ConfirmPassword(auth_pb2.ConfirmPasswordRequest(password=PASSWORD), metadata=bearer(tokens.access_token))
    await auth.DeleteAccount(auth_pb2.DeleteAccountRequest(password=PASSWORD), metadata=bearer(tokens.access_token))
    again = auth.DeleteAccount(auth_pb2.DeleteAccountRequest(password=PASSWORD), metadata=bearer(tokens.access_token))
    assert await refused(again) == (Code.NOT_FOUND, "ACCOUNT_NOT_FOUND")
    refresh = auth.RefreshSession(auth_pb2.RefreshSessionRequest(refresh_token=tokens.refresh_token))
    assert await refused(refresh) == (Code.UNAUTHENTICATED, "SESSION_ENDED")
    exchange = auth.ExchangeKey(auth_pb2.ExchangeKeyRequest(key=key.secret))
    assert await refused(exchange) == (Code.UNAUTHENTICATED, "BAD_CREDENTIALS")
    work = auth.IssueWorkToken(
        auth_pb2.IssueWorkTokenRequest(secret=WORK_SECRET, account_id=account_id, scopes=["scenes"])
    )
    assert await refused(work) == (Code.NOT_FOUND, "ACCOUNT_NOT_FOUND")


async def test_the_last_administrator_stays(auth: Any) -> None:
    tokens = await sign_in(auth)
    gone = auth.DeleteAccount(
        auth_pb2.DeleteAccountRequest(password=ADMIN_PASSWORD), metadata=bearer(tokens.access_token)
    )
    assert await refused(gone) == (Code.ALREADY_EXISTS, "LAST_ADMINISTRATOR")
