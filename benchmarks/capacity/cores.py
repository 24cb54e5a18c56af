"""Where work is done: on cores of one's own, as a replica on a cluster has them, or on a few that all share, as on one machine."""

from collections.abc import Generator
from dataclasses import dataclass
from typing import Any, Protocol

import simpy

Steps = Generator[simpy.Event, Any, None]


class Cores(Protocol):
    """Something that work can be done on."""

    def work(self, cpu_s: float, parallel: float = 1.0) -> Steps:
        """Takes the simulated time that ``cpu_s`` CPU seconds take, on ``parallel`` cores at the same time at most."""
        ...


class OwnCores:
    """Nobody else is there: work takes what it takes. How many may work at once is decided by whoever hands it in."""

    def __init__(self, env: simpy.Environment) -> None:
        self._env = env

    def work(self, cpu_s: float, parallel: float = 1.0) -> Steps:
        """As ``Cores`` says."""
        yield self._env.timeout(cpu_s / parallel)


@dataclass(eq=False)
class _Task:
    left_s: float
    parallel: float
    done: simpy.Event
    share: float = 0.0


class SharedCores:
    """Processor sharing: all that runs gets an equal part of ``count`` cores, nobody more than it can use.

    What some cannot use is shared by the others (max-min fairness), which is how the kernel's scheduler treats threads of equal
    weight over tens of milliseconds.
    """

    def __init__(self, env: simpy.Environment, count: float) -> None:
        self._env = env
        self._count = count
        self._tasks: list[_Task] = []
        self._since_s = env.now
        self._plan = 0

    def work(self, cpu_s: float, parallel: float = 1.0) -> Steps:
        """As ``Cores`` says."""
        if cpu_s <= 0:
            return
        task = _Task(cpu_s, parallel, self._env.event())
        self._advance()
        self._tasks.append(task)
        self._share()
        yield task.done

    def _advance(self) -> None:
        passed_s = self._env.now - self._since_s
        self._since_s = self._env.now
        for task in self._tasks:
            task.left_s -= passed_s * task.share

    def _share(self) -> None:
        """Deals the cores out anew and wakes whoever ends first."""
        left = self._count
        for number, task in enumerate(sorted(self._tasks, key=lambda each: each.parallel)):
            task.share = min(task.parallel, left / (len(self._tasks) - number))
            left -= task.share
        self._plan += 1
        if self._tasks:
            soonest_s = min(max(0.0, task.left_s) / task.share for task in self._tasks)
            wake = self._env.timeout(soonest_s, self._plan)
            wake.callbacks.append(self._woken)

    def _woken(self, event: simpy.Event) -> None:
        if event.value != self._plan:
            return  # somebody came meanwhile, and another time was planned
        self._advance()
        ended = [task for task in self._tasks if task.left_s <= 1e-9]
        self._tasks = [task for task in self._tasks if task.left_s > 1e-9]
        for task in ended:
            task.done.succeed()
        self._share()
