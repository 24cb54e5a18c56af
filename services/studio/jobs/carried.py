"""What a worker needs of the world, in its own words, and how it carries one attempt out."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing
from dataclasses import dataclass
from typing import Protocol

from services.studio.assets.asset import Asset, Made
from services.studio.events import Event, Piece, Progress, Queued
from services.studio.jobs.job import Job, Step
from services.studio.ports import Upload, Wish, Workshop
from services.studio.recipe import Recipe


@dataclass(frozen=True)
class Yield:
    """What a recipe brought: pictures to keep, and what is known about them."""

    made: tuple[Made, ...]
    report: bytes | None
    manifests: tuple[bytes, ...]


class Collector(Protocol):
    """Takes a recipe's events and gives what they add up to. Knows the contract's messages, which a worker does not."""

    def add(self, event: Event) -> bytes | None:
        """Takes an event; returns a preview (JPEG) where it completes one."""
        ...

    def whole(self) -> Yield:
        """Everything; raises ``AnswerBroken`` where a picture is not whole, or there is none."""
        ...


class Trade(Protocol):
    """The contract's side of a job: reads its wish, opens its photo, collects what is made."""

    def wish(self, job: Job) -> Wish: ...
    def upload(self, asset: Asset, job: Job) -> Upload: ...
    def collector(self, job: Job) -> Collector: ...


Tell = Callable[[Step | None, bytes | None], Awaitable[None]]
"""Takes how far it has come, a preview, or both."""


async def carry_out(job: Job, asset: Asset, recipe: Recipe, trade: Trade, workshop: Workshop, tell: Tell) -> Yield:
    """One attempt at a job. Raises what the recipe raises; cancelling it stops all that the recipe began."""
    collector = trade.collector(job)
    running: AsyncGenerator[Event, None] = recipe.run(trade.upload(asset, job), trade.wish(job), workshop)
    async with aclosing(running) as events:
        async for event in events:
            match event:
                case Progress(stage, step, total):
                    await tell(Step(stage, step, total), None)
                case Queued():
                    await tell(Step("queued", 0, 1), None)
                case Piece():
                    if (preview := collector.add(event)) is not None:
                        await tell(None, preview)
                case _:
                    collector.add(event)
            # A recipe that never waits must not keep the heartbeat waiting.
            await asyncio.sleep(0)
    return collector.whole()
