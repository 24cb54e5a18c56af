"""One replica of each service as a scene meets it: its queues, its threads, and when it answers ``OVERLOADED``."""

import itertools
import math
import random
from collections import deque
from collections.abc import Generator
from typing import Any, TypeVar

import simpy
from simpy.resources.store import StoreGet

from benchmarks.capacity.cores import Cores, Steps
from benchmarks.capacity.inputs import Plan

R = TypeVar("R")


class Overloaded(Exception):
    """A bound was met; ``tier`` says whose."""

    def __init__(self, tier: str) -> None:
        super().__init__(tier)
        self.tier = tier


class Draw:
    """Service times around their mean: lognormal, so never negative, with a long tail as large photos make it."""

    def __init__(self, rng: random.Random, variation: float) -> None:
        self._rng = rng
        self._sigma = math.sqrt(math.log(1 + variation**2))

    def around(self, mean_s: float) -> float:
        """A service time whose mean is ``mean_s``."""
        if not self._sigma:
            return mean_s
        return mean_s * math.exp(self._rng.gauss(-(self._sigma**2) / 2, self._sigma))


class Replica:
    """A process with ``threads`` that work on ``cores``, and a count of what is inside it."""

    def __init__(self, env: simpy.Environment, cores: Cores, threads: int, number: int = 0) -> None:
        """``number``: where in the round of others it begins, so that not all callers begin with the same one."""
        self.env = env
        self.cores = cores
        self.threads = simpy.Resource(env, threads)
        self.in_flight = 0
        self.cpu_s = 0.0
        self._number = number
        self._turns: dict[str, itertools.count[int]] = {}

    def run(self, cpu_s: float) -> Steps:
        """Work on a thread as soon as one is free."""
        with self.threads.request() as thread:
            yield thread
            self.cpu_s += cpu_s
            yield from self.cores.work(cpu_s)

    def next_of(self, tier: str, replicas: list[R]) -> R:
        """The next replica of another tier: each caller goes round them on its own, as gRPC's ``round_robin`` does."""
        turn = self._turns.setdefault(tier, itertools.count(self._number))
        return replicas[next(turn) % len(replicas)]


class Segmenter(Replica):
    """Eight cutouts in work, 32 waiting, and threads for the pixels."""

    def __init__(self, env: simpy.Environment, cores: Cores, plan: Plan, number: int = 0) -> None:
        super().__init__(env, cores, plan.servers("segmenter"), number)
        self._bounds = plan.bounds
        self.gate = simpy.Resource(env, plan.bounds.max_cutouts)

    def admit(self) -> None:
        """Raises ``Overloaded`` where the line is full."""
        full = self.gate.count >= self.gate.capacity and len(self.gate.queue) >= self._bounds.photos_waiting
        if full or self.in_flight >= self._bounds.max_calls:
            raise Overloaded("segmenter")


class Triton(Replica):
    """One instance of the network that takes up to two pictures from its queue at a time."""

    def __init__(self, env: simpy.Environment, cores: Cores, plan: Plan, draw: Draw) -> None:
        super().__init__(env, cores, 1)
        self._plan = plan
        self._draw = draw
        self._queue: deque[simpy.Event] = deque()
        self._came = env.event()
        self.busy_s = 0.0
        env.process(self._serve())

    def ask(self) -> simpy.Event:
        """One picture; the event is its answer. Raises ``Overloaded`` where the queue is full."""
        if len(self._queue) >= self._plan.bounds.network_queue:
            raise Overloaded("triton")
        answer = self.env.event()
        self._queue.append(answer)
        if not self._came.triggered:
            self._came.succeed()
        return answer

    def _serve(self) -> Generator[simpy.Event, Any, None]:
        figures, batch = self._plan.figures, self._plan.bounds.network_batch
        while True:
            if not self._queue:
                self._came = self.env.event()
                yield self._came
            taken = [self._queue.popleft() for _ in range(min(batch, len(self._queue)))]
            if len(taken) == 1:
                mean_s, seconds = figures.network_alone_cpu_s, figures.network_s
            else:
                mean_s, seconds = figures.network_pair_cpu_s, figures.network_pair_s
            cpu_s = self._draw.around(mean_s)
            began_s = self.env.now
            self.cpu_s += cpu_s
            # On idle cores it takes as long as measured. Not all of it runs on all cores, so ``parallel`` is below their number.
            yield from self.cores.work(cpu_s, mean_s / seconds)
            self.busy_s += self.env.now - began_s
            for answer in taken:
                answer.succeed()


class Worker(Replica):
    """An event loop, and places that each ask the queue for a job."""

    def __init__(self, env: simpy.Environment, cores: Cores, plan: Plan, number: int = 0) -> None:
        super().__init__(env, cores, plan.servers("worker"), number)
        self.asking: set[StoreGet] = set()
        self.leaves = False

    def leave(self) -> None:
        """It takes no more jobs; what it has, it ends."""
        self.leaves = True
        for question in self.asking:
            question.cancel()
        self.asking.clear()
