"""The way of a scene through the replicas, request by request (simpy). Knows nothing of scalers and days.

The same code runs on cores of each replica's own, for a cluster, and on cores that all share, as on the machine of the check.
"""

import random
from collections import Counter
from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from typing import Any

import simpy

from benchmarks.capacity.cores import Cores
from benchmarks.capacity.fleet import Gauges
from benchmarks.capacity.inputs import TIERS, Plan
from benchmarks.capacity.replicas import Draw, Overloaded, Replica, Segmenter, Triton, Worker


@dataclass
class Ends:
    """What became of all requests."""

    scenes: list[tuple[float, float]] = field(default_factory=list)
    """When each interactive scene was asked for, and seconds until its answer."""
    jobs: list[tuple[float, float]] = field(default_factory=list)
    """When each job was handed in, and seconds until its end."""
    rejected: Counter[str] = field(default_factory=Counter)
    """Scenes answered ``OVERLOADED``, by the tier whose bound it was."""
    put_off: int = 0
    """Times that a job met ``OVERLOADED`` and waited for its next turn."""


class Mesh:
    """All replicas, and what is on its way through them."""

    def __init__(self, env: simpy.Environment, plan: Plan, cores: Callable[[], Cores], rng: random.Random) -> None:
        """``cores``: what a new replica works on."""
        self.env = env
        self.plan = plan
        self.ends = Ends()
        self.caller_cpu_s = 0.0
        """CPU seconds that a caller spends on each scene, where callers share the machine"""
        self._cores = cores
        self._draw = Draw(rng, plan.load.variation)
        self._rng = rng
        self.tiers: dict[str, list[Any]] = {name: [] for name in TIERS}
        """Replicas that get new work."""
        self._made = 0
        self._gone_cpu_s: Counter[str] = Counter()
        self._gone_busy_s = 0.0
        self._leaving: dict[str, list[Any]] = {name: [] for name in TIERS}
        self._lag = 0
        self._waiting_jobs = simpy.Store(env)

    # Replicas come and go

    def resize(self, ready: dict[str, int]) -> None:
        """Brings each tier to so many replicas; one that goes ends what it has."""
        for name, count in ready.items():
            while len(self.tiers[name]) < count:
                self.tiers[name].append(self._make(name))
            while len(self.tiers[name]) > count:
                replica = self.tiers[name].pop()
                self._leaving[name].append(replica)
                if isinstance(replica, Worker):
                    replica.leave()

    def _make(self, name: str) -> Any:
        self._made += 1
        cores = self._cores()
        if name == "segmenter":
            return Segmenter(self.env, cores, self.plan, self._made)
        if name == "triton":
            return Triton(self.env, cores, self.plan, self._draw)
        if name == "worker":
            worker = Worker(self.env, cores, self.plan, self._made)
            for _ in range(self.plan.bounds.parallel_jobs):
                self.env.process(self._work(worker))
            return worker
        return Replica(self.env, cores, self.plan.servers(name), self._made)

    def gauges(self) -> dict[str, Gauges]:
        """What the replicas' metrics show right now."""
        found = {}
        for name in TIERS:
            self._forget(name)
            replicas = self.tiers[name] + self._leaving[name]
            cpu_s = self._gone_cpu_s[name] + sum(each.cpu_s for each in replicas)
            found[name] = Gauges(sum(each.in_flight for each in replicas), cpu_s)
        tritons = self.tiers["triton"] + self._leaving["triton"]
        found["triton"].busy_s = self._gone_busy_s + sum(each.busy_s for each in tritons)
        found["triton"].cutouts = found["segmenter"].in_flight
        found["worker"].lag = self._lag
        return found

    def _forget(self, name: str) -> None:
        """Replicas that have ended all they had are gone; counters must not fall for it."""
        for replica in self._leaving[name]:
            if not replica.in_flight:
                self._gone_cpu_s[name] += replica.cpu_s
                self._gone_busy_s += getattr(replica, "busy_s", 0.0)
        self._leaving[name] = [each for each in self._leaving[name] if each.in_flight]

    @property
    def queued_jobs(self) -> int:
        """Jobs that no worker has taken."""
        return len(self._waiting_jobs.items)

    # An interactive scene

    def scene(self) -> Generator[simpy.Event, Any, None]:
        """One request from its arrival to its answer."""
        began_s = self.env.now
        try:
            yield from self._answered()
        except Overloaded as refused:
            self.ends.rejected[refused.tier] += 1
        else:
            self.ends.scenes.append((began_s, self.env.now - began_s))

    def _answered(self) -> Generator[simpy.Event, Any, None]:
        figures, bounds, around = self.plan.figures, self.plan.bounds, self._draw.around
        # Whoever balances connections before the gateway, and many callers: any replica, at random.
        gateway: Replica = self._rng.choice(self.tiers["gateway"])
        if gateway.in_flight >= bounds.max_pictures:
            raise Overloaded("gateway")
        gateway.in_flight += 1
        try:
            yield from gateway.cores.work(self.caller_cpu_s)
            yield from gateway.run(around(figures.gateway_cpu_s / 2))
            yield from gateway.cores.work(figures.documents_cpu_s)
            studio: Replica = gateway.next_of("studio", self.tiers["studio"])
            if studio.in_flight >= bounds.max_calls:
                raise Overloaded("studio")
            studio.in_flight += 1
            try:
                yield from self._recipe(studio)
            finally:
                studio.in_flight -= 1
            yield from gateway.run(around(figures.gateway_cpu_s / 2))
        finally:
            gateway.in_flight -= 1

    def _recipe(self, caller: Replica) -> Generator[simpy.Event, Any, None]:
        """Cutout, then scene, as studio and worker both carry it out."""
        figures, around = self.plan.figures, self._draw.around
        yield from caller.run(around(figures.studio_cpu_s / 2))
        yield from self._cut(caller.next_of("segmenter", self.tiers["segmenter"]))
        yield from caller.run(around(figures.studio_cpu_s / 2))
        generator: Replica = caller.next_of("generator", self.tiers["generator"])
        if generator.in_flight >= self.plan.bounds.scene_workers + self.plan.bounds.scenes_waiting:
            raise Overloaded("generator")
        generator.in_flight += 1
        try:
            yield from generator.run(around(figures.generator_cpu_s))
        finally:
            generator.in_flight -= 1

    def _cut(self, segmenter: Segmenter) -> Generator[simpy.Event, Any, None]:
        figures, around = self.plan.figures, self._draw.around
        segmenter.admit()
        segmenter.in_flight += 1
        try:
            with segmenter.gate.request() as place:
                yield place
                yield from segmenter.run(around(figures.segmenter_before_s + figures.segmenter_rest_s / 2))
                triton: Triton = segmenter.next_of("triton", self.tiers["triton"])
                answer = triton.ask()
                triton.in_flight += 1
                try:
                    yield answer
                finally:
                    triton.in_flight -= 1
                yield from segmenter.run(around(figures.segmenter_after_s + figures.segmenter_rest_s / 2))
        finally:
            segmenter.in_flight -= 1

    # A job

    def hand_in(self) -> None:
        """One job is accepted: a document and a message."""
        self._lag += 1
        self._waiting_jobs.put(self.env.now)

    def _work(self, worker: Worker) -> Generator[simpy.Event, Any, None]:
        """One of a worker's places: takes jobs until the worker goes."""
        while not worker.leaves:
            question = self._waiting_jobs.get()
            worker.asking.add(question)
            handed_in_s: float = yield question
            worker.asking.discard(question)
            worker.in_flight += 1
            try:
                yield from worker.run(self._draw.around(self.plan.figures.job_beyond_cpu_s))
                yield from self._recipe(worker)
            except Overloaded:
                self.ends.put_off += 1
                self.env.process(self._again(handed_in_s))
            else:
                self._lag -= 1
                self.ends.jobs.append((handed_in_s, self.env.now - handed_in_s))
            finally:
                worker.in_flight -= 1

    def _again(self, handed_in_s: float) -> Generator[simpy.Event, Any, None]:
        yield self.env.timeout(self.plan.bounds.busy_pause_s)
        self._waiting_jobs.put(handed_in_s)


def arrivals(mesh: Mesh, times: Any, rng: random.Random) -> Generator[simpy.Event, Any, None]:
    """Sends a scene or a job into ``mesh`` at each of ``times``, which ascend."""
    share = mesh.plan.load.jobs_share
    for at_s in times:
        yield mesh.env.timeout(max(0.0, at_s - mesh.env.now))
        if share and rng.random() < share:
            mesh.hand_in()
        else:
            mesh.env.process(mesh.scene())
