"""Assets, receipts of deletions, and what a caller may change, as JSON."""

import json
from datetime import datetime
from enum import StrEnum
from typing import Any, Self

from pydantic import BaseModel, Field

from packshot.studio.v1 import assets_pb2
from services.gateway.shapes.accounts import Wanted
from services.gateway.shapes.pictures import layer_name
from services.gateway.shapes.times import Moment, at, moment, stamp


class KindName(StrEnum):
    """What an asset is."""

    PHOTO = "photo"
    RESULT = "result"
    LAYER = "layer"
    ARCHIVE = "archive"


class SentKind(StrEnum):
    """What may be sent."""

    PHOTO = "photo"
    ARCHIVE = "archive"


def kind_enum(name: StrEnum | None) -> "assets_pb2.AssetKind.ValueType":
    """The contract's value for a kind; unspecified for None."""
    return assets_pb2.ASSET_KIND_UNSPECIFIED if name is None else assets_pb2.AssetKind.Value(f"ASSET_KIND_{name.name}")


class Asset(BaseModel):
    """Something that is kept."""

    id: str = Field(examples=["ast_4f0c3b2a1d9e8f7a6b5c4d3e"])
    kind: str = Field(description="`photo`, `result`, `layer` or `archive`.", examples=["photo"])
    recipe: str = Field(description="Recipe that made it; empty for what was sent.")
    layer: str = Field(description="Which picture of its job it is; empty for what was sent.")
    variant: int = Field(description="Which scene of several of one job, from 0.")
    title: str
    tags: list[str]
    favourite: bool = Field(description="One of the saved pictures; it does not expire.")
    sha256: str
    size_bytes: int
    mime: str = Field(examples=["image/jpeg"])
    width: int = Field(description="Pixels; 0 for what is no picture.")
    height: int = Field(description="Pixels; 0 for what is no picture.")
    parents: list[str] = Field(description="Assets that it was made from.")
    job_id: str = Field(description="Job that made it; empty for what was sent.")
    manifest: dict[str, Any] | None = Field(
        description="How to make it again: send it as `manifest` with the same photo."
    )
    create_time: datetime
    update_time: datetime
    expire_time: datetime | None = Field(description="When it is deleted; null: never.")

    @classmethod
    def of(cls, asset: assets_pb2.Asset) -> Self:
        return cls(
            id=asset.id,
            kind=assets_pb2.AssetKind.Name(asset.kind).removeprefix("ASSET_KIND_").lower(),
            recipe=asset.recipe,
            layer=layer_name(asset.layer) if asset.layer else "",
            variant=asset.variant,
            title=asset.title,
            tags=list(asset.tags),
            favourite=asset.favourite,
            sha256=asset.sha256,
            size_bytes=asset.size_bytes,
            mime=asset.mime,
            width=asset.width,
            height=asset.height,
            parents=list(asset.parents),
            job_id=asset.job_id,
            manifest=json.loads(asset.manifest) if asset.manifest else None,
            create_time=at(asset.create_time),
            update_time=at(asset.update_time),
            expire_time=moment(asset, "expire_time"),
        )


class Assets(BaseModel):
    """A page of assets, newest first."""

    assets: list[Asset]
    next_page_token: str = Field(description="Send it as `page_token` for the next page; empty: this is the last.")


class AssetChange(Wanted):
    """What to change of an asset; what is left out stays."""

    title: str = Field("", examples=["Blue mug, front"])
    tags: list[str] = Field([], examples=[["mugs", "spring"]])
    favourite: bool = Field(False, examples=[True])
    expire_time: Moment | None = Field(
        None, description="When it is deleted; null: never.", examples=["2030-01-01T00:00:00Z"]
    )

    def request(self, asset_id: str) -> assets_pb2.UpdateAssetRequest:
        """In the contract's terms."""
        return assets_pb2.UpdateAssetRequest(
            id=asset_id,
            # Only what came, in a fixed order.
            fields=[name for name in type(self).model_fields if name in self.model_fields_set],
            title=self.title,
            tags=self.tags,
            favourite=self.favourite,
            expire_time=None if self.expire_time is None else stamp(self.expire_time),
        )


class Receipt(BaseModel):
    """Proof of a deletion. It names no content."""

    id: str
    asset_id: str
    sha256: str
    size_bytes: int
    bytes_deleted: bool = Field(description="False where another asset of yours still has the same bytes.")
    reason: str = Field(description="`asked`, `expired` or `job_expired`.", examples=["asked"])
    delete_time: datetime

    @classmethod
    def of(cls, receipt: assets_pb2.Receipt) -> Self:
        return cls(
            id=receipt.id,
            asset_id=receipt.asset_id,
            sha256=receipt.sha256,
            size_bytes=receipt.size_bytes,
            bytes_deleted=receipt.bytes_deleted,
            reason=receipt.reason,
            delete_time=at(receipt.delete_time),
        )


class Receipts(BaseModel):
    """A page of receipts, newest first."""

    receipts: list[Receipt]
    next_page_token: str
