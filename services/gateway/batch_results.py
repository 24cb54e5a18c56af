"""The results of a batch or a job as one zip that is sent while it is fetched: one picture at a time is on its way, none is held
whole."""

import zipfile
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from contextlib import aclosing
from pathlib import PurePosixPath
from typing import Any

from starlette.requests import Request

from mesh.errors import Cancelled, Cause, Internal, PackshotError
from packshot.common.v1 import image_pb2
from packshot.studio.v1 import assets_pb2, jobs_pb2
from services.gateway.asset_files import DOWNLOAD
from services.gateway.backends import Backends, ask, deadline_of
from services.gateway.calls import listen
from services.gateway.file_names import Unused, folder_of, stem_of, suffix_of
from services.gateway.shapes.pictures import layer_name
from services.gateway.standing import Standing
from services.gateway.zipped import Outgoing

LIST = "/packshot.studio.v1.JobService/ListJobs"
PAGE = 100


async def results_zip(backends: Backends, batch_id: str, standing: Standing) -> AsyncGenerator[bytes, None]:
    """The zip's pieces: pictures of the jobs that have succeeded by now, newest first. Its table of contents comes last.

    A picture that was deleted meanwhile is left out.
    """
    async with aclosing(_zip(backends, _succeeded(backends, batch_id, standing), standing)) as pieces:
        async for piece in pieces:
            yield piece


async def job_zip(backends: Backends, job: jobs_pb2.Job, standing: Standing) -> AsyncGenerator[bytes, None]:
    """The zip's pieces: every picture that one job made."""
    async with aclosing(_zip(backends, _alone(job), standing)) as pieces:
        async for piece in pieces:
            yield piece


async def while_there(request: Request, pieces: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """Stops fetching when nobody reads any more; a server drops what is sent then without a word."""
    async for piece in pieces:
        if await request.is_disconnected():
            raise Cancelled("The caller went away.")
        yield piece


async def _alone(job: jobs_pb2.Job) -> AsyncGenerator[jobs_pb2.Job, None]:
    yield job


async def _zip(
    backends: Backends, source: AsyncGenerator[jobs_pb2.Job, None], standing: Standing
) -> AsyncGenerator[bytes, None]:
    outgoing, unused = Outgoing(), Unused()
    archive = zipfile.ZipFile(outgoing, "w", zipfile.ZIP_STORED)
    try:
        async with aclosing(source) as jobs:
            async for job in jobs:
                for output in job.outputs:
                    await standing.renew(deadline_of(DOWNLOAD))
                    async with aclosing(_add(backends, archive, _stem(job, output), output.asset_id, unused)) as steps:
                        async for _ in steps:
                            yield outgoing.take()
    finally:
        # Where it broke off, this only frees it: what is written then is not sent.
        archive.close()
    yield outgoing.take()


async def _succeeded(backends: Backends, batch_id: str, standing: Standing) -> AsyncGenerator[jobs_pb2.Job, None]:
    token = ""
    while True:
        await standing.renew(deadline_of(LIST))
        request = jobs_pb2.ListJobsRequest(
            page_size=PAGE, page_token=token, states=[jobs_pb2.JOB_STATE_SUCCEEDED], batch_id=batch_id
        )
        page = await ask("studio", backends.jobs.ListJobs, request, name=LIST)
        for job in page.jobs:
            yield job
        token = page.next_page_token
        if not token:
            return


async def _add(
    backends: Backends, archive: zipfile.ZipFile, stem: str, asset_id: str, unused: Unused
) -> AsyncGenerator[None, None]:
    """Writes one picture into the zip, and stops after each piece."""
    request = assets_pb2.DownloadAssetRequest(id=asset_id, rendition=assets_pb2.RENDITION_ORIGINAL)
    entry: Any = None
    announced = sent = 0
    try:
        async with listen(backends.assets.DownloadAsset, request, DOWNLOAD) as answers:
            async for answer in answers:
                if answer.WhichOneof("part") == "header":
                    announced = answer.header.length
                    entry = archive.open(zipfile.ZipInfo(unused.name(stem, suffix_of(answer.header.mime))), "w")
                else:
                    entry.write(answer.chunk)
                    sent += len(answer.chunk)
                yield
    except PackshotError as error:
        if entry is not None or error.cause is not Cause.NOT_FOUND:
            raise
    finally:
        if entry is not None:
            entry.close()
    if sent != announced:
        raise Internal(f"{announced} bytes of an asset were announced and {sent} came.")


def _stem(job: jobs_pb2.Job, output: jobs_pb2.JobOutput) -> str:
    """Where a picture goes: as the job's photo was called, with what tells its pictures apart."""
    several = len({one.variant for one in job.outputs}) > 1
    marks: Sequence[str] = [
        *([str(output.variant + 1)] if several else []),
        *([] if output.layer == _main(job) else [layer_name(output.layer)]),
    ]
    name = PurePosixPath(job.name.replace("\\", "/")).name
    return folder_of(job.name) + "-".join([stem_of(name, job.id), *marks])


def _main(job: jobs_pb2.Job) -> "image_pb2.Layer.ValueType":
    """The picture that a job is about: the scene, or where there is none, the cutout."""
    made = {output.layer for output in job.outputs}
    return image_pb2.LAYER_RESULT if image_pb2.LAYER_RESULT in made else image_pb2.LAYER_PRODUCT
