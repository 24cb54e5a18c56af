"""How long the call in progress may still take; passed on to everything that it calls."""

import asyncio
from contextvars import ContextVar

from mesh.errors import DeadlineExceeded

_deadline: ContextVar[float | None] = ContextVar("deadline", default=None)


def set_deadline(at: float | None) -> None:
    """Sets the deadline, in the event loop's clock, for the rest of this task."""
    _deadline.set(at)


def time_left_s(cap_s: float) -> float:
    """The smaller of ``cap_s`` and what is left of the call in progress; raises ``DeadlineExceeded`` where nothing is left."""
    at = _deadline.get()
    if at is None:
        return cap_s
    left = at - asyncio.get_running_loop().time()
    if left <= 0:
        raise DeadlineExceeded(
            "The deadline has passed. Allow more time, or try again when less is going on; a smaller picture takes less."
        )
    return min(cap_s, left)
