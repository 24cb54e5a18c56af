"""Jobs: the durable way to make pictures. What was accepted comes to its end, whether this program lives to see it or not."""

import asyncio
import secrets
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any

from packshot.client.connection import Connection, Metadata
from packshot.client.errors import ApiError
from packshot.client.pictures import Photo, photo_bytes, split
from packshot.client.results import Manifest, Progress, Report, manifest_of, report_of
from packshot.client.words import LAYERS
from packshot.common.v1 import image_pb2
from packshot.duplex import duplex
from packshot.studio.v1 import jobs_pb2, studio_pb2

_JOBS = jobs_pb2.DESCRIPTOR.services_by_name["JobService"]
CREATE, GET = _JOBS.methods_by_name["CreateJob"], _JOBS.methods_by_name["GetJob"]
LIST, CANCEL, WATCH = (
    _JOBS.methods_by_name["ListJobs"],
    _JOBS.methods_by_name["CancelJob"],
    _JOBS.methods_by_name["WatchJob"],
)
OVER = frozenset({"succeeded", "failed", "cancelled", "expired"})
_STATE, _PRIORITY = "JOB_STATE_", "PRIORITY_"
PAUSE_S, LONGEST_PAUSE_S = 0.5, 15.0
TRIES = 12
"""About two minutes of pauses: longer than a restart of everything."""


@dataclass(frozen=True)
class Output:
    """A picture that a job made."""

    asset_id: str
    layer: str
    variant: int


@dataclass(frozen=True)
class JobFailed:
    """Why a job failed."""

    reason: str
    message: str
    retryable: bool


@dataclass(frozen=True)
class Job:
    """Work that was accepted."""

    id: str
    recipe: str
    state: str
    """``queued``, ``running``, ``succeeded``, ``failed``, ``cancelled``, ``expired``"""
    name: str
    asset_id: str
    """The photo, as it is kept"""
    batch_id: str
    outputs: tuple[Output, ...]
    report: Report | None
    manifests: tuple[Manifest, ...]
    failure: JobFailed | None
    progress: Progress | None
    attempts: int
    credits: int
    event_id: int

    @property
    def over(self) -> bool:
        """Whether it stays as it is."""
        return self.state in OVER


@dataclass(frozen=True)
class JobEvent:
    """What a watcher is told: a change of state, progress, or a preview (JPEG)."""

    id: int
    job: Job | None = None
    progress: Progress | None = None
    preview: bytes = b""


