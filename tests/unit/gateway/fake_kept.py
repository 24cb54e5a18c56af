"""What the studio keeps and queues, faked: real gRPC services whose answers a test decides."""

import hashlib
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any

import grpc

from mesh.errors import Cause, PackshotError
from mesh.status import CODE_OF_CAUSE, trailing_metadata
from packshot.common.v1 import image_pb2
from packshot.studio.v1 import (
    account_pb2,
    account_pb2_grpc,
    assets_pb2,
    assets_pb2_grpc,
    batches_pb2,
    batches_pb2_grpc,
    jobs_pb2,
    jobs_pb2_grpc,
    webhooks_pb2,
    webhooks_pb2_grpc,
)

BYTES = bytes(range(256)) * 3_000
THUMBNAIL = b"RIFF" + bytes(range(256)) * 4
SHA256 = hashlib.sha256(BYTES).hexdigest()
UNKNOWN = "nobodys"


class Missing(PackshotError):
    """As the studio tells it."""

    reason = "ASSET_NOT_FOUND"
    cause = Cause.NOT_FOUND


def asset(asset_id: str = "ast_1", **more: Any) -> assets_pb2.Asset:
    told = {
        "kind": assets_pb2.ASSET_KIND_PHOTO,
        "title": "Кружка/1.jpg",
        "mime": "image/jpeg",
        "sha256": SHA256,
        **more,
    }
    return assets_pb2.Asset(id=asset_id, size_bytes=len(BYTES), **told)


def job(state: "jobs_pb2.JobState.ValueType" = jobs_pb2.JOB_STATE_QUEUED, **more: Any) -> jobs_pb2.Job:
    return jobs_pb2.Job(**{"id": "job_1", "state": state, "recipe": "scene", **more})


def event(event_id: int, **what: Any) -> jobs_pb2.WatchJobResponse:
    return jobs_pb2.WatchJobResponse(event_id=event_id, **what)


@dataclass
class Kept:
    """What came, and what is answered."""

    requests: list[Any] = field(default_factory=list)
    metadata: dict[str, Any] = field(default_factory=dict)
    data: bytes = b""
    error: PackshotError | None = None
    created: bool = True
    job: jobs_pb2.Job | None = None
    jobs: list[jobs_pb2.Job] = field(default_factory=list)
    watches: list[Callable[[], AsyncIterator[jobs_pb2.WatchJobResponse]]] = field(default_factory=list)
    """What each watch in turn tells; it breaks where the iterator raises."""
    upload: assets_pb2.Upload = field(default_factory=lambda: assets_pb2.Upload(id="upl_1", size_bytes=1_000_000))

    @property
    def last(self) -> Any:
        return self.requests[-1]

    async def take(self, request: Any, context: Any) -> None:
        self.metadata = dict(context.invocation_metadata())
        self.requests.append(request)
        error = Missing("There is none.") if UNKNOWN in str(request) else self.error
        if error is not None:
            await context.abort(
                CODE_OF_CAUSE[error.cause], error.message, trailing_metadata=trailing_metadata(error, "r")
            )

    async def take_stream(self, requests: Any, context: Any) -> None:
        self.data = b""
        async for message in requests:
            if message.WhichOneof("part") == "header":
                await self.take(message.header, context)
            else:
                assert len(message.chunk) <= 262_144
                self.data += message.chunk


