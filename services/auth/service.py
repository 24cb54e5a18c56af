"""``packshot.auth.v1.AuthService``: contract to domain and back, nothing else."""

import json
from datetime import UTC, datetime
from typing import Any

import grpc
from google.protobuf.timestamp_pb2 import Timestamp

from mesh.errors import InvalidArgument
from mesh.identity import current_caller
from mesh.stamps import timestamp
from packshot.auth.v1 import auth_pb2, auth_pb2_grpc
from services.auth.accounts import Account
from services.auth.authority import Authority
from services.auth.issuer import AccessToken
from services.auth.keys import Key
from services.auth.origin import CLIENT_ADDRESS_KEY, client_address
from services.auth.sessions import Session, SessionTokens

_CHANGEABLE = ("display_name", "language")
Context = grpc.aio.ServicerContext[Any, Any]


class AuthService(auth_pb2_grpc.AuthServiceServicer):
    """Serves an ``Authority``."""

    def __init__(self, authority: Authority) -> None:
        self._authority = authority

    async def CreateAccount(  # noqa: N802
        self, request: auth_pb2.CreateAccountRequest, context: Context
    ) -> auth_pb2.CreateAccountResponse:
        account = await self._authority.sign_up(
            request.email, request.password, request.display_name, address=self._address(context)
        )
        return auth_pb2.CreateAccountResponse(account=_account(account))

    async def GetAccount(  # noqa: N802
        self, request: auth_pb2.GetAccountRequest, context: Context
    ) -> auth_pb2.GetAccountResponse:
        account = await self._authority.accounts.get(current_caller().account_id)
        return auth_pb2.GetAccountResponse(account=_account(account))

    async def UpdateAccount(  # noqa: N802
        self, request: auth_pb2.UpdateAccountRequest, context: Context
    ) -> auth_pb2.UpdateAccountResponse:
        for name in request.fields:
            if name not in _CHANGEABLE:
                raise InvalidArgument(
                    f"`{name[:40]}` cannot be changed. What can: {', '.join(_CHANGEABLE)}.", field="fields"
                )
        account = await self._authority.accounts.update(
            current_caller().account_id,
            display_name=request.display_name if "display_name" in request.fields else None,
            language=request.language if "language" in request.fields else None,
        )
        return auth_pb2.UpdateAccountResponse(account=_account(account))

    async def ChangePassword(  # noqa: N802
        self, request: auth_pb2.ChangePasswordRequest, context: Context
    ) -> auth_pb2.ChangePasswordResponse:
        caller = current_caller()
        await self._authority.change_password(
            caller.account_id,
            caller.session_id,
            request.password,
            request.new_password,
            address=self._address(context),
        )
        return auth_pb2.ChangePasswordResponse()

    async def RequestPasswordReset(  # noqa: N802
        self, request: auth_pb2.RequestPasswordResetRequest, context: Context
    ) -> auth_pb2.RequestPasswordResetResponse:
        await self._authority.resets.request(request.email, request.language, address=self._address(context))
        return auth_pb2.RequestPasswordResetResponse()

    async def ConfirmPasswordReset(  # noqa: N802
        self, request: auth_pb2.ConfirmPasswordResetRequest, context: Context
    ) -> auth_pb2.ConfirmPasswordResetResponse:
        await self._authority.resets.confirm(request.token, request.new_password, address=self._address(context))
        return auth_pb2.ConfirmPasswordResetResponse()

    async def CreateSession(  # noqa: N802
        self, request: auth_pb2.CreateSessionRequest, context: Context
    ) -> auth_pb2.CreateSessionResponse:
        tokens = await self._authority.sessions.login(
            request.email,
            request.password,
            address=self._address(context),
            user_agent=request.user_agent,
            browser=request.browser,
        )
        return auth_pb2.CreateSessionResponse(tokens=_session_tokens(tokens))

    async def RefreshSession(  # noqa: N802
        self, request: auth_pb2.RefreshSessionRequest, context: Context
    ) -> auth_pb2.RefreshSessionResponse:
        tokens = await self._authority.sessions.refresh(request.refresh_token)
        return auth_pb2.RefreshSessionResponse(tokens=_session_tokens(tokens))

    async def EndSession(  # noqa: N802
        self, request: auth_pb2.EndSessionRequest, context: Context
    ) -> auth_pb2.EndSessionResponse:
        await self._authority.sessions.end(request.refresh_token)
        return auth_pb2.EndSessionResponse()

    async def ListSessions(  # noqa: N802
        self, request: auth_pb2.ListSessionsRequest, context: Context
    ) -> auth_pb2.ListSessionsResponse:
        caller = current_caller()
        sessions = await self._authority.sessions.list(caller.account_id)
        return auth_pb2.ListSessionsResponse(sessions=[_session(each, caller.session_id) for each in sessions])

    async def EndSessionById(  # noqa: N802
        self, request: auth_pb2.EndSessionByIdRequest, context: Context
    ) -> auth_pb2.EndSessionByIdResponse:
        await self._authority.sessions.end_one(current_caller().account_id, request.id)
        return auth_pb2.EndSessionByIdResponse()

    async def EndOtherSessions(  # noqa: N802
        self, request: auth_pb2.EndOtherSessionsRequest, context: Context
    ) -> auth_pb2.EndOtherSessionsResponse:
        caller = current_caller()
        ended = await self._authority.sessions.end_others(caller.account_id, caller.session_id)
        return auth_pb2.EndOtherSessionsResponse(ended=ended)

    async def CreateKey(  # noqa: N802
        self, request: auth_pb2.CreateKeyRequest, context: Context
    ) -> auth_pb2.CreateKeyResponse:
        caller = current_caller()
        key, secret = await self._authority.keys.create(
            caller.account_id,
            caller.scopes,
            name=request.name,
            scopes=request.scopes,
            expires_at=_time(request.expire_time, "expire_time") if request.HasField("expire_time") else None,
        )
        return auth_pb2.CreateKeyResponse(key=_key(key), secret=secret)

    async def ListKeys(  # noqa: N802
        self, request: auth_pb2.ListKeysRequest, context: Context
    ) -> auth_pb2.ListKeysResponse:
        keys = await self._authority.keys.list(current_caller().account_id)
        return auth_pb2.ListKeysResponse(keys=[_key(key) for key in keys])

    async def RevokeKey(  # noqa: N802
        self, request: auth_pb2.RevokeKeyRequest, context: Context
    ) -> auth_pb2.RevokeKeyResponse:
        key = await self._authority.keys.revoke(current_caller().account_id, request.id)
        return auth_pb2.RevokeKeyResponse(key=_key(key))

    async def ExchangeKey(  # noqa: N802
        self, request: auth_pb2.ExchangeKeyRequest, context: Context
    ) -> auth_pb2.ExchangeKeyResponse:
        return auth_pb2.ExchangeKeyResponse(tokens=_tokens(await self._authority.keys.exchange(request.key)))

    async def ConfirmPassword(  # noqa: N802
        self, request: auth_pb2.ConfirmPasswordRequest, context: Context
    ) -> auth_pb2.ConfirmPasswordResponse:
        account_id = current_caller().account_id
        await self._authority.confirm_password(account_id, request.password, address=self._address(context))
        return auth_pb2.ConfirmPasswordResponse()

    async def DeleteAccount(  # noqa: N802
        self, request: auth_pb2.DeleteAccountRequest, context: Context
    ) -> auth_pb2.DeleteAccountResponse:
        account_id = current_caller().account_id
        await self._authority.delete_account(account_id, request.password, address=self._address(context))
        return auth_pb2.DeleteAccountResponse()

    async def IssueWorkToken(  # noqa: N802
        self, request: auth_pb2.IssueWorkTokenRequest, context: Context
    ) -> auth_pb2.IssueWorkTokenResponse:
        token = await self._authority.work.issue(
            request.secret, request.account_id, request.scopes, address=self._address(context)
        )
        return auth_pb2.IssueWorkTokenResponse(tokens=_tokens(token))

    async def GetKeySet(  # noqa: N802
        self, request: auth_pb2.GetKeySetRequest, context: Context
    ) -> auth_pb2.GetKeySetResponse:
        return auth_pb2.GetKeySetResponse(jwks=json.dumps(await self._authority.signing.jwks()))

    def _address(self, context: Context) -> str:
        metadata = dict(context.invocation_metadata() or ())
        named = metadata.get(CLIENT_ADDRESS_KEY)
        return client_address(
            context.peer(),
            named.decode("latin-1") if isinstance(named, bytes) else named,
            self._authority.settings.trusted_networks,
        )


