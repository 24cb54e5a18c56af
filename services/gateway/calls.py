"""Calls whose requests or answers are streams, on behalf of the request in progress.

Owns how they are begun, bounded, told about and ended when the HTTP caller goes; knows no method by name.
"""

import asyncio
import contextlib
from collections.abc import AsyncGenerator, AsyncIterable, AsyncIterator, Awaitable, Callable
from contextlib import aclosing, asynccontextmanager
from typing import Any, TypeVar

import grpc
from starlette.requests import Request

from mesh.channels import call_metadata, call_timeout_s
from mesh.errors import Cancelled, Internal, PackshotError
from mesh.relay import relayed
from packshot.duplex import duplex
from services.gateway.backends import deadline_of
from services.gateway.scene_options import field_name

Answer = TypeVar("Answer")
Gone = Callable[[], Awaitable[None]]


async def send(
    channel: grpc.aio.Channel, name: str, requests: AsyncIterable[Any], answer: Callable[[bytes], Answer]
) -> Answer:
    """The one answer to a stream of ``requests``, read by ``answer`` (a message's ``FromString``).

    Raises what ``requests`` raise, and what the studio told as a ``PackshotError``.
    """
    # On the wire every call is a stream each way; as one it can be written to and read from at once, so that a refusal is heard
    # before the upload is over.
    open_call: Any = channel.stream_stream(name, lambda message: message.SerializeToString(), answer)
    call = open_call(timeout=call_timeout_s(deadline_of(name)), metadata=call_metadata())
    try:
        async with duplex(call, requests) as answers:
            async for told in answers:
                result: Answer = told
                return result
    except grpc.RpcError as error:
        raise told_by_studio(error) from error
    raise Internal("The studio ended a call without an answer. Tell the operator the request id.")


@asynccontextmanager
async def listen(
    method: Any, request: Any, name: str, gone: Gone | None = None
) -> AsyncGenerator[AsyncIterator[Any], None]:
    """The answers to ``request`` as they come; leaving the context cancels the call.

    Iterating raises what the studio told, and ``Cancelled`` when ``gone`` has returned.
    """
    call = method(request, timeout=call_timeout_s(deadline_of(name)), metadata=call_metadata())
    watching = asyncio.create_task(_cancel_when(gone, call)) if gone is not None else None
    try:
        async with aclosing(_told(call, watching)) as answers:
            yield answers
    finally:
        call.cancel()
        if watching is not None:
            watching.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await watching


async def _cancel_when(gone: Gone, call: Any) -> None:
    await gone()
    call.cancel()


async def _told(call: Any, watching: asyncio.Task[None] | None) -> AsyncGenerator[Any, None]:
    try:
        async for answer in call:
            yield answer
    except asyncio.CancelledError:
        # Either the watch cancelled the call, or it is this task that is cancelled.
        if watching is not None and watching.done() and not watching.cancelled():
            raise Cancelled("The caller went away, so the work was stopped.") from None
        raise
    except grpc.RpcError as error:
        raise told_by_studio(error) from error


def told_by_studio(error: grpc.RpcError) -> PackshotError:
    """What the studio told, with the field's name as it is over HTTP."""
    told = relayed(error, "studio")
    if "field" in told.facts:
        told.facts["field"] = field_name(told.facts["field"])
    return told


def gone_of(request: Request) -> Gone:
    """Returns when the caller of ``request`` has gone; to be awaited once its body has been read."""

    async def gone() -> None:
        while (await request.receive())["type"] != "http.disconnect":
            pass

    return gone
