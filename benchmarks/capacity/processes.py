"""CPU seconds of a running stack's parts and of the whole machine, read from ``/proc``."""

import os
import time
from dataclasses import dataclass, field
from pathlib import Path

from local.stack import Stack

TICK_S = 1 / os.sysconf("SC_CLK_TCK")


def _sessions() -> dict[int, float]:
    """CPU seconds by session: each part of a stack has one of its own, and what it starts stays in it."""
    found: dict[int, float] = {}
    for folder in Path("/proc").iterdir():
        if not folder.name.isdecimal():
            continue
        try:
            # After the name, which may hold spaces: state, parent, group, session ... utime and stime, in ticks.
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        session = int(fields[3])
        found[session] = found.get(session, 0.0) + TICK_S * (int(fields[11]) + int(fields[12]))
    return found


def _machine_s() -> tuple[float, float]:
    """CPU seconds of all cores since the machine started: at normal priority, and of programs that yield (nice above 0)."""
    user, nice, system, _, _, irq, softirq, steal = (
        int(each) for each in Path("/proc/stat").read_text().splitlines()[0].split()[1:9]
    )
    return TICK_S * (user + system + irq + softirq + steal), TICK_S * nice


@dataclass
class Spent:
    """CPU seconds between two looks."""

    seconds: float
    """Seconds on the wall."""
    parts_s: dict[str, float]
    """CPU seconds by part of the stack; replicas of one service are parts of their own."""
    caller_s: float
    """CPU seconds of this process, which makes the load."""
    others_s: float
    """CPU seconds of everything else on the machine at normal priority."""
    yielding_s: float
    """CPU seconds of programs that run only while nobody else wants to; they cost a little all the same, in caches."""

    def part_s(self, name: str) -> float:
        """CPU seconds of all replicas of one service."""
        return sum(spent for part, spent in self.parts_s.items() if part == name or part.startswith(f"{name}-"))


@dataclass
class Meter:
    """Looks at a stack's CPU time."""

    stack: Stack
    _before: tuple[float, dict[str, float], float, tuple[float, float]] = field(init=False)

    def __post_init__(self) -> None:
        self._before = self._look()

    def _look(self) -> tuple[float, dict[str, float], float, tuple[float, float]]:
        sessions = _sessions()
        parts = {name: sessions.get(part.process.pid, 0.0) for name, part in self.stack.parts.items()}
        return time.perf_counter(), parts, time.process_time(), _machine_s()

    def lap(self) -> Spent:
        """What was spent since the last look."""
        at, parts, caller, (normal, yielding) = self._look()
        was_at, was_parts, was_caller, (was_normal, was_yielding) = self._before
        self._before = at, parts, caller, (normal, yielding)
        spent = {name: parts[name] - was_parts.get(name, 0.0) for name in parts}
        others = normal - was_normal - sum(spent.values()) - (caller - was_caller)
        return Spent(at - was_at, spent, caller - was_caller, max(0.0, others), yielding - was_yielding)
