"""Auth over gRPC, as the studio needs it: tokens for jobs whose account is not there, and the end of an account."""

import asyncio
from datetime import UTC, timedelta

import grpc

from mesh.channels import call_metadata, call_timeout_s
from mesh.identity import Caller
from mesh.policy import policy_of
from mesh.relay import relayed
from mesh.tokens import Clock, utc_now
from packshot.auth.v1 import auth_pb2, auth_pb2_grpc

SERVICE = "/packshot.auth.v1.AuthService"
RENEWED_BEFORE = timedelta(seconds=120)
"""A token in hand that is good for less than this is not begun with: a job may outlast it by as much as its calls take to begin."""
WORK = "work"


def _timeout_s(method: str) -> float:
    policy = policy_of(f"{SERVICE}/{method}")
    assert policy is not None  # noqa: S101 - only health and reflection have none
    return call_timeout_s(policy.deadline_s)


class AuthClient:
    """Calls on behalf of the caller of the call in progress."""

    def __init__(self, channel: grpc.aio.Channel) -> None:
        self._stub = auth_pb2_grpc.AuthServiceStub(channel)

    async def confirm_password(self, password: str) -> None:
        """Raises what auth tells where it is not the caller's password."""
        request = auth_pb2.ConfirmPasswordRequest(password=password)
        try:
            await self._stub.ConfirmPassword(request, metadata=call_metadata(), timeout=_timeout_s("ConfirmPassword"))
        except grpc.aio.AioRpcError as error:
            raise relayed(error, "auth") from error

    async def delete_account(self, password: str) -> None:
        """Deletes the caller's account with sessions and keys."""
        request = auth_pb2.DeleteAccountRequest(password=password)
        try:
            await self._stub.DeleteAccount(request, metadata=call_metadata(), timeout=_timeout_s("DeleteAccount"))
        except grpc.aio.AioRpcError as error:
            raise relayed(error, "auth") from error


class WorkCredentials:
    """Tokens for jobs, kept until they are nearly over."""

    def __init__(self, channel: grpc.aio.Channel, secret: str, *, now: Clock = utc_now) -> None:
        self._stub = auth_pb2_grpc.AuthServiceStub(channel)
        self._secret = secret
        self._now = now
        self._held: dict[tuple[str, frozenset[str]], Caller] = {}
        self._asking = asyncio.Lock()

    async def of(self, account_id: str, scopes: frozenset[str]) -> Caller:
        """Whom calls for a job of the account are made as. Raises what auth tells."""
        async with self._asking:
            held = self._held.get((account_id, scopes))
            if held is None or held.expires_at - self._now() < RENEWED_BEFORE:
                held = await self._issue(account_id, scopes)
                self._forget_old()
                self._held[account_id, scopes] = held
            return held

    async def _issue(self, account_id: str, scopes: frozenset[str]) -> Caller:
        request = auth_pb2.IssueWorkTokenRequest(secret=self._secret, account_id=account_id, scopes=sorted(scopes))
        try:
            answer = await self._stub.IssueWorkToken(
                request, metadata=call_metadata(), timeout=_timeout_s("IssueWorkToken")
            )
        except grpc.aio.AioRpcError as error:
            raise relayed(error, "auth") from error
        tokens = answer.tokens
        until = tokens.access_expire_time.ToDatetime(UTC)
        return Caller(account_id, frozenset(tokens.scopes), WORK, until, tokens.access_token)

    def _forget_old(self) -> None:
        now = self._now()
        self._held = {key: held for key, held in self._held.items() if held.expires_at > now}
