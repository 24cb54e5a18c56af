"""The end of an account: everything it has, in an order that can be begun again at any point."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

import structlog

from mesh.errors import PackshotError
from mesh.tokens import Clock, utc_now
from services.studio.account.erasures import Erasures
from services.studio.assets.assets import Assets
from services.studio.jobs.jobs import Jobs

log = structlog.get_logger(__name__)
SWEEP_S = 30.0


class Authority(Protocol):
    """Who knows accounts and their passwords: auth."""

    async def confirm_password(self, password: str) -> None:
        """Raises where it is not the caller's."""
        ...

    async def delete_account(self, password: str) -> None:
        """Deletes the caller's account with sessions and keys."""
        ...


@dataclass(frozen=True)
class Gone:
    """What was deleted."""

    assets: int
    size_bytes: int
    jobs: int
    at: datetime


Erase = Callable[[str], Awaitable[None]]
"""Removes what one part of the studio keeps for an account; idempotent."""


class Deletion:
    """``others``: what has to go besides jobs and assets."""

    def __init__(
        self,
        authority: Authority,
        erasures: Erasures,
        jobs: Jobs,
        assets: Assets,
        others: Sequence[Erase],
        *,
        now: Clock = utc_now,
    ) -> None:
        self._authority = authority
        self._erasures = erasures
        self._jobs = jobs
        self._assets = assets
        self._others = others
        self._now = now

    async def delete(self, account_id: str, password: str) -> Gone:
        """Deletes the account of the call in progress. Raises what the password check raises; then nothing was deleted.

        The account itself goes last: whoever is cut off can sign in and ask again.
        """
        await self._authority.confirm_password(password)
        await self._erasures.begin(account_id)
        jobs, assets, size_bytes = await self._erase(account_id)
        await self._authority.delete_account(password)
        log.info("account.deleted", account=account_id, jobs=jobs, assets=assets, bytes=size_bytes)
        return Gone(assets, size_bytes, jobs, self._now())

    async def _erase(self, account_id: str) -> tuple[int, int, int]:
        for erase in self._others:
            await erase(account_id)
        jobs = await self._jobs.erase(account_id)
        assets, size_bytes = await self._assets.erase(account_id)
        return jobs, assets, size_bytes

    async def run(self) -> None:
        """Sweeps, until it is cancelled, what jobs that were under way have brought to accounts that are gone."""
        while True:
            try:
                for account_id in await self._erasures.all():
                    await self._erase(account_id)
            except PackshotError as error:
                log.info("deletion.waiting", reason=error.reason)
            except Exception:
                log.exception("deletion.broken")
            await asyncio.sleep(SWEEP_S)
