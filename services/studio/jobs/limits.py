"""What an account may hand in: a bounded queue, and credits."""

import asyncio
import math
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Protocol

from services.studio.jobs.errors import CreditsSpent, TooManyJobs
from services.studio.jobs.job import State

FRESH_S = 1.0
"""How old a count may be. In between, what this process accepts is added to it; so a limit may be passed by what other
processes accept within that time."""
FULL_FRESH_S = 0.1
"""The same where it says that the queue is full: long enough for what was just accepted to be counted, too short to be noticed."""


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
    queued: int = 0
    at_s: float = -math.inf
    counting: asyncio.Lock = field(default_factory=asyncio.Lock)


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

    async def admit(self, account_id: str) -> None:
        """Raises ``TooManyJobs`` or ``CreditsSpent`` where one job more is too many; counts it in where not."""
        quota = await self._quota(account_id)
        if quota.credits_a_month and await self._credits(account_id) >= quota.credits_a_month:
            raise CreditsSpent(quota.credits_a_month)
        if not quota.queued_jobs:
            return
        counted = self._of(account_id)
        # One count at a time: of many that come at once, each would else see what there was before all of them.
        async with counted.counting:
            age_s = asyncio.get_running_loop().time() - counted.at_s
            if age_s > (FULL_FRESH_S if counted.queued >= quota.queued_jobs else FRESH_S):
                at_s = asyncio.get_running_loop().time()
                counted.queued, counted.at_s = await self._counts.count(account_id, State.QUEUED), at_s
            if counted.queued >= quota.queued_jobs:
                raise TooManyJobs(quota.queued_jobs)
            counted.queued += 1

    def _of(self, account_id: str) -> _Counted:
        if len(self._counted) > 10_000:
            self._counted = {key: counted for key, counted in self._counted.items() if counted.counting.locked()}
        return self._counted.setdefault(account_id, _Counted())
