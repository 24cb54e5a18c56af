"""What an account has used, may use and keeps, and what its deletion took, as JSON."""

from datetime import datetime
from typing import Annotated, Self

from pydantic import BaseModel, Field

from packshot.studio.v1 import account_pb2
from services.gateway.options import Uint32
from services.gateway.shapes.accounts import Wanted
from services.gateway.shapes.times import at

Uint64 = Annotated[int, Field(ge=0, le=2**64 - 1)]


class NewQuota(Wanted):
    """What an account may use; 0 means without a limit. All of it is set."""

    queued_jobs: Uint32 = Field(description="Jobs waiting at a time.", examples=[10_000])
    running_jobs: Uint32 = Field(description="Jobs running at a time.", examples=[8])
    credits_a_month: Uint64 = Field(description="Credits a calendar month (UTC).", examples=[5_000])
    storage_bytes: Uint64 = Field(description="Bytes kept.", examples=[50_000_000_000])


class Quota(BaseModel):
    """What an account may use; 0 means without a limit."""

    queued_jobs: int
    running_jobs: int
    credits_a_month: int
    storage_bytes: int

    @classmethod
    def of(cls, quota: account_pb2.Quota) -> Self:
        return cls(
            queued_jobs=quota.queued_jobs,
            running_jobs=quota.running_jobs,
            credits_a_month=quota.credits_a_month,
            storage_bytes=quota.storage_bytes,
        )


class Usage(BaseModel):
    """What your account has used and may use."""

    quota: Quota
    queued_jobs: int
    running_jobs: int
    credits: int = Field(description="Charged this month.")
    succeeded_jobs: int = Field(description="This month.")
    storage_bytes: int = Field(description="Kept now; the same bytes count once.")
    assets: int
    month_start: datetime

    @classmethod
    def of(cls, usage: account_pb2.GetUsageResponse) -> Self:
        return cls(
            quota=Quota.of(usage.quota),
            queued_jobs=usage.queued_jobs,
            running_jobs=usage.running_jobs,
            credits=usage.credits,
            succeeded_jobs=usage.succeeded_jobs,
            storage_bytes=usage.storage_bytes,
            assets=usage.assets,
            month_start=at(usage.month_start),
        )


class NewRetention(Wanted):
    """How long things are kept from now on; 0 means without an end. All of it is set."""

    uploads_s: Uint64 = Field(description="Seconds for what is sent; at least 3600.", examples=[604_800])
    results_s: Uint64 = Field(description="Seconds for what jobs make; at least 3600.", examples=[7_776_000])


class Retention(BaseModel):
    """How long things are kept, seconds; 0 means without an end."""

    uploads_s: int
    results_s: int

    @classmethod
    def of(cls, retention: account_pb2.Retention) -> Self:
        return cls(uploads_s=retention.uploads_s, results_s=retention.results_s)


class Password(Wanted):
    """Confirms that it is you."""

    password: str = Field(description="Your account's password.", examples=["correct horse battery"])


class Gone(BaseModel):
    """What was deleted with an account."""

    assets: int
    bytes: int
    jobs: int
    delete_time: datetime

    @classmethod
    def of(cls, gone: account_pb2.DeleteAccountResponse) -> Self:
        return cls(assets=gone.assets, bytes=gone.bytes, jobs=gone.jobs, delete_time=at(gone.delete_time))
