"""What is said live about jobs, as bytes on plain subjects of the queue: how far one has come, that its state changed, that it
is to stop."""

import json
import struct
from dataclasses import replace

from pydantic import TypeAdapter, ValidationError

from services.studio.jobs.job import Job, Step

EVENTS, CANCEL = "studio.events", "studio.cancel"
_STEP, _PREVIEW, _CHANGED = b"s", b"p", b"c"
_ID = struct.Struct(">cQ")
_JOB = TypeAdapter(Job)
MOST_BYTES = 512 * 1024
"""A job that is larger than this is read from its document: the queue's own bound for a message is 1 MiB."""


def events_of(job_id: str) -> str:
    """Subject of a job's live events."""
    return f"{EVENTS}.{job_id}"


def cancel_of(job_id: str) -> str:
    """Subject on which a job's worker hears that it is to stop."""
    return f"{CANCEL}.{job_id}"


def pack_step(event_id: int, step: Step) -> bytes:
    """Progress on its way."""
    return _ID.pack(_STEP, event_id) + json.dumps([step.stage, step.step, step.total]).encode()


def pack_preview(event_id: int, jpeg: bytes) -> bytes:
    """A preview on its way."""
    return _ID.pack(_PREVIEW, event_id) + jpeg


def pack_changed(job: Job) -> bytes:
    """The job after a change of its state, without its wish; only the news of it where the job is too large."""
    body = _JOB.dump_json(replace(job, wish=b""))
    return _ID.pack(_CHANGED, job.event_id) + (body if len(body) <= MOST_BYTES else b"")


def unpack(data: bytes) -> tuple[int, Step | bytes | Job | None]:
    """The event's id, and progress, a preview, the job after a change of its state, or None for such a change that is to be read
    in the document. Raises ``ValueError`` for what is none of these."""
    try:
        kind, event_id = _ID.unpack_from(data)
        body = data[_ID.size :]
        if kind == _STEP:
            stage, step, total = json.loads(body)
            return event_id, Step(str(stage), int(step), int(total))
    except (struct.error, TypeError) as error:
        raise ValueError("not a live event") from error
    if kind == _PREVIEW:
        return event_id, body
    if kind == _CHANGED:
        try:
            return event_id, _JOB.validate_json(body) if body else None
        except ValidationError:
            # Another version of the studio said it; the document is understood by both.
            return event_id, None
    raise ValueError("not a live event")
