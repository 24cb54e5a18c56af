"""Work that Packshot has accepted, as plain values: jobs, what happens to them, batches."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from packshot.client.kept import moment
from packshot.client.pictures import Picture
from packshot.client.results import Manifest, Progress, Report, manifest_of, report_of
from packshot.client.words import BATCH_STATES, LAYERS, PRIORITIES, STATES
from packshot.studio.v1 import batches_pb2, jobs_pb2

ENDED = frozenset({"succeeded", "failed", "cancelled", "expired"})
"""States that a job does not leave"""


@dataclass(frozen=True)
class JobOutput:
    """A picture that a job made."""

    asset_id: str
    layer: str
    """``result``, ``product``, ``matte``, ``shadow`` or ``scene``"""
    variant: int
    """Which scene of several, from 0"""


@dataclass(frozen=True)
class JobFailure:
    """Why a job failed."""

    reason: str
    """Stable, such as ``NO_PRODUCT``"""
    message: str
    metadata: Mapping[str, str]
    retryable: bool
    """Whether the same job may succeed later"""


@dataclass(frozen=True)
class Job:
    """Work that was accepted."""

    id: str
    recipe: str
    state: str
    """``queued``, ``running``, ``succeeded``, ``failed``, ``cancelled`` or ``expired``"""
    priority: str
    """``interactive`` or ``batch``"""
    asset_id: str
    """The photo"""
    outputs: tuple[JobOutput, ...]
    report: Report | None
    """What is known about the cutout, once it has succeeded"""
    manifests: tuple[Manifest, ...]
    failure: JobFailure | None
    progress: Progress | None
    attempts: int
    """Times that a worker has begun it"""
    name: str
    batch_id: str
    credits: int
    event_id: int
    """Id of its latest change of state, for ``watch``"""
    created_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    expires_at: datetime | None
    """While it waits: when it is given up. Once it has ended: when it is deleted"""

    @property
    def ended(self) -> bool:
        """Whether nothing more will happen to it."""
        return self.state in ENDED


@dataclass(frozen=True)
class JobEvent:
    """Something that happened to a job; one of ``job``, ``progress`` and ``preview`` is there."""

    id: int
    job: Job | None = None
    """Its state changed: the job as it was then"""
    progress: Progress | None = None
    preview: Picture | None = None
    """A small JPEG of the work so far; its size in pixels is not told"""


@dataclass(frozen=True)
class RefusedFile:
    """A file of a zip that became no job."""

    path: str
    reason: str
    message: str


@dataclass(frozen=True)
class Batch:
    """Photos that were sent together."""

    id: str
    state: str
    """``unpacking``, ``running``, ``finished``, ``cancelled`` or ``failed``"""
    name: str
    recipe: str
    photos: int
    """Found in the zip"""
    counts: Mapping[str, int]
    """Jobs by state; ``cancelled`` has the expired ones too"""
    refused: tuple[RefusedFile, ...]
    failure: JobFailure | None
    created_at: datetime
    ended_at: datetime | None


def job_of(job: jobs_pb2.Job) -> Job:
    """The contract's job as a plain value."""
    progress = job.progress
    return Job(
        id=job.id,
        recipe=job.recipe,
        state=STATES.word(job.state),
        priority=PRIORITIES.word(job.priority),
        asset_id=job.asset_id,
        outputs=tuple(JobOutput(each.asset_id, LAYERS.word(each.layer), each.variant) for each in job.outputs),
        report=report_of(job.report) if job.HasField("report") else None,
        manifests=tuple(manifest_of(each) for each in job.manifests),
        failure=_failure_of(job.failure) if job.HasField("failure") else None,
        progress=Progress(progress.stage, progress.step, progress.total) if job.HasField("progress") else None,
        attempts=job.attempts,
        name=job.name,
        batch_id=job.batch_id,
        credits=job.credits,
        event_id=job.event_id,
        created_at=job.create_time.ToDatetime(tzinfo=UTC),
        started_at=moment(job, "start_time"),
        ended_at=moment(job, "end_time"),
        expires_at=moment(job, "expire_time"),
    )


def event_of(message: jobs_pb2.WatchJobResponse) -> JobEvent | None:
    """The contract's event as a plain value; None for one of a kind that this client does not know."""
    match message.WhichOneof("event"):
        case "job":
            return JobEvent(message.event_id, job=job_of(message.job))
        case "progress":
            done = message.progress
            return JobEvent(message.event_id, progress=Progress(done.stage, done.step, done.total))
        case "preview":
            return JobEvent(message.event_id, preview=Picture(message.preview, "jpeg", 0, 0, 3))
        case _:
            return None


def batch_of(batch: batches_pb2.Batch) -> Batch:
    """The contract's batch as a plain value."""
    counts = batch.counts
    return Batch(
        id=batch.id,
        state=BATCH_STATES.word(batch.state),
        name=batch.name,
        recipe=batch.recipe,
        photos=batch.photos,
        counts={field.name: getattr(counts, field.name) for field in counts.DESCRIPTOR.fields},
        refused=tuple(RefusedFile(each.path, each.reason, each.message) for each in batch.refused),
        failure=_failure_of(batch.failure) if batch.HasField("failure") else None,
        created_at=batch.create_time.ToDatetime(tzinfo=UTC),
        ended_at=moment(batch, "end_time"),
    )


def _failure_of(failure: jobs_pb2.JobFailure) -> JobFailure:
    return JobFailure(failure.reason, failure.message, dict(failure.metadata), failure.retryable)
