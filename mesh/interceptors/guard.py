"""The one gRPC interceptor: it wraps each handler in the concerns it is given, outermost first.

A concern is an asynchronous context manager around the call. Written once for all four kinds of method: a handler that streams
its answer becomes a coroutine that writes, so that deadlines and cancellation reach into it and its generator is always closed.
"""

from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, aclosing
from dataclasses import dataclass
from typing import Any

import grpc


@dataclass(frozen=True)
class Call:
    """A call in progress, as the concerns see it."""

    method: str
    """``/package.Service/Method``"""
    context: grpc.aio.ServicerContext[Any, Any]
    metadata: dict[str, str]
    """Text metadata that came with the call; keys in lower case."""


Concern = Callable[[Call], AbstractAsyncContextManager[None]]


def _text(value: str | bytes) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else value


class Guard(grpc.aio.ServerInterceptor):
    """Wraps every handler of a server."""

    def __init__(self, concerns: Sequence[Concern]) -> None:
        self._concerns = tuple(concerns)

    async def intercept_service(
        self,
        continuation: Callable[[grpc.HandlerCallDetails], Awaitable[Any]],
        handler_call_details: grpc.HandlerCallDetails,
    ) -> Any:
        handler = await continuation(handler_call_details)
        if handler is None:
            return None
        method = _text(handler_call_details.method)
        if handler.response_streaming:
            behaviour = handler.stream_stream if handler.request_streaming else handler.unary_stream
            wrapped = self._around_stream(method, behaviour)
            make = (
                grpc.stream_stream_rpc_method_handler
                if handler.request_streaming
                else grpc.unary_stream_rpc_method_handler
            )
        else:
            behaviour = handler.stream_unary if handler.request_streaming else handler.unary_unary
            wrapped = self._around_unary(method, behaviour)
            make = (
                grpc.stream_unary_rpc_method_handler
                if handler.request_streaming
                else grpc.unary_unary_rpc_method_handler
            )
        return make(
            wrapped,
            request_deserializer=handler.request_deserializer,
            response_serializer=handler.response_serializer,
        )

    async def _enter(self, stack: AsyncExitStack, method: str, context: grpc.aio.ServicerContext[Any, Any]) -> None:
        metadata = {key.lower(): _text(value) for key, value in context.invocation_metadata() or ()}
        call = Call(method, context, metadata)
        for concern in self._concerns:
            await stack.enter_async_context(concern(call))

    def _around_unary(self, method: str, behaviour: Any) -> Any:
        async def behave(request: Any, context: grpc.aio.ServicerContext[Any, Any]) -> Any:
            async with AsyncExitStack() as stack:
                await self._enter(stack, method, context)
                return await behaviour(request, context)

        return behave

    def _around_stream(self, method: str, behaviour: Any) -> Any:
        async def behave(request: Any, context: grpc.aio.ServicerContext[Any, Any]) -> None:
            async with AsyncExitStack() as stack:
                await self._enter(stack, method, context)
                answer = behaviour(request, context)
                if not hasattr(answer, "__aiter__"):
                    await answer
                    return
                async with aclosing(answer):
                    async for message in answer:
                        await context.write(message)

        return behave
