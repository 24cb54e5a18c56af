"""A day as a flow: for sizes at which every request cannot be followed (10,000 a second are 900 million a day).

Each tier is a stock of scenes inside it, N, that changes by what flows in and out in a second: the fluid model of a many-server
queue, dN/dt = inflow - min(N, servers) / service time. Bounds cut the inflow off, and what is cut off counts as rejected. The same
scalers and nodes as in the exact simulation say how many replicas there are (``fleet``).

Why that may be done. Arrivals of a second are Poisson, so their number differs from its mean by 1 / sqrt(rate): a fifteen-second
window of the metrics by 26 % at 1 a second, by 2.6 % at 100, by 0.26 % at 10,000, against the scalers' tolerance of 10 %. So from
about 100 a second on the scalers see the mean, and a flow of means moves them as the requests would (the functional law of large
numbers for many-server queues; Mandelbaum, Massey and Reiman, 1998). What a mean lacks is the waiting below saturation, when
arrivals happen to come together. That does not vanish with size: callers go round replicas one by one, so each replica has a
line of its own, however many there are. It is added per replica by the M/G/c formula, as if each replica's arrivals were Poisson
(they are a little more regular, so this errs upwards), its length exponential as beyond Erlang C, and is never taken for more than
at ``MOST_BUSY``: beyond that, the flow's own stock is the line.

``python -m benchmarks.capacity`` runs both ways at a size where both can, and prints how far apart they are.
"""

import math
import random

from benchmarks.capacity.answers import SHARES, Answer, Trace
from benchmarks.capacity.day import DAY_S, day_rate
from benchmarks.capacity.exact import AFTERMATH_S, EVERY_S, note
from benchmarks.capacity.fleet import Fleet, Gauges
from benchmarks.capacity.inputs import TIERS, Plan
from benchmarks.capacity.queueing import erlang_c, mean_wait_s

MOST_BUSY = 0.95
STAGES = ("gateway", "studio", "segmenter", "triton", "generator")
SAMPLES, DRAWN_EVERY_S = 4, 2.0
"""Scenes drawn for their time, of a second in two."""


class _Stage:
    """What is inside one tier: interactive scenes, and jobs."""

    def __init__(self) -> None:
        self.inside = [0.0, 0.0]
        self.flow = 0.0
        """Out of it in the last second"""
        self.cpu_s = 0.0
        self.busy_s = 0.0

    @property
    def total(self) -> float:
        return self.inside[0] + self.inside[1]

    def drain(self, servers: float, service_s: float, most: float) -> list[float]:
        """A second passes; returns what leaves, by class. ``most``: what the tier can do in a second with a line before it."""
        total = self.total
        if total <= 0:
            self.flow = 0.0
            return [0.0, 0.0]
        out = min(total, most, min(total, servers) / service_s)
        left = [each * out / total for each in self.inside]
        self.inside = [each - gone for each, gone in zip(self.inside, left, strict=True)]
        self.flow = out
        return left


