"""Replicas and nodes over time, under their scalers: what is wanted, what is starting, what is ready, what it costs.

Knows neither requests nor how they are simulated: it is told once a second what the metrics would show, and says how many replicas
are ready. Both simulations, request by request and as a flow, stand on it, so that they differ in the load alone.
"""

import math
from dataclasses import dataclass, field

from benchmarks.capacity.autoscale import Hpa, Keda, Seen
from benchmarks.capacity.inputs import TIERS, Delays, Nodes, Plan

SYNC_AFTER_SCRAPE_S = 7.0
"""Scrapes and the autoscaler's syncs are not in step; on average a sample is half an interval old."""


@dataclass
class NodePool:
    """Machines, ordered when a replica finds no room, given back when they were not needed for ``node_idle_s``."""

    nodes: Nodes
    delays: Delays
    ready: int
    used_cores: float = 0.0
    node_seconds: float = 0.0
    _ordered: list[tuple[float, int]] = field(default_factory=list)
    _needed: list[tuple[float, int]] = field(default_factory=list)

    @property
    def count(self) -> int:
        """Machines that are paid for: ready and on their way."""
        return self.ready + sum(count for _, count in self._ordered)

    def _room(self, count: int) -> float:
        return count * self.nodes.cores * self.nodes.usable

    def place(self, cores: float, now_s: float) -> float:
        """Takes room for one replica; returns when it can start there."""
        self.used_cores += cores
        if self.used_cores <= self._room(self.ready):
            return now_s
        short = self.used_cores - self._room(self.count)
        if short > 1e-9:
            at_s, count = now_s + self.delays.node_s, math.ceil(short / self._room(1) - 1e-9)
            if self._ordered and self._ordered[-1][0] == at_s:
                # One entry a time: thousands of replicas may be placed in one tick.
                count += self._ordered.pop()[1]
            self._ordered.append((at_s, count))
        covered = self.ready
        for at_s, count in self._ordered:
            covered += count
            if self.used_cores <= self._room(covered) + 1e-9:
                return at_s
        return self._ordered[-1][0]

    def free(self, cores: float) -> None:
        """Gives a replica's room back."""
        self.used_cores -= cores

    def tick(self, now_s: float, step_s: float) -> None:
        """Time goes by."""
        self.node_seconds += self.count * step_s
        self.ready += sum(count for at_s, count in self._ordered if at_s <= now_s)
        self._ordered = [(at_s, count) for at_s, count in self._ordered if at_s > now_s]
        if now_s % 60 < step_s:
            needed = math.ceil(self.used_cores / self._room(1) - 1e-9) + self.nodes.spare
            self._needed = [(at_s, each) for at_s, each in self._needed if at_s > now_s - self.delays.node_idle_s]
            self._needed.append((now_s, needed))
            if not self._ordered:
                self.ready = max(min(self.ready, max(each for _, each in self._needed)), 1)


@dataclass
class Gauges:
    """What a tier's replicas would show right now."""

    in_flight: float
    """Requests inside all ready replicas."""
    cpu_s: float
    """CPU seconds that all of them have used since the start."""
    busy_s: float = 0.0
    """Seconds that their models have run since the start."""
    lag: float = 0.0
    """Messages of the stream, waiting or in hand."""
    cutouts: float = 0.0
    """Of the model servers: requests inside all segmenters, which are what will come."""


@dataclass
class Sample:
    """One scrape."""

    at_s: float
    gauges: Gauges


