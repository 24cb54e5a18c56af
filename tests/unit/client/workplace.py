"""A studio's jobs, assets and batches in memory: a test says where they hesitate, what they refuse, when they break off."""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, ClassVar

from mesh.errors import Cause, PackshotError
from mesh.transfer import collect, first_header, split
from packshot.common.v1 import image_pb2, progress_pb2
from packshot.generator.v1 import generator_pb2
from packshot.segmenter.v1 import segmenter_pb2
from packshot.studio.v1 import (
    account_pb2,
    account_pb2_grpc,
    assets_pb2,
    assets_pb2_grpc,
    batches_pb2,
    batches_pb2_grpc,
    jobs_pb2,
    jobs_pb2_grpc,
)

CREATED, STARTED, WORKED, ENDED = 1, 1 << 20, (1 << 20) + 1, (1 << 20) | 0xFFFFF


class NoJob(PackshotError):
    """There is no such job."""

    reason = "JOB_NOT_FOUND"
    cause = Cause.NOT_FOUND


class NoAsset(PackshotError):
    """There is no such asset."""

    reason = "ASSET_NOT_FOUND"
    cause = Cause.NOT_FOUND


class Mismatch(PackshotError):
    """A key came with another request."""

    reason = "IDEMPOTENCY_MISMATCH"
    cause = Cause.CONFLICT


class TooMany(PackshotError):
    """The queue is full."""

    reason = "TOO_MANY_JOBS"
    cause = Cause.OVERLOADED

    def __init__(self) -> None:
        super().__init__("10 jobs of your account wait already.", retry_after_s=0.01)


@dataclass
class Workplace:
    """What the services share, and what tests set."""

    jobs: dict[str, jobs_pb2.Job] = field(default_factory=dict)
    headers: dict[str, jobs_pb2.CreateJobHeader] = field(default_factory=dict)
    """Of each job, as it was accepted"""
    contents: dict[str, bytes] = field(default_factory=dict)
    assets: dict[str, assets_pb2.Asset] = field(default_factory=dict)
    claims: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Idempotency key to digest and job"""
    made: list[str] = field(default_factory=list)
    """SHA-256 of the photo of each job that was accepted"""
    steps: list[str] = field(default_factory=list)
    """Every step that was reached, in order"""
    watched_after: list[int] = field(default_factory=list)
    downloads: list[tuple[str, int]] = field(default_factory=list)
    at: dict[str, Callable[[], Awaitable[None]]] = field(default_factory=dict)
    """What happens at a step: ``asked``, ``accepted`` (written down, not answered), ``watching``, ``ending``, ``downloading``"""
    fail: Callable[[bytes], jobs_pb2.JobFailure | None] = lambda photo: None
    running: int = 0
    most_running: int = 0

    async def reach(self, step: str) -> None:
        self.steps.append(step)
        if step in self.at:
            await self.at[step]()

    def keep(self, data: bytes, **facts: Any) -> assets_pb2.Asset:
        """An asset of the same id for the same bytes and facts."""
        digest = hashlib.sha256(data).hexdigest()
        made_of = f"{digest}{sorted((name, value) for name, value in facts.items() if name != 'title')}"
        asset = assets_pb2.Asset(
            id=f"ast_{hashlib.sha256(made_of.encode()).hexdigest()[:20]}",
            sha256=digest,
            size_bytes=len(data),
            mime="image/png",
            **facts,
        )
        asset.create_time.FromSeconds(1_800_000_000)
        self.assets[asset.id], self.contents[asset.id] = asset, data
        return asset

    def hold(self, step: str) -> tuple[asyncio.Event, asyncio.Event]:
        """Makes everybody stop at a step: an event that says somebody is there, one that lets them go on."""
        there, go = asyncio.Event(), asyncio.Event()

        async def wait() -> None:
            there.set()
            await go.wait()

        self.at[step] = wait
        return there, go

    def once(self, step: str, error: Exception, times: int = 1) -> None:
        """Fails so often at a step, and no more."""
        left = times

        async def fail() -> None:
            nonlocal left
            left -= 1
            if left >= 0:
                raise error

        self.at[step] = fail

    def finish(self, job: jobs_pb2.Job) -> None:
        """The job's end, once."""
        if job.state not in (jobs_pb2.JOB_STATE_QUEUED, jobs_pb2.JOB_STATE_RUNNING):
            return
        photo = self.contents[job.asset_id]
        job.event_id = ENDED
        job.end_time.FromSeconds(1_800_000_060)
        if (failure := self.fail(photo)) is not None:
            job.state = jobs_pb2.JOB_STATE_FAILED
            job.failure.CopyFrom(failure)
            return
        recipe = self.headers[job.id].recipe
        scene = recipe.WhichOneof("recipe") == "scene"
        layers = list(recipe.scene.options.outputs if scene else recipe.cutout.options.outputs)
        for variant in range(max(1, recipe.scene.options.count)):
            for layer in layers:
                name = image_pb2.Layer.Name(layer).encode()
                picture = b"%s %d of %s" % (name, variant, photo)
                asset = self.keep(
                    picture, kind=assets_pb2.ASSET_KIND_RESULT, layer=layer, variant=variant, job_id=job.id
                )
                job.outputs.add(asset_id=asset.id, layer=layer, variant=variant)
            if scene:
                job.manifests.add(engine="sets", seed=variant, drift=generator_pb2.DriftReport(passed=True))
        job.report.CopyFrom(segmenter_pb2.CutoutReport(confidence=0.75))
        job.credits = 1
        job.state = jobs_pb2.JOB_STATE_SUCCEEDED


