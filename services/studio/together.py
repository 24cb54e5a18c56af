"""Two things at once, of which one may make the other useless."""

import asyncio
import contextlib
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, TypeVar

Item = TypeVar("Item")
_END: Any = object()


@asynccontextmanager
async def begun(items: AsyncIterator[Item]) -> AsyncGenerator["asyncio.Future[Item | None]", None]:
    """The first of ``items``, asked for already; None where there is none. Leaving the context stops asking."""
    first: asyncio.Future[Item | None] = asyncio.ensure_future(anext(items, None))
    try:
        yield first
    finally:
        await _stop(first)


async def unless(other: "asyncio.Future[Any]", items: AsyncIterator[Item]) -> AsyncGenerator[Item, None]:
    """The items as they come; raises what ``other`` raises as soon as it does, without waiting for the next item."""
    while True:
        coming: asyncio.Future[Item] = asyncio.ensure_future(anext(items, _END))
        try:
            await asyncio.wait({coming, other}, return_when=asyncio.FIRST_COMPLETED)
            if other.done():
                other.result()
            item = await coming
        finally:
            await _stop(coming)
        if item is _END:
            return
        yield item


async def _stop(task: "asyncio.Future[Any]") -> None:
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError, Exception):
        await task
