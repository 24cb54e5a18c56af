"""The studio's parts, put together: which of them needs which, and what is done again and again in the background."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta

import structlog

from mesh.documents import Documents, answers, store_unavailable
from mesh.identity import Caller
from services.studio.account.charges import Charges
from services.studio.account.deletion import Authority, Deletion
from services.studio.account.erasures import Erasures
from services.studio.account.terms import AccountTerms, Retention, Terms, life
from services.studio.assets.asset import Asset
from services.studio.assets.assets import Assets, Rules
from services.studio.assets.blobs import Blobs
from services.studio.assets.catalogue import Catalogue
from services.studio.assets.objects import Objects
from services.studio.assets.receipts import Receipts
from services.studio.assets.retention import Fate, Sweeper
from services.studio.assets.uploads import Uploads
from services.studio.batches.batch import Batches
from services.studio.batches.unpack import Unpacker
from services.studio.idempotency import Claims
from services.studio.jobs.attempt import Bench
from services.studio.jobs.carried import Trade
from services.studio.jobs.job import Job, State
from services.studio.jobs.jobs import Jobs
from services.studio.jobs.ledger import Ledger
from services.studio.jobs.limits import Limits, Quota
from services.studio.jobs.queue import Queue
from services.studio.jobs.reconciler import Reconciler
from services.studio.jobs.settling import Settle
from services.studio.jobs.worker import Worker
from services.studio.ports import Workshop
from services.studio.recipe import Recipe, load_recipes
from services.studio.settings import StudioSettings
from services.studio.webhooks.deliveries import Deliveries
from services.studio.webhooks.endpoints import Webhooks
from services.studio.webhooks.sender import Sender

log = structlog.get_logger(__name__)
AGAIN_S = 1.0
Credential = Callable[[str, frozenset[str]], Awaitable[Caller]]


@dataclass(frozen=True)
class Studio:
    """Everything that the doors serve."""

    settings: StudioSettings
    documents: Documents
    queue: Queue
    recipes: dict[str, Recipe]
    claims: Claims
    assets: Assets
    uploads: Uploads
    jobs: Jobs
    terms: AccountTerms
    charges: Charges
    deletion: Deletion
    webhooks: Webhooks
    deliveries: Deliveries
    batches: Batches
    worker: Worker
    unpacker: Unpacker
    upkeep: Sequence[Callable[[], Awaitable[None]]]
    """Loops that every process of the studio runs, whatever its role: any number of them may, and none may be missing because no
    worker happens to run."""
    indexes: Sequence[Callable[[], Awaitable[None]]]

    async def prepare(self) -> None:
        """Makes the indexes. Idempotent. Raises ``ServiceUnavailable`` while the store is away."""
        for prepare in self.indexes:
            await prepare()

    async def check(self) -> None:
        """Raises ``ServiceUnavailable`` while the documents do not answer. Without the queue all goes on but the jobs."""
        if not await answers(self.documents):
            raise store_unavailable()

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """The background's loops run while the block does; a worker gets its time to end in the end."""
        await self.queue.open()
        loops: list[Callable[[], Awaitable[None]]] = list(self.upkeep)
        if self.settings.role != "api":
            loops += [self.worker.run, self.unpacker.run]
        tasks = [asyncio.create_task(_kept_running(run)) for run in loops]
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await asyncio.gather(*tasks, return_exceptions=True)
            await self.assets.close()
            await self.queue.close()


