"""``AccountService``: messages of the contract to usage, terms and deletion, and back."""

from datetime import timedelta
from typing import Any

from mesh.identity import current_caller
from mesh.stamps import timestamp
from mesh.tokens import Clock, utc_now
from packshot.studio.v1 import account_pb2, account_pb2_grpc
from services.studio.account.charges import Charges, month_start
from services.studio.account.deletion import Deletion
from services.studio.account.terms import AccountTerms, Retention
from services.studio.assets.assets import Assets
from services.studio.jobs.jobs import Jobs
from services.studio.jobs.limits import Quota


class AccountService(account_pb2_grpc.AccountServiceServicer):
    """Serves what an account has used, may use, and its end."""

    def __init__(
        self,
        terms: AccountTerms,
        charges: Charges,
        jobs: Jobs,
        assets: Assets,
        deletion: Deletion,
        *,
        now: Clock = utc_now,
    ) -> None:
        self._terms = terms
        self._charges = charges
        self._jobs = jobs
        self._assets = assets
        self._deletion = deletion
        self._now = now

    async def GetUsage(  # noqa: N802
        self, request: account_pb2.GetUsageRequest, context: Any
    ) -> account_pb2.GetUsageResponse:
        account_id = current_caller().account_id
        queued, running = await self._jobs.count(account_id)
        charged, succeeded = await self._charges.of_month(account_id)
        assets, size_bytes = await self._assets.stored(account_id)
        return account_pb2.GetUsageResponse(
            quota=_quota_message(await self._terms.quota(account_id)),
            queued_jobs=queued,
            running_jobs=running,
            credits=charged,
            succeeded_jobs=succeeded,
            storage_bytes=size_bytes,
            assets=assets,
            month_start=timestamp(month_start(self._now())),
        )

    async def GetRetention(  # noqa: N802
        self, request: account_pb2.GetRetentionRequest, context: Any
    ) -> account_pb2.GetRetentionResponse:
        terms = await self._terms.of(current_caller().account_id)
        return account_pb2.GetRetentionResponse(retention=_retention_message(terms.retention))

    async def UpdateRetention(  # noqa: N802
        self, request: account_pb2.UpdateRetentionRequest, context: Any
    ) -> account_pb2.UpdateRetentionResponse:
        wanted = request.retention
        kept = await self._terms.set_retention(current_caller().account_id, wanted.uploads_s, wanted.results_s)
        return account_pb2.UpdateRetentionResponse(retention=_retention_message(kept))

    async def UpdateQuota(  # noqa: N802
        self, request: account_pb2.UpdateQuotaRequest, context: Any
    ) -> account_pb2.UpdateQuotaResponse:
        wanted = request.quota
        quota = Quota(wanted.queued_jobs, wanted.running_jobs, wanted.credits_a_month, wanted.storage_bytes)
        return account_pb2.UpdateQuotaResponse(
            quota=_quota_message(await self._terms.set_quota(request.account_id, quota))
        )

    async def DeleteAccount(  # noqa: N802
        self, request: account_pb2.DeleteAccountRequest, context: Any
    ) -> account_pb2.DeleteAccountResponse:
        gone = await self._deletion.delete(current_caller().account_id, request.password)
        return account_pb2.DeleteAccountResponse(
            assets=gone.assets, bytes=gone.size_bytes, jobs=gone.jobs, delete_time=timestamp(gone.at)
        )


def _quota_message(quota: Quota) -> account_pb2.Quota:
    return account_pb2.Quota(**vars(quota))


def _retention_message(retention: Retention) -> account_pb2.Retention:
    return account_pb2.Retention(uploads_s=_seconds(retention.uploads), results_s=_seconds(retention.results))


def _seconds(kept: timedelta | None) -> int:
    return 0 if kept is None else int(kept.total_seconds())
