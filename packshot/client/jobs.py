"""Jobs: work that is accepted, comes to its end whatever dies on the way, and can be watched or fetched later."""

import uuid
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from contextlib import aclosing
from typing import Any, Unpack

from packshot.client.connection import Connection
from packshot.client.errors import ApiError
from packshot.client.kept import Asset
from packshot.client.pictures import Photo, broken
from packshot.client.recipes import Recipe, cutout_recipe, scene_recipe
from packshot.client.results import Box
from packshot.client.retries import Tries, broke_off
from packshot.client.scene_wishes import SceneWishes
from packshot.client.sending import Source, send
from packshot.client.words import PRIORITIES, STATES
from packshot.client.work import Job, JobEvent, event_of, job_of
from packshot.common.v1 import image_pb2
from packshot.studio.v1 import jobs_pb2

_JOBS = jobs_pb2.DESCRIPTOR.services_by_name["JobService"]
CANCEL_JOB = _JOBS.methods_by_name["CancelJob"]
CREATE_JOB = _JOBS.methods_by_name["CreateJob"]
GET_JOB = _JOBS.methods_by_name["GetJob"]
LIST_JOBS = _JOBS.methods_by_name["ListJobs"]
WATCH_JOB = _JOBS.methods_by_name["WatchJob"]
_TRIES = 10
"""Failures in a row after which handing in, or a watch, is given up: after about a minute, longer than a restart takes"""


class JobCalls:
    """The part of ``Packshot`` that hands work in and looks after it."""

    _connection: Connection

    async def submit_cutout(
        self,
        photo: Photo | Asset,
        *,
        crop: bool = False,
        margin: float = 0.0,
        matte: bool = False,
        format: str = "png",  # noqa: A002 - the word people know
        quality: int = 0,
        background: str = "",
        roi: Box | None = None,
        priority: str = "interactive",
        name: str = "",
        tags: Sequence[str] = (),
        idempotency_key: str = "",
    ) -> Job:
        """Hands a cutout in, with the options of ``cutout``; see ``submit``."""
        recipe = cutout_recipe(
            crop=crop, margin=margin, matte=matte, format=format, quality=quality, background=background, roi=roi
        )
        return await self.submit(
            photo, recipe, priority=priority, name=name, tags=tags, idempotency_key=idempotency_key
        )

    async def submit_scene(
        self,
        photo: Photo | Asset,
        prompt: str,
        *,
        count: int = 1,
        priority: str = "interactive",
        name: str = "",
        tags: Sequence[str] = (),
        idempotency_key: str = "",
        **wishes: Unpack[SceneWishes],
    ) -> Job:
        """Hands one to four scenes of a photo in, with the wishes of ``scene``; see ``submit``."""
        recipe = await scene_recipe(prompt, count=count, **wishes)
        return await self.submit(
            photo, recipe, priority=priority, name=name, tags=tags, idempotency_key=idempotency_key
        )

    async def submit(
        self,
        photo: Photo | Asset,
        recipe: Recipe,
        *,
        priority: str = "interactive",
        name: str = "",
        tags: Sequence[str] = (),
        idempotency_key: str = "",
        wait_at_most_s: int = 0,
    ) -> Job:
        """Hands work in and returns as soon as it is safely accepted; ``wait`` waits for its end.

        ``photo`` is bytes, a path, or an asset that is there already. ``priority``: ``interactive``, or ``batch``, which can wait.
        ``name`` is for people (default: the file's). What it makes carries ``tags``. The same ``idempotency_key`` (at most 128
        characters, good for 24 hours) with the same request gives the same job; without one a key is made for this call, so that a
        lost answer, after which it is handed in again, never makes two jobs. A job that waits longer than ``wait_at_most_s`` is
        given up; 0: 24 hours.
        """
        source = None if isinstance(photo, Asset) else await Source.of(photo)
        header = jobs_pb2.CreateJobHeader(
            recipe=recipe,
            asset_id=photo.id if isinstance(photo, Asset) else "",
            photo=image_pb2.ImageHeader(size_bytes=source.size) if source else None,
            priority=PRIORITIES.number(priority),
            name=name or (source.name if source else ""),
            tags=list(tags),
            idempotency_key=idempotency_key or uuid.uuid4().hex,
            wait_at_most_s=wait_at_most_s,
        )
        answer = await send(
            self._connection,
            CREATE_JOB,
            jobs_pb2.CreateJobRequest(header=header),
            source,
            lambda piece: jobs_pb2.CreateJobRequest(chunk=piece),
            most=_TRIES,
        )
        return job_of(answer.job)

    async def job(self, job_id: str) -> Job:
        """One job as it is now."""
        answer = await self._connection.unary(GET_JOB, jobs_pb2.GetJobRequest(id=job_id), signed=True)
        return job_of(answer.job)

    async def jobs(
        self, *, states: Sequence[str] = (), recipe: str = "", batch_id: str = "", page_size: int = 0
    ) -> AsyncIterator[Job]:
        """The account's jobs, newest first, fetched a page at a time as they are asked for."""
        request = jobs_pb2.ListJobsRequest(
            page_size=page_size, states=[STATES.number(each) for each in states], recipe=recipe, batch_id=batch_id
        )
        while True:
            answer = await self._connection.unary(LIST_JOBS, request, signed=True)
            for job in answer.jobs:
                yield job_of(job)
            if not answer.next_page_token:
                return
            request.page_token = answer.next_page_token

    async def cancel(self, job_id: str) -> Job:
        """Cancels a job; one that has ended stays as it is. The job as it is now: one that runs stops within a step."""
        answer = await self._connection.unary(CANCEL_JOB, jobs_pb2.CancelJobRequest(id=job_id), signed=True)
        return job_of(answer.job)

    async def watch(self, job_id: str, after: int = 0) -> AsyncGenerator[JobEvent, None]:
        """What happens to a job, until it has ended, from the event with the id ``after`` on (0: from its beginning).

        Where the connection is lost, it is watched again from the last event on, so that none comes twice; after about a minute in
        which nobody answers the error is raised. The time limit of the connection is not for this.
        """
        tries = Tries(_TRIES)
        while True:
            request: Any = jobs_pb2.WatchJobRequest(id=job_id, after_event_id=after)
            try:
                async with aclosing(self._connection.answers(WATCH_JOB, request, unbounded=True)) as answers:
                    async for message in answers:
                        tries.went_on()
                        if message.event_id <= after:
                            continue
                        after = message.event_id
                        if (event := event_of(message)) is None:
                            continue
                        yield event
                        if event.job is not None and event.job.ended:
                            return
                # It ended without its end: that was told before `after`, or the server is going away.
                if (job := await self.job(job_id)).ended:
                    if job.event_id > after:
                        yield JobEvent(job.event_id, job=job)
                    return
                await tries.after(broken())
            except ApiError as error:
                if not broke_off(error):
                    raise
                await tries.after(error)

    async def wait(self, job_id: str) -> Job:
        """The job, once it has ended, well or not: look at its ``state`` and ``failure``."""
        async with aclosing(self.watch(job_id)) as events:
            async for event in events:
                if event.job is not None and event.job.ended:
                    return event.job
        return await self.job(job_id)
