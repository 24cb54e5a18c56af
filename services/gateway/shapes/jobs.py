"""Jobs and what happens to them, as JSON."""

from datetime import datetime
from enum import StrEnum
from typing import Self

from pydantic import BaseModel, Field

from packshot.common.v1 import progress_pb2
from packshot.studio.v1 import jobs_pb2
from services.gateway.shapes.pictures import Manifest, Report, layer_name
from services.gateway.shapes.times import at, moment

ENDED = frozenset(
    {
        jobs_pb2.JOB_STATE_SUCCEEDED,
        jobs_pb2.JOB_STATE_FAILED,
        jobs_pb2.JOB_STATE_CANCELLED,
        jobs_pb2.JOB_STATE_EXPIRED,
    }
)
"""States that a job stays in."""


class StateName(StrEnum):
    """Where a job stands."""

    QUEUED = "queued"
    RUNNING = "running"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


class PriorityName(StrEnum):
    """Who goes first."""

    INTERACTIVE = "interactive"
    BATCH = "batch"


class RecipeName(StrEnum):
    """What can be done with a photo."""

    CUTOUT = "cutout"
    SCENE = "scene"


class Output(BaseModel):
    """A picture that a job made."""

    asset_id: str
    layer: str = Field(examples=["result"])
    variant: int = Field(description="Which scene of several, from 0.")

    @classmethod
    def of(cls, output: jobs_pb2.JobOutput) -> Self:
        return cls(asset_id=output.asset_id, layer=layer_name(output.layer), variant=output.variant)


class Failure(BaseModel):
    """Why it failed."""

    reason: str = Field(description="Stable, the same as in a problem document.", examples=["NO_PRODUCT"])
    detail: str
    facts: dict[str, str]
    retryable: bool = Field(description="Whether the same may succeed later.")

    @classmethod
    def of(cls, failure: jobs_pb2.JobFailure) -> Self:
        return cls(
            reason=failure.reason,
            detail=failure.message,
            facts=dict(failure.metadata),
            retryable=failure.retryable,
        )


class Progress(BaseModel):
    """How far it has come."""

    stage: str = Field(examples=["network"])
    step: int
    total: int

    @classmethod
    def of(cls, progress: progress_pb2.Progress) -> Self:
        return cls(stage=progress.stage, step=progress.step, total=progress.total)


class Preview(BaseModel):
    """A small picture of the work so far."""

    content_type: str = Field(examples=["image/jpeg"])
    base64: str


class Job(BaseModel):
    """Work that was accepted."""

    id: str = Field(examples=["job_4f0c3b2a1d9e8f7a6b5c4d3e"])
    recipe: str = Field(examples=["scene"])
    state: str = Field(
        description="`queued`, `running`; at its end `succeeded`, `failed`, `cancelled`, `expired`.",
        examples=["queued"],
    )
    priority: str = Field(examples=["interactive"])
    asset_id: str = Field(description="Asset that it works on.")
    name: str
    batch_id: str = Field(description="Batch that it belongs to; empty: none.")
    outputs: list[Output] = Field(description="Pictures that it made, once it has succeeded.")
    report: Report | None = Field(description="What is known about the cutout, once it has succeeded.")
    manifests: list[Manifest] = Field(description="How to make each scene again, once it has succeeded.")
    failure: Failure | None = Field(description="Why it failed.")
    progress: Progress | None = Field(description="How far it has come; the latest that is known.")
    attempts: int = Field(description="Times that a worker has begun it.")
    credits: int = Field(description="Charged for it; 0 until it has succeeded.")
    event_id: int = Field(description="Of its latest change of state.")
    create_time: datetime
    start_time: datetime | None
    end_time: datetime | None
    expire_time: datetime | None = Field(
        description="While it waits: when it is given up. Once it has ended: when it is deleted."
    )

    @classmethod
    def of(cls, job: jobs_pb2.Job) -> Self:
        return cls(
            id=job.id,
            recipe=job.recipe,
            state=jobs_pb2.JobState.Name(job.state).removeprefix("JOB_STATE_").lower(),
            priority=jobs_pb2.Priority.Name(job.priority).removeprefix("PRIORITY_").lower(),
            asset_id=job.asset_id,
            name=job.name,
            batch_id=job.batch_id,
            outputs=[Output.of(output) for output in job.outputs],
            report=Report.of(job.report) if job.HasField("report") else None,
            manifests=[Manifest.of(manifest) for manifest in job.manifests],
            failure=Failure.of(job.failure) if job.HasField("failure") else None,
            progress=Progress.of(job.progress) if job.HasField("progress") else None,
            attempts=job.attempts,
            credits=job.credits,
            event_id=job.event_id,
            create_time=at(job.create_time),
            start_time=moment(job, "start_time"),
            end_time=moment(job, "end_time"),
            expire_time=moment(job, "expire_time"),
        )


class Jobs(BaseModel):
    """A page of jobs, newest first."""

    jobs: list[Job]
    next_page_token: str = Field(description="Send it as `page_token` for the next page; empty: this is the last.")
