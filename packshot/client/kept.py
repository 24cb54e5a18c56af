"""What Packshot keeps for an account, as plain values: assets, receipts of deleted ones, and what has been used."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from packshot.client.words import KINDS, LAYERS
from packshot.studio.v1 import account_pb2, assets_pb2


@dataclass(frozen=True)
class Asset:
    """A photo that was sent, or a picture that was made."""

    id: str
    kind: str
    """``photo``, ``result``, ``layer`` or ``archive``"""
    recipe: str
    """What made it, such as ``scene``; empty for what was sent"""
    layer: str
    """Which picture of its job; ``unspecified`` for what was sent"""
    variant: int
    """Which scene of several of one job, from 0"""
    title: str
    tags: tuple[str, ...]
    favourite: bool
    """One of the saved pictures; it does not expire"""
    sha256: str
    """64 hex digits"""
    size_bytes: int
    mime: str
    """Such as ``image/png``"""
    size: tuple[int, int]
    """Width and height in pixels; zeros for what is no picture"""
    parents: tuple[str, ...]
    """Ids of the assets that it was made from"""
    job_id: str
    """Job that made it; empty for what was sent"""
    manifest: str
    """How to make it again, as JSON; empty where there is none"""
    created_at: datetime
    expires_at: datetime | None
    """When it is deleted; None: never"""


@dataclass(frozen=True)
class Receipt:
    """Proof of a deletion."""

    id: str
    asset_id: str
    sha256: str
    size_bytes: int
    bytes_deleted: bool
    """False where another asset of the account still has the same bytes"""
    reason: str
    """``asked`` or ``expired``"""
    deleted_at: datetime


@dataclass(frozen=True)
class Quota:
    """What an account may use; 0 is without a limit."""

    queued_jobs: int
    running_jobs: int
    credits_a_month: int
    storage_bytes: int


@dataclass(frozen=True)
class Usage:
    """What an account has used, and may use."""

    quota: Quota
    queued_jobs: int
    running_jobs: int
    credits: int
    """Charged this month"""
    succeeded_jobs: int
    """This month"""
    storage_bytes: int
    """Kept now; the same bytes count once"""
    assets: int
    """Kept now"""
    month_start: datetime


def moment(message: Any, name: str) -> datetime | None:
    """A time of the contract; None where it is not set."""
    if not message.HasField(name):
        return None
    at: datetime = getattr(message, name).ToDatetime(tzinfo=UTC)
    return at


def asset_of(asset: assets_pb2.Asset) -> Asset:
    """The contract's asset as a plain value."""
    return Asset(
        id=asset.id,
        kind=KINDS.word(asset.kind),
        recipe=asset.recipe,
        layer=LAYERS.word(asset.layer),
        variant=asset.variant,
        title=asset.title,
        tags=tuple(asset.tags),
        favourite=asset.favourite,
        sha256=asset.sha256,
        size_bytes=asset.size_bytes,
        mime=asset.mime,
        size=(asset.width, asset.height),
        parents=tuple(asset.parents),
        job_id=asset.job_id,
        manifest=asset.manifest,
        created_at=asset.create_time.ToDatetime(tzinfo=UTC),
        expires_at=moment(asset, "expire_time"),
    )


def receipt_of(receipt: assets_pb2.Receipt) -> Receipt:
    """The contract's receipt as a plain value."""
    return Receipt(
        id=receipt.id,
        asset_id=receipt.asset_id,
        sha256=receipt.sha256,
        size_bytes=receipt.size_bytes,
        bytes_deleted=receipt.bytes_deleted,
        reason=receipt.reason,
        deleted_at=receipt.delete_time.ToDatetime(tzinfo=UTC),
    )


def usage_of(usage: account_pb2.GetUsageResponse) -> Usage:
    """The contract's usage as a plain value."""
    quota = usage.quota
    return Usage(
        quota=Quota(quota.queued_jobs, quota.running_jobs, quota.credits_a_month, quota.storage_bytes),
        queued_jobs=usage.queued_jobs,
        running_jobs=usage.running_jobs,
        credits=usage.credits,
        succeeded_jobs=usage.succeeded_jobs,
        storage_bytes=usage.storage_bytes,
        assets=usage.assets,
        month_start=usage.month_start.ToDatetime(tzinfo=UTC),
    )
