"""What a simulated day came to, whichever way it was simulated."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from benchmarks.capacity.inputs import Plan

SHARES = (0.50, 0.95, 0.99)


def quantile(values: Sequence[float], share: float) -> float:
    """The smallest value that ``share`` of all do not pass; NaN where there are none."""
    if not values:
        return math.nan
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


@dataclass
class Trace:
    """One value a minute of everything that is drawn."""

    at_s: list[float] = field(default_factory=list)
    rate: list[float] = field(default_factory=list)
    """Scenes asked for a second, jobs included."""
    ready: dict[str, list[int]] = field(default_factory=dict)
    wanted: dict[str, list[int]] = field(default_factory=dict)
    in_flight: dict[str, list[float]] = field(default_factory=dict)
    """Requests inside each tier's replicas: in work and waiting."""
    queued_jobs: list[float] = field(default_factory=list)
    nodes: list[int] = field(default_factory=list)


@dataclass
class Answer:
    """A day."""

    plan: Plan
    way: str
    """``exact`` or ``flow``."""
    asked: float
    """Interactive scenes."""
    answered: float
    rejected: dict[str, float]
    """By the tier whose bound was met."""
    jobs: float
    """Jobs that ended."""
    put_off: float
    """Times that a job was put off."""
    scene_s: dict[str, float]
    """Seconds of answered interactive scenes: ``p50``, ``p95``, ``p99``."""
    scene_calm_s: dict[str, float]
    """The same outside the hour that the spike begins in."""
    job_s: dict[str, float]
    """Seconds from hand-in to end of jobs."""
    highest: dict[str, float]
    """Most that was inside each tier at a time; ``queue``: most jobs that no worker had taken."""
    most: dict[str, int]
    """Most replicas that were ready."""
    least: dict[str, int]
    """Fewest."""
    node_hours: float
    most_nodes: int
    trace: Trace

    @property
    def refused(self) -> float:
        """Share of interactive scenes that were answered ``OVERLOADED``."""
        return sum(self.rejected.values()) / self.asked if self.asked else 0.0

    @property
    def pictures(self) -> float:
        """Scenes made."""
        return self.answered + self.jobs

    @property
    def cost_per_1000(self) -> float:
        """US dollars of nodes, and of bytes to the internet where a price is set, for 1,000 pictures."""
        prices = self.plan.prices
        nodes = self.node_hours * self.plan.nodes.cores * prices.core_hour
        out = self.pictures * self.plan.figures.result_bytes / 1e9 * prices.gigabyte_out
        return 1_000 * (nodes + out) / self.pictures if self.pictures else math.nan


def percentiles(values: Sequence[float]) -> dict[str, float]:
    """``p50``, ``p95``, ``p99``."""
    return {f"p{round(100 * share)}": quantile(values, share) for share in SHARES}
