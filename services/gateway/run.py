"""One ``studio.Run``: the photo goes up in chunks while events come down."""

import asyncio
import contextlib
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable
from contextlib import aclosing, asynccontextmanager
from typing import Any

import grpc

from mesh.channels import call_metadata, call_timeout_s
from mesh.errors import Cancelled
from mesh.relay import relayed
from mesh.replay import Kept, replayed
from mesh.seeds import new_seed
from packshot.duplex import duplex
from packshot.studio.v1 import studio_pb2, studio_pb2_grpc
from services.gateway.backends import deadline_of
from services.gateway.scene_options import field_name

METHOD = "/packshot.studio.v1.StudioService/Run"

Events = AsyncIterator[studio_pb2.RunResponse]


@asynccontextmanager
async def run_recipe(
    studio: studio_pb2_grpc.StudioServiceStub,
    header: studio_pb2.RunHeader,
    chunks: AsyncIterator[bytes],
    gone: Callable[[], Awaitable[None]],
) -> AsyncGenerator[Events, None]:
    """The events of a recipe being carried out; leaving the context cancels whatever is still going on.

    Where the studio goes away in the middle, another one begins anew, and nobody is told. Iterating raises what the studio told,
    what reading the photo raised, and ``Cancelled`` when the caller has gone. ``gone`` returns when that is so; it is first awaited
    when the photo has been read to its end, since both read the same connection.
    """
    _settle(header)
    uploaded = asyncio.Event()
    photo = Kept(_until(uploaded, chunks))
    runs = _Runs(studio, header, photo)
    watching = asyncio.create_task(_watch(runs, uploaded, gone))
    try:
        async with aclosing(photo), aclosing(replayed(runs.begin)) as answers, aclosing(_told(answers, runs)) as events:
            yield events
    finally:
        watching.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await watching


def _settle(header: studio_pb2.RunHeader) -> None:
    """Draws the seed where it is left open: every studio that begins this call must make the same scene of it."""
    options = header.scene.options
    if header.HasField("scene") and not options.HasField("seed") and not options.manifest:
        options.seed = new_seed()


async def _until(uploaded: asyncio.Event, chunks: AsyncIterator[bytes]) -> AsyncGenerator[bytes, None]:
    async for chunk in chunks:
        yield chunk
    uploaded.set()


class _Runs:
    """The calls that are made for one request, one after the other."""

    def __init__(
        self, studio: studio_pb2_grpc.StudioServiceStub, header: studio_pb2.RunHeader, photo: Kept[bytes]
    ) -> None:
        self._stub: Any = studio
        self._header, self._photo = header, photo
        self._call: Any = None
        self.dropped = False
        """Nobody waits for the answer any more"""

    @asynccontextmanager
    async def begin(self) -> AsyncGenerator[Events, None]:
        """One call."""
        if self.dropped:
            raise _dropped()
        self._call = self._stub.Run(timeout=call_timeout_s(deadline_of(METHOD)), metadata=call_metadata())
        requests = self._requests()
        async with aclosing(requests), duplex(self._call, requests) as answers, aclosing(_relayed(answers)) as events:
            yield events

    def drop(self) -> None:
        """Cancels the call under way, and makes no more."""
        self.dropped = True
        if self._call is not None:
            self._call.cancel()

    async def _requests(self) -> AsyncGenerator[studio_pb2.RunRequest, None]:
        yield studio_pb2.RunRequest(header=self._header)
        async for chunk in self._photo:
            yield studio_pb2.RunRequest(chunk=chunk)


async def _watch(runs: _Runs, uploaded: asyncio.Event, gone: Callable[[], Awaitable[None]]) -> None:
    """Stops all when the caller has gone."""
    await uploaded.wait()
    await gone()
    runs.drop()


async def _told(answers: Events, runs: _Runs) -> AsyncGenerator[studio_pb2.RunResponse, None]:
    try:
        async for event in answers:
            yield event
    except asyncio.CancelledError:
        # Either the watch cancelled the call, or it is this task that is cancelled.
        if runs.dropped:
            raise _dropped() from None
        raise


async def _relayed(answers: Events) -> AsyncGenerator[studio_pb2.RunResponse, None]:
    try:
        async for event in answers:
            yield event
    except grpc.RpcError as error:
        told = relayed(error, "studio")
        if "field" in told.facts:
            told.facts["field"] = field_name(told.facts["field"])
        raise told from error


def _dropped() -> Cancelled:
    return Cancelled("The caller went away, so the work was stopped.")
