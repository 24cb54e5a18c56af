"""Where the public keys come from: the auth service's ``GetKeySet``."""

import json
from typing import Any

import grpc

from mesh.channels import open_channel
from mesh.errors import ServiceUnavailable
from mesh.tls import TlsFiles
from packshot.auth.v1 import auth_pb2, auth_pb2_grpc


class RemoteKeySet:
    """Asks the auth service at ``address`` for its public keys (RFC 7517)."""

    def __init__(self, address: str, tls: TlsFiles | None = None, *, timeout_s: float = 3.0) -> None:
        self._channel = open_channel(address, tls, name="auth")
        self._stub = auth_pb2_grpc.AuthServiceStub(self._channel)
        self._timeout_s = timeout_s

    async def __call__(self) -> dict[str, Any]:
        """The key set; raises ``ServiceUnavailable`` where the auth service does not answer."""
        try:
            answer = await self._stub.GetKeySet(auth_pb2.GetKeySetRequest(), timeout=self._timeout_s)
        except grpc.aio.AioRpcError as error:
            raise ServiceUnavailable(
                "The auth service does not answer, so credentials cannot be checked. Try again in a moment.",
                service="auth",
            ) from error
        keys: dict[str, Any] = json.loads(answer.jwks)
        return keys

    async def close(self) -> None:
        await self._channel.close()
