"""Jobs: work that is accepted now and done whatever happens, to be looked at, watched and cancelled."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, aclosing
from typing import Annotated, Any

import anyio
import structlog
from fastapi import APIRouter, Depends, Query, Request, Response
from sse_starlette import EventSourceResponse, ServerSentEvent

from mesh.errors import Cancelled, InvalidArgument, PackshotError
from mesh.identity import Caller, current_request_id
from mesh.problems import problem_of
from packshot.common.v1 import image_pb2
from packshot.studio.v1 import jobs_pb2
from services.gateway.answers import PictureStream
from services.gateway.backends import ask
from services.gateway.batch_results import job_zip, while_there
from services.gateway.calls import gone_of, send
from services.gateway.door import AtDesk, Desk, Known, Named, OnlyQuery, PageSize, PageToken, no_query
from services.gateway.errors import JobNotDone
from services.gateway.examples import job_body, missing, problems
from services.gateway.file_names import disposition
from services.gateway.idempotency import MISMATCH, IdempotencyKey
from services.gateway.job_events import name_of, shape_of
from services.gateway.job_watch import WATCH, watch_job
from services.gateway.job_wishes import JobOptions, parse_wish
from services.gateway.negotiation import ZIP_TYPE
from services.gateway.preferences import wait_s
from services.gateway.quota import Kind
from services.gateway.shapes.jobs import ENDED, Job, Jobs, RecipeName, StateName
from services.gateway.standing import Standing
from services.gateway.upload.photo import Upload, read_upload

log = structlog.get_logger(__name__)
SERVICE = "/packshot.studio.v1.JobService"
CREATE, GET, LIST, CANCEL = (f"{SERVICE}/{name}" for name in ("CreateJob", "GetJob", "ListJobs", "CancelJob"))
MISSING = missing("job")
NOT_DONE = {409: ("JOB_NOT_DONE", "This job has made no pictures, or not yet. Look at its `state`.")}
PING_S = 15
RETRY_MS = 2_000
MAX_EVENT_ID = 2**64 - 1
EventId = Annotated[int, Query(ge=0, le=MAX_EVENT_ID, description="Id of the last event that was seen.")]
router = APIRouter(prefix="/v1/jobs", tags=["jobs"])


@router.post(
    "",
    status_code=202,
    responses={
        200: {"model": Job, "description": "With `Prefer: wait`: it has ended in time."},
        **problems(401, 403, 404, 408, 409, 413, 415, picture=True, reasons={409: MISMATCH, **missing("asset")}),
    },
    openapi_extra=job_body(JobOptions, {"recipe": "scene", "prompt": "a mug on pale oak", "name": "mug.jpg"}),
)
async def create_job(
    request: Request,
    response: Response,
    desk: AtDesk,
    _: Annotated[Caller, Depends(Known(CREATE, Kind.PICTURES))],
    key: IdempotencyKey = "",
) -> Job:
    """Accepts a job: `recipe` with the options of `/v1/cutouts` or `/v1/scenes`, and a photo or the `asset_id` of one.

    It is safely written down when this answers. `Prefer: wait=N` waits up to N seconds (60 at most) for its end.
    """
    with desk.places.held():
        upload = await read_upload(request, desk.upload_rules, desk.fetcher, or_kept=True)
        job = (await _create(desk, upload, key)).job
    response.headers["location"] = f"/v1/jobs/{job.id}"
    if waits_s := wait_s(request.headers.getlist("prefer")):
        job = await _ended(request, desk, job, waits_s)
        if job.state in ENDED:
            response.status_code = 200
            response.headers["preference-applied"] = f"wait={waits_s}"
    return Job.of(job)


async def _create(desk: Desk, upload: Upload, key: str) -> jobs_pb2.CreateJobResponse:
    said, recipe = parse_wish(upload.options, JobOptions)
    kept = bool(said.asset_id)
    if kept and upload.size_bytes:
        raise InvalidArgument("Both a photo and `asset_id` were sent. Send one of them.", field="asset_id")
    header = jobs_pb2.CreateJobHeader(
        recipe=recipe,
        asset_id=said.asset_id,
        photo=None if kept else image_pb2.ImageHeader(size_bytes=upload.size_bytes),
        priority=said.priority_enum,
        name=said.name or upload.filename,
        tags=said.tags,
        idempotency_key=key,
        wait_at_most_s=said.wait_at_most_s,
    )

    async def requests() -> AsyncIterator[jobs_pb2.CreateJobRequest]:
        yield jobs_pb2.CreateJobRequest(header=header)
        if not kept:
            async for chunk in upload.chunks:
                yield jobs_pb2.CreateJobRequest(chunk=chunk)

    channel = desk.backends.channels["studio"]
    return await send(channel, CREATE, requests(), jobs_pb2.CreateJobResponse.FromString)


async def _ended(request: Request, desk: Desk, job: jobs_pb2.Job, waits_s: float) -> jobs_pb2.Job:
    """The job as it is at its end or after ``waits_s``. It was accepted, so nothing that fails here may hide that."""
    events = watch_job(desk.backends.jobs, job.id, 0, Standing(request, desk), gone=gone_of(request))
    try:
        async with asyncio.timeout(waits_s), aclosing(events):
            async for event in events:
                if event.WhichOneof("event") == "job":
                    job = event.job
    except TimeoutError:
        pass
    except Cancelled:
        raise
    except PackshotError as error:
        log.info("job.unwatched", job=job.id, reason=error.reason)
    return job


@router.get(
    "",
    dependencies=[Depends(OnlyQuery("page_size", "page_token", "state", "recipe", "batch_id"))],
    responses=problems(401, 403),
)
async def list_jobs(
    desk: AtDesk,
    _: Annotated[Caller, Depends(Known(LIST))],
    page_size: PageSize = 0,
    page_token: PageToken = "",
    state: Annotated[list[StateName] | None, Query(description="Only these; repeat it.")] = None,
    recipe: RecipeName | None = None,
    batch_id: Annotated[str, Query(max_length=100)] = "",
) -> Jobs:
    """Your jobs, newest first."""
    request = jobs_pb2.ListJobsRequest(
        page_size=page_size,
        page_token=page_token,
        states=[jobs_pb2.JobState.Value(f"JOB_STATE_{one.name}") for one in state or ()],
        recipe=recipe or "",
        batch_id=batch_id,
    )
    answer = await ask("studio", desk.backends.jobs.ListJobs, request, name=LIST)
    return Jobs(jobs=[Job.of(job) for job in answer.jobs], next_page_token=answer.next_page_token)


@router.get("/{job_id}", dependencies=[Depends(no_query)], responses=problems(401, 403, reasons=MISSING))
async def get_job(job_id: Named, desk: AtDesk, _: Annotated[Caller, Depends(Known(GET))]) -> Job:
    """Where a job stands, and what it made."""
    answer = await ask("studio", desk.backends.jobs.GetJob, jobs_pb2.GetJobRequest(id=job_id), name=GET)
    return Job.of(answer.job)


@router.get(
    "/{job_id}/results.zip",
    dependencies=[Depends(no_query)],
    response_class=Response,
    responses={
        200: {"description": "The zip.", "content": {ZIP_TYPE: {"schema": {"type": "string", "format": "binary"}}}},
        **problems(401, 403, reasons=MISSING | NOT_DONE),
    },
)
async def get_job_results(
    job_id: Named, request: Request, desk: AtDesk, _: Annotated[Caller, Depends(Known(GET))]
) -> Response:
    """Every picture that a job made, its layers too, in one zip."""
    job = (await ask("studio", desk.backends.jobs.GetJob, jobs_pb2.GetJobRequest(id=job_id), name=GET)).job
    if job.state != jobs_pb2.JOB_STATE_SUCCEEDED:
        raise JobNotDone("This job has made no pictures, or not yet. Look at its `state`.")
    fields = {
        "content-type": ZIP_TYPE,
        "cache-control": "no-store",
        "content-disposition": disposition(job.name, job.id, ZIP_TYPE),
    }
    async with AsyncExitStack() as stack:
        pieces = await stack.enter_async_context(aclosing(job_zip(desk.backends, job, Standing(request, desk))))
        return PictureStream(fields, while_there(request, pieces), stack.pop_all())


@router.delete("/{job_id}", dependencies=[Depends(no_query)], responses=problems(401, 403, reasons=MISSING))
async def cancel_job(job_id: Named, desk: AtDesk, _: Annotated[Caller, Depends(Known(CANCEL))]) -> Job:
    """Cancels a job: at once while it is queued, within one step while it runs. One that has ended stays as it is."""
    answer = await ask("studio", desk.backends.jobs.CancelJob, jobs_pb2.CancelJobRequest(id=job_id), name=CANCEL)
    return Job.of(answer.job)


@router.get(
    "/{job_id}/events",
    dependencies=[Depends(OnlyQuery("after"))],
    response_class=Response,
    responses={
        200: {"description": "Server-sent events `job`, `progress`, `preview`.", "content": {"text/event-stream": {}}},
        **problems(401, 403, reasons=MISSING),
    },
)
async def watch_events(
    job_id: Named, request: Request, desk: AtDesk, _: Annotated[Caller, Depends(Known(WATCH))], after: EventId = 0
) -> Response:
    """A job's events as they come, to its end. After a break, `Last-Event-ID` (browsers send it) or `after` goes on from there.

    The same as JSON messages over a WebSocket: `/v1/jobs/{job_id}/live`.
    """
    last = request.headers.get("last-event-id", "")
    if last.isascii() and last.isdigit() and int(last) <= MAX_EVENT_ID:
        after = int(last)
    events = watch_job(desk.backends.jobs, job_id, after, Standing(request, desk))
    # Asked for before the answer begins, so that a refusal is a problem document.
    first = await anext(events, None)
    return EventSourceResponse(
        _sent(first, events),
        ping=PING_S,
        headers={"cache-control": "no-store", "x-accel-buffering": "no"},
    )


async def _sent(first: jobs_pb2.WatchJobResponse | None, events: Any) -> AsyncIterator[ServerSentEvent]:
    try:
        if first is not None:
            yield _event(first, retry=RETRY_MS)
            async for event in events:
                yield _event(event)
    except PackshotError as error:
        problem = problem_of(error, current_request_id())
        yield ServerSentEvent(data=json.dumps(problem.document()), event="problem")
    finally:
        with anyio.CancelScope(shield=True):
            await events.aclose()


def _event(event: jobs_pb2.WatchJobResponse, retry: int | None = None) -> ServerSentEvent:
    return ServerSentEvent(
        data=shape_of(event).model_dump_json(), id=str(event.event_id), event=name_of(event), retry=retry
    )
