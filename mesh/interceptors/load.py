"""Bounds the calls in flight, so that overload is answered early and with a time to come back."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from mesh.errors import Overloaded
from mesh.interceptors.guard import Call
from mesh.policy import policy_of


def load(max_calls: int, *, retry_after_s: float = 1.0) -> Callable[[Call], AbstractAsyncContextManager[None]]:
    """The concern that lets in at most ``max_calls`` at a time; health and reflection are not counted."""
    in_flight = 0

    @asynccontextmanager
    async def concern(call: Call) -> AsyncIterator[None]:
        nonlocal in_flight
        if policy_of(call.method) is None:
            yield
            return
        if in_flight >= max_calls:
            raise Overloaded(
                f"All {max_calls} places are taken. Try again in a moment.",
                retry_after_s=retry_after_s,
                limit=max_calls,
            )
        in_flight += 1
        try:
            yield
        finally:
            in_flight -= 1

    return concern
