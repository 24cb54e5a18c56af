"""``BatchService``: messages of the contract to batches and back, nothing else."""

from collections.abc import Mapping
from typing import Any

from mesh.errors import InvalidArgument
from mesh.identity import current_caller
from mesh.interceptors.access import require_scope
from mesh.stamps import timestamp
from mesh.transfer import chunks, first_header
from packshot.studio.v1 import batches_pb2, batches_pb2_grpc
from services.studio.assets.asset import Asset, Kind
from services.studio.assets.assets import Assets
from services.studio.batches.batch import Batch, Batches, State, checked_wish
from services.studio.batches.unpack import checked
from services.studio.idempotency import Claims, digest_of
from services.studio.ids import new_id
from services.studio.jobs.exchange import failure_message, recipe_name
from services.studio.jobs.job import State as JobState
from services.studio.jobs.jobs import Jobs
from services.studio.jobs.service import known_recipe
from services.studio.labels import checked_tags, checked_title
from services.studio.pages import Page
from services.studio.recipe import Recipe

METHOD = "CreateBatch"
_STATES = {state: getattr(batches_pb2, f"BATCH_STATE_{state.name}") for state in State}


class BatchService(batches_pb2_grpc.BatchServiceServicer):
    """Serves ``Batches``; zips are kept as ``Assets`` first."""

    def __init__(
        self, batches: Batches, assets: Assets, jobs: Jobs, claims: Claims, recipes: Mapping[str, Recipe]
    ) -> None:
        self._batches = batches
        self._assets = assets
        self._jobs = jobs
        self._claims = claims
        self._recipes = recipes

    async def CreateBatch(self, request_iterator: Any, context: Any) -> batches_pb2.CreateBatchResponse:  # noqa: N802
        header: batches_pb2.CreateBatchHeader = await first_header(request_iterator)
        account_id, recipe = current_caller().account_id, recipe_name(header.recipe)
        require_scope(current_caller(), frozenset({known_recipe(self._recipes, recipe).scope}))
        wish = checked_wish(header.recipe.SerializeToString(deterministic=True))
        name, tags = checked_title(header.name, "name"), checked_tags(header.tags)
        archive = await self._archive(account_id, header, request_iterator, name)
        await checked(self._assets, archive)
        said = batches_pb2.CreateBatchHeader()
        said.CopyFrom(header)
        for field in ("idempotency_key", "size_bytes", "asset_id"):
            said.ClearField(field)
        digest = digest_of([said.SerializeToString(deterministic=True), archive.sha256.encode()])
        batch_id = await self._claims.claim(account_id, METHOD, header.idempotency_key, digest, new_id("bat"))
        batch, created = await self._batches.create(
            account_id,
            batch_id,
            name=name,
            recipe=recipe,
            wish=wish,
            tags=tags,
            asset_id=archive.id,
        )
        return batches_pb2.CreateBatchResponse(batch=await self._message(batch), created=created)

    async def _archive(self, account_id: str, header: batches_pb2.CreateBatchHeader, parts: Any, name: str) -> Asset:
        if header.asset_id:
            asset = await self._assets.get(account_id, header.asset_id)
            if asset.kind is not Kind.ARCHIVE:
                raise InvalidArgument(
                    "The asset is no archive. Send a zip, or hand the photo in as a job.", field="asset_id"
                )
            return asset
        asset, _ = await self._assets.receive(
            account_id,
            chunks(parts, header.size_bytes, self._assets.largest(Kind.ARCHIVE)),
            kind=Kind.ARCHIVE,
            title=name,
            expected_bytes=header.size_bytes,
        )
        return asset

    async def GetBatch(  # noqa: N802
        self, request: batches_pb2.GetBatchRequest, context: Any
    ) -> batches_pb2.GetBatchResponse:
        batch = await self._batches.get(current_caller().account_id, request.id)
        return batches_pb2.GetBatchResponse(batch=await self._message(batch))

    async def ListBatches(  # noqa: N802
        self, request: batches_pb2.ListBatchesRequest, context: Any
    ) -> batches_pb2.ListBatchesResponse:
        page = Page.wanted(request.page_size, request.page_token)
        found, token = await self._batches.page(current_caller().account_id, page)
        messages = [await self._message(batch) for batch in found]
        return batches_pb2.ListBatchesResponse(batches=messages, next_page_token=token)

    async def CancelBatch(  # noqa: N802
        self, request: batches_pb2.CancelBatchRequest, context: Any
    ) -> batches_pb2.CancelBatchResponse:
        account_id = current_caller().account_id
        batch = await self._batches.cancel(account_id, request.id)
        if batch.state is State.CANCELLED:
            await self._jobs.cancel_batch(account_id, batch.id)
        return batches_pb2.CancelBatchResponse(batch=await self._message(batch))

    async def _message(self, batch: Batch) -> batches_pb2.Batch:
        counts = batch.counts or await self._jobs.counts_of_batch(batch.id)
        return batches_pb2.Batch(
            id=batch.id,
            state=_STATES[batch.state],
            name=batch.name,
            recipe=batch.recipe,
            photos=batch.photos,
            counts=batches_pb2.BatchCounts(
                queued=counts[JobState.QUEUED],
                running=counts[JobState.RUNNING],
                succeeded=counts[JobState.SUCCEEDED],
                failed=counts[JobState.FAILED],
                cancelled=counts[JobState.CANCELLED] + counts[JobState.EXPIRED],
            ),
            refused=[
                batches_pb2.RefusedFile(path=each.path, reason=each.reason, message=each.message)
                for each in batch.refused
            ],
            failure=failure_message(batch.failure),
            create_time=timestamp(batch.created_at),
            end_time=timestamp(batch.ended_at),
        )
