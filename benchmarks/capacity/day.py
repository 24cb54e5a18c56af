"""A day's arrivals: a curve with a spike, and Poisson arrivals along it."""

import math
import random
from collections.abc import Callable, Iterator

from benchmarks.capacity.inputs import Load

DAY_S = 86_400.0
TOP_S = 14 * 3_600.0
"""The busiest time of day, the spike left out."""

Rate = Callable[[float], float]
"""Arrivals a second at a time of day in seconds."""


def base_rate(load: Load, at_s: float) -> float:
    """Scenes a second without the spike: a cosine around the mean, whose integral over a day is mean x day."""
    return load.scenes_per_s * (1 + load.swing * math.cos(2 * math.pi * (at_s - TOP_S) / DAY_S))


def spike(load: Load, at_s: float) -> float:
    """What the rate is multiplied by: 1, and ``spike_factor`` during the spike, with straight flanks."""
    since = at_s - load.spike_at_s
    if load.spike_ramp_s:
        up = since / load.spike_ramp_s
        down = (2 * load.spike_ramp_s + load.spike_hold_s - since) / load.spike_ramp_s
    else:
        up = down = 1.0 if 0 <= since < load.spike_hold_s else 0.0
    return 1 + (load.spike_factor - 1) * min(1.0, max(0.0, min(up, down)))


def day_rate(load: Load) -> Rate:
    """Scenes a second over the day."""
    return lambda at_s: base_rate(load, at_s) * spike(load, at_s)


def poisson(rate: Rate, highest: float, until_s: float, rng: random.Random, *, from_s: float = 0.0) -> Iterator[float]:
    """Times of Poisson arrivals whose rate follows ``rate``, by thinning (Lewis and Shedler, 1979).

    ``highest``: a rate that is never passed. Raises ``ValueError`` where it is.
    """
    at_s = from_s
    while True:
        at_s += rng.expovariate(highest)
        if at_s >= until_s:
            return
        now = rate(at_s)
        if now > highest * (1 + 1e-9):
            raise ValueError(f"The rate {now:g} at {at_s:g} s passes the bound {highest:g} that it is thinned from.")
        if rng.random() * highest < now:
            yield at_s


def highest_rate(load: Load) -> float:
    """A bound of ``day_rate``."""
    return load.scenes_per_s * (1 + abs(load.swing)) * max(1.0, load.spike_factor)