class FakeAssets(assets_pb2_grpc.AssetServiceServicer):
    def __init__(self, kept: Kept) -> None:
        self.kept = kept

    async def CreateAsset(self, request_iterator: Any, context: Any) -> Any:  # noqa: N802
        await self.kept.take_stream(request_iterator, context)
        return assets_pb2.CreateAssetResponse(asset=asset(), created=self.kept.created)

    async def GetAsset(self, request: Any, context: Any) -> Any:  # noqa: N802
        await self.kept.take(request, context)
        return assets_pb2.GetAssetResponse(asset=asset(request.id))

    async def ListAssets(self, request: Any, context: Any) -> Any:  # noqa: N802
        await self.kept.take(request, context)
        return assets_pb2.ListAssetsResponse(assets=[asset()], next_page_token="next")

    async def UpdateAsset(self, request: Any, context: Any) -> Any:  # noqa: N802
        await self.kept.take(request, context)
        return assets_pb2.UpdateAssetResponse(asset=asset(request.id))

    async def DeleteAsset(self, request: Any, context: Any) -> Any:  # noqa: N802
        await self.kept.take(request, context)
        return assets_pb2.DeleteAssetResponse(receipt=assets_pb2.Receipt(id="rec_1", asset_id=request.id))

    async def ListReceipts(self, request: Any, context: Any) -> Any:  # noqa: N802
        await self.kept.take(request, context)
        return assets_pb2.ListReceiptsResponse(receipts=[assets_pb2.Receipt(id="rec_1")])

    async def DownloadAsset(self, request: Any, context: Any) -> Any:  # noqa: N802
        await self.kept.take(request, context)
        small = request.rendition == assets_pb2.RENDITION_THUMBNAIL
        data, etag = (THUMBNAIL, f"{SHA256}-t") if small else (BYTES, SHA256)
        mime = "image/webp" if small else "image/png"
        if request.format == image_pb2.IMAGE_FORMAT_AVIF:
            data, etag, mime = bytes(reversed(BYTES)), f"{SHA256}-avif", "image/avif"
        sent = data[request.offset :][: request.length or None]
        yield assets_pb2.DownloadAssetResponse(
            header=assets_pb2.DownloadHeader(
                asset=asset(request.id),
                mime=mime,
                total_bytes=len(data),
                offset=request.offset,
                length=len(sent),
                etag=etag,
            )
        )
        for start in range(0, len(sent), 262_144):
            yield assets_pb2.DownloadAssetResponse(chunk=sent[start : start + 262_144])

    async def CreateUpload(self, request: Any, context: Any) -> Any:  # noqa: N802
        await self.kept.take(request, context)
        return assets_pb2.CreateUploadResponse(upload=self.kept.upload)

    async def GetUpload(self, request: Any, context: Any) -> Any:  # noqa: N802
        await self.kept.take(request, context)
        return assets_pb2.GetUploadResponse(upload=self.kept.upload)

    async def AppendUpload(self, request_iterator: Any, context: Any) -> Any:  # noqa: N802
        await self.kept.take_stream(request_iterator, context)
        upload = self.kept.upload
        upload.offset += len(self.kept.data)
        whole = asset() if upload.offset == upload.size_bytes else None
        return assets_pb2.AppendUploadResponse(upload=upload, asset=whole)

    async def DeleteUpload(self, request: Any, context: Any) -> Any:  # noqa: N802
        await self.kept.take(request, context)
        return assets_pb2.DeleteUploadResponse()


class FakeJobs(jobs_pb2_grpc.JobServiceServicer):
    def __init__(self, kept: Kept) -> None:
        self.kept = kept

    async def CreateJob(self, request_iterator: Any, context: Any) -> Any:  # noqa: N802
        await self.kept.take_stream(request_iterator, context)
        return jobs_pb2.CreateJobResponse(job=job(), created=self.kept.created)

    async def GetJob(self, request: Any, context: Any) -> Any:  # noqa: N802
        await self.kept.take(request, context)
        return jobs_pb2.GetJobResponse(job=self.kept.job or job(id=request.id))

    async def ListJobs(self, request: Any, context: Any) -> Any:  # noqa: N802
        await self.kept.take(request, context)
        return jobs_pb2.ListJobsResponse(jobs=self.kept.jobs or [job()])

    async def CancelJob(self, request: Any, context: Any) -> Any:  # noqa: N802
        await self.kept.take(request, context)
        return jobs_pb2.CancelJobResponse(job=job(jobs_pb2.JOB_STATE_CANCELLED, id=request.id))

    async def WatchJob(self, request: Any, context: Any) -> Any:  # noqa: N802
        await self.kept.take(request, context)
        events = self.kept.watches.pop(0)()
        async for one in events:
            yield one


class FakeBatches(batches_pb2_grpc.BatchServiceServicer):
    def __init__(self, kept: Kept) -> None:
        self.kept = kept

    async def CreateBatch(self, request_iterator: Any, context: Any) -> Any:  # noqa: N802
        await self.kept.take_stream(request_iterator, context)
        return batches_pb2.CreateBatchResponse(batch=batches_pb2.Batch(id="bat_1"), created=True)

    async def GetBatch(self, request: Any, context: Any) -> Any:  # noqa: N802
        await self.kept.take(request, context)
        return batches_pb2.GetBatchResponse(batch=batches_pb2.Batch(id=request.id, name="Spring"))

    async def ListBatches(self, request: Any, context: Any) -> Any:  # noqa: N802
        await self.kept.take(request, context)
        return batches_pb2.ListBatchesResponse(batches=[batches_pb2.Batch(id="bat_1")])

    async def CancelBatch(self, request: Any, context: Any) -> Any:  # noqa: N802
        await self.kept.take(request, context)
        return batches_pb2.CancelBatchResponse(batch=batches_pb2.Batch(id=request.id))


