import asyncio
import hashlib
from collections.abc import AsyncIterator

import pytest

from backup.copying import Copied, copy, for_each
from backup.named import Named
from services.studio.assets.objects import Objects
from services.studio.assets.spool import IN_MEMORY_BYTES

DATA = b"picture"


def named(data: bytes = DATA) -> Named:
    return Named("anna/x", "anna", hashlib.sha256(data).hexdigest(), len(data))


@pytest.fixture
def stores() -> tuple[Objects, Objects]:
    return Objects.of("memory:///"), Objects.of("memory:///")


@pytest.mark.parametrize("data", [DATA, b"", bytes(IN_MEMORY_BYTES + 1)], ids=["small", "empty", "by the disk"])
async def test_bytes_are_copied_once(stores: tuple[Objects, Objects], data: bytes) -> None:
    source, target = stores
    await source.put("a", data)
    assert await copy(named(data), source, "a", target, "b") == (Copied.COPIED, len(data))
    assert await target.whole("b") == data
    assert await copy(named(data), source, "a", target, "b") == (Copied.THERE, len(data))


async def test_what_the_target_has_in_another_size_is_written_anew(stores: tuple[Objects, Objects]) -> None:
    source, target = stores
    await source.put("a", DATA)
    await target.put("b", DATA[:3])
    assert (await copy(named(), source, "a", target, "b"))[0] is Copied.COPIED
    assert await target.whole("b") == DATA


async def test_damage_of_the_same_size_is_seen_where_hashes_are_compared(stores: tuple[Objects, Objects]) -> None:
    source, target = stores
    await source.put("a", DATA)
    await target.put("b", b"Picture")
    assert (await copy(named(), source, "a", target, "b"))[0] is Copied.THERE
    assert (await copy(named(), source, "a", target, "b", hashed=True))[0] is Copied.COPIED
    assert await target.whole("b") == DATA
    await source.delete("a")
    assert (await copy(named(), source, "a", target, "b", hashed=True))[0] is Copied.THERE


async def test_what_is_missing_or_damaged_is_not_copied(stores: tuple[Objects, Objects]) -> None:
    source, target = stores
    assert await copy(named(), source, "a", target, "b") == (Copied.MISSING, 0)
    await source.put("a", b"Picture")
    assert (await copy(named(), source, "a", target, "b"))[0] is Copied.DAMAGED
    assert await target.size("b") is None


async def test_no_more_than_so_many_at_a_time() -> None:
    running, most, done = 0, 0, 0

    async def work(_: Named) -> None:
        nonlocal running, most, done
        running += 1
        most = max(most, running)
        await asyncio.sleep(0)
        running -= 1
        done += 1

    await for_each([named()] * 50, work, 3)
    assert (most, done) == (3, 50)


async def test_the_first_failure_ends_all() -> None:
    begun = 0

    async def work(_: Named) -> None:
        nonlocal begun
        begun += 1
        raise OSError("the disk is gone")

    with pytest.raises(OSError, match="the disk is gone"):
        await for_each([named()] * 50, work, 2)
    assert begun < 50


async def test_a_store_that_goes_away_in_the_middle_leaves_nothing_half(stores: tuple[Objects, Objects]) -> None:
    source, target = stores

    class Away(Objects):
        async def read(self, path: str, offset: int = 0, length: int | None = None) -> AsyncIterator[bytes]:
            yield DATA[:2]
            raise OSError("gone")

    with pytest.raises(OSError, match="gone"):
        await copy(named(), Away(source._store), "a", target, "b")
    assert await target.size("b") is None
