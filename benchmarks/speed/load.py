"""A bounded load: so many posts, so many at a time, each timed."""

import asyncio
import statistics
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

Post = Callable[[], Awaitable[None]]


@dataclass
class Timings:
    """Seconds of each request, and of the whole rounds they came in."""

    requests_s: list[float] = field(default_factory=list)
    rounds_s: list[float] = field(default_factory=list)

    @property
    def images_per_s(self) -> float:
        return len(self.requests_s) / sum(self.rounds_s)

    @property
    def p50_s(self) -> float:
        return statistics.median(self.requests_s)

    @property
    def p95_s(self) -> float:
        return statistics.quantiles(self.requests_s, n=20, method="inclusive")[-1]


async def run_round(post: Post, requests: int, concurrency: int, into: Timings) -> None:
    """Sends ``requests`` posts, ``concurrency`` of them in flight, and adds their times to ``into``."""
    left = iter(range(requests))

    async def worker() -> None:
        for _ in left:
            started = time.perf_counter()
            await post()
            into.requests_s.append(time.perf_counter() - started)

    started = time.perf_counter()
    await asyncio.gather(*(worker() for _ in range(concurrency)))
    into.rounds_s.append(time.perf_counter() - started)
