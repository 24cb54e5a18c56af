"""Poisson load on a running stack: open, so that a slow answer does not slow the arrivals down."""

import asyncio
import random
import time
from dataclasses import dataclass, field

import httpx

from benchmarks.capacity.answers import percentiles
from benchmarks.capacity.measure import post_scene
from benchmarks.capacity.processes import Meter, Spent

OVERLOADED = (429, 503)


@dataclass
class Heard:
    """What a load got for answers."""

    rate: float
    """Scenes a second that were meant to be asked for."""
    seconds: float
    """From the first arrival to the last answer."""
    took_s: list[float] = field(default_factory=list)
    """Of each scene that was made."""
    refused: int = 0
    spent: Spent | None = None

    @property
    def per_s(self) -> float:
        """Scenes made a second."""
        return len(self.took_s) / self.seconds

    def percentiles(self) -> dict[str, float]:
        """``p50``, ``p95``, ``p99`` in seconds."""
        return percentiles(self.took_s)


def arrival_times(rate: float, until_s: float, seed: int) -> list[float]:
    """Seconds of Poisson arrivals."""
    rng = random.Random(seed)
    times: list[float] = []
    at_s = rng.expovariate(rate)
    while at_s < until_s:
        times.append(at_s)
        at_s += rng.expovariate(rate)
    return times


async def send(client: httpx.AsyncClient, photo: bytes, times: list[float], rate: float, meter: Meter) -> Heard:
    """Sends a scene at each of ``times`` and waits for all answers. Raises ``httpx.HTTPStatusError`` for any but refusals."""
    heard = Heard(rate, 0.0)
    meter.lap()
    began = time.perf_counter()

    async def one(at_s: float) -> None:
        await asyncio.sleep(max(0.0, began + at_s - time.perf_counter()))
        answer = await post_scene(client, photo)
        if answer.status_code in OVERLOADED:
            heard.refused += 1
            return
        answer.raise_for_status()
        # From when it should have been sent: a caller that falls behind must not look like a fast service.
        heard.took_s.append(time.perf_counter() - began - at_s)

    await asyncio.gather(*(one(at_s) for at_s in times))
    heard.seconds = time.perf_counter() - began
    heard.spent = meter.lap()
    return heard