def assemble(
    settings: StudioSettings,
    documents: Documents,
    workshop: Workshop,
    authority: Authority,
    credential: Credential,
    trade: Callable[[Assets], Trade],
) -> Studio:
    """Puts the parts together; touches nothing until ``prepare`` and ``running``."""
    queue = Queue(settings.queue_url.get_secret_value(), replicas=settings.queue_replicas)
    objects = Objects.of(settings.objects_url, endpoint=settings.objects_endpoint)
    claims, erasures, charges = Claims(documents), Erasures(documents), Charges(documents)
    terms = AccountTerms(documents, _usual(settings))
    catalogue, receipts = Catalogue(documents), Receipts(documents)
    lease = timedelta(seconds=settings.lease_s)
    blobs = Blobs(documents, objects, catalogue.uses, lease=lease)

    async def storage_left(account_id: str) -> int | None:
        limit = (await terms.quota(account_id)).storage_bytes
        return None if not limit else max(0, limit - await blobs.stored_bytes(account_id))

    rules = Rules(
        settings.max_photo_bytes,
        settings.max_archive_bytes,
        lease,
        storage_left,
        terms.uploads_kept,
        terms.results_kept,
        erasures.admit,
    )
    assets = Assets(catalogue, blobs, objects, receipts, claims, rules)
    uploads = Uploads(documents, objects, assets)

    async def quota(account_id: str) -> Quota:
        await erasures.admit(account_id)
        return await terms.quota(account_id)

    async def confirm(job: Job) -> None:
        if job.state is State.SUCCEEDED:
            await assets.confirm(job.account_id, [output.asset_id for output in job.outputs])

    ledger = Ledger(documents, kept=timedelta(seconds=settings.jobs_kept_s))
    webhooks = Webhooks(documents, plain_too=bool(settings.webhook_networks))
    deliveries, batches = Deliveries(documents, webhooks), Batches(documents)
    settlers: list[Settle] = [confirm, charges.settle, deliveries.settle]
    jobs = Jobs(ledger, queue, Limits(ledger, quota, charges.credits), settlers)
    unpacker = Unpacker(batches, assets, jobs, deliveries, settings.max_photo_bytes)
    settlers.append(unpacker.settle)
    recipes = dict(load_recipes())
    bench = Bench(recipes, workshop, trade(assets), assets, credential, terms.running_limit, settlers)
    sweeper = Sweeper(
        assets, catalogue, blobs, uploads, objects, _fates(ledger), every_s=settings.sweep_every_s, stay=lease
    )
    erase = [batches.erase, webhooks.erase, deliveries.erase, uploads.erase, claims.erase, charges.erase, terms.erase]
    deletion = Deletion(authority, erasures, jobs, assets, erase)
    return Studio(
        settings=settings,
        documents=documents,
        queue=queue,
        recipes=recipes,
        claims=claims,
        assets=assets,
        uploads=uploads,
        jobs=jobs,
        terms=terms,
        charges=charges,
        deletion=deletion,
        webhooks=webhooks,
        deliveries=deliveries,
        batches=batches,
        unpacker=unpacker,
        worker=Worker(ledger, queue, bench, parallel=settings.parallel_jobs, drain_s=settings.drain_s),
        upkeep=[
            Reconciler(ledger, queue, settlers, every_s=settings.reconcile_every_s).run,
            sweeper.run,
            deletion.run,
            Sender(webhooks, deliveries, networks=settings.webhook_networks).run,
        ],
        indexes=[
            part.prepare
            for part in (
                claims,
                erasures,
                charges,
                catalogue,
                receipts,
                blobs,
                uploads,
                ledger,
                webhooks,
                deliveries,
                batches,
            )
        ],
    )


async def _kept_running(run: Callable[[], Awaitable[None]]) -> None:
    """A loop that ends by a fault of ours is told and begun again: one that is silently gone would leave jobs lying."""
    while True:
        try:
            await run()
        except Exception:
            log.exception("background.broken")
        await asyncio.sleep(AGAIN_S)


def _usual(settings: StudioSettings) -> Terms:
    return Terms(
        Quota(settings.queued_jobs, settings.running_jobs, settings.credits_a_month, settings.storage_bytes),
        Retention(life(settings.uploads_kept_s), life(settings.results_kept_s)),
    )


def _fates(ledger: Ledger) -> Callable[[Asset], Awaitable[Fate]]:
    async def fate(asset: Asset) -> Fate:
        if not asset.pending:
            return Fate.STAY if await ledger.needs(asset.account_id, asset.id) else Fate.GO
        job = await ledger.find(asset.job_id)
        if job is None:
            return Fate.GO
        if job.state is State.SUCCEEDED and asset.id in {output.asset_id for output in job.outputs}:
            return Fate.CONFIRM
        # Another attempt runs: whether this one counts after all is known when the job is over.
        return Fate.GO if job.state.over else Fate.STAY

    return fate