class Jobs(jobs_pb2_grpc.JobServiceServicer):
    """A job ends when somebody watches it."""

    STATES: ClassVar = (jobs_pb2.JOB_STATE_QUEUED, jobs_pb2.JOB_STATE_RUNNING)

    def __init__(self, place: Workplace) -> None:
        self._place = place

    async def CreateJob(self, request_iterator: Any, context: Any) -> jobs_pb2.CreateJobResponse:  # noqa: N802
        place = self._place
        header: jobs_pb2.CreateJobHeader = await first_header(request_iterator)
        await place.reach("asked")
        if header.asset_id:
            asset = place.assets[header.asset_id]
        else:
            data = await collect(request_iterator, header.photo.size_bytes, 30_000_000)
            asset = place.keep(data, kind=assets_pb2.ASSET_KIND_PHOTO, title=header.name)
        said = jobs_pb2.CreateJobHeader()
        said.CopyFrom(header)
        said.ClearField("idempotency_key")
        digest = hashlib.sha256(said.SerializeToString(deterministic=True) + asset.sha256.encode()).hexdigest()
        job_id = f"job_{len(place.jobs)}"
        held = place.claims.setdefault(header.idempotency_key or job_id, (digest, job_id))
        if held[0] != digest:
            raise Mismatch("The key came before.")
        created = held[1] not in place.jobs
        if created:
            job = jobs_pb2.Job(
                id=held[1],
                recipe=str(header.recipe.WhichOneof("recipe")),
                state=jobs_pb2.JOB_STATE_QUEUED,
                priority=header.priority,
                asset_id=asset.id,
                name=header.name,
                event_id=CREATED,
            )
            job.create_time.FromSeconds(1_800_000_000 + len(place.jobs))
            place.jobs[job.id], place.headers[job.id] = job, header
            place.made.append(asset.sha256)
        await place.reach("accepted")
        return jobs_pb2.CreateJobResponse(job=place.jobs[held[1]], created=created)

    def _job(self, job_id: str) -> jobs_pb2.Job:
        if job_id not in self._place.jobs:
            raise NoJob("Your account has no such job.")
        return self._place.jobs[job_id]

    async def GetJob(self, request: Any, context: Any) -> jobs_pb2.GetJobResponse:  # noqa: N802
        return jobs_pb2.GetJobResponse(job=self._job(request.id))

    async def ListJobs(self, request: Any, context: Any) -> jobs_pb2.ListJobsResponse:  # noqa: N802
        found = [
            job for job in reversed(self._place.jobs.values()) if not request.states or job.state in request.states
        ]
        start, size = int(request.page_token or 0), request.page_size or 50
        token = str(start + size) if start + size < len(found) else ""
        return jobs_pb2.ListJobsResponse(jobs=found[start : start + size], next_page_token=token)

    async def CancelJob(self, request: Any, context: Any) -> jobs_pb2.CancelJobResponse:  # noqa: N802
        job = self._job(request.id)
        if job.state in self.STATES:
            job.state, job.event_id = jobs_pb2.JOB_STATE_CANCELLED, ENDED
        return jobs_pb2.CancelJobResponse(job=job)

    async def WatchJob(self, request: Any, context: Any) -> AsyncIterator[jobs_pb2.WatchJobResponse]:  # noqa: N802
        place, job = self._place, self._job(request.id)
        place.watched_after.append(request.after_event_id)
        await place.reach("watching")

        def told(event_id: int, **what: Any) -> list[jobs_pb2.WatchJobResponse]:
            if event_id <= request.after_event_id:
                return []
            return [jobs_pb2.WatchJobResponse(event_id=event_id, **what)]

        if job.state in self.STATES:
            for each in told(CREATED, job=job):
                yield each
            job.state, job.event_id = jobs_pb2.JOB_STATE_RUNNING, STARTED
            for each in told(STARTED, job=job):
                yield each
            for each in told(WORKED, progress=progress_pb2.Progress(stage="matte", step=1, total=2)):
                yield each
            for each in told(WORKED + 1, preview=b"small"):
                yield each
            place.running += 1
            place.most_running = max(place.most_running, place.running)
            try:
                await place.reach("ending")
            finally:
                place.running -= 1
            place.finish(job)
        for each in told(ENDED, job=job):
            yield each


