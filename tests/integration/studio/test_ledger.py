"""What is read of a job's document and by whom, over a real document store."""

from datetime import UTC, datetime, timedelta

import pytest

from mesh.documents import Documents
from services.studio.jobs.job import Job, Priority, State
from services.studio.jobs.ledger import Ledger
from services.studio.pages import Page

AT = datetime(2026, 11, 25, tzinfo=UTC)
WISH = b"\x0a\x03any"


@pytest.fixture
async def ledger(documents: Documents) -> Ledger:
    ledger = Ledger(documents, kept=timedelta(days=1), now=lambda: AT)
    await ledger.prepare()
    await ledger.insert(
        Job(
            id="job_one",
            account_id="acc_one",
            recipe="scene",
            wish=WISH,
            asset_id="ast_one",
            state=State.QUEUED,
            priority=Priority.INTERACTIVE,
            created_at=AT,
            updated_at=AT,
            waits_until=AT + timedelta(hours=1),
            event_id=1,
        )
    )
    return ledger


async def test_only_workers_read_wishes(ledger: Ledger) -> None:
    """A wish may hold a picture: a page of them would be hundreds of megabytes."""
    (listed,), _ = await ledger.page("acc_one", Page.wanted(0, ""))
    found = await ledger.find("job_one")
    watched, _ = await ledger.events("acc_one", "job_one", 0)
    waiting = [job async for job in ledger.queued(AT + timedelta(seconds=1))]
    assert found is not None
    assert [job.wish for job in (listed, watched, *waiting)] == [b""] * 3
    assert found.wish == WISH
    claimed = await ledger.claim(found, lost=False)
    assert claimed is not None
    assert claimed.wish == WISH
    beaten = await ledger.heartbeat(claimed)
    assert beaten is not None
    assert beaten.wish == b""
    assert await ledger.give_back(claimed, None) is not None
    again = await ledger.find("job_one")
    assert again is not None
    assert (kept := await ledger.claim(again, lost=False)) is not None
    assert kept.wish == WISH
