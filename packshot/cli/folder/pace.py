"""How fast it goes, and how long it will take: over the last photos, since the first say little about a queue that fills up."""

import time
from collections import deque
from collections.abc import Callable

WINDOW = 100


class Pace:
    """Photos a minute."""

    def __init__(self, *, now_s: Callable[[], float] = time.monotonic) -> None:
        self._now_s = now_s
        self._times: deque[float] = deque([now_s()], maxlen=WINDOW)

    def did_one(self) -> None:
        """A photo has come to its end."""
        self._times.append(self._now_s())

    def a_minute(self) -> float:
        """0 while nothing is known. It falls while nothing ends."""
        seconds = self._now_s() - self._times[0]
        return 60 * (len(self._times) - 1) / seconds if seconds > 0 else 0.0

    def told(self, remaining: int) -> str:
        """For a person: the rate and the time that ``remaining`` photos take."""
        rate = self.a_minute()
        if not rate:
            return "-"
        return f"{rate:.{0 if rate >= 10 else 1}f}/min, {_duration(60 * remaining / rate)} left"


def _duration(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} s"
    if seconds < 5400:
        return f"{seconds / 60:.0f} min"
    return f"{seconds / 3600:.1f} h"
