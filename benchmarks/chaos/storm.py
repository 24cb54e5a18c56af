"""Kills parts of a running stack with SIGKILL, one after another, and starts each again."""

import asyncio
import signal
from collections import Counter

import httpx

from local.stack import Stack

PARTS = ("worker", "gateway", "studio", "segmenter", "triton", "queue", "documents")
"""The gateway too, though it keeps nothing: watchers' lines break only there, since it goes on watching behind them by itself."""
DOWN_S = 2.0
"""How long a part stays dead."""
BETWEEN_S = 6.0
"""From one part's return to the next one's end, so that the next falls into work and not into waiting."""


class Storm:
    """Kills ``PARTS`` in turn until it is stopped."""

    def __init__(self, stack: Stack, *, rounds: int) -> None:
        self._stack = stack
        self._rounds = rounds
        self.kills: Counter[str] = Counter()

    async def run(self) -> None:
        """``rounds`` times each part."""
        for _ in range(self._rounds):
            for name in PARTS:
                await self._strike(name)
                await asyncio.sleep(BETWEEN_S)

    async def _strike(self, name: str) -> None:
        await asyncio.to_thread(self._stack.stop_part, name, signal.SIGKILL)
        self.kills[name] += 1
        try:
            await asyncio.sleep(DOWN_S)
        finally:
            self._stack.start_part(name)

    async def calm(self, timeout_s: float = 90.0) -> None:
        """Waits until everything is ready again."""
        async with asyncio.timeout(timeout_s), httpx.AsyncClient(base_url=self._stack.url) as client:
            while True:
                try:
                    if (await client.get("/readyz")).status_code == 200:
                        return
                except httpx.TransportError:
                    pass
                await asyncio.sleep(0.2)