class Assets(assets_pb2_grpc.AssetServiceServicer):
    """Keeps what it gets; its thumbnails are ``thumbnail``."""

    thumbnail = b"webp"

    def __init__(self, place: Workplace) -> None:
        self._place = place

    def _asset(self, asset_id: str) -> assets_pb2.Asset:
        if asset_id not in self._place.assets:
            raise NoAsset("Your account has no such asset.")
        return self._place.assets[asset_id]

    async def CreateAsset(self, request_iterator: Any, context: Any) -> assets_pb2.CreateAssetResponse:  # noqa: N802
        header: assets_pb2.CreateAssetHeader = await first_header(request_iterator)
        await self._place.reach("uploading")
        data = await collect(request_iterator, header.size_bytes, 30_000_000)
        asset = self._place.keep(data, kind=header.kind, title=header.title, tags=header.tags)
        return assets_pb2.CreateAssetResponse(asset=asset, created=True)

    async def GetAsset(self, request: Any, context: Any) -> assets_pb2.GetAssetResponse:  # noqa: N802
        return assets_pb2.GetAssetResponse(asset=self._asset(request.id))

    async def ListAssets(self, request: Any, context: Any) -> assets_pb2.ListAssetsResponse:  # noqa: N802
        found = [
            asset
            for asset in reversed(self._place.assets.values())
            if request.kind in (assets_pb2.ASSET_KIND_UNSPECIFIED, asset.kind)
            and (not request.job_id or asset.job_id == request.job_id)
        ]
        start, size = int(request.page_token or 0), request.page_size or 50
        token = str(start + size) if start + size < len(found) else ""
        return assets_pb2.ListAssetsResponse(assets=found[start : start + size], next_page_token=token)

    async def UpdateAsset(self, request: Any, context: Any) -> assets_pb2.UpdateAssetResponse:  # noqa: N802
        asset = self._asset(request.id)
        for name in request.fields:
            if name == "tags":
                asset.tags[:] = request.tags
            elif name == "expire_time" and not request.HasField("expire_time"):
                asset.ClearField("expire_time")
            elif name == "expire_time":
                asset.expire_time.CopyFrom(request.expire_time)
            else:
                setattr(asset, name, getattr(request, name))
        return assets_pb2.UpdateAssetResponse(asset=asset)

    async def DeleteAsset(self, request: Any, context: Any) -> assets_pb2.DeleteAssetResponse:  # noqa: N802
        asset = self._asset(request.id)
        del self._place.assets[request.id]
        receipt = assets_pb2.Receipt(id="rec_1", asset_id=asset.id, sha256=asset.sha256, reason="asked")
        return assets_pb2.DeleteAssetResponse(receipt=receipt)

    async def DownloadAsset(self, request: Any, context: Any) -> AsyncIterator[assets_pb2.DownloadAssetResponse]:  # noqa: N802
        asset = self._asset(request.id)
        small = request.rendition == assets_pb2.RENDITION_THUMBNAIL
        data = self.thumbnail if small else self._place.contents[asset.id]
        self._place.downloads.append((asset.id, request.offset))
        header = assets_pb2.DownloadHeader(
            asset=asset, total_bytes=len(data), offset=request.offset, etag=asset.sha256 + ("-small" if small else "")
        )
        yield assets_pb2.DownloadAssetResponse(header=header)
        for chunk in split(data[request.offset :]):
            yield assets_pb2.DownloadAssetResponse(chunk=chunk)
            await self._place.reach("downloading")


class Batches(batches_pb2_grpc.BatchServiceServicer):
    """Takes a zip for one photo."""

    def __init__(self, place: Workplace) -> None:
        self._place = place
        self.headers: list[batches_pb2.CreateBatchHeader] = []

    async def CreateBatch(self, request_iterator: Any, context: Any) -> batches_pb2.CreateBatchResponse:  # noqa: N802
        header: batches_pb2.CreateBatchHeader = await first_header(request_iterator)
        await collect(request_iterator, header.size_bytes, 30_000_000)
        self.headers.append(header)
        return batches_pb2.CreateBatchResponse(batch=self._batch(), created=True)

    async def GetBatch(self, request: Any, context: Any) -> batches_pb2.GetBatchResponse:  # noqa: N802
        return batches_pb2.GetBatchResponse(batch=self._batch())

    async def ListBatches(self, request: Any, context: Any) -> batches_pb2.ListBatchesResponse:  # noqa: N802
        return batches_pb2.ListBatchesResponse(batches=[self._batch()])

    async def CancelBatch(self, request: Any, context: Any) -> batches_pb2.CancelBatchResponse:  # noqa: N802
        return batches_pb2.CancelBatchResponse(batch=self._batch())

    def _batch(self) -> batches_pb2.Batch:
        return batches_pb2.Batch(
            id="bat_1",
            state=batches_pb2.BATCH_STATE_FINISHED,
            name=self.headers[-1].name,
            photos=2,
            counts=batches_pb2.BatchCounts(succeeded=1, failed=1),
            refused=[batches_pb2.RefusedFile(path="notes.txt", reason="UNSUPPORTED_IMAGE", message="No picture.")],
        )


class Accounts(account_pb2_grpc.AccountServiceServicer):
    """Has used a little."""

    async def GetUsage(self, request: Any, context: Any) -> account_pb2.GetUsageResponse:  # noqa: N802
        quota = account_pb2.Quota(queued_jobs=100, credits_a_month=500)
        return account_pb2.GetUsageResponse(quota=quota, credits=42, storage_bytes=2_500_000, assets=3)
