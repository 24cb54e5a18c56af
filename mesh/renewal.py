"""Channels over TLS that outlive their certificates.

gRPC reads credentials anew for servers, and not for Python's channels: one keeps the pair that it was opened with, and fails when
it reconnects after that has run out. So the channel itself is replaced as soon as a call finds other files; calls in flight
end on the old one.
"""

import asyncio
import weakref
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import Any, Self

import grpc
import structlog

from mesh.tls import Credentials, TlsFiles, channel_credentials

log = structlog.get_logger(__name__)
OUTLIVED_S = 3_900.0
"""What a call may take that runs on a channel as it is replaced: an hour is the longest in the contract."""
_LISTS = ("ipv4:", "ipv6:", "unix:")
"""Targets that hold no host name which a certificate could be checked against."""

Options = Sequence[tuple[str, Any]]


def dial(address: str, options: Options, tls: TlsFiles | None, name: str) -> grpc.aio.Channel:
    """A channel to any gRPC target: plain without ``tls``, else with what its files hold at the time of each call.

    The server's certificate must carry the host of ``address``; where that is a list of addresses (``ipv4:10.0.0.1:8712,...``),
    it must carry ``name``, the service's own (``segmenter``).
    """
    if tls is None:
        return grpc.aio.insecure_channel(address, options=options)
    if address.startswith(_LISTS):
        options = (*options, ("grpc.default_authority", name))

    def open_with(credentials: Credentials) -> grpc.aio.Channel:
        return grpc.aio.secure_channel(address, channel_credentials(credentials), options=options)

    return RenewedChannel(open_with, tls)


class RenewedChannel(grpc.aio.Channel):
    """Passes each call to a channel that was opened with the newest credentials."""

    def __init__(self, open_with: Callable[[Credentials], grpc.aio.Channel], files: TlsFiles) -> None:
        self._open_with, self._files = open_with, files
        self._credentials = files.current()
        self._channel = open_with(self._credentials)
        self._outlived: set[asyncio.Task[None]] = set()
        self._calls: weakref.WeakSet[Any] = weakref.WeakSet()

    def newest(self) -> grpc.aio.Channel:
        """The channel for the next call."""
        credentials = self._files.current()
        if credentials is not self._credentials:
            old, self._channel, self._credentials = self._channel, self._open_with(credentials), credentials
            log.info("tls.channel_renewed")
            closing = asyncio.create_task(old.close(OUTLIVED_S))
            self._outlived.add(closing)
            closing.add_done_callback(self._outlived.discard)
        return self._channel

    async def close(self, grace: float | None = None) -> None:
        if grace is None:
            # By hand on the outlived ones: to cut their closing short would leave their calls without an end.
            for call in list(self._calls):
                call.cancel()
        closing = [asyncio.create_task(self._channel.close(grace)), *self._outlived]
        await asyncio.gather(*closing, return_exceptions=True)

    def made(self, call: Any) -> Any:
        """Remembers a call for as long as somebody else does."""
        self._calls.add(call)
        return call

    def get_state(self, try_to_connect: bool = False) -> grpc.ChannelConnectivity:
        return self.newest().get_state(try_to_connect)

    async def wait_for_state_change(self, last_observed_state: grpc.ChannelConnectivity) -> None:
        await self._channel.wait_for_state_change(last_observed_state)

    async def channel_ready(self) -> None:
        await self.newest().channel_ready()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, exc_type: type[BaseException] | None, exc_val: BaseException | None, exc_tb: TracebackType | None
    ) -> None:
        await self.close()

    # Stubs ask for their methods once, and keep them as long as they live.

    def unary_unary(self, *described: Any, **more: Any) -> Any:
        return _Method(self, "unary_unary", described, more)

    def unary_stream(self, *described: Any, **more: Any) -> Any:
        return _Method(self, "unary_stream", described, more)

    def stream_unary(self, *described: Any, **more: Any) -> Any:
        return _Method(self, "stream_unary", described, more)

    def stream_stream(self, *described: Any, **more: Any) -> Any:
        return _Method(self, "stream_stream", described, more)


class _Method:
    """One method of a stub, on whichever channel is the newest."""

    def __init__(self, channel: RenewedChannel, kind: str, described: tuple[Any, ...], more: dict[str, Any]) -> None:
        self._channel, self._kind, self._described, self._more = channel, kind, described, more
        self._on: grpc.aio.Channel | None = None
        self._call: Any = None

    def __call__(self, *arguments: Any, **more: Any) -> Any:
        newest = self._channel.newest()
        if newest is not self._on:
            self._on, self._call = newest, getattr(newest, self._kind)(*self._described, **self._more)
        return self._channel.made(self._call(*arguments, **more))
