"""Bytes from one object store to another, whole and as their hash says, a bounded number at a time."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from enum import Enum

from backup.named import Named
from services.studio.assets.objects import ObjectMissing, Objects
from services.studio.assets.spool import spooled


class Copied(Enum):
    """What became of one object."""

    COPIED = "copied"
    THERE = "it was there already"
    MISSING = "the source does not have it"
    DAMAGED = "the source has it otherwise than its hash says"


async def copy(
    named: Named, source: Objects, source_path: str, target: Objects, target_path: str
) -> tuple[Copied, int]:
    """Copies one object unless the target has it; how many bytes it has. Small ones stay in memory, large ones go by the disk."""
    size = await target.size(target_path)
    if size is not None and size == (named.size_bytes if named.size_bytes is not None else size):
        return Copied.THERE, size
    try:
        async with spooled(source.read(source_path)) as held:
            if named.sha256 and held.sha256 != named.sha256:
                return Copied.DAMAGED, held.size_bytes
            await target.put(target_path, held.source)
            return Copied.COPIED, held.size_bytes
    except ObjectMissing:
        return Copied.MISSING, 0


async def for_each(named: Iterable[Named], work: Callable[[Named], Awaitable[None]], parallel: int) -> None:
    """Does ``work`` for each, ``parallel`` at a time; the first failure ends all."""
    room = asyncio.Semaphore(parallel)

    async def one(each: Named) -> None:
        try:
            await work(each)
        finally:
            room.release()

    try:
        async with asyncio.TaskGroup() as group:
            for each in named:
                await room.acquire()
                group.create_task(one(each))
    except BaseExceptionGroup as failures:
        # The others were only cancelled for it.
        raise failures.exceptions[0] from failures