class _Day:
    def __init__(self, plan: Plan, rng: random.Random, from_s: float) -> None:
        self.plan = plan
        self.rng = rng
        self.rate = day_rate(plan.load)
        self.fleet = Fleet(plan, self.rate(from_s))
        self.stages = {name: _Stage() for name in STAGES}
        self.queue = 0.0
        self.working = 0.0
        """Jobs that workers have in hand"""
        self.jobs_flow = 0.0
        """Jobs that ended in the last second"""
        self.resting = 0.0
        """Jobs that were put off"""
        self.worker_cpu_s = 0.0
        self.asked = self.answered = self.jobs = self.put_off = 0.0
        self.rejected = dict.fromkeys(STAGES, 0.0)
        self.drawn: list[tuple[float, float, float]] = []
        """When, seconds, and how many scenes stand behind each drawn scene"""
        self.drawn_jobs: list[tuple[float, float]] = []
        """Seconds, and how many jobs"""
        self.handed_in: list[tuple[float, float]] = []
        """Jobs in the stream, oldest first: when, how many"""

    # One second

    def second(self, now_s: float) -> None:
        plan, bounds = self.plan, self.plan.bounds
        ready = {name: max(count, 0) for name, count in self.fleet.ready().items()}
        rate = self.rate(now_s)
        share = plan.load.jobs_share
        scenes, jobs = rate * (1 - share), rate * share
        self.asked += scenes
        inside = sum(stage.inside[0] for stage in self.stages.values())
        let_in = min(scenes, max(0.0, bounds.max_pictures * ready["gateway"] - inside))
        self._reject("gateway", [scenes - let_in, 0.0])
        begun = self._take_jobs(now_s, jobs, ready["worker"])
        arriving = [let_in, 0.0]
        for name in STAGES:
            if name == "studio":
                arriving = [arriving[0], begun]  # workers carry out the recipe themselves, without gateway
            arriving = self._through(name, arriving, ready)
        self.answered += arriving[0]
        self.jobs += arriving[1]
        self.jobs_flow = arriving[1]
        self.working = max(0.0, self.working - arriving[1])
        self._end_jobs(now_s, arriving[1])
        if now_s % DRAWN_EVERY_S < 1:
            self._draw(now_s, arriving[0], ready)

    def _through(self, name: str, arriving: list[float], ready: dict[str, int]) -> list[float]:
        """What leaves a tier in this second; what does not fit is refused."""
        plan, stage, replicas = self.plan, self.stages[name], max(1, ready[name])
        room = max(0.0, self._most_inside(name, replicas) - stage.total)
        total = sum(arriving)
        service_s, servers = plan.service_s(name), plan.servers(name) * replicas
        rate = plan.rate(name) * replicas
        # What comes in the course of a second finds room that others leave in it.
        kept = min(total, room + rate)
        if total > kept:
            self._reject(name, [each * (1 - kept / total) for each in arriving])
            arriving = [each * kept / total for each in arriving]
        stage.inside = [each + more for each, more in zip(stage.inside, arriving, strict=True)]
        if name == "segmenter":
            # A cutout keeps its place while it is at the model server: no more go there than there are places.
            places = plan.bounds.max_cutouts * replicas - self.stages["triton"].total
            rate = min(rate, max(0.0, places) + plan.rate("triton") * max(1, ready["triton"]))
        left = stage.drain(math.inf if name == "triton" else servers, service_s, rate)
        stage.cpu_s += stage.flow * (plan.figures.network_cpu_s if name == "triton" else service_s)
        if name == "triton":
            # Busy as long as it has anything; alone a picture takes network_s, in pairs less each.
            stage.busy_s += min(float(replicas), stage.flow * plan.figures.network_s)
        return left

    def _most_inside(self, name: str, replicas: int) -> float:
        bounds = self.plan.bounds
        if name == "segmenter":
            # Those at the model server are inside a segmenter too.
            held = self.stages["triton"].total
            return max(0.0, (bounds.max_cutouts + bounds.photos_waiting) * replicas - held)
        if name == "triton":
            return float((bounds.network_queue + bounds.network_batch) * replicas)
        if name == "generator":
            return float((bounds.scene_workers + bounds.scenes_waiting) * replicas)
        return float(bounds.max_calls * replicas) if name == "studio" else math.inf

    def _reject(self, name: str, gone: list[float]) -> None:
        self.rejected[name] += gone[0]
        self.put_off += gone[1]
        self.working = max(0.0, self.working - gone[1])
        self.resting += gone[1]

    # Jobs

    def _take_jobs(self, now_s: float, handed_in: float, workers: int) -> float:
        """Jobs that workers begin in this second."""
        self.handed_in.append((now_s, handed_in))
        back = self.resting / self.plan.bounds.busy_pause_s
        self.resting -= back
        self.queue += handed_in + back
        places = self.plan.bounds.parallel_jobs * workers
        # A job that comes and goes within the second has held its place all the same.
        began = min(self.queue, max(0.0, places - self.working), places / self._service_s())
        self.queue -= began
        self.working += began
        self.worker_cpu_s += began * (self.plan.service_s("worker") + self.plan.service_s("studio"))
        return began

    def _end_jobs(self, now_s: float, ended: float) -> None:
        """Jobs end in the order in which they came."""
        while ended > 1e-9 and self.handed_in:
            at_s, count = self.handed_in[0]
            part = min(count, ended)
            ended -= part
            self.drawn_jobs.append((max(now_s - at_s, self._service_s()), part))
            if count - part > 1e-9:
                self.handed_in[0] = (at_s, count - part)
            else:
                self.handed_in.pop(0)

    def _service_s(self) -> float:
        return sum(self.plan.service_s(name) for name in STAGES)

    # What a scene of this second takes

    def _draw(self, now_s: float, scenes: float, ready: dict[str, int]) -> None:
        if scenes <= 0:
            return
        plan, variation = self.plan, self.plan.load.variation
        lines = []
        for name in STAGES:
            replicas, servers, service_s = max(1, ready[name]), plan.servers(name), plan.service_s(name)
            stage = self.stages[name]
            rate = plan.rate(name) * replicas
            busy = min(MOST_BUSY, stage.flow / rate)
            offered = busy * servers
            waits = erlang_c(servers, offered)
            mean_s = mean_wait_s(servers, service_s, offered / service_s, variation)
            # The stock beyond what is being worked on; it is worked off at the tier's rate.
            stock_s = max(0.0, stage.total - servers * replicas) / rate
            lines.append((service_s, waits, mean_s / waits if waits else 0.0, stock_s))
        sigma = math.sqrt(math.log(1 + variation**2))
        for _ in range(SAMPLES):
            took = 0.0
            for service_s, waits, wait_s, stock_s in lines:
                took += service_s * math.exp(self.rng.gauss(-(sigma**2) / 2, sigma)) if sigma else service_s
                line_s = self.rng.expovariate(1 / wait_s) if wait_s and self.rng.random() < waits else 0.0
                took += max(line_s, stock_s)
            self.drawn.append((now_s, took, scenes / SAMPLES))

    def gauges(self) -> dict[str, Gauges]:
        """What metrics show: by Little's law where a scene is shorter inside than a second."""
        found = {}
        held = 0.0
        for name in reversed(STAGES):
            stage = self.stages[name]
            inside = max(stage.total, stage.flow * self.plan.service_s(name))
            found[name] = Gauges(inside, stage.cpu_s, stage.busy_s)
            if name == "segmenter":
                found[name].in_flight += found["triton"].in_flight
            held += inside
        # Gateway and studio hold a scene from beginning to end.
        share = self._interactive()
        found["studio"].in_flight = found["gateway"].in_flight = share * held
        found["triton"].cutouts = found["segmenter"].in_flight
        working = max(self.working, self.jobs_flow * self._service_s())
        found["worker"] = Gauges(working, self.worker_cpu_s, lag=self.queue + working + self.resting)
        return found

    def _interactive(self) -> float:
        total = sum(stage.total for stage in self.stages.values())
        return (
            sum(stage.inside[0] for stage in self.stages.values()) / total
            if total > 1e-9
            else 1 - self.plan.load.jobs_share
        )


