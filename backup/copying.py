"""Bytes from one object store to another, whole and as their hash says, a bounded number at a time."""

import asyncio
import hashlib
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
    named: Named, source: Objects, source_path: str, target: Objects, target_path: str, *, hashed: bool = False
) -> tuple[Copied, int]:
    """Copies one object unless the target has it; how many bytes it has. Small ones stay in memory, large ones go by the disk.

    The target has it when the size agrees; ``hashed``: when the hash does too, for which it is read.
    """
    size = await target.size(target_path)
    if size is not None and await _is_whole(named, size, target, target_path, hashed):
        return Copied.THERE, size
    try:
        async with spooled(source.read(source_path)) as held:
            if named.sha256 and held.sha256 != named.sha256:
                return Copied.DAMAGED, held.size_bytes
            await target.put(target_path, held.source)
            return Copied.COPIED, held.size_bytes
    except ObjectMissing:
        return Copied.MISSING, 0


async def _is_whole(named: Named, size: int, store: Objects, path: str, hashed: bool) -> bool:
    if named.size_bytes not in {size, None}:
        return False
    if not hashed or not named.sha256:
        return True
    digest = hashlib.sha256()
    async for piece in store.read(path):
        digest.update(piece)
    return digest.hexdigest() == named.sha256


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
