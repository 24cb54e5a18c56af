"""The interceptor: concerns in order, around every kind of method, undone whatever happens."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

import grpc
import pytest

from mesh.interceptors.guard import Call, Concern, Guard


class Handlers(grpc.GenericRpcHandler):
    """The four kinds of method, each of which notes that it ran."""

    def __init__(self, notes: list[str]) -> None:
        self._notes = notes

    async def _answer(self, request: Any, context: Any) -> bytes:
        self._notes.append("ran")
        return b"answer"

    async def _stream(self, request: Any, context: Any) -> AsyncIterator[bytes]:
        try:
            self._notes.append("ran")
            yield b"answer"
            if self._notes[0] == "hang":
                await asyncio.Event().wait()
        finally:
            self._notes.append("closed")

    async def _writer(self, request: Any, context: Any) -> None:
        self._notes.append("ran")
        await context.write(b"answer")

    def service(self, handler_call_details: grpc.HandlerCallDetails) -> Any:
        kinds: dict[str, Any] = {
            "/kind/UnaryUnary": grpc.unary_unary_rpc_method_handler(self._answer),
            "/kind/StreamUnary": grpc.stream_unary_rpc_method_handler(self._answer),
            "/kind/UnaryStream": grpc.unary_stream_rpc_method_handler(self._stream),
            "/kind/StreamStream": grpc.stream_stream_rpc_method_handler(self._stream),
            "/kind/Writer": grpc.unary_stream_rpc_method_handler(self._writer),
        }
        method: Any = handler_call_details.method
        return kinds.get(method)


def _noting(name: str, notes: list[str]) -> Concern:
    @asynccontextmanager
    async def concern(call: Call) -> AsyncIterator[None]:
        notes.append(f"{name} in {call.method} {call.metadata.get('x-trial')}")
        try:
            yield
        finally:
            notes.append(f"{name} out")

    return concern


@asynccontextmanager
async def _serving(notes: list[str], *concerns: Concern) -> AsyncIterator[grpc.aio.Channel]:
    server = grpc.aio.server(interceptors=[Guard(concerns)])
    server.add_generic_rpc_handlers((Handlers(notes),))
    port = server.add_insecure_port("127.0.0.1:0")
    await server.start()
    async with grpc.aio.insecure_channel(f"127.0.0.1:{port}") as channel:
        yield channel
    await server.stop(0)


async def _requests() -> AsyncIterator[bytes]:
    yield b"request"


async def _talk(channel: Any, kind: str) -> None:
    metadata = (("x-trial", "1"),)
    match kind:
        case "UnaryUnary":
            await channel.unary_unary(f"/kind/{kind}")(b"", metadata=metadata)
        case "StreamUnary":
            await channel.stream_unary(f"/kind/{kind}")(_requests(), metadata=metadata)
        case "UnaryStream" | "Writer":
            assert [each async for each in channel.unary_stream(f"/kind/{kind}")(b"", metadata=metadata)] == [b"answer"]
        case "StreamStream":
            answers = channel.stream_stream(f"/kind/{kind}")(_requests(), metadata=metadata)
            assert [each async for each in answers] == [b"answer"]


@pytest.mark.parametrize("kind", ["UnaryUnary", "StreamUnary", "UnaryStream", "StreamStream", "Writer"])
async def test_concerns_wrap_every_kind_outermost_first(kind: str) -> None:
    notes: list[str] = ["start"]
    async with _serving(notes, _noting("outer", notes), _noting("inner", notes)) as channel:
        await _talk(channel, kind)
    closed = ["closed"] if kind.endswith("Stream") else []
    path = f"/kind/{kind} 1"
    assert notes == ["start", f"outer in {path}", f"inner in {path}", "ran", *closed, "inner out", "outer out"]


async def test_a_concern_that_refuses_keeps_the_method_from_running() -> None:
    notes: list[str] = []

    @asynccontextmanager
    async def refuse(call: Call) -> AsyncIterator[None]:
        await call.context.abort(grpc.StatusCode.PERMISSION_DENIED, "no")
        yield

    async with _serving(notes, _noting("outer", notes), refuse) as channel:
        with pytest.raises(grpc.aio.AioRpcError) as raised:
            await _talk(channel, "UnaryUnary")
    assert raised.value.code() is grpc.StatusCode.PERMISSION_DENIED
    assert notes == ["outer in /kind/UnaryUnary 1", "outer out"]


async def test_when_the_caller_goes_the_generator_is_closed_and_every_concern_undone() -> None:
    notes = ["hang"]
    undone = asyncio.Event()

    @asynccontextmanager
    async def outermost(call: Call) -> AsyncIterator[None]:
        try:
            yield
        finally:
            undone.set()

    async with _serving(notes, outermost, _noting("inner", notes)) as channel:
        method: Any = channel.unary_stream("/kind/UnaryStream")
        call = method(b"")
        await anext(aiter(call))
        call.cancel()
        async with asyncio.timeout(1):
            await undone.wait()
    assert notes[-2:] == ["closed", "inner out"]


async def test_an_unknown_method_stays_unimplemented() -> None:
    async with _serving([], _noting("any", [])) as channel:
        method: Any = channel.unary_unary("/kind/None")
        with pytest.raises(grpc.aio.AioRpcError) as raised:
            await method(b"")
    assert raised.value.code() is grpc.StatusCode.UNIMPLEMENTED


def test_a_concern_is_a_context() -> None:
    assert isinstance(_noting("any", [])(Call("/kind/None", None, {})), AbstractAsyncContextManager)  # type: ignore[arg-type]
