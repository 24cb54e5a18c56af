"""Connections to addresses that a stranger named, without lending him our place in the network.

The host is resolved here, each address it has must be public, and the connection goes to the address that was checked; TLS and the
``Host`` field keep the name. So a name that changes its address between check and use (DNS rebinding) gains nothing.
"""

import asyncio
import socket
from collections.abc import Iterable

import httpcore

from mesh.addresses import Network, is_public, parse_address


class AddressRefused(Exception):
    """A host has an address that is not public."""


class CheckedBackend(httpcore.AsyncNetworkBackend):
    """Opens connections to checked addresses only; everything else is httpcore's own."""

    def __init__(self, networks: tuple[Network, ...]) -> None:
        self._networks = networks
        self._inner = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore's signature
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        address = await self._resolve(host, port)
        return await self._inner.connect_tcp(address, port, timeout, local_address, socket_options)

    async def _resolve(self, host: str, port: int) -> str:
        loop = asyncio.get_running_loop()
        try:
            found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(f"{host} has no address") from error
        addresses = [str(entry[4][0]) for entry in found]
        # One bad address spoils the name: a mix of public and private ones has no honest use.
        if not addresses or not all(is_public(parse_address(text), also=self._networks) for text in addresses):
            raise AddressRefused(host)
        return addresses[0]

    async def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore's signature
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        raise AddressRefused(path)

    async def sleep(self, seconds: float) -> None:
        await self._inner.sleep(seconds)