def _account(account: Account) -> auth_pb2.Account:
    return auth_pb2.Account(
        id=account.id,
        email=account.email,
        display_name=account.display_name,
        scopes=sorted(account.scopes),
        create_time=timestamp(account.created_at),
        language=account.language,
    )


def _session(session: Session, current_id: str) -> auth_pb2.Session:
    return auth_pb2.Session(
        id=session.id,
        create_time=timestamp(session.created_at),
        last_used_time=timestamp(session.last_used_at),
        expire_time=timestamp(session.expires_at),
        user_agent=session.user_agent,
        current=session.id == current_id,
    )


def _tokens(access: AccessToken) -> auth_pb2.Tokens:
    return auth_pb2.Tokens(
        access_token=access.text,
        access_expire_time=timestamp(access.expires_at),
        scopes=sorted(access.scopes),
    )


def _session_tokens(session: SessionTokens) -> auth_pb2.Tokens:
    tokens = _tokens(session.access)
    tokens.refresh_token = session.refresh
    tokens.account_id = session.account_id
    tokens.refresh_expire_time.FromDatetime(session.refresh_expires_at)
    return tokens


def _key(key: Key) -> auth_pb2.Key:
    return auth_pb2.Key(
        id=key.id,
        name=key.name,
        prefix=key.prefix,
        scopes=sorted(key.scopes),
        create_time=timestamp(key.created_at),
        expire_time=timestamp(key.expires_at),
        last_use_time=timestamp(key.last_used_at),
        revoke_time=timestamp(key.revoked_at),
    )


def _time(timestamp: Timestamp, field: str) -> datetime:
    try:
        return timestamp.ToDatetime(tzinfo=UTC)
    except (ValueError, OverflowError) as exc:
        raise InvalidArgument("This time is out of range. Send one between the years 1 and 9999.", field=field) from exc