class Jobs:
    """``studio.jobs``. Every method raises ``ApiError``."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def submit(
        self,
        recipe: studio_pb2.Recipe,
        *,
        photo: Photo | None = None,
        asset_id: str = "",
        name: str = "",
        tags: Sequence[str] = (),
        priority: str = "interactive",
        idempotency_key: str = "",
    ) -> Job:
        """Hands a job in, with a photo or a kept one. Where the line breaks it is handed in again under the same key (one is made
        where none is given), so that there is one job however often that happens."""
        data = b"" if photo is None else await photo_bytes(photo)
        header = jobs_pb2.CreateJobHeader(
            recipe=recipe,
            asset_id=asset_id,
            name=name,
            tags=list(tags),
            priority=jobs_pb2.Priority.Value(_PRIORITY + priority.upper()),
            idempotency_key=idempotency_key or secrets.token_hex(16),
        )
        if photo is not None:
            header.photo.CopyFrom(image_pb2.ImageHeader(size_bytes=len(data)))

        async def requests() -> AsyncIterator[jobs_pb2.CreateJobRequest]:
            yield jobs_pb2.CreateJobRequest(header=header)
            for chunk in split(data):
                yield jobs_pb2.CreateJobRequest(chunk=chunk)

        async def once(metadata: Metadata) -> Job:
            async with duplex(self._connection.stream(CREATE, metadata), requests()) as answers:
                async for answer in answers:
                    return job_of(answer.job)
            raise ApiError("ANSWER_BROKEN", "The answer ended before it began. Try again.")

        return await self._persist(lambda: self._connection.signed(once))

    async def get(self, job_id: str) -> Job:
        """One job."""
        return job_of((await self._connection.unary(GET, jobs_pb2.GetJobRequest(id=job_id), signed=True)).job)

    async def list(self, *, states: Sequence[str] = (), recipe: str = "", batch_id: str = "") -> AsyncIterator[Job]:
        """The account's jobs, newest first; pages are fetched as they are needed."""
        request = jobs_pb2.ListJobsRequest(page_size=200, recipe=recipe, batch_id=batch_id)
        request.states.extend(jobs_pb2.JobState.Value(_STATE + state.upper()) for state in states)
        while True:
            answer = await self._connection.unary(LIST, request, signed=True)
            for job in answer.jobs:
                yield job_of(job)
            if not answer.next_page_token:
                return
            request.page_token = answer.next_page_token

    async def cancel(self, job_id: str) -> Job:
        """Cancels a job; one that runs stops within a step."""
        return job_of((await self._connection.unary(CANCEL, jobs_pb2.CancelJobRequest(id=job_id), signed=True)).job)

    async def watch(self, job_id: str, after: int = 0) -> AsyncIterator[JobEvent]:
        """Events until the job has ended; goes on by itself where the line breaks."""
        told, failures = after, 0
        while True:
            try:
                async with aclosing(self._watch_once(job_id, told)) as events:
                    async for event in events:
                        told, failures = max(told, event.id), 0
                        yield event
                        if event.job is not None and event.job.over:
                            return
                if (job := await self.get(job_id)).over:
                    if job.event_id > told:
                        yield JobEvent(job.event_id, job=job)
                    return
            except ApiError as error:
                failures += 1
                if not _passing(error) or failures >= TRIES:
                    raise
                await asyncio.sleep(min(LONGEST_PAUSE_S, PAUSE_S * 2**failures))

    async def wait(self, job_id: str) -> Job:
        """The job, once it has ended."""
        async for event in self.watch(job_id):
            if event.job is not None and event.job.over:
                return event.job
        return await self.get(job_id)

    async def _watch_once(self, job_id: str, after: int) -> AsyncGenerator[JobEvent, None]:
        request = jobs_pb2.WatchJobRequest(id=job_id, after_event_id=after)
        found: asyncio.Queue[JobEvent | None] = asyncio.Queue()

        async def one() -> AsyncIterator[jobs_pb2.WatchJobRequest]:
            yield request

        async def once(metadata: Metadata) -> None:
            async with duplex(self._connection.stream(WATCH, metadata), one()) as answers:
                async for answer in answers:
                    found.put_nowait(_event_of(answer))

        task = asyncio.create_task(self._connection.signed(once))
        task.add_done_callback(lambda _: found.put_nowait(None))
        try:
            while (event := await found.get()) is not None:
                yield event
            await task
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    async def _persist(self, call: Callable[[], Awaitable[Job]]) -> Job:
        """Makes a call that may be made twice until it is answered, or refused for good."""
        for failures in range(TRIES):
            try:
                return await call()
            except ApiError as error:
                if not _passing(error) or failures == TRIES - 1:
                    raise
                await asyncio.sleep(error.retry_after_s or min(LONGEST_PAUSE_S, PAUSE_S * 2**failures))
        raise AssertionError("unreachable")


def _passing(error: ApiError) -> bool:
    return error.temporary or error.reason in {"INTERNAL", "UNAVAILABLE"}


def job_of(message: jobs_pb2.Job) -> Job:
    """A job of the contract as a plain value."""
    failure = message.failure
    return Job(
        id=message.id,
        recipe=message.recipe,
        state=jobs_pb2.JobState.Name(message.state).removeprefix(_STATE).lower(),
        name=message.name,
        asset_id=message.asset_id,
        batch_id=message.batch_id,
        outputs=tuple(Output(each.asset_id, LAYERS.word(each.layer), each.variant) for each in message.outputs),
        report=report_of(message.report) if message.HasField("report") else None,
        manifests=tuple(manifest_of(each) for each in message.manifests),
        failure=JobFailed(failure.reason, failure.message, failure.retryable) if message.HasField("failure") else None,
        progress=_progress_of(message.progress) if message.HasField("progress") else None,
        attempts=message.attempts,
        credits=message.credits,
        event_id=message.event_id,
    )


def _progress_of(message: Any) -> Progress:
    return Progress(message.stage, message.step, message.total)


def _event_of(message: jobs_pb2.WatchJobResponse) -> JobEvent:
    match message.WhichOneof("event"):
        case "job":
            return JobEvent(message.event_id, job=job_of(message.job))
        case "progress":
            return JobEvent(message.event_id, progress=_progress_of(message.progress))
        case _:
            return JobEvent(message.event_id, preview=message.preview)
