"""When a service says that it serves."""

import asyncio

import pytest

from mesh import health
from mesh.health import keep_announcing


class Need:
    """Something that a service needs, and what was announced meanwhile."""

    def __init__(self) -> None:
        self.away = False
        self.hangs = False
        self.asked = 0
        self.announced: list[bool] = []

    async def check(self) -> None:
        self.asked += 1
        if self.hangs:
            await asyncio.Event().wait()
        if self.away:
            raise OSError("away")

    async def announce(self, serving: bool) -> None:
        self.announced.append(serving)

    async def until(self, expected: list[bool]) -> None:
        async with asyncio.timeout(3):
            while self.announced != expected:  # noqa: ASYNC110 - the fake is looked at, not asked
                await asyncio.sleep(0.005)


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "READY_RETRY_S", 0.01)


@pytest.mark.parametrize("prepared", [True, False])
async def test_health_follows_what_is_needed(prepared: bool) -> None:
    need = Need()
    preparations = 0

    async def prepare() -> None:
        nonlocal preparations
        preparations += 1
        await need.check()

    task = asyncio.create_task(
        keep_announcing(need.announce, prepare if prepared else None, need.check, every_s=0.01, within_s=1)
    )
    await need.until([True])
    await asyncio.sleep(0.05)
    assert need.announced == [True], "said once, however often it is asked"
    need.away = True
    await need.until([True, False])
    before = preparations
    need.away = False
    await need.until([True, False, True])
    assert (preparations > before) == prepared, "what came back may be empty"
    task.cancel()


async def test_what_hangs_is_away() -> None:
    need = Need()
    task = asyncio.create_task(keep_announcing(need.announce, None, need.check, every_s=0.01, within_s=0.05))
    await need.until([True])
    need.hangs = True
    await need.until([True, False])
    task.cancel()


async def test_nothing_is_asked_where_nothing_is_needed() -> None:
    need = Need()
    await keep_announcing(need.announce, need.check)
    assert (need.announced, need.asked) == ([True], 1)
