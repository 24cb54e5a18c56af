"""Unpacking: each photo of a zip becomes a job, under a name that follows from its place, so that going on after a death makes none
twice."""

import asyncio
import contextlib
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import structlog

from mesh.errors import Cause, Internal, PackshotError
from mesh.transfer import split
from services.studio.assets.asset import Asset, Kind
from services.studio.assets.assets import Assets
from services.studio.batches.archive import BadArchive, Entry, Photo, Refused, check, entries
from services.studio.batches.batch import IN_HAND, Batch, Batches, State
from services.studio.ids import derived_id
from services.studio.jobs.job import Failure, Job, Priority
from services.studio.jobs.jobs import Jobs, NewJob
from services.studio.labels import MAX_TITLE_CHARS
from services.studio.webhooks.deliveries import Deliveries

log = structlog.get_logger(__name__)
IDLE_S = 1.0
FULL_S = 2.0
WAIT = timedelta(days=7)
"""A night of thousands may come before it."""
LOOK_EVERY = 15
HOLD_EVERY_S = IN_HAND.total_seconds() / 4
FINISHED = "batch.finished"
_WAITED_FOR = frozenset({Cause.OVERLOADED, Cause.UNAVAILABLE, Cause.TIMED_OUT})


@asynccontextmanager
async def at_hand(assets: Assets, zipped: Asset) -> AsyncIterator[Path]:
    """A zip that is kept, as a file of this machine. Raises ``BadArchive`` for what is none, ``BytesMissing``."""
    if zipped.kind is not Kind.ARCHIVE:
        raise BadArchive("the asset is no zip")
    with tempfile.NamedTemporaryFile(prefix="packshot-") as file:
        async for piece in assets.read(zipped):
            file.write(piece)
        file.flush()
        yield Path(file.name)


async def checked(assets: Assets, zipped: Asset) -> None:
    """Raises ``BadArchive`` for a zip that cannot be unpacked at all, and keeps any other until it has been."""
    async with at_hand(assets, zipped) as path:
        await asyncio.to_thread(check, path)
    await assets.hold(zipped, WAIT)


