"""A room of assets with hands on everything, over a real document store and whichever object store a test brings."""

import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import cv2
import numpy as np

from mesh.documents import Documents, close_documents, open_documents
from services.studio.assets.asset import Asset, Kind
from services.studio.assets.assets import Assets, Rules
from services.studio.assets.blobs import Blobs
from services.studio.assets.catalogue import Catalogue
from services.studio.assets.objects import Objects
from services.studio.assets.receipts import Receipts
from services.studio.assets.retention import Fate, Sweeper
from services.studio.assets.uploads import Uploads
from services.studio.idempotency import Claims

ANNA, BERT = "anna", "bert"
LEASE = timedelta(minutes=10)


class Clock:
    def __init__(self) -> None:
        self.time = datetime(2026, 11, 25, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.time

    def forward(self, **by: float) -> None:
        self.time += timedelta(**by)


@dataclass
class Room:
    """The whole room, with hands on everything."""

    documents: Documents
    objects: Objects
    catalogue: Catalogue
    blobs: Blobs
    assets: Assets
    uploads: Uploads
    sweeper: Sweeper
    clock: Clock
    fates: dict[str, Fate]
    limits: dict[str, int]

    async def keep(self, data: bytes, account: str = ANNA, **wishes: object) -> tuple[Asset, bool]:
        return await self.assets.receive(account, chunks(data), kind=Kind.PHOTO, **wishes)  # type: ignore[arg-type]

    async def files(self) -> list[str]:
        return [path async for path, _ in self.objects.list()]

    async def left(self) -> dict[str, int]:
        """Documents of each collection."""
        names = ("assets", "blobs", "uploads")
        return {name: await self.documents[name].count_documents({}) for name in names}


def photo(number: int = 0, side: int = 64) -> bytes:
    """A picture that differs with its number."""
    pixels = np.random.default_rng(number).integers(0, 255, (side, side * 2, 3), np.uint8)
    return cv2.imencode(".png", pixels)[1].tobytes()


async def chunks(data: bytes, size: int = 100_000) -> AsyncIterator[bytes]:
    for start in range(0, len(data), size):
        yield data[start : start + size]


async def whole(room: Room, asset: Asset) -> bytes:
    return b"".join([piece async for piece in room.assets.read(asset)])


@asynccontextmanager
async def open_room(store_url: str, objects: Objects) -> AsyncIterator[Room]:
    """A room with a database of its own."""
    documents, clock = open_documents(store_url, secrets.token_hex(4), durable=True), Clock()
    catalogue, receipts, claims = Catalogue(documents), Receipts(documents), Claims(documents, now=clock)
    blobs = Blobs(documents, objects, catalogue.uses, lease=LEASE, now=clock)
    fates: dict[str, Fate] = {}
    limits: dict[str, int] = {}

    async def storage_left(account_id: str) -> int | None:
        return None if account_id not in limits else limits[account_id] - await blobs.stored_bytes(account_id)

    async def week(_: str) -> timedelta:
        return timedelta(days=7)

    async def quarter(_: str) -> timedelta:
        return timedelta(days=90)

    async def admit(_: str) -> None:
        return

    async def fate(asset: Asset) -> Fate:
        return fates.get(asset.id, Fate.GO)

    rules = Rules(1_000_000, 10_000_000, LEASE, storage_left, week, quarter, admit)
    assets = Assets(catalogue, blobs, objects, receipts, claims, rules, now=clock)
    uploads = Uploads(documents, objects, assets, now=clock)
    sweeper = Sweeper(assets, catalogue, blobs, uploads, objects, fate, every_s=1, stay=LEASE, now=clock)
    for part in (catalogue, receipts, claims, blobs, uploads):
        await part.prepare()
    yield Room(documents, objects, catalogue, blobs, assets, uploads, sweeper, clock, fates, limits)
    await assets.close()
    await close_documents(documents)
