"""What a job is, and which changes of its state there are."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum

from pydantic import ConfigDict


class State(Enum):
    """Where a job stands."""

    QUEUED = "queued"
    RUNNING = "running"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    CANCELLED = "cancelled"
    EXPIRED = "expired"

    @property
    def over(self) -> bool:
        """Whether it stays as it is."""
        return self not in {State.QUEUED, State.RUNNING}


class Priority(Enum):
    """Who goes first."""

    INTERACTIVE = "interactive"
    BATCH = "batch"


@dataclass(frozen=True)
class Failure:
    """Why a job failed; what a caller would have been told."""

    reason: str
    message: str
    facts: dict[str, str] = field(default_factory=dict)
    retryable: bool = False


@dataclass(frozen=True)
class Output:
    """A picture that a job made."""

    asset_id: str
    layer: str
    variant: int


@dataclass(frozen=True)
class Step:
    """How far a job has come."""

    stage: str
    step: int
    total: int


@dataclass(frozen=True)
class Job:
    """Work that was accepted, as its document says."""

    # Bytes are no text; said for its way through the queue.
    __pydantic_config__ = ConfigDict(ser_json_bytes="base64", val_json_bytes="base64")

    id: str
    account_id: str
    recipe: str
    wish: bytes = field(repr=False)
    """The contract's ``Recipe``, serialised; unopened here. Empty where it was not read: only the job's worker needs it."""
    asset_id: str
    """What it works on."""
    state: State
    priority: Priority
    created_at: datetime
    updated_at: datetime
    waits_until: datetime
    """When it expires if nobody has begun it."""
    attempts: int = 0
    """Times that a worker has begun it; also what fences off a worker that was taken for dead."""
    failures: int = 0
    """Attempts that ended without a result: a worker that died, a service that was away."""
    cancel_asked: bool = False
    started_at: datetime | None = None
    ended_at: datetime | None = None
    delete_at: datetime | None = None
    name: str = ""
    tags: tuple[str, ...] = ()
    batch_id: str = ""
    event_id: int = 0
    """Of its latest change of state."""
    before_id: int = 0
    """Of the change of state before that; 0 where there is none."""
    progress: Step | None = None
    outputs: tuple[Output, ...] = ()
    report: bytes | None = None
    """The cutout's report as the contract's message in bytes; None until it has succeeded."""
    manifests: tuple[bytes, ...] = field(default=(), repr=False)
    """The contract's messages in bytes."""
    failure: Failure | None = None
    credits: int = 0
