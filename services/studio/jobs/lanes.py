"""In which order a worker looks at the lanes: fair between accounts, what somebody waits for first, and never only that."""

from collections.abc import Iterable, Iterator

from services.studio.jobs.job import Priority
from services.studio.jobs.queue import Lane

BATCH_EVERY = 8
"""Every so-manieth pick looks at what nobody waits for first, so that it is done even where somebody always waits."""
REST_S = 1.0
"""How long a lane that gave nothing is left alone: its jobs may be put off, or as many as it may run are running."""


class Lanes:
    """Lanes that may have work. A pick goes round the accounts from where the one before left off."""

    def __init__(self) -> None:
        self._resting: dict[Lane, float] = {}
        """Every lane that is known, with the time until which it rests"""
        self._turns: dict[Priority, list[Lane]] = {priority: [] for priority in Priority}
        self._picks = 0
        self._woken: set[Lane] = set()
        """Lanes that were woken since they were last tried"""
        self._fresh: set[Lane] = set()
        """Lanes that were woken since the mark"""

    def __len__(self) -> int:
        return len(self._resting)

    def wake(self, lane: Lane) -> None:
        """There may be work in ``lane`` now."""
        if lane not in self._resting:
            self._turns[lane.priority].append(lane)
        self._resting[lane] = 0.0
        self._woken.add(lane)
        self._fresh.add(lane)

    def mark(self) -> None:
        """The lanes are about to be counted for ``keep``."""
        self._fresh.clear()

    def keep(self, lanes: Iterable[Lane]) -> None:
        """These were the lanes with work at the ``mark``: others are forgotten, unless woken since, and new ones added."""
        known = set(lanes) | self._fresh
        for lane in [lane for lane in self._resting if lane not in known]:
            del self._resting[lane]
            self._woken.discard(lane)
            self._turns[lane.priority].remove(lane)
        for lane in sorted(known - set(self._resting), key=lambda lane: lane.account_id):
            self.wake(lane)

    def order(self, now_s: float) -> Iterator[Lane]:
        """Lanes to try for the next pick, the first that gives something being it."""
        self._picks += 1
        batch_first = self._picks % BATCH_EVERY == 0
        first, then = Priority.INTERACTIVE, Priority.BATCH
        for priority in (then, first) if batch_first else (first, then):
            for lane in list(self._turns[priority]):
                if self._resting.get(lane, now_s + 1) <= now_s:
                    self._woken.discard(lane)
                    yield lane

    def gave(self, lane: Lane) -> None:
        """The lane gave a job: it is the last in line now."""
        turns = self._turns[lane.priority]
        if lane in turns:
            turns.remove(lane)
            turns.append(lane)

    def empty(self, lane: Lane, now_s: float) -> None:
        """The lane gave nothing: it rests, unless it was woken while it was asked."""
        if lane in self._resting and lane not in self._woken:
            self._resting[lane] = now_s + REST_S

    def next_s(self, now_s: float) -> float:
        """Seconds until a lane that rests is worth another look; ``REST_S`` where there is none."""
        return max(0.01, min((at - now_s for at in self._resting.values() if at > now_s), default=REST_S))
