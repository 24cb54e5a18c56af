"""What an account may hand in: a bounded queue, and credits."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Protocol

from services.studio.jobs.errors import CreditsSpent, TooManyJobs
from services.studio.jobs.job import State

FRESH_S = 1.0
"""How old a count may be. In between, what this process accepts is added to it; so a limit may be passed by what other
processes accept within that time, and is never refused on an old count."""


@dataclass(frozen=True)
class Quota:
    """What an account may use; 0 means without a limit."""

    queued_jobs: int
    running_jobs: int
    credits_a_month: int
    storage_bytes: int


class Counts(Protocol):
    """Where counts come from: ``Ledger``."""

    async def count(self, account_id: str, state: State) -> int: ...


@dataclass
class _Counted:
    queued: int
    at_s: float


class Limits:
    """Checks before a job is accepted. ``credits``: credits charged to an account this month."""

    def __init__(
        self,
        counts: Counts,
        quota: Callable[[str], Awaitable[Quota]],
        credits: Callable[[str], Awaitable[int]],  # noqa: A002 - the word people know
    ) -> None:
        self._counts = counts
        self._quota = quota
        self._credits = credits
        self._counted: dict[str, _Counted] = {}

    async def quota(self, account_id: str) -> Quota:
        """What the account may use."""
        return await self._quota(account_id)

    async def room(self, account_id: str) -> int | None:
        """Jobs that the account may still hand in; None: without a limit."""
        limit = (await self._quota(account_id)).queued_jobs
        return None if not limit else max(0, limit - await self._counts.count(account_id, State.QUEUED))

    async def admit(self, account_id: str) -> None:
        """Raises ``TooManyJobs`` or ``CreditsSpent`` where one job more is too many; counts it in where not."""
        quota = await self._quota(account_id)
        if quota.credits_a_month and await self._credits(account_id) >= quota.credits_a_month:
            raise CreditsSpent(quota.credits_a_month)
        if not quota.queued_jobs:
            return
        now_s = asyncio.get_running_loop().time()
        counted = self._counted.get(account_id)
        if counted is None or now_s - counted.at_s > FRESH_S or counted.queued >= quota.queued_jobs:
            counted = _Counted(await self._counts.count(account_id, State.QUEUED), now_s)
            self._remember(account_id, counted)
        if counted.queued >= quota.queued_jobs:
            raise TooManyJobs(quota.queued_jobs)
        counted.queued += 1

    def _remember(self, account_id: str, counted: _Counted) -> None:
        if len(self._counted) > 10_000:
            self._counted.clear()
        self._counted[account_id] = counted
