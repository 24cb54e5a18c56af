"""A job's events as texts: for server-sent events and for WebSocket messages."""

import base64
from typing import Any

from pydantic import BaseModel

from packshot.studio.v1 import jobs_pb2
from services.gateway.shapes.jobs import Job, Preview, Progress

PREVIEW_TYPE = "image/jpeg"


def name_of(event: jobs_pb2.WatchJobResponse) -> str:
    """``job``, ``progress`` or ``preview``."""
    return event.WhichOneof("event") or "job"


def shape_of(event: jobs_pb2.WatchJobResponse) -> BaseModel:
    """What it tells."""
    match event.WhichOneof("event"):
        case "progress":
            return Progress.of(event.progress)
        case "preview":
            return Preview(content_type=PREVIEW_TYPE, base64=base64.b64encode(event.preview).decode())
        case _:
            return Job.of(event.job)


def message_of(event: jobs_pb2.WatchJobResponse) -> dict[str, Any]:
    """The same in one JSON object."""
    return {"event_id": event.event_id, "event": name_of(event), "data": shape_of(event).model_dump(mode="json")}
