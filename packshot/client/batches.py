"""Batches: one recipe for every photo of a zip; and what an account has used."""

import uuid
from collections.abc import AsyncIterator, Sequence

from packshot.client.connection import Connection
from packshot.client.kept import Asset, Usage, usage_of
from packshot.client.pictures import Photo
from packshot.client.recipes import Recipe
from packshot.client.sending import Source, send
from packshot.client.work import Batch, batch_of
from packshot.studio.v1 import account_pb2, batches_pb2

_BATCHES = batches_pb2.DESCRIPTOR.services_by_name["BatchService"]
CANCEL_BATCH = _BATCHES.methods_by_name["CancelBatch"]
CREATE_BATCH = _BATCHES.methods_by_name["CreateBatch"]
GET_BATCH = _BATCHES.methods_by_name["GetBatch"]
LIST_BATCHES = _BATCHES.methods_by_name["ListBatches"]
GET_USAGE = account_pb2.DESCRIPTOR.services_by_name["AccountService"].methods_by_name["GetUsage"]


class BatchCalls:
    """The part of ``Packshot`` that takes many photos at once, and tells what they cost."""

    _connection: Connection

    async def create_batch(
        self,
        archive: Photo | Asset,
        recipe: Recipe,
        *,
        name: str = "",
        tags: Sequence[str] = (),
        idempotency_key: str = "",
    ) -> Batch:
        """Hands a zip of photos in and returns as soon as it is accepted; its jobs are ``jobs(batch_id=batch.id)``.

        ``recipe`` is what ``cutout_recipe`` or ``scene_recipe`` gives, of at most 256 KiB with the picture of a style; the rest is
        as for ``submit``.
        """
        source = None if isinstance(archive, Asset) else await Source.of(archive)
        header = batches_pb2.CreateBatchHeader(
            recipe=recipe,
            asset_id=archive.id if isinstance(archive, Asset) else "",
            size_bytes=source.size if source else 0,
            name=name or (source.name if source else ""),
            tags=list(tags),
            idempotency_key=idempotency_key or uuid.uuid4().hex,
        )
        answer = await send(
            self._connection,
            CREATE_BATCH,
            batches_pb2.CreateBatchRequest(header=header),
            source,
            lambda piece: batches_pb2.CreateBatchRequest(chunk=piece),
        )
        return batch_of(answer.batch)

    async def batch(self, batch_id: str) -> Batch:
        """One batch as it is now."""
        answer = await self._connection.unary(GET_BATCH, batches_pb2.GetBatchRequest(id=batch_id), signed=True)
        return batch_of(answer.batch)

    async def batches(self, *, page_size: int = 0) -> AsyncIterator[Batch]:
        """The account's batches, newest first, fetched a page at a time as they are asked for."""
        request = batches_pb2.ListBatchesRequest(page_size=page_size)
        while True:
            answer = await self._connection.unary(LIST_BATCHES, request, signed=True)
            for batch in answer.batches:
                yield batch_of(batch)
            if not answer.next_page_token:
                return
            request.page_token = answer.next_page_token

    async def cancel_batch(self, batch_id: str) -> Batch:
        """Cancels what of a batch has not ended; the batch as it is now."""
        answer = await self._connection.unary(CANCEL_BATCH, batches_pb2.CancelBatchRequest(id=batch_id), signed=True)
        return batch_of(answer.batch)

    async def usage(self) -> Usage:
        """What the account has used this month, and may use."""
        return usage_of(await self._connection.unary(GET_USAGE, account_pb2.GetUsageRequest(), signed=True))
