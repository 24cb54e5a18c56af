"""What is said live about jobs, as bytes on plain subjects of the queue: how far one has come, that its state changed, that it
is to stop."""

import json
import struct

from services.studio.jobs.job import Step

EVENTS, CANCEL = "studio.events", "studio.cancel"
_STEP, _PREVIEW, _CHANGED = b"s", b"p", b"c"
_ID = struct.Struct(">cQ")


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


def pack_changed(event_id: int) -> bytes:
    """Says that there is a change of state to be read in the document."""
    return _ID.pack(_CHANGED, event_id)


def unpack(data: bytes) -> tuple[int, Step | bytes | None]:
    """The event's id, and progress, a preview, or None for a change of state. Raises ``ValueError`` for what is none of these."""
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
        return event_id, None
    raise ValueError("not a live event")
