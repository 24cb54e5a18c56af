"""A job's events for as long as somebody wants them, over any number of ``WatchJob`` calls.

The studio may be restarted, or a call's deadline may pass: then it is watched again from the last event, and nothing is told twice.
"""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing
from typing import Any

from mesh.errors import Cause, PackshotError
from packshot.studio.v1 import jobs_pb2, jobs_pb2_grpc
from services.gateway.backends import deadline_of
from services.gateway.calls import Gone, listen
from services.gateway.shapes.jobs import ENDED
from services.gateway.standing import Standing

WATCH = "/packshot.studio.v1.JobService/WatchJob"
PAUSES_S = (0.1, 0.5, 1.0, 2.0)
"""Between a watch that broke and the next; the last one from then on."""
_PASSING = frozenset({Cause.UNAVAILABLE, Cause.TIMED_OUT, Cause.CANCELLED, Cause.OVERLOADED, Cause.INTERNAL})
Pause = Callable[[float], Awaitable[None]]


def is_end(event: jobs_pb2.WatchJobResponse) -> bool:
    """Whether nothing comes after it."""
    return event.WhichOneof("event") == "job" and event.job.state in ENDED


async def watch_job(
    jobs: jobs_pb2_grpc.JobServiceStub,
    job_id: str,
    after: int,
    standing: Standing,
    *,
    gone: Gone | None = None,
    pause: Pause = asyncio.sleep,
) -> AsyncGenerator[jobs_pb2.WatchJobResponse, None]:
    """The events after the one with the id ``after``, to the job's end.

    Raises what the first call is refused with; later, what does not pass by waiting (the job is gone, the token is too old).
    """
    stub: Any = jobs
    told, broken, begun = after, 0, False
    while True:
        try:
            await standing.renew(deadline_of(WATCH))
            request = jobs_pb2.WatchJobRequest(id=job_id, after_event_id=told)
            async with (
                listen(stub.WatchJob, request, WATCH, gone) as events,
                aclosing(_new(events, told, begun)) as new,
            ):
                async for event in new:
                    told, begun, broken = max(told, event.event_id), True, 0
                    yield event
                    if is_end(event):
                        return
            # The studio ends it by itself only when the job has ended, and here that was told before.
            return
        except PackshotError as error:
            if not begun or error.cause not in _PASSING or (gone is not None and error.cause is Cause.CANCELLED):
                raise
        await pause(PAUSES_S[min(broken, len(PAUSES_S) - 1)])
        broken += 1


async def _new(events: Any, told: int, again: bool) -> AsyncGenerator[jobs_pb2.WatchJobResponse, None]:
    """Leaves out what was told before the watch broke; an end is told all the same, since the first answer may be no news."""
    async for event in events:
        if not again or event.event_id > told or is_end(event):
            yield event
