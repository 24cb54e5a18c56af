"""Batches as JSON."""

from datetime import datetime
from typing import Self

from pydantic import BaseModel, Field

from packshot.studio.v1 import batches_pb2
from services.gateway.shapes.jobs import Failure
from services.gateway.shapes.times import at, moment


class Counts(BaseModel):
    """Jobs of a batch by where they stand."""

    queued: int
    running: int
    succeeded: int
    failed: int
    cancelled: int = Field(description="Cancelled or expired.")


class Refused(BaseModel):
    """A file of a zip that became no job."""

    path: str
    reason: str
    detail: str


class Batch(BaseModel):
    """Photos that were sent together."""

    id: str = Field(examples=["bat_4f0c3b2a1d9e8f7a6b5c4d3e"])
    state: str = Field(
        description="`unpacking`, `running`; at its end `finished`, `cancelled`, `failed`.", examples=["running"]
    )
    name: str
    recipe: str
    photos: int = Field(description="Photos found in the zip.")
    counts: Counts
    refused: list[Refused] = Field(description="Files of the zip that became no job, at most 1000.")
    failure: Failure | None
    create_time: datetime
    end_time: datetime | None

    @classmethod
    def of(cls, batch: batches_pb2.Batch) -> Self:
        counts = batch.counts
        return cls(
            id=batch.id,
            state=batches_pb2.BatchState.Name(batch.state).removeprefix("BATCH_STATE_").lower(),
            name=batch.name,
            recipe=batch.recipe,
            photos=batch.photos,
            counts=Counts(
                queued=counts.queued,
                running=counts.running,
                succeeded=counts.succeeded,
                failed=counts.failed,
                cancelled=counts.cancelled,
            ),
            refused=[Refused(path=one.path, reason=one.reason, detail=one.message) for one in batch.refused],
            failure=Failure.of(batch.failure) if batch.HasField("failure") else None,
            create_time=at(batch.create_time),
            end_time=moment(batch, "end_time"),
        )


class Batches(BaseModel):
    """A page of batches, newest first."""

    batches: list[Batch]
    next_page_token: str