@dataclass
class Tier:
    """The replicas of one service."""

    name: str
    plan: Plan
    pool: NodePool
    wanted: int = 0
    ready: int = 0
    _starting: list[tuple[float, int]] = field(default_factory=list)
    _samples: list[Sample] = field(default_factory=list)
    _scaler: Hpa | Keda = field(init=False)

    def __post_init__(self) -> None:
        scaling = self.plan.targets[self.name]
        delays = self.plan.delays
        self._scaler = (
            Keda(scaling, delays) if scaling.min_replicas == 0 else Hpa(scaling, delays, scaling.min_replicas)
        )

    def begin(self, replicas: int) -> None:
        """So many are there from the start."""
        self.wanted = self.ready = replicas
        self.pool.used_cores += replicas * self.plan.targets[self.name].cores

    def _scale(self, replicas: int, now_s: float) -> None:
        cores, start_s = self.plan.targets[self.name].cores, self.plan.start_s(self.name, self.ready)
        while self.wanted < replicas:
            self.wanted += 1
            ready_s = self.pool.place(cores, now_s) + start_s
            if self._starting and self._starting[-1][0] == ready_s:
                ready_s, count = self._starting.pop()
                self._starting.append((ready_s, count + 1))
            else:
                self._starting.append((ready_s, 1))
        while self.wanted > replicas:
            self.wanted -= 1
            self.pool.free(cores)
            # Those that are not ready go first, as the ReplicaSet has it.
            if self._starting:
                ready_s, count = self._starting.pop()
                if count > 1:
                    self._starting.append((ready_s, count - 1))
            else:
                self.ready -= 1

    def tick(self, now_s: float, gauges: Gauges) -> None:
        """A second has gone by: start what is due, scrape, and let the scaler decide."""
        self.ready += sum(count for at_s, count in self._starting if at_s <= now_s)
        self._starting = [(at_s, count) for at_s, count in self._starting if at_s > now_s]
        delays = self.plan.delays
        if now_s % delays.scrape_s < 1:
            self._samples.append(Sample(now_s, gauges))
            self._samples = self._samples[-20:]
        replicas = self.wanted
        if isinstance(self._scaler, Keda):
            replicas = self._scaler.poll(now_s, gauges.lag, replicas)
        if (now_s - SYNC_AFTER_SCRAPE_S) % delays.sync_s < 1 and len(self._samples) > 1:
            replicas = self._scaler.decide(now_s, Seen(self._values(gauges), replicas, self.ready))
        if replicas != self.wanted:
            self._scale(replicas, now_s)

    def _values(self, gauges: Gauges) -> dict[str, float]:
        """What the scaler's metrics are, as the last scrapes have them; KEDA asks the queue itself."""
        found: dict[str, float] = {"lag": gauges.lag}
        last, before = self._samples[-1], self._samples[-2]
        for metric in self.plan.targets[self.name].metrics:
            first = next((each for each in self._samples if each.at_s >= last.at_s - metric.window_s), last)
            window = [each for each in self._samples if each.at_s >= first.at_s]
            if metric.kind == "cpu":
                used = (last.gauges.cpu_s - before.gauges.cpu_s) / (last.at_s - before.at_s)
                found["cpu"] = used / (max(1, self.ready) * self.plan.targets[self.name].cores)
            elif metric.kind == "busy":
                since = first if first is not last else before
                found["busy"] = (last.gauges.busy_s - since.gauges.busy_s) / (last.at_s - since.at_s)
            elif metric.kind == "cutouts":
                found["cutouts"] = sum(each.gauges.cutouts for each in window) / len(window)
            elif metric.kind in {"in_flight", "pending"}:
                found[metric.kind] = sum(each.gauges.in_flight for each in window) / len(window)
        return found


class Fleet:
    """All tiers on one pool of nodes."""

    def __init__(self, plan: Plan, scenes_per_s: float) -> None:
        """Begins with what ``scenes_per_s`` needs at 60 % of each tier, within the limits."""
        self.pool = NodePool(plan.nodes, plan.delays, ready=1)
        self.tiers = {name: Tier(name, plan, self.pool) for name in TIERS}
        for name, tier in self.tiers.items():
            scaling = plan.targets[name]
            share = plan.load.jobs_share if name == "worker" else 1.0
            needed = math.ceil(share * scenes_per_s / (0.6 * plan.rate(name)))
            tier.begin(min(scaling.max_replicas, max(scaling.min_replicas, needed)))
        self.pool.ready = (
            max(1, math.ceil(self.pool.used_cores / (plan.nodes.cores * plan.nodes.usable))) + plan.nodes.spare
        )

    def ready(self) -> dict[str, int]:
        """Ready replicas by tier."""
        return {name: tier.ready for name, tier in self.tiers.items()}

    def tick(self, now_s: float, gauges: dict[str, Gauges]) -> None:
        """A second has gone by."""
        for name, tier in self.tiers.items():
            tier.tick(now_s, gauges[name])
        self.pool.tick(now_s, 1.0)
