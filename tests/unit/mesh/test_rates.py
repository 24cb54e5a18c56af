import pytest

from mesh.rates import _wait_s

WINDOW_S = 100


@pytest.mark.parametrize(
    ("previous", "current", "left_s", "limit"),
    [(0, 10, 40.0, 10), (0, 25, 40.0, 10), (8, 6, 90.0, 10), (20, 3, 100.0, 10), (30, 0, 99.0, 10), (5, 10, 0.5, 10)],
)
def test_the_wait_is_as_long_as_needed_and_no_longer(previous: int, current: int, left_s: float, limit: int) -> None:
    def used_after(wait_s: float) -> float:
        if wait_s < left_s:
            return previous * (left_s - wait_s) / WINDOW_S + current
        return current * max(0.0, 1 - (wait_s - left_s) / WINDOW_S)

    wait_s = _wait_s(previous, current, left_s, limit, WINDOW_S)
    assert wait_s > 0
    assert used_after(wait_s + 0.01) < limit
    assert used_after(wait_s - 0.01) >= limit


@pytest.mark.parametrize(("previous", "current", "left_s"), [(0, 0, 50.0), (0, 9, 50.0), (10, 4, 50.0)])
def test_no_wait_below_the_limit(previous: int, current: int, left_s: float) -> None:
    assert _wait_s(previous, current, left_s, 10, WINDOW_S) == 0
