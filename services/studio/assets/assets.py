"""Everything that an account keeps: received, made by jobs, read, changed, deleted."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from mesh.documents import Document
from mesh.errors import ImageTooLarge, InvalidArgument, InvalidImage, ServiceUnavailable
from mesh.pictures.decode import Limits, examine
from mesh.pictures.formats import Format
from mesh.tokens import Clock, utc_now
from mesh.transfer import split
from services.studio.assets.asset import Asset, Kind, Made
from services.studio.assets.blobs import Blobs, path_of
from services.studio.assets.catalogue import Catalogue, Filters
from services.studio.assets.errors import AssetNotFound, BytesMissing, StorageFull
from services.studio.assets.objects import ObjectMissing, Objects
from services.studio.assets.receipts import ASKED, Receipt, Receipts
from services.studio.assets.renditions import Renditions
from services.studio.assets.spool import Spooled, spooled
from services.studio.assets.thumbnails import Thumbnails
from services.studio.idempotency import Claims, digest_of
from services.studio.ids import derived_id
from services.studio.labels import checked_tags, checked_title
from services.studio.pages import Page

ZIP_MIME = "application/zip"
ZIP_STARTS = (b"PK\x03\x04", b"PK\x05\x06")
SHORTEST_LIFE, LONGEST_LIFE = timedelta(seconds=60), timedelta(days=36_500)
TRIES = 5
METHOD = "CreateAsset"


@dataclass(frozen=True)
class Rules:
    """What may be kept, and for how long; each callable takes an account's id."""

    max_photo_bytes: int
    max_archive_bytes: int
    pending: timedelta
    """How long a picture is kept that no job has confirmed."""
    storage_left: Callable[[str], Awaitable[int | None]]
    """Bytes that the account may still keep; None: without a limit."""
    uploads_kept: Callable[[str], Awaitable[timedelta | None]]
    results_kept: Callable[[str], Awaitable[timedelta | None]]
    admit: Callable[[str], Awaitable[None]]
    """Raises where the account may keep nothing new: it is being deleted."""


