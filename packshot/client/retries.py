"""Trying again where the channel cannot: uploads larger than its buffer, and streams that broke off in the middle.

Nothing is tried again that would do something twice: callers see to that with idempotency keys, event ids and offsets.
"""

import asyncio
import random
from collections.abc import Awaitable, Callable
from typing import TypeVar

import grpc

from packshot.client.errors import ApiError

FIRST_S, MOST_S = 0.2, 10.0
"""Seconds before the second try, and at most before a later one"""
_UNANSWERED = {grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.INTERNAL}
"""INTERNAL too: a part that dies in the middle of a call may leave it, and the next call meets the part that took its place"""
_LOST = _UNANSWERED | {grpc.StatusCode.DEADLINE_EXCEEDED, grpc.StatusCode.CANCELLED}

Answer = TypeVar("Answer")


class Tries:
    """Counts failures in a row and waits between them, each time about twice as long, with jitter."""

    def __init__(
        self,
        most: int,
        *,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._most = most
        self._sleep = sleep
        self._chance = chance
        self._failed = 0

    def went_on(self) -> None:
        """Something worked: the count begins anew."""
        self._failed = 0

    async def after(self, error: ApiError) -> None:
        """Waits until the next try, no shorter than the server asked for. Raises ``error`` where there is none left."""
        self._failed += 1
        if self._failed >= self._most:
            raise error
        delay_s = min(MOST_S, FIRST_S * 2 ** (self._failed - 1)) * (0.5 + 0.5 * self._chance())
        await self._sleep(max(delay_s, error.retry_after_s or 0.0))


async def tried(once: Callable[[], Awaitable[Answer]], *, most: int) -> Answer:
    """``once``, again while nobody answers as they should. Raises ``ApiError``."""
    tries = Tries(most)
    while True:
        try:
            return await once()
        except ApiError as error:
            if error.code not in _UNANSWERED:
                raise
            await tries.after(error)


def broke_off(error: ApiError) -> bool:
    """Whether a stream that ended with ``error`` may simply be opened again where it stood."""
    return error.code in _LOST or error.temporary
