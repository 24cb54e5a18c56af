"""The simulated servers against formulas that are known exactly."""

import math
import random
import statistics

import pytest
import simpy

from benchmarks.capacity.cores import OwnCores, SharedCores, Steps
from benchmarks.capacity.load import arrival_times
from benchmarks.capacity.queueing import erlang_c, mean_wait_s
from benchmarks.capacity.replicas import Draw, Replica


def test_erlang_c_by_hand() -> None:
    assert erlang_c(1, 0.5) == pytest.approx(0.5)  # M/M/1: waits with probability rho
    assert erlang_c(2, 1.0) == pytest.approx(1 / 3)  # two servers, half busy
    assert erlang_c(3, 2.0) == pytest.approx(4 / 9)
    assert erlang_c(2, 2.0) == 1.0
    assert erlang_c(2, 0.0) == 0.0
    assert mean_wait_s(1, 1.0, 0.5) == pytest.approx(1.0)
    assert mean_wait_s(1, 1.0, 0.5, variation=0.0) == pytest.approx(0.5)  # M/D/1 waits half as long
    assert mean_wait_s(2, 1.0, 2.0) == math.inf


@pytest.mark.parametrize(("servers", "busy"), [(1, 0.6), (2, 0.7), (4, 0.8)])
def test_replica_waits_as_erlang_c_says(servers: int, busy: float) -> None:
    """M/M/c on a replica's threads, cores of its own."""
    count, service_s = 25_000, 1.0
    rng = random.Random(11)
    env = simpy.Environment()
    replica = Replica(env, OwnCores(env), servers)
    waits: list[float] = []

    def one(work_s: float) -> Steps:
        began_s = env.now
        yield from replica.run(work_s)
        waits.append(env.now - began_s - work_s)

    def source() -> Steps:
        for _ in range(count):
            yield env.timeout(rng.expovariate(busy * servers / service_s))
            env.process(one(rng.expovariate(1 / service_s)))

    env.process(source())
    env.run()
    # Waits of neighbours are alike, so the mean of 25,000 is as good as that of some hundreds of independent ones: a few per cent.
    # Ten leave room for the seed, and are far below what a wrong discipline or one server less would give (30 % and more).
    assert statistics.mean(waits) == pytest.approx(
        mean_wait_s(servers, service_s, busy * servers / service_s), rel=0.10
    )
    waited = sum(each > 1e-9 for each in waits) / count
    assert waited == pytest.approx(erlang_c(servers, busy * servers), rel=0.05)


def run(cores: float, *tasks: tuple[float, float, float]) -> list[float]:
    """When tasks (begin, CPU seconds, cores at most) end on shared cores."""
    env = simpy.Environment()
    shared = SharedCores(env, cores)
    ends = [0.0] * len(tasks)

    def one(number: int, begin_s: float, cpu_s: float, parallel: float) -> Steps:
        yield env.timeout(begin_s)
        yield from shared.work(cpu_s, parallel)
        ends[number] = env.now

    for number, task in enumerate(tasks):
        env.process(one(number, *task))
    env.run()
    return ends


def test_shared_cores_by_hand() -> None:
    assert run(2, (0, 1, 1), (0, 1, 1)) == pytest.approx([1, 1])  # a core each
    assert run(2, (0, 2, 2)) == pytest.approx([1])  # both cores for one that can use them
    assert run(1, (0, 1, 1), (0, 1, 1)) == pytest.approx([2, 2])  # half a core each
    # One that can use both, one that cannot: one core each until the first ends, then both for what is left.
    assert run(2, (0, 2, 2), (0, 1, 1)) == pytest.approx([1.5, 1])
    # Three of one core on two: two thirds each until 0.75 s, then a core each.
    assert run(2, (0, 0.5, 1), (0, 1, 1), (0, 1, 1)) == pytest.approx([0.75, 1.25, 1.25])
    # One comes while another is at work.
    assert run(1, (0, 1, 1), (0.5, 0.25, 1)) == pytest.approx([1.25, 1.0])


def test_shared_cores_are_a_processor_sharing_queue() -> None:
    """M/M/1-PS: the mean stay is service / (1 - busy), whatever the order."""
    rng = random.Random(5)
    times = arrival_times(0.6, 20_000, seed=6)
    works = [rng.expovariate(1.0) for _ in times]
    ends = run(1, *((at_s, work_s, 1.0) for at_s, work_s in zip(times, works, strict=True)))
    stays = [end_s - at_s for end_s, at_s in zip(ends, times, strict=True)]
    # 12,000 stays whose neighbours are alike: within some per cent, and first come first served with these works would be equal
    # in the mean, but not by length: a short one waits in proportion to its own work.
    assert statistics.mean(stays) == pytest.approx(1 / (1 - 0.6), rel=0.08)
    short = [stay_s for stay_s, work_s in zip(stays, works, strict=True) if work_s < 0.2]
    assert statistics.mean(short) < 0.4  # first come first served: 1.5 and more


def test_service_times_keep_their_mean() -> None:
    draw = Draw(random.Random(2), 0.3)
    found = [draw.around(2.0) for _ in range(20_000)]
    # The deviation of the mean is 0.6 / sqrt(20,000) = 0.004.
    assert statistics.mean(found) == pytest.approx(2.0, abs=0.02)
    assert statistics.stdev(found) == pytest.approx(0.6, rel=0.05)
    assert Draw(random.Random(2), 0.0).around(2.0) == 2.0
