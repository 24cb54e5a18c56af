"""Calls of the studio as the job benchmark makes them, straight over gRPC so that only the studio is measured."""

from collections.abc import AsyncIterator
from typing import Any

import grpc

from packshot.common.v1 import image_pb2
from packshot.segmenter.v1 import segmenter_pb2
from packshot.studio.v1 import assets_pb2, assets_pb2_grpc, jobs_pb2, jobs_pb2_grpc, studio_pb2, studio_pb2_grpc

OPTIONS = segmenter_pb2.CutoutOptions(format=image_pb2.IMAGE_FORMAT_PNG)
OVER = frozenset({jobs_pb2.JOB_STATE_SUCCEEDED, jobs_pb2.JOB_STATE_FAILED, jobs_pb2.JOB_STATE_CANCELLED})


class Studio:
    """The studio behind one channel, called for one account."""

    def __init__(self, address: str, token: str) -> None:
        # A connection of its own for each channel: streams of one connection wait for each other's windows.
        self.channel = grpc.aio.insecure_channel(address, options=[("grpc.use_local_subchannel_pool", 1)])
        self._metadata = (("authorization", f"Bearer {token}"),)
        self.assets: Any = assets_pb2_grpc.AssetServiceStub(self.channel)
        self.jobs: Any = jobs_pb2_grpc.JobServiceStub(self.channel)
        self.studio: Any = studio_pb2_grpc.StudioServiceStub(self.channel)

    async def keep(self, photo: bytes) -> str:
        """Keeps a photo; returns the asset's id."""

        async def parts() -> AsyncIterator[assets_pb2.CreateAssetRequest]:
            yield assets_pb2.CreateAssetRequest(header=assets_pb2.CreateAssetHeader(size_bytes=len(photo)))
            yield assets_pb2.CreateAssetRequest(chunk=photo)

        answer = await self.assets.CreateAsset(parts(), metadata=self._metadata, timeout=30)
        return str(answer.asset.id)

    async def accept(self, asset_id: str) -> str:
        """Hands a job in; returns its id."""

        async def parts() -> AsyncIterator[jobs_pb2.CreateJobRequest]:
            recipe = studio_pb2.Recipe(cutout=studio_pb2.CutoutRecipe(options=OPTIONS))
            yield jobs_pb2.CreateJobRequest(header=jobs_pb2.CreateJobHeader(recipe=recipe, asset_id=asset_id))

        answer = await self.jobs.CreateJob(parts(), metadata=self._metadata, timeout=60)
        return str(answer.job.id)

    def watch(self, job_id: str) -> Any:
        """The events of a job."""
        return self.jobs.WatchJob(jobs_pb2.WatchJobRequest(id=job_id), metadata=self._metadata, timeout=600)

    async def ended(self, job_id: str) -> jobs_pb2.Job:
        """The job, once it has ended."""
        async for answer in self.watch(job_id):
            if answer.WhichOneof("event") == "job" and answer.job.state in OVER:
                job: jobs_pb2.Job = answer.job
                return job
        raise RuntimeError(f"{job_id}: the events ended before the job did")

    async def cancel(self, job_id: str) -> None:
        """Cancels a job."""
        await self.jobs.CancelJob(jobs_pb2.CancelJobRequest(id=job_id), metadata=self._metadata, timeout=30)

    async def at_once(self, photo: bytes) -> None:
        """The same recipe the interactive way."""

        async def parts() -> AsyncIterator[studio_pb2.RunRequest]:
            header = studio_pb2.RunHeader(
                photo=image_pb2.ImageHeader(size_bytes=len(photo)), cutout=studio_pb2.CutoutRecipe(options=OPTIONS)
            )
            yield studio_pb2.RunRequest(header=header)
            yield studio_pb2.RunRequest(chunk=photo)

        async for _ in self.studio.Run(parts(), metadata=self._metadata, timeout=60):
            pass
