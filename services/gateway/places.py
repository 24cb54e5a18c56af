"""How many pictures are worked on, or jobs watched, at once; one more is told so before anything is done for it."""

from collections.abc import Iterator
from contextlib import contextmanager

from prometheus_client import Gauge

from mesh.errors import Overloaded

TAKEN = Gauge("packshot_http_places_taken", "Places for requests that hold one, taken now.", ["what"])


class Places:
    """A fixed number of places; nobody queues here, the services have their own bounded queues."""

    def __init__(self, count: int, *, what: str = "pictures", retry_after_s: float = 1.0) -> None:
        self._count = count
        self._what = what
        self._retry_after_s = retry_after_s
        self.taken = 0

    def take(self) -> None:
        """Takes a place; raises ``Overloaded``. Each one taken is given back once, with ``give_back``."""
        if self.taken >= self._count:
            raise Overloaded(
                f"All {self._count} places for {self._what} are taken. Try again in a moment.",
                retry_after_s=self._retry_after_s,
                limit=self._count,
            )
        self.taken += 1
        TAKEN.labels(self._what).inc()

    def give_back(self) -> None:
        self.taken -= 1
        TAKEN.labels(self._what).dec()

    @contextmanager
    def held(self) -> Iterator[None]:
        """A place for the time of a block."""
        self.take()
        try:
            yield
        finally:
            self.give_back()
