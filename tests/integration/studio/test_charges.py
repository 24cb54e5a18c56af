"""Credits and accounts that are being deleted, over a real document store."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from mesh.documents import Documents
from services.studio.account.charges import OVERLAP, Charges
from services.studio.account.erasures import AccountErased, Erasures
from services.studio.jobs.job import Job, Priority, State

ACCOUNT = "acc_one"


def ended(name: str, at: datetime, *, charged: int = 2, state: State = State.SUCCEEDED) -> Job:
    return Job(
        id=name,
        account_id=ACCOUNT,
        recipe="scene",
        wish=b"",
        asset_id="ast_photo",
        state=state,
        priority=Priority.INTERACTIVE,
        created_at=at,
        updated_at=at,
        waits_until=at,
        ended_at=at,
        credits=charged,
    )


@pytest.fixture
async def charges(documents: Documents, clock: Any) -> Charges:
    kept = Charges(documents, now=clock)
    await kept.prepare()
    return kept


async def test_a_job_is_charged_once_and_only_where_it_succeeded(charges: Charges, clock: Any) -> None:
    await charges.settle(ended("job_1", clock()))
    await charges.settle(ended("job_1", clock()))
    await charges.settle(ended("job_2", clock(), state=State.FAILED))
    assert await charges.of_month(ACCOUNT) == (2, 1)
    assert await charges.credits("acc_other") == 0


async def test_what_is_settled_late_is_counted_and_nothing_twice(charges: Charges, clock: Any) -> None:
    await charges.settle(ended("job_1", clock()))
    assert await charges.credits(ACCOUNT) == 2
    late = ended("job_2", clock())
    clock.forward(seconds=OVERLAP.total_seconds() - 60)
    assert await charges.credits(ACCOUNT) == 2
    await charges.settle(late)
    assert await charges.credits(ACCOUNT) == 4
    clock.forward(hours=2)
    for _ in range(3):
        assert await charges.of_month(ACCOUNT) == (4, 2)


async def test_a_month_begins_with_nothing(charges: Charges, clock: Any) -> None:
    clock.time = datetime(2026, 11, 30, 23, 59, tzinfo=UTC)
    await charges.settle(ended("job_1", clock()))
    assert await charges.credits(ACCOUNT) == 2
    clock.forward(minutes=2)
    assert await charges.credits(ACCOUNT) == 0
    await charges.settle(replace(ended("job_2", clock() - timedelta(minutes=1)), credits=1))
    assert await charges.credits(ACCOUNT) == 1


async def test_erased_charges_are_gone(charges: Charges, clock: Any) -> None:
    await charges.settle(ended("job_1", clock()))
    assert await charges.credits(ACCOUNT) == 2
    await charges.erase(ACCOUNT)
    assert await charges.credits(ACCOUNT) == 0


async def test_nothing_is_taken_for_an_account_that_is_being_deleted(documents: Documents, clock: Any) -> None:
    here, there = Erasures(documents, now=clock), Erasures(documents, now=clock)
    await here.prepare()
    await there.admit(ACCOUNT)
    await here.begin(ACCOUNT)
    await here.begin(ACCOUNT)
    with pytest.raises(AccountErased):
        await here.admit(ACCOUNT)
    clock.forward(seconds=3)
    with pytest.raises(AccountErased):
        await there.admit(ACCOUNT)
    assert await here.all() == [ACCOUNT]
    await here.admit("acc_other")
