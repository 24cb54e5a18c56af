"""The day's curve: its integral, its spike, and that arrivals follow it."""

import math
import random

import pytest

from benchmarks.capacity.day import DAY_S, base_rate, day_rate, highest_rate, poisson, spike
from benchmarks.capacity.inputs import Load

LOAD = Load(2.0)


def integral(rate: object, from_s: float = 0.0, until_s: float = DAY_S, step_s: float = 5.0) -> float:
    assert callable(rate)
    steps = int((until_s - from_s) / step_s)
    return float(sum(rate(from_s + (each + 0.5) * step_s) for each in range(steps)) * step_s)


def test_without_the_spike_a_day_is_its_mean() -> None:
    assert integral(lambda at_s: base_rate(LOAD, at_s)) == pytest.approx(2.0 * DAY_S, rel=1e-9)


def test_the_spike_is_tenfold_and_adds_nine_times_the_rate_while_it_lasts() -> None:
    assert spike(LOAD, LOAD.spike_at_s - 1) == 1
    assert spike(LOAD, LOAD.spike_at_s + LOAD.spike_ramp_s) == pytest.approx(10)
    assert spike(LOAD, LOAD.spike_at_s + LOAD.spike_ramp_s / 2) == pytest.approx(5.5)
    assert spike(LOAD, LOAD.spike_at_s + 2 * LOAD.spike_ramp_s + LOAD.spike_hold_s + 1) == 1
    flat = Load(2.0, swing=0.0)
    # Two flanks of half the height each, and the top.
    extra = 9 * 2.0 * (flat.spike_hold_s + flat.spike_ramp_s)
    assert integral(day_rate(flat)) == pytest.approx(2.0 * DAY_S + extra, rel=1e-6)


def test_the_bound_holds_all_day() -> None:
    rate, highest = day_rate(LOAD), highest_rate(LOAD)
    assert max(rate(float(at_s)) for at_s in range(0, int(DAY_S), 10)) <= highest


def test_arrivals_follow_the_curve() -> None:
    load = Load(0.1)
    rate = day_rate(load)
    times = list(poisson(rate, highest_rate(load), DAY_S, random.Random(3)))
    assert times == sorted(times)
    for from_s, until_s in ((0.0, 6 * 3_600), (12 * 3_600, 16 * 3_600), (LOAD.spike_at_s, LOAD.spike_at_s + 720)):
        expected = integral(rate, from_s, until_s)
        found = sum(from_s <= at_s < until_s for at_s in times)
        # Poisson: five deviations, which a right program passes but once in a million seeds; this seed is fixed.
        assert abs(found - expected) < 5 * math.sqrt(expected)


def test_a_rate_above_the_bound_is_not_thinned_in_silence() -> None:
    with pytest.raises(ValueError, match="passes the bound"):
        list(poisson(lambda _: 3.0, 2.0, 100.0, random.Random(1)))