class FakeWebhooks(webhooks_pb2_grpc.WebhookServiceServicer):
    def __init__(self, kept: Kept) -> None:
        self.kept = kept

    async def CreateWebhook(self, request: Any, context: Any) -> Any:  # noqa: N802
        await self.kept.take(request, context)
        return webhooks_pb2.CreateWebhookResponse(
            webhook=webhooks_pb2.Webhook(id="wh_1", url=request.url), secret="whsec_a"
        )

    async def ListWebhooks(self, request: Any, context: Any) -> Any:  # noqa: N802
        await self.kept.take(request, context)
        return webhooks_pb2.ListWebhooksResponse(webhooks=[webhooks_pb2.Webhook(id="wh_1")])

    async def UpdateWebhook(self, request: Any, context: Any) -> Any:  # noqa: N802
        await self.kept.take(request, context)
        return webhooks_pb2.UpdateWebhookResponse(webhook=webhooks_pb2.Webhook(id=request.id))

    async def RotateWebhookSecret(self, request: Any, context: Any) -> Any:  # noqa: N802
        await self.kept.take(request, context)
        return webhooks_pb2.RotateWebhookSecretResponse(secret="whsec_b")

    async def DeleteWebhook(self, request: Any, context: Any) -> Any:  # noqa: N802
        await self.kept.take(request, context)
        return webhooks_pb2.DeleteWebhookResponse()

    async def ListDeliveries(self, request: Any, context: Any) -> Any:  # noqa: N802
        await self.kept.take(request, context)
        return webhooks_pb2.ListDeliveriesResponse(deliveries=[webhooks_pb2.Delivery(id="dlv_1")])

    async def Redeliver(self, request: Any, context: Any) -> Any:  # noqa: N802
        await self.kept.take(request, context)
        return webhooks_pb2.RedeliverResponse(delivery=webhooks_pb2.Delivery(id=request.delivery_id))


class FakeAccount(account_pb2_grpc.AccountServiceServicer):
    def __init__(self, kept: Kept) -> None:
        self.kept = kept

    async def GetUsage(self, request: Any, context: Any) -> Any:  # noqa: N802
        await self.kept.take(request, context)
        return account_pb2.GetUsageResponse(credits=7)

    async def GetRetention(self, request: Any, context: Any) -> Any:  # noqa: N802
        await self.kept.take(request, context)
        return account_pb2.GetRetentionResponse(retention=account_pb2.Retention(uploads_s=3600))

    async def UpdateRetention(self, request: Any, context: Any) -> Any:  # noqa: N802
        await self.kept.take(request, context)
        return account_pb2.UpdateRetentionResponse(retention=request.retention)

    async def UpdateQuota(self, request: Any, context: Any) -> Any:  # noqa: N802
        await self.kept.take(request, context)
        return account_pb2.UpdateQuotaResponse(quota=request.quota)

    async def DeleteAccount(self, request: Any, context: Any) -> Any:  # noqa: N802
        await self.kept.take(request, context)
        return account_pb2.DeleteAccountResponse(assets=3, bytes=9, jobs=2)


def serve_kept(kept: Kept, server: grpc.aio.Server) -> None:
    """Adds all of them to ``server``."""
    assets_pb2_grpc.add_AssetServiceServicer_to_server(FakeAssets(kept), server)
    jobs_pb2_grpc.add_JobServiceServicer_to_server(FakeJobs(kept), server)
    batches_pb2_grpc.add_BatchServiceServicer_to_server(FakeBatches(kept), server)
    webhooks_pb2_grpc.add_WebhookServiceServicer_to_server(FakeWebhooks(kept), server)
    account_pb2_grpc.add_AccountServiceServicer_to_server(FakeAccount(kept), server)


def output(asset_id: str, layer: "image_pb2.Layer.ValueType" = image_pb2.LAYER_RESULT) -> jobs_pb2.JobOutput:
    return jobs_pb2.JobOutput(asset_id=asset_id, layer=layer)
