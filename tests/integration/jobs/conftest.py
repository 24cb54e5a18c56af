"""The house that jobs are tested in, its servers stopped in the end."""

import asyncio
import secrets
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from mesh.documents import close_documents, open_documents
from mesh.identity import Caller
from mesh.tokens import utc_now
from services.studio.jobs import attempt, notes, outcome, reconciler, worker
from services.studio.jobs.attempt import Bench
from services.studio.jobs.job import Job
from services.studio.jobs.jobs import Jobs
from services.studio.jobs.ledger import Ledger
from services.studio.jobs.limits import Limits, Quota
from services.studio.jobs.queue import Queue
from services.studio.jobs.reconciler import Reconciler
from services.studio.jobs.worker import Worker
from services.studio.recipe import Recipe
from tests.integration.jobs.house import Bakery, House, Keeper, Trade
from tests.integration.servers import QueueServer


@pytest.fixture
def server(tmp_path: Path) -> Iterator[QueueServer]:
    server = QueueServer(tmp_path)
    server.start()
    yield server
    server.stop()


@pytest.fixture
async def house(store_url: str, server: QueueServer, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[House]:
    # The times of a cluster, cut down to a test's: a worker that is dead is missed after a second.
    monkeypatch.setattr(attempt, "HEARTBEAT_S", 0.2)
    monkeypatch.setattr(attempt, "STALE_S", 0.6)
    monkeypatch.setattr(worker, "LOOK_S", 0.5)
    monkeypatch.setattr(notes, "NOTE_S", 0.0)
    monkeypatch.setattr(attempt, "STORE_AWAY_S", 0.2)
    monkeypatch.setattr(outcome, "PAUSES_S", (0.05,))
    monkeypatch.setattr(outcome, "BUSY_S", 0.05)
    monkeypatch.setattr(reconciler, "YOUNG", timedelta(0))
    monkeypatch.setattr(reconciler, "SILENT", timedelta(seconds=1))
    documents = open_documents(store_url, secrets.token_hex(4), durable=True)
    queue = Queue(server.url, ack_wait_s=1.0)
    ledger = Ledger(documents, kept=timedelta(days=30))
    await ledger.prepare()
    await queue.open()
    keeper, bakery, settled, tasks = Keeper(), Bakery(), list[Job](), list[asyncio.Task[None]]()
    quotas: dict[str, Quota] = {}

    async def quota(account_id: str) -> Quota:
        return quotas.get(account_id, Quota(0, 4, 0, 0))

    async def running_limit(account_id: str) -> int:
        return (await quota(account_id)).running_jobs

    async def nothing_charged(_: str) -> int:
        return 0

    async def settle(job: Job) -> None:
        settled.append(job)

    async def credential(account_id: str, scopes: frozenset[str]) -> Caller:
        return Caller(account_id, scopes, "work", utc_now() + timedelta(minutes=5), "token")

    workshop: Any = None
    recipes = {"bake": Recipe("bake", "cutouts", bakery.run, credits=1)}
    bench = Bench(recipes, workshop, Trade(), keeper, credential, running_limit, [settle])
    jobs = Jobs(ledger, queue, Limits(ledger, quota, nothing_charged), [settle])
    mender = Reconciler(ledger, queue, [settle], every_s=1)

    def make_worker() -> Worker:
        return Worker(ledger, queue, bench, parallel=2, drain_s=0.3)

    yield House(
        documents, server, queue, ledger, jobs, mender, keeper, bakery, settled, make_worker, quotas, tasks, bench
    )
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    await queue.close()
    await close_documents(documents)
