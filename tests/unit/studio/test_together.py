"""Two things at once, of which one may make the other useless."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from services.studio.together import begun, unless


async def _numbers(*numbers: int) -> AsyncIterator[int]:
    for number in numbers:
        yield number


async def _hanging() -> AsyncIterator[int]:
    yield 1
    await asyncio.Event().wait()


async def test_all_items_come_where_nothing_happens() -> None:
    other: asyncio.Future[None] = asyncio.Future()
    assert [item async for item in unless(other, _numbers(1, 2, 3))] == [1, 2, 3]
    other.set_result(None)
    assert [item async for item in unless(other, _numbers(1, 2, 3))] == [1, 2, 3]


async def test_what_the_other_raises_is_not_kept_waiting() -> None:
    other: asyncio.Future[None] = asyncio.Future()
    asyncio.get_running_loop().call_later(0.05, other.set_exception, KeyError("refused"))
    items = unless(other, _hanging())
    assert await anext(items) == 1
    with pytest.raises(KeyError, match="refused"):
        await asyncio.wait_for(anext(items), 1)


async def test_leaving_stops_asking() -> None:
    items = _hanging()
    async with begun(items) as first:
        assert await first == 1
    async with begun(items) as second:
        await asyncio.sleep(0)
        assert not second.done()
    assert second.cancelled()
    async with begun(_numbers()) as none:
        assert await none is None