class Assets:
    """The studio's assets."""

    def __init__(
        self,
        catalogue: Catalogue,
        blobs: Blobs,
        objects: Objects,
        receipts: Receipts,
        claims: Claims,
        rules: Rules,
        *,
        now: Clock = utc_now,
    ) -> None:
        self._catalogue = catalogue
        self._blobs = blobs
        self._objects = objects
        self._receipts = receipts
        self._claims = claims
        self._thumbnails = Thumbnails(objects)
        self._renditions = Renditions(objects)
        self._rules = rules
        self._now = now

    # Keeping

    def largest(self, kind: Kind) -> int:
        """Bytes that a file of this kind may have."""
        return self._rules.max_archive_bytes if kind is Kind.ARCHIVE else self._rules.max_photo_bytes

    async def room_for(self, account_id: str, size_bytes: int, kind: Kind, *, reserved_bytes: int = 0) -> None:
        """Raises ``StorageFull`` or ``ImageTooLarge`` where so many bytes more are too many, beside those that are on their way;
        ``AccountErased`` where nothing is taken any more."""
        await self._rules.admit(account_id)
        self._check_size(size_bytes, kind)
        left = await self._rules.storage_left(account_id)
        if left is not None and size_bytes + reserved_bytes > left:
            raise StorageFull(max(0, left - reserved_bytes))

    def _check_size(self, size_bytes: int, kind: Kind) -> None:
        if size_bytes > self.largest(kind):
            raise ImageTooLarge(
                f"The file is larger than {self.largest(kind) / 1e6:.0f} MB, which is the limit. Send it smaller or in parts.",
                max_bytes=self.largest(kind),
            )

    async def receive(
        self,
        account_id: str,
        chunks: AsyncIterator[bytes],
        *,
        kind: Kind,
        title: str = "",
        tags: Sequence[str] = (),
        time_to_live: timedelta | None = None,
        idempotency_key: str = "",
        expected_bytes: int = 0,
    ) -> tuple[Asset, bool]:
        """Keeps a file that arrives; the asset, and whether it is new: the same file again is the same asset.

        Raises ``InvalidImage`` and its kin, ``StorageFull``, ``ImageTooLarge``, ``IdempotencyMismatch``, ``InvalidArgument``.
        """
        await self._rules.admit(account_id)
        title, kept_tags = checked_title(title), checked_tags(tags)
        check_life(time_to_live)
        self._check_size(expected_bytes, kind)
        async with spooled(chunks) as file:
            # Not before: a file that is kept already needs no room, so that sending it twice is never refused for the first time.
            if not await self._blobs.known(account_id, file.sha256):
                await self.room_for(account_id, file.size_bytes, kind)
            self._check_size(file.size_bytes, kind)
            mime, width, height = await asyncio.to_thread(self._examine, file, kind)
            asset_id = derived_id("ast", account_id, file.sha256, kind.value)
            said = [kind.value, title, *kept_tags, str(time_to_live), file.sha256]
            await self._claims.claim(
                account_id, METHOD, idempotency_key, digest_of(part.encode() for part in said), asset_id
            )
            life = time_to_live if time_to_live is not None else await self._rules.uploads_kept(account_id)
            now = self._moment()
            asset = Asset(
                id=asset_id,
                account_id=account_id,
                kind=kind,
                sha256=file.sha256,
                size_bytes=file.size_bytes,
                mime=mime,
                created_at=now,
                updated_at=now,
                expires_at=None if life is None else now + life,
                width=width,
                height=height,
                title=title,
                tags=kept_tags,
            )
            return await self._keep(asset, file)

    async def _keep(self, asset: Asset, file: Spooled, words: str = "") -> tuple[Asset, bool]:
        """The asset that is there already, its life made longer, or this one."""
        for turn in range(TRIES):
            # What an attempt made is nearly always new; what is sent, often not.
            there = None
            if turn or not asset.pending:
                there = await self._catalogue.keep_until(asset.account_id, asset.id, asset.expires_at)
            # Bytes that somebody took out of the store by hand are written again.
            if (
                there is not None
                and await self._objects.size(path_of(asset.account_id, asset.sha256)) == asset.size_bytes
            ):
                return there, False
            async with self._blobs.written(asset.account_id, asset.sha256, file.source, file.size_bytes):
                if await self._catalogue.insert(asset, words):
                    return asset, True
                there = await self._catalogue.keep_until(asset.account_id, asset.id, asset.expires_at)
            if there is not None:
                return there, False
            # Deleted between two looks: it is to be kept all the same.
        raise ServiceUnavailable(
            "The same file is being deleted and sent by many at once. Try again in a few seconds.",
            retry_after_s=2.0,
            service="studio",
        )

    def _moment(self) -> datetime:
        """Now, as finely as the documents keep it: what is answered at first is what is read later."""
        now = self._now()
        return now.replace(microsecond=now.microsecond // 1000 * 1000)

    def _examine(self, file: Spooled, kind: Kind) -> tuple[str, int, int]:
        """Media type and size in pixels."""
        if kind is Kind.ARCHIVE:
            with_start = file.source[:4] if isinstance(file.source, bytes) else _start(file)
            if with_start not in ZIP_STARTS:
                raise InvalidImage("The file is no zip. Send a zip of photos.")
            return ZIP_MIME, 0, 0
        if not file.size_bytes:
            raise InvalidImage("The photo is empty: it has no bytes. Check the file that was sent.")
        found = examine(file.read(), Limits(max_bytes=self._rules.max_photo_bytes))
        return found.source_format.mime_type, found.width_px, found.height_px

    async def keep_made(
        self,
        account_id: str,
        job_id: str,
        attempt: int,
        recipe: str,
        parents: Sequence[str],
        made: Sequence[Made],
        *,
        tags: Sequence[str] = (),
        title: str = "",
    ) -> list[Asset]:
        """Keeps what an attempt at a job made, not yet confirmed; idempotent. Assets come in the order of ``made``."""
        kept = []
        for picture in made:
            now = self._moment()
            async with spooled(_one(picture.data)) as file:
                asset = Asset(
                    id=derived_id("ast", job_id, attempt, picture.variant, picture.layer),
                    account_id=account_id,
                    kind=Kind.RESULT if _is_result(picture, made) else Kind.LAYER,
                    sha256=file.sha256,
                    size_bytes=file.size_bytes,
                    mime=picture.mime,
                    created_at=now,
                    updated_at=now,
                    expires_at=now + self._rules.pending,
                    width=picture.width,
                    height=picture.height,
                    title=title,
                    tags=tuple(tags),
                    recipe=recipe,
                    layer=picture.layer,
                    variant=picture.variant,
                    parents=tuple(parents),
                    job_id=job_id,
                    manifest=picture.manifest,
                    pending=True,
                )
                kept.append((await self._keep(asset, file, picture.words))[0])
        return kept

    async def confirm(self, account_id: str, asset_ids: Sequence[str]) -> None:
        """What an attempt made is the job's result; idempotent."""
        life = await self._rules.results_kept(account_id)
        for asset_id in asset_ids:
            await self._catalogue.confirm(account_id, asset_id, None if life is None else self._now() + life)

    # Reading

    async def get(self, account_id: str, asset_id: str) -> Asset:
        """Raises ``AssetNotFound``."""
        return await self._catalogue.get(account_id, asset_id)

    async def list(self, account_id: str, filters: Filters, page: Page) -> tuple[list[Asset], str]:
        """The account's assets, newest first, and the token of the next page."""
        return await self._catalogue.page(account_id, filters, page)

    async def read(self, asset: Asset, offset: int = 0, length: int | None = None) -> AsyncGenerator[bytes, None]:
        """An asset's bytes, in pieces of at most 256 KiB. Raises ``BytesMissing``."""
        try:
            async for piece in self._objects.read(path_of(asset.account_id, asset.sha256), offset, length):
                yield piece
        except ObjectMissing as error:
            raise BytesMissing(asset.sha256) from error

    async def thumbnail(self, asset: Asset) -> bytes:
        """The asset as a small WebP. Raises ``NoThumbnail``, ``BytesMissing``."""
        try:
            return await self._thumbnails.of(asset)
        except ObjectMissing as error:
            raise BytesMissing(asset.sha256) from error

    async def rendition(self, asset: Asset, target: Format, quality: int | None) -> bytes:
        """The asset encoded anew. Raises ``NoPicture``, ``Overloaded``, ``BytesMissing``."""
        try:
            return await self._renditions.of(asset, target, quality)
        except ObjectMissing as error:
            raise BytesMissing(asset.sha256) from error

    async def receipts(self, account_id: str, page: Page) -> tuple[Sequence[Receipt], str]:
        """What was deleted for the account, newest first."""
        return await self._receipts.page(account_id, page)

    async def stored(self, account_id: str) -> tuple[int, int]:
        """Assets and bytes of the account."""
        return await self._catalogue.count(account_id), await self._blobs.stored_bytes(account_id)

    # Changing and deleting

    async def hold(self, asset: Asset, at_least: timedelta) -> None:
        """The asset lives ``at_least`` so long from now. Raises ``AssetNotFound`` where it has just gone."""
        until = self._now() + at_least
        if asset.expires_at is None or asset.expires_at >= until:
            return
        if await self._catalogue.keep_until(asset.account_id, asset.id, until) is None:
            raise AssetNotFound

    async def update(self, account_id: str, asset_id: str, changes: Document) -> Asset:
        """Changes ``title``, ``tags``, ``favourite``, ``expires_at``. A favourite does not expire, and one that is no longer
        gets its kind's usual life. Raises ``AssetNotFound``, ``InvalidArgument``."""
        changes = dict(changes)
        if "title" in changes:
            changes["title"] = checked_title(changes["title"])
        if "tags" in changes:
            changes["tags"] = list(checked_tags(changes["tags"]))
        until: datetime | None = changes.get("expires_at")
        if until is not None and until <= self._now():
            raise InvalidArgument("The asset would have expired already. Choose a time to come.", field="expire_time")
        if changes.get("favourite"):
            changes["expires_at"] = None
        elif changes.get("favourite") is False and "expires_at" not in changes:
            asset = await self._catalogue.get(account_id, asset_id)
            if asset.favourite:
                life = await (self._rules.results_kept if asset.job_id else self._rules.uploads_kept)(account_id)
                changes["expires_at"] = None if life is None else self._now() + life
        elif until is not None and (await self._catalogue.get(account_id, asset_id)).favourite:
            raise InvalidArgument("A favourite does not expire. Take the mark away first.", field="expire_time")
        return await self._catalogue.update(account_id, asset_id, changes, self._now())

    async def delete(self, account_id: str, asset_id: str, reason: str = ASKED) -> Receipt:
        """Deletes an asset for good. Raises ``AssetNotFound``."""
        return await self.remove(await self._catalogue.get(account_id, asset_id), reason)

    async def remove(self, asset: Asset, reason: str, *, expired_at: datetime | None = None) -> Receipt:
        """Its document, then its bytes where nothing else uses them; what a crash leaves, the sweeper ends.

        Raises ``AssetNotFound`` where somebody else was faster, or where its time is not over at ``expired_at``.
        """
        receipt = await self._receipts.open(asset, reason, self._moment())
        await self._blobs.mark(asset.account_id, asset.sha256)
        if not await self._catalogue.remove(asset, expired_at=expired_at):
            await self._receipts.drop(receipt)
            raise AssetNotFound
        gone = await self._blobs.release(asset.account_id, asset.sha256)
        return await self._receipts.close(receipt, bytes_deleted=gone)

    async def end_receipts(self, before: datetime) -> None:
        """Closes the receipts of deletions that began before then and broke off: dropped where the asset has stayed."""
        for receipt in await self._receipts.left_open(before):
            if await self._catalogue.is_there(receipt.account_id, receipt.asset_id, receipt.asset_created_at):
                await self._receipts.drop(receipt)
            else:
                known = await self._blobs.known(receipt.account_id, receipt.sha256)
                await self._receipts.close(receipt, bytes_deleted=not known)

    async def erase(self, account_id: str) -> tuple[int, int]:
        """Removes everything of an account; how many assets and bytes there were."""
        count = 0
        async for asset in self._catalogue.of_account(account_id):
            count += await self._catalogue.remove(asset)
        size_bytes = await self._blobs.erase(account_id)
        await self._receipts.erase(account_id)
        return count, size_bytes

    def close(self) -> None:
        """Takes nothing more."""
        self._thumbnails.close()
        self._renditions.close()


def _is_result(picture: Made, made: Sequence[Made]) -> bool:
    """Whether it is the picture that the job was for: the scene's result, or the cutout's product."""
    wanted = "result" if any(each.layer == "result" for each in made) else "product"
    return picture.layer in {wanted, "unspecified"}


def _start(file: Spooled) -> bytes:
    assert not isinstance(file.source, bytes)  # noqa: S101 - the other case is the caller's
    with file.source.open("rb") as opened:
        return opened.read(4)


async def _one(data: bytes) -> AsyncIterator[bytes]:
    for piece in split(data):
        yield piece
        # Hashing 30 MB takes some 20 ms, in which the loop must answer others.
        await asyncio.sleep(0)


def check_life(time_to_live: timedelta | None) -> None:
    """Raises ``InvalidArgument`` where a file cannot be kept so long or so short."""
    if time_to_live is not None and not SHORTEST_LIFE <= time_to_live <= LONGEST_LIFE:
        raise InvalidArgument(
            "`time_to_live_s` must be at least 60 seconds and at most 100 years, or 0.", field="time_to_live_s"
        )