class Unpacker:
    """``run`` unpacks one batch at a time, and ends those whose jobs have."""

    def __init__(
        self, batches: Batches, assets: Assets, jobs: Jobs, deliveries: Deliveries, max_photo_bytes: int
    ) -> None:
        self._batches = batches
        self._assets = assets
        self._jobs = jobs
        self._deliveries = deliveries
        self._max_photo_bytes = max_photo_bytes

    async def run(self) -> None:
        """Until it is cancelled."""
        count = 0
        while True:
            try:
                if count % LOOK_EVERY == 0:
                    await self._end_forgotten()
                count += 1
                if not await self.unpack_next():
                    await asyncio.sleep(IDLE_S)
            except PackshotError as error:
                log.info("unpacker.waiting", reason=error.reason)
                await asyncio.sleep(IDLE_S)

    async def unpack_next(self) -> bool:
        """Unpacks the next batch that waits; whether there was one."""
        batch = await self._batches.claim()
        if batch is None:
            return False
        try:
            await self._unpack(batch)
        except (asyncio.CancelledError, PackshotError):
            with contextlib.suppress(PackshotError):
                await self._batches.release(batch)
            raise
        return True

    async def _unpack(self, batch: Batch) -> None:
        try:
            asset = await self._assets.get(batch.account_id, batch.asset_id)
            async with self._held(batch), at_hand(self._assets, asset) as path:
                reading = entries(path, self._max_photo_bytes, start=batch.done)
                while (entry := await asyncio.to_thread(next, reading, None)) is not None:
                    refused = await self._deal_with(batch, entry)
                    if not await self._batches.note(batch, entry.index + 1, refused):
                        # Cancelled, or in somebody else's hands.
                        await self._cancel_late(batch)
                        return
        except PackshotError as error:
            if error.cause in _WAITED_FOR:
                raise
            await self._batches.fail(batch, Failure(error.reason, error.message))
            return
        except Exception:
            # A fault of ours would meet the same zip again and again: it ends here, with the log knowing more.
            log.exception("batch.broken", batch=batch.id)
            await self._batches.fail(
                batch, Failure(Internal.reason, "Something failed that nobody planned for. Tell the operator.")
            )
            return
        await self._batches.unpacked(batch)
        await self.end_if_over(batch.id)

    @asynccontextmanager
    async def _held(self, batch: Batch) -> AsyncIterator[None]:
        """The batch stays in hand while the block runs: a zip of gigabytes takes its time to arrive."""

        async def hold() -> None:
            while True:
                await asyncio.sleep(HOLD_EVERY_S)
                with contextlib.suppress(PackshotError):
                    await self._batches.hold(batch)

        holding = asyncio.create_task(hold())
        try:
            yield
        finally:
            holding.cancel()
            await asyncio.gather(holding, return_exceptions=True)

    async def _deal_with(self, batch: Batch, entry: Entry) -> Refused | None:
        """A job for the photo; the reason where there is none. Waits while the account's queue is full."""
        if isinstance(entry.found, Refused):
            return entry.found
        while True:
            try:
                await self._jobs.admit(batch.account_id)
                await self._make_job(batch, entry.index, entry.found)
            except PackshotError as error:
                if error.cause not in _WAITED_FOR:
                    return Refused(entry.found.name, error.reason, error.message)
                await asyncio.sleep(FULL_S)
                if not await self._batches.hold(batch):
                    return None
            else:
                return None

    async def _make_job(self, batch: Batch, index: int, photo: Photo) -> Job:
        asset, _ = await self._assets.receive(
            batch.account_id,
            _chunks(photo.data),
            kind=Kind.PHOTO,
            title=photo.name[-MAX_TITLE_CHARS:],
            expected_bytes=len(photo.data),
        )
        wanted = NewJob(
            recipe=batch.recipe,
            wish=batch.wish,
            asset_id=asset.id,
            priority=Priority.BATCH,
            name=photo.name[-MAX_TITLE_CHARS:],
            tags=batch.tags,
            batch_id=batch.id,
            wait_at_most=WAIT,
        )
        await self._assets.hold(asset, wanted.wait_at_most)
        job, _ = await self._jobs.create(batch.account_id, wanted, job_id=derived_id("job", batch.id, index))
        return job

    async def _cancel_late(self, batch: Batch) -> None:
        """A job that was being made while somebody cancelled the batch is cancelled too."""
        if (await self._batches.get(batch.account_id, batch.id)).state is State.CANCELLED:
            await self._jobs.cancel_batch(batch.account_id, batch.id)

    # The end of a batch

    async def settle(self, job: Job) -> None:
        """Ends the job's batch where this was its last job; idempotent."""
        if job.batch_id and await self._batches.is_running(job.batch_id):
            await self.end_if_over(job.batch_id)

    async def end_if_over(self, batch_id: str) -> None:
        """Ends a batch none of whose jobs is left, and tells its endpoints; idempotent."""
        if await self._jobs.active_in_batch(batch_id):
            return
        batch = await self._batches.find_running(batch_id)
        if batch is None:
            return
        counts = await self._jobs.counts_of_batch(batch_id)
        about = {
            "id": batch.id,
            "name": batch.name,
            "recipe": batch.recipe,
            "photos": batch.photos,
            "counts": {state.value: number for state, number in counts.items()},
        }
        # Told first, which is there once however often it is done: who dies in between is followed by somebody who ends the batch.
        await self._deliveries.tell(batch.account_id, FINISHED, batch.id, about)
        await self._batches.finish(batch_id, counts)

    async def _end_forgotten(self) -> None:
        """Batches whose last job ended while nobody could say so."""
        for batch_id in await self._batches.running():
            await self.end_if_over(batch_id)


async def _chunks(data: bytes) -> AsyncIterator[bytes]:
    for piece in split(data):
        yield piece