def weighted(values: list[tuple[float, float]]) -> dict[str, float]:
    """``p50``, ``p95``, ``p99`` of values with weights."""
    ordered = sorted(values)
    total = sum(weight for _, weight in ordered)
    found: dict[str, float] = {}
    seen, shares = 0.0, list(SHARES)
    for value, weight in ordered:
        seen += weight
        while shares and seen >= shares[0] * total * (1 - 1e-12):
            found[f"p{round(100 * shares.pop(0))}"] = value
    return found or {f"p{round(100 * share)}": math.nan for share in SHARES}


def simulate(plan: Plan, seed: int, *, from_s: float = 0.0, until_s: float = DAY_S) -> Answer:
    """The part of the day between two times; the same seed gives the same answer."""
    day = _Day(plan, random.Random(seed), from_s)
    trace = Trace()
    highest = dict.fromkeys((*TIERS, "queue"), 0.0)
    most, least, most_nodes = dict.fromkeys(TIERS, 0), dict.fromkeys(TIERS, 10**9), 0
    for step in range(int(until_s - from_s)):
        now_s = from_s + step
        gauges = day.gauges()
        day.fleet.tick(now_s, gauges)
        day.second(now_s)
        ready = day.fleet.ready()
        inside = {name: gauges[name].in_flight for name in TIERS}
        for name in TIERS:
            highest[name] = max(highest[name], inside[name])
            most[name], least[name] = max(most[name], ready[name]), min(least[name], ready[name])
        highest["queue"] = max(highest["queue"], day.queue)
        most_nodes = max(most_nodes, day.fleet.pool.count)
        if now_s % EVERY_S < 1:
            note(trace, now_s, day.rate(now_s), day.fleet, inside, day.queue)
    spike_s = plan.load.spike_at_s
    calm = [(took, count) for at_s, took, count in day.drawn if not spike_s <= at_s < spike_s + AFTERMATH_S]
    return Answer(
        plan=plan,
        way="flow",
        asked=day.asked,
        answered=day.answered,
        rejected={name: count for name, count in day.rejected.items() if count >= 0.5},
        jobs=day.jobs,
        put_off=day.put_off,
        scene_s=weighted([(took, count) for _, took, count in day.drawn]),
        scene_calm_s=weighted(calm),
        job_s=weighted(day.drawn_jobs),
        highest=highest,
        most=most,
        least=least,
        node_hours=day.fleet.pool.node_seconds / 3_600,
        most_nodes=most_nodes,
        trace=trace,
    )
