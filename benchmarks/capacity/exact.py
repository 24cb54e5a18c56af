"""A day, request by request (simpy): replicas come and go as the scalers say."""

import random
from collections.abc import Generator
from typing import Any

import simpy

from benchmarks.capacity.answers import Answer, Trace, percentiles
from benchmarks.capacity.cores import OwnCores
from benchmarks.capacity.day import DAY_S, day_rate, highest_rate, poisson
from benchmarks.capacity.fleet import Fleet
from benchmarks.capacity.inputs import TIERS, Plan
from benchmarks.capacity.mesh import Mesh, arrivals

AFTERMATH_S = 3_600.0
"""From the spike's begin: left out of the figures of the calm day."""
EVERY_S = 60.0


class _Watch:
    """Ticks once a second, and notes what is drawn once a minute."""

    def __init__(self, mesh: Mesh, fleet: Fleet, plan: Plan) -> None:
        self.mesh, self.fleet, self.plan = mesh, fleet, plan
        self.trace = Trace()
        self.highest = dict.fromkeys((*TIERS, "queue"), 0.0)
        self.most = dict.fromkeys(TIERS, 0)
        self.least = dict.fromkeys(TIERS, 10**9)
        self.most_nodes = 0

    def run(self) -> Generator[simpy.Event, Any, None]:
        env, rate = self.mesh.env, day_rate(self.plan.load)
        while True:
            gauges = self.mesh.gauges()
            self.fleet.tick(env.now, gauges)
            ready = self.fleet.ready()
            self.mesh.resize(ready)
            inside = {name: gauges[name].in_flight for name in TIERS}
            for name in TIERS:
                self.highest[name] = max(self.highest[name], inside[name])
                self.most[name] = max(self.most[name], ready[name])
                self.least[name] = min(self.least[name], ready[name])
            self.highest["queue"] = max(self.highest["queue"], self.mesh.queued_jobs)
            self.most_nodes = max(self.most_nodes, self.fleet.pool.count)
            if env.now % EVERY_S < 1:
                note(self.trace, env.now, rate(env.now), self.fleet, inside, self.mesh.queued_jobs)
            yield env.timeout(1.0)


def note(trace: Trace, now_s: float, rate: float, fleet: Fleet, inside: dict[str, float], queued: float) -> None:
    """One point of everything that is drawn."""
    trace.at_s.append(now_s)
    trace.rate.append(rate)
    for name in TIERS:
        trace.ready.setdefault(name, []).append(fleet.tiers[name].ready)
        trace.wanted.setdefault(name, []).append(fleet.tiers[name].wanted)
        trace.in_flight.setdefault(name, []).append(inside[name])
    trace.queued_jobs.append(queued)
    trace.nodes.append(fleet.pool.count)


def simulate(plan: Plan, seed: int, *, from_s: float = 0.0, until_s: float = DAY_S) -> Answer:
    """The part of the day between two times; the same seed gives the same answer."""
    rng = random.Random(seed)
    env = simpy.Environment(from_s)
    rate = day_rate(plan.load)
    mesh = Mesh(env, plan, lambda: OwnCores(env), random.Random(rng.random()))
    fleet = Fleet(plan, rate(from_s))
    mesh.resize(fleet.ready())
    watch = _Watch(mesh, fleet, plan)
    env.process(watch.run())
    times = poisson(rate, highest_rate(plan.load), until_s, random.Random(rng.random()), from_s=from_s)
    env.process(arrivals(mesh, times, random.Random(rng.random())))
    env.run(until_s)
    ends = mesh.ends
    spike_s = plan.load.spike_at_s
    calm = [took for at_s, took in ends.scenes if not spike_s <= at_s < spike_s + AFTERMATH_S]
    return Answer(
        plan=plan,
        way="exact",
        asked=len(ends.scenes) + ends.rejected.total(),
        answered=len(ends.scenes),
        rejected=dict(ends.rejected),
        jobs=len(ends.jobs),
        put_off=ends.put_off,
        scene_s=percentiles([took for _, took in ends.scenes]),
        scene_calm_s=percentiles(calm),
        job_s=percentiles([took for _, took in ends.jobs]),
        highest=watch.highest,
        most=watch.most,
        least=watch.least,
        node_hours=fleet.pool.node_seconds / 3_600,
        most_nodes=watch.most_nodes,
        trace=watch.trace,
    )
