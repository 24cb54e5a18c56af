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

    Iterating raises what the studio told, what reading the photo raised, and ``Cancelled`` when the caller has gone. ``gone``
    returns when that is so; it is first awaited when the photo has been read to its end, since both read the same connection.
    """
    stub: Any = studio
    call = stub.Run(timeout=call_timeout_s(deadline_of(METHOD)), metadata=call_metadata())
    uploaded = asyncio.Event()
    requests = _requests(header, chunks, uploaded)
    watching = asyncio.create_task(_watch(call, uploaded, gone))
    try:
        async with aclosing(requests), duplex(call, requests) as answers, aclosing(_told(answers, watching)) as events:
            yield events
    finally:
        watching.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await watching


async def _requests(
    header: studio_pb2.RunHeader, chunks: AsyncIterator[bytes], uploaded: asyncio.Event
) -> AsyncGenerator[studio_pb2.RunRequest, None]:
    yield studio_pb2.RunRequest(header=header)
    async for chunk in chunks:
        yield studio_pb2.RunRequest(chunk=chunk)
    uploaded.set()


async def _watch(call: Any, uploaded: asyncio.Event, gone: Callable[[], Awaitable[None]]) -> None:
    """Cancels the call when the caller has gone."""
    await uploaded.wait()
    await gone()
    call.cancel()


async def _told(answers: Events, watching: asyncio.Task[None]) -> AsyncGenerator[studio_pb2.RunResponse, None]:
    try:
        async for event in answers:
            yield event
    except asyncio.CancelledError:
        # Either the watch cancelled the call, or it is this task that is cancelled.
        if watching.done() and not watching.cancelled():
            raise Cancelled("The caller went away, so the work was stopped.") from None
        raise
    except grpc.RpcError as error:
        told = relayed(error, "studio")
        if "field" in told.facts:
            told.facts["field"] = field_name(told.facts["field"])
        raise told from error
