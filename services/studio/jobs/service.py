"""``JobService``: messages of the contract to jobs and back, nothing else."""

from collections.abc import AsyncIterator, Mapping
from contextlib import aclosing
from datetime import timedelta
from typing import Any

from mesh.errors import InvalidArgument
from mesh.identity import current_caller
from mesh.interceptors.access import require_scope
from mesh.transfer import chunks, first_header
from packshot.studio.v1 import jobs_pb2, jobs_pb2_grpc
from services.studio.assets.asset import Asset, Kind
from services.studio.assets.assets import Assets
from services.studio.idempotency import Claims, digest_of
from services.studio.ids import new_id
from services.studio.jobs.exchange import event_message, job_message, priority_of, recipe_name, state_of
from services.studio.jobs.jobs import WAIT, Jobs, NewJob
from services.studio.pages import Page
from services.studio.recipe import Recipe

METHOD = "CreateJob"


class JobService(jobs_pb2_grpc.JobServiceServicer):
    """Serves ``Jobs``; photos are kept as ``Assets`` first."""

    def __init__(
        self, jobs: Jobs, assets: Assets, claims: Claims, recipes: Mapping[str, Recipe], max_photo_bytes: int
    ) -> None:
        self._jobs = jobs
        self._assets = assets
        self._claims = claims
        self._recipes = recipes
        self._max_photo_bytes = max_photo_bytes

    async def CreateJob(self, request_iterator: Any, context: Any) -> jobs_pb2.CreateJobResponse:  # noqa: N802
        header: jobs_pb2.CreateJobHeader = await first_header(request_iterator)
        account_id, name = current_caller().account_id, recipe_name(header.recipe)
        recipe = known_recipe(self._recipes, name)
        require_scope(current_caller(), frozenset({recipe.scope}))
        wanted = NewJob(
            recipe=name,
            wish=header.recipe.SerializeToString(deterministic=True),
            asset_id="",
            priority=priority_of(header.priority),
            name=header.name,
            tags=tuple(header.tags),
            wait_at_most=timedelta(seconds=header.wait_at_most_s) if header.wait_at_most_s else WAIT,
        ).checked()
        photo = await self._photo(account_id, header, request_iterator, wanted)
        job_id = new_id("job")
        if header.idempotency_key:
            said = jobs_pb2.CreateJobHeader()
            said.CopyFrom(header)
            said.ClearField("idempotency_key")
            said.ClearField("photo")
            digest = digest_of([said.SerializeToString(deterministic=True), photo.sha256.encode()])
            claimed = await self._claims.claim(account_id, METHOD, header.idempotency_key, digest, job_id)
        else:
            claimed = job_id
        if claimed == job_id or not await self._jobs.exists(account_id, claimed):
            # Also where the key came before and was refused then: a claim alone is no admission.
            await self._jobs.admit(account_id)
        await self._assets.hold(photo, wanted.wait_at_most)
        job, created = await self._jobs.create(account_id, wanted.of(photo.id), job_id=claimed)
        return jobs_pb2.CreateJobResponse(job=job_message(job), created=created)

    async def _photo(self, account_id: str, header: jobs_pb2.CreateJobHeader, parts: Any, wanted: NewJob) -> Asset:
        """The photo that the job works on, kept already or now."""
        if header.asset_id:
            if header.HasField("photo"):
                raise InvalidArgument("Both `asset_id` and `photo` are set. Set one of them.", field="asset_id")
            asset = await self._assets.get(account_id, header.asset_id)
            if asset.kind is Kind.ARCHIVE:
                raise InvalidArgument("The asset is an archive, not a photo. Use a batch for it.", field="asset_id")
            return asset
        asset, _ = await self._assets.receive(
            account_id,
            chunks(parts, header.photo.size_bytes, self._max_photo_bytes),
            kind=Kind.PHOTO,
            title=wanted.name,
            expected_bytes=header.photo.size_bytes,
        )
        return asset

    async def GetJob(self, request: jobs_pb2.GetJobRequest, context: Any) -> jobs_pb2.GetJobResponse:  # noqa: N802
        job = await self._jobs.get(current_caller().account_id, request.id)
        return jobs_pb2.GetJobResponse(job=job_message(job))

    async def ListJobs(  # noqa: N802
        self, request: jobs_pb2.ListJobsRequest, context: Any
    ) -> jobs_pb2.ListJobsResponse:
        jobs, token = await self._jobs.list(
            current_caller().account_id,
            Page.wanted(request.page_size, request.page_token),
            states=[state_of(state) for state in request.states],
            recipe=request.recipe,
            batch_id=request.batch_id,
        )
        return jobs_pb2.ListJobsResponse(jobs=[job_message(job) for job in jobs], next_page_token=token)

    async def CancelJob(  # noqa: N802
        self, request: jobs_pb2.CancelJobRequest, context: Any
    ) -> jobs_pb2.CancelJobResponse:
        job = await self._jobs.cancel(current_caller().account_id, request.id)
        return jobs_pb2.CancelJobResponse(job=job_message(job))

    async def WatchJob(  # noqa: N802
        self, request: jobs_pb2.WatchJobRequest, context: Any
    ) -> AsyncIterator[jobs_pb2.WatchJobResponse]:
        watching: Any = self._jobs.watch(current_caller().account_id, request.id, request.after_event_id)
        async with aclosing(watching) as events:
            async for event in events:
                yield event_message(event)


def known_recipe(recipes: Mapping[str, Recipe], name: str) -> Recipe:
    """The recipe of this name. Raises ``InvalidArgument`` where there is none."""
    recipe = recipes.get(name)
    if recipe is None:
        known = ", ".join(f"`{each}`" for each in sorted(recipes))
        raise InvalidArgument(f"There is no recipe `{name}` here. Set one of {known}.", field="recipe")
    return recipe
