"""When a service says that it serves: from when it is ready, as long as what it needs answers.

Owns the waiting and asking; ``mesh.server`` tells gRPC's health service what comes of it.
"""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, NoReturn

import structlog

log = structlog.get_logger(__name__)
READY_RETRY_S = 0.25
CHECK_EVERY_S = 1.0
CHECK_WITHIN_S = 2.0
"""What is needed, and does not answer within this, is as good as gone. A ping takes milliseconds, a busy machine makes it tens."""

Check = Callable[[], Awaitable[None]]
"""Asks something that is needed; raises where it does not answer."""
Announce = Callable[[bool], Coroutine[Any, Any, None]]
"""Tells whoever asks whether the service serves."""


async def keep_announcing(
    announce: Announce,
    until_ready: Check | None = None,
    while_ready: Check | None = None,
    *,
    every_s: float = CHECK_EVERY_S,
    within_s: float = CHECK_WITHIN_S,
) -> None:
    """Announces True once ``until_ready`` does not raise, False when ``while_ready`` does, and so on until cancelled.

    After a failure ``until_ready`` comes again: a store that was replaced by an empty one is prepared anew. Without
    ``while_ready`` it returns once the service serves.
    """
    while True:
        if until_ready is not None:
            await _become_ready(until_ready)
        await announce(True)
        log.info("service.ready")
        if while_ready is None:
            return
        try:
            await _watch(while_ready, every_s, within_s)
        except Exception as error:  # noqa: BLE001 - whatever it is, the service cannot do its work
            log.warning("service.not_ready", reason=_told(error))
        await announce(False)
        if until_ready is None:
            await _become_ready(while_ready)


async def _become_ready(until_ready: Check) -> None:
    """Returns when ``until_ready`` does not raise any more."""
    last = None
    while True:
        try:
            await until_ready()
        except Exception as error:  # noqa: BLE001 - whatever stands in the way, it is said and tried again
            if _told(error) != last:
                log.info("service.waiting", reason=_told(error))
            last = _told(error)
            await asyncio.sleep(READY_RETRY_S)
        else:
            return


async def _watch(while_ready: Check, every_s: float, within_s: float) -> NoReturn:
    """Raises what ``while_ready`` raises, or ``TimeoutError``."""
    while True:
        await asyncio.sleep(every_s)
        async with asyncio.timeout(within_s):
            await while_ready()


def _told(error: Exception) -> str:
    return str(error) or type(error).__name__
