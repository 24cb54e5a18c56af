"""How long it is waited between tries, and when there is none left."""

import grpc
import pytest

from packshot.client import ApiError
from packshot.client.retries import MOST_S, Tries, broke_off, tried

AWAY = ApiError("SERVICE_UNAVAILABLE", "Away.", code=grpc.StatusCode.UNAVAILABLE)


class Naps:
    """A sleep that takes no time."""

    def __init__(self) -> None:
        self.taken: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.taken.append(seconds)


async def test_pauses_double_up_to_a_limit_and_begin_anew() -> None:
    naps = Naps()
    tries = Tries(20, sleep=naps, chance=lambda: 1.0)
    for _ in range(9):
        await tries.after(AWAY)
    tries.went_on()
    await tries.after(AWAY)
    assert naps.taken == pytest.approx([0.2, 0.4, 0.8, 1.6, 3.2, 6.4, MOST_S, MOST_S, MOST_S, 0.2])


async def test_the_last_failure_is_told() -> None:
    tries = Tries(2, sleep=Naps())
    await tries.after(AWAY)
    with pytest.raises(ApiError) as caught:
        await tries.after(AWAY)
    assert caught.value is AWAY


async def test_nobody_comes_back_sooner_than_asked() -> None:
    naps = Naps()
    error = ApiError("OVERLOADED", "Full.", code=grpc.StatusCode.RESOURCE_EXHAUSTED, retry_after_s=7)
    await Tries(2, sleep=naps).after(error)
    assert naps.taken == [7]


async def test_only_what_nobody_answered_is_tried_again() -> None:
    calls = 0

    async def refuse() -> None:
        nonlocal calls
        calls += 1
        raise ApiError("OVERLOADED", "Full.", code=grpc.StatusCode.RESOURCE_EXHAUSTED, retry_after_s=7)

    with pytest.raises(ApiError):
        await tried(refuse, most=5)
    assert calls == 1


@pytest.mark.parametrize(
    ("code", "lost"),
    [
        (grpc.StatusCode.UNAVAILABLE, True),
        (grpc.StatusCode.DEADLINE_EXCEEDED, True),
        (grpc.StatusCode.CANCELLED, True),
        (grpc.StatusCode.NOT_FOUND, False),
        (grpc.StatusCode.INTERNAL, True),
    ],
    ids=lambda value: value.name if isinstance(value, grpc.StatusCode) else "",
)
def test_a_stream_is_opened_again_where_the_line_was_lost(code: grpc.StatusCode, *, lost: bool) -> None:
    assert broke_off(ApiError(code.name, "It ended.", code=code)) is lost
