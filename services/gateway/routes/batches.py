"""Batches: one recipe for every photo of a zip."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, aclosing
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from mesh.errors import InvalidArgument
from mesh.identity import Caller
from packshot.studio.v1 import batches_pb2
from services.gateway.answers import PictureStream
from services.gateway.backends import ask
from services.gateway.batch_results import results_zip, while_there
from services.gateway.calls import send
from services.gateway.door import AtDesk, Known, Named, OnlyQuery, PageSize, PageToken, no_query
from services.gateway.examples import job_body, missing, problems
from services.gateway.file_names import disposition
from services.gateway.idempotency import MISMATCH, IdempotencyKey
from services.gateway.job_wishes import BatchOptions, parse_wish
from services.gateway.negotiation import ZIP_TYPE
from services.gateway.quota import Kind
from services.gateway.shapes.batches import Batch, Batches
from services.gateway.standing import Standing
from services.gateway.upload.archive import ARCHIVE_FIELD, read_archive
from services.gateway.upload.photo import Upload

SERVICE = "/packshot.studio.v1.BatchService"
CREATE, GET, LIST, CANCEL = (f"{SERVICE}/{name}" for name in ("CreateBatch", "GetBatch", "ListBatches", "CancelBatch"))
MISSING = missing("batch")
router = APIRouter(prefix="/v1/batches", tags=["batches"])


@router.post(
    "",
    status_code=202,
    responses=problems(401, 403, 408, 413, 415, reasons={409: MISMATCH, **missing("asset")}),
    openapi_extra=job_body(BatchOptions, {"recipe": "cutout", "name": "Spring mugs"}, file=ARCHIVE_FIELD),
)
async def create_batch(
    request: Request,
    response: Response,
    desk: AtDesk,
    _: Annotated[Caller, Depends(Known(CREATE, Kind.PICTURES))],
    key: IdempotencyKey = "",
) -> Batch:
    """Accepts a zip of photos: each becomes a job with the same `recipe` and options.

    Send a form with the zip in `archive` as its last field, the bare zip with the options in the query, or JSON with the `asset_id`
    of one that is kept (`/v1/uploads` is the way for large ones).
    """
    upload = await read_archive(request, desk.upload_rules)
    said, recipe = parse_wish(upload.options, BatchOptions)
    header = batches_pb2.CreateBatchHeader(
        recipe=recipe,
        asset_id=said.asset_id,
        size_bytes=upload.size_bytes,
        name=said.name or upload.filename,
        tags=said.tags,
        idempotency_key=key,
    )
    requests = _requests(header, upload)
    channel = desk.backends.channels["studio"]
    answer = await send(channel, CREATE, requests, batches_pb2.CreateBatchResponse.FromString)
    response.headers["location"] = f"/v1/batches/{answer.batch.id}"
    return Batch.of(answer.batch)


async def _requests(
    header: batches_pb2.CreateBatchHeader, upload: Upload
) -> AsyncIterator[batches_pb2.CreateBatchRequest]:
    yield batches_pb2.CreateBatchRequest(header=header)
    async for chunk in upload.chunks:
        if header.asset_id:
            raise InvalidArgument("Both a zip and `asset_id` were sent. Send one of them.", field="asset_id")
        yield batches_pb2.CreateBatchRequest(chunk=chunk)


@router.get("", dependencies=[Depends(OnlyQuery("page_size", "page_token"))], responses=problems(401, 403))
async def list_batches(
    desk: AtDesk, _: Annotated[Caller, Depends(Known(LIST))], page_size: PageSize = 0, page_token: PageToken = ""
) -> Batches:
    """Your batches, newest first."""
    wanted = batches_pb2.ListBatchesRequest(page_size=page_size, page_token=page_token)
    answer = await ask("studio", desk.backends.batches.ListBatches, wanted, name=LIST)
    return Batches(batches=[Batch.of(batch) for batch in answer.batches], next_page_token=answer.next_page_token)


@router.get("/{batch_id}", dependencies=[Depends(no_query)], responses=problems(401, 403, reasons=MISSING))
async def get_batch(batch_id: Named, desk: AtDesk, _: Annotated[Caller, Depends(Known(GET))]) -> Batch:
    """Where a batch stands. Its jobs: `/v1/jobs?batch_id=`."""
    wanted = batches_pb2.GetBatchRequest(id=batch_id)
    return Batch.of((await ask("studio", desk.backends.batches.GetBatch, wanted, name=GET)).batch)


@router.delete("/{batch_id}", dependencies=[Depends(no_query)], responses=problems(401, 403, reasons=MISSING))
async def cancel_batch(batch_id: Named, desk: AtDesk, _: Annotated[Caller, Depends(Known(CANCEL))]) -> Batch:
    """Cancels what of a batch has not ended."""
    wanted = batches_pb2.CancelBatchRequest(id=batch_id)
    return Batch.of((await ask("studio", desk.backends.batches.CancelBatch, wanted, name=CANCEL)).batch)


@router.get(
    "/{batch_id}/results.zip",
    dependencies=[Depends(no_query)],
    response_class=Response,
    responses={
        200: {"description": "The zip.", "content": {ZIP_TYPE: {"schema": {"type": "string", "format": "binary"}}}},
        **problems(401, 403, reasons=MISSING),
    },
)
async def get_results(
    batch_id: Named, request: Request, desk: AtDesk, _: Annotated[Caller, Depends(Known(GET))]
) -> Response:
    """The pictures of the jobs that have succeeded by now, called as their photos were, in one zip."""
    wanted = batches_pb2.GetBatchRequest(id=batch_id)
    batch = (await ask("studio", desk.backends.batches.GetBatch, wanted, name=GET)).batch
    fields = {
        "content-type": ZIP_TYPE,
        "cache-control": "no-store",
        "content-disposition": disposition(batch.name, batch.id, ZIP_TYPE),
    }
    async with AsyncExitStack() as stack:
        pieces = await stack.enter_async_context(
            aclosing(results_zip(desk.backends, batch_id, Standing(request, desk)))
        )
        return PictureStream(fields, while_there(request, pieces), stack.pop_all())
