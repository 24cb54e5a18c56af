"""One channel and one credential: how calls are made, authenticated and failed."""

import time
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable
from typing import Any, TypeAlias, TypeVar

import grpc
from google.protobuf.descriptor import MethodDescriptor
from google.protobuf.message_factory import GetMessageClass

from packshot.client.credentials import RENEW_REASONS, Credential
from packshot.client.errors import ApiError, api_error
from packshot.common.v1 import policy_pb2
from packshot.duplex import duplex

Metadata: TypeAlias = tuple[tuple[str, str], ...]
Answer = TypeVar("Answer")


class Connection:
    """Makes calls. ``credential`` may be set at any time; None: only public calls."""

    def __init__(self, channel: grpc.aio.Channel, address: str, timeout_s: float | None) -> None:
        self._channel = channel
        self._address = address
        self._timeout_s = timeout_s
        self.credential: Credential | None = None

    async def close(self) -> None:
        await self._channel.close()

    def timeout_s(self, method: MethodDescriptor) -> float:
        """How long a call may take: what the caller said, else what the contract allows it."""
        return self._timeout_s or longest_s(method)

    async def unary(self, method: MethodDescriptor, request: Any, *, signed: bool) -> Any:
        """One request, one answer. Raises ``ApiError``."""
        ask: Any = self._channel.unary_unary(
            path(method),
            request_serializer=lambda message: message.SerializeToString(),
            response_deserializer=GetMessageClass(method.output_type).FromString,
        )

        async def once(metadata: Metadata) -> Any:
            return await ask(request, metadata=metadata, timeout=self.timeout_s(method))

        return await (self.signed(once) if signed else self._told(once, ()))

    def stream(self, method: MethodDescriptor, metadata: Metadata, timeout_s: float | None = None) -> Any:
        """A call that streams both ways, for ``packshot.duplex``; on the wire one that streams one way alone looks the same."""
        talk: Any = self._channel.stream_stream(
            path(method),
            request_serializer=lambda message: message.SerializeToString(),
            response_deserializer=GetMessageClass(method.output_type).FromString,
        )
        return talk(metadata=metadata, timeout=timeout_s or self.timeout_s(method))

    async def answers(
        self, method: MethodDescriptor, request: Any, *, unbounded: bool = False
    ) -> AsyncGenerator[Any, None]:
        """One request, answers as they come; signed like ``signed``. ``unbounded``: the caller's own limit is not for this call.

        Raises ``ApiError``. Close it where it is left early: ``contextlib.aclosing``.
        """
        credential, renewed = self._needed_credential(), False
        while True:
            token, begun = await credential.token(), False
            call = self.stream(method, _bearer(token), longest_s(method) if unbounded else None)
            try:
                async with duplex(call, _alone(request)) as messages:
                    async for message in messages:
                        begun = True
                        yield message
                return
            except grpc.RpcError as error:
                told = api_error(error, self._address)
                if renewed or begun or told.reason not in RENEW_REASONS or not credential.reject(token):
                    raise told from error
                renewed = True

    async def signed(self, once: Callable[[Metadata], Awaitable[Answer]]) -> Answer:
        """Makes a call with a token; once more with a fresh one where the server finds it too old. Raises ``ApiError``."""
        credential = self._needed_credential()
        token = await credential.token()
        try:
            return await self._told(once, _bearer(token))
        except ApiError as error:
            if error.reason not in RENEW_REASONS or not credential.reject(token):
                raise
        return await self._told(once, _bearer(await credential.token()))

    def _needed_credential(self) -> Credential:
        if self.credential is None:
            raise ApiError(
                "UNAUTHENTICATED",
                "This needs an API key. Pass key=..., set PACKSHOT_KEY, or sign in.",
                code=grpc.StatusCode.UNAUTHENTICATED,
            )
        return self.credential

    async def _told(self, once: Callable[[Metadata], Awaitable[Answer]], metadata: Metadata) -> Answer:
        started = time.monotonic()
        try:
            return await once(metadata)
        except grpc.RpcError as error:
            # Either side may be the first to see that the caller's time is over; both mean the same to the caller.
            limit_s = self._timeout_s
            spent = limit_s is not None and time.monotonic() - started >= 0.95 * limit_s
            raise api_error(error, self._address, limit_s if spent else None) from error


def path(method: MethodDescriptor) -> str:
    """``/package.Service/Method``"""
    return f"/{method.containing_service.full_name}/{method.name}"


def longest_s(method: MethodDescriptor) -> float:
    """How long the contract lets a call take."""
    cap_s: int = method.GetOptions().Extensions[policy_pb2.policy].deadline_s
    return float(cap_s)


async def _alone(request: Any) -> AsyncIterator[Any]:
    yield request


def _bearer(token: str) -> Metadata:
    return (("authorization", f"Bearer {token}"),)
