"""One photo from the folder to its files: read, handed in, waited for, downloaded. Each step looks at what the ledger knows first.

So an interrupted run is gone on with by doing the same again. It is a job's key, made of the photo's SHA-256 and the wishes, that
keeps a photo from being done twice, whatever its file is called.
"""

import asyncio
import errno
import hashlib
import random
import time
from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import grpc

from packshot.cli.folder.ledger import Entry, Ledger
from packshot.cli.folder.photos import label_of
from packshot.client import ApiError, Job, Packshot, Recipe
from packshot.client.retries import broke_off

PATIENCE_S = 300.0
"""How long nobody may answer before the run is stopped"""
LONGEST_PAUSE_S = 30.0
SAME_REFUSALS = 5
"""Times that the wishes are refused in the same words, and nothing was made, until the run is stopped"""
_STOPPING = {grpc.StatusCode.UNAUTHENTICATED, grpc.StatusCode.PERMISSION_DENIED, grpc.StatusCode.UNIMPLEMENTED}
_DISK = {errno.ENOSPC, errno.EDQUOT, errno.EROFS}
GONE = "RESULT_GONE"

Answer = TypeVar("Answer")


class Stopped(Exception):
    """What would befall every further photo too: the run is over, and can be gone on with."""

    def __init__(self, error: ApiError) -> None:
        super().__init__(error.message)
        self.error = error


@dataclass(frozen=True)
class Order:
    """What is to be done with each photo."""

    folder: Path
    output: Path
    recipe: Recipe
    digest: str
    """Of the recipe and everything else that is said about every job"""
    main: str
    """The layer that the photo's own name is for"""
    suffix: str
    """Of every file, such as ``.png``"""
    priority: str = "batch"
    tags: Sequence[str] = ()
    in_flight: int = 8
    retry_failed: bool = False


@dataclass
class Tally:
    """How far the run has come."""

    total: int
    kept: int = 0
    """Done by an earlier run"""
    made: int = 0
    failed: int = 0
    retryable: int = 0
    """Of those that failed"""
    waiting: set[str] = field(default_factory=set)
    """Photos that are handed in as soon as there is room"""

    @property
    def ended(self) -> int:
        return self.kept + self.made + self.failed


class Teller:
    """Hears how it goes; every method may be left as it is."""

    def kept(self, photo: str) -> None: ...
    def made(self, photo: str, files: Sequence[Path], job: Mapping[str, Any]) -> None: ...
    def failed(self, photo: str, failure: Mapping[str, Any]) -> None: ...
    def changed(self) -> None: ...


class FolderWork:
    """Does an order, at most ``in_flight`` photos at a time."""

    def __init__(
        self,
        studio: Packshot,
        ledger: Ledger,
        order: Order,
        tally: Tally,
        teller: Teller,
        *,
        now_s: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
        patience_s: float = PATIENCE_S,
    ) -> None:
        self._studio = studio
        self._ledger = ledger
        self._order = order
        self.tally = tally
        self._teller = teller
        self._now_s = now_s
        self._sleep = sleep
        self._patience_s = patience_s
        self._heard_s = now_s()
        self._turns: dict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._handed_now: set[str] = set()
        self._ended_now: set[str] = set()
        self._refusals: Counter[str] = Counter()

    async def run(self, photos: Iterable[str]) -> None:
        """Does all of them. Raises ``Stopped``; what was done until then is kept."""
        waiting = iter(photos)

        async def take() -> None:
            for photo in waiting:
                await self._photo(photo)

        syncing = asyncio.create_task(self._ledger.keep_synced())
        try:
            async with asyncio.TaskGroup() as group:
                for _ in range(self._order.in_flight):
                    group.create_task(take())
        except BaseExceptionGroup as several:
            # They all mean that the run is over; one sentence is enough.
            stopped, others = several.split(Stopped)
            if others is not None or stopped is None:
                raise
            first: BaseException = stopped
            while isinstance(first, BaseExceptionGroup):
                first = first.exceptions[0]
            raise first from None
        finally:
            syncing.cancel()
            with suppress(asyncio.CancelledError):
                await syncing

    async def _photo(self, photo: str) -> None:
        try:
            data, sha256 = await asyncio.to_thread(_read, self._order.folder / photo)
            key = hashlib.sha256(f"{sha256}/{self._order.digest}".encode()).hexdigest()
            if await asyncio.to_thread(self._is_there, photo, key):
                self.tally.kept += 1
                self._teller.kept(photo)
                return
            async with self._turns[key]:
                job = await self._job(key, photo, data)
            if job["state"] != "succeeded":
                self._fail(photo, job["failure"], job["job"])
                return
            files = await self._files(key, photo, job)
        except ApiError as error:
            if error.code in _STOPPING or error.reason == "STORAGE_FULL":
                raise Stopped(error) from error
            told = {
                "reason": error.reason,
                "message": error.message,
                "retryable": broke_off(error) or error.reason == GONE,
                "request_id": error.request_id,
            }
            self._fail(photo, told, "")
        except OSError as error:
            told_error = ApiError("FILE", f"{error.filename or photo}: {error.strerror or error}.")
            if error.errno in _DISK:
                raise Stopped(told_error) from error
            self._fail(photo, {"reason": "FILE", "message": told_error.message, "retryable": False}, "")
        else:
            self.tally.made += 1
            self._teller.made(photo, files, job)

    def _is_there(self, photo: str, key: str) -> bool:
        written = self._ledger.state.written.get(photo)
        if written is None or written.key != key or not written.files:
            return False
        return all(_size(self._order.output / each["name"]) == each["bytes"] for each in written.files)

    async def _job(self, key: str, photo: str, data: bytes) -> Mapping[str, Any]:
        """How the job for this content ended, as the ledger tells it."""
        while True:
            entry = self._ledger.state.entries.get(key)
            if entry is None or (entry.ended is not None and self._wants_another(key, entry.ended)):
                attempt = 0 if entry is None else entry.attempt + 1
                self._ledger.add("handing", key=key, attempt=attempt, label=label_of(photo))
                continue
            if not entry.job_id:
                job = await self._hand_in(key, photo, data, entry)
                self._ledger.add("accepted", key=key, job=job.id)
                self._handed_now.add(key)
                continue
            if entry.ended is None:
                self._note_end(key, await self._end_of(entry.job_id))
                continue
            return entry.ended

    def _wants_another(self, key: str, ended: Mapping[str, Any]) -> bool:
        """Whether a job that an earlier run saw end without a picture is tried again, once a run."""
        if key in self._ended_now or ended["state"] == "succeeded":
            return False
        return self._order.retry_failed or ended["state"] != "failed" or ended["failure"]["retryable"]

    async def _hand_in(self, key: str, photo: str, data: bytes, entry: Entry) -> Job:
        once = hashlib.sha256(f"{key}/{entry.attempt}/{entry.label}".encode()).hexdigest()

        async def submit() -> Job:
            return await self._studio.submit(
                data,
                self._order.recipe,
                priority=self._order.priority,
                name=entry.label,
                tags=self._order.tags,
                idempotency_key=once,
            )

        return await self._patiently(submit, photo)

    async def _end_of(self, job_id: str) -> Job | None:
        """The job once it has ended; None where Packshot has forgotten it."""
        try:
            return await self._patiently(lambda: self._studio.wait(job_id))
        except ApiError as error:
            if error.reason != "JOB_NOT_FOUND":
                raise
            return None

    def _note_end(self, key: str, job: Job | None) -> None:
        if job is None:
            # Accepted by an earlier run, ended, and deleted since: as if it had waited too long, and made anew at once.
            if key in self._handed_now:
                self._ended_now.add(key)
            self._ledger.add("ended", key=key, job="", state="expired", outputs=[], failure=_gone())
            return
        self._ended_now.add(key)
        failure: dict[str, Any] | None = None
        if job.failure is not None:
            failure = {
                "reason": job.failure.reason,
                "message": job.failure.message,
                "retryable": job.failure.retryable,
            }
        elif job.state != "succeeded":
            failure = {
                "reason": f"JOB_{job.state.upper()}",
                "message": f"The job was {job.state} before it was done. Run the same command again to hand it in anew.",
                "retryable": True,
            }
        outputs = [{"asset": each.asset_id, "layer": each.layer, "variant": each.variant} for each in job.outputs]
        self._ledger.add("ended", key=key, job=job.id, state=job.state, outputs=outputs, failure=failure)

    async def _files(self, key: str, photo: str, job: Mapping[str, Any]) -> list[Path]:
        """Downloads what the job made, each file whole or not at all."""
        stem = self._ledger.state.names[photo]
        files: list[dict[str, Any]] = []
        for made in sorted(job["outputs"], key=lambda each: (each["variant"], each["layer"] != self._order.main)):
            number = f"-{made['variant'] + 1}" if made["variant"] else ""
            layer = "" if made["layer"] == self._order.main else f"-{made['layer']}"
            name = f"{stem}{number}{layer}{self._order.suffix}"
            target = self._order.output / name
            await asyncio.to_thread(target.parent.mkdir, parents=True, exist_ok=True)
            await self._download(key, made["asset"], target)
            files.append({"name": name, "bytes": _size(target), "asset": made["asset"]})
        self._ledger.add("written", photo=photo, key=key, files=files)
        return [self._order.output / each["name"] for each in files]

    async def _download(self, key: str, asset_id: str, target: Path) -> None:
        try:
            await self._patiently(lambda: self._studio.download_to(asset_id, target))
        except ApiError as error:
            if error.reason != "ASSET_NOT_FOUND":
                raise
            gone = _gone()
            self._ledger.add("ended", key=key, job="", state="expired", outputs=[], failure=gone)
            raise ApiError(GONE, gone["message"]) from error

    async def _patiently(self, call: Callable[[], Awaitable[Answer]], handing: str = "") -> Answer:
        """The call, again while there is no room for it, and while nobody answers, up to a limit: ``Stopped``."""
        pause_s = 1.0
        try:
            while True:
                try:
                    answer = await call()
                except ApiError as error:
                    if not broke_off(error) or error.code is grpc.StatusCode.INTERNAL:
                        # A fault of theirs, met again and again by the client, may be this photo's alone: the others go on.
                        raise
                    if error.code is grpc.StatusCode.RESOURCE_EXHAUSTED:
                        # A full queue answers; it is waited for however long it takes.
                        self._heard_s = self._now_s()
                        if handing:
                            self.tally.waiting.add(handing)
                            self._teller.changed()
                    elif self._now_s() - self._heard_s > self._patience_s:
                        raise Stopped(error) from error
                    await self._sleep(max(error.retry_after_s or 0.0, pause_s) * (1 + 0.5 * random.random()))
                    pause_s = min(2 * pause_s, LONGEST_PAUSE_S)
                else:
                    self._heard_s = self._now_s()
                    return answer
        finally:
            self.tally.waiting.discard(handing)

    def _fail(self, photo: str, failure: Mapping[str, Any], job_id: str) -> None:
        facts = {**failure, "job": job_id}
        self._ledger.add("failed", photo=photo, **facts)
        self.tally.failed += 1
        self.tally.retryable += bool(failure["retryable"])
        self._teller.failed(photo, facts)
        if failure["reason"] == "INVALID_ARGUMENT" and not self.tally.kept + self.tally.made:
            # The wishes are the same for all: what is wrong with them is not worth thousands of tries.
            self._refusals[failure["message"]] += 1
            if self._refusals[failure["message"]] >= SAME_REFUSALS:
                raise Stopped(ApiError(failure["reason"], failure["message"]))


def _gone() -> dict[str, Any]:
    return {
        "reason": GONE,
        "message": "Packshot keeps the pictures no longer. Run the same command again to have them made anew.",
        "retryable": True,
    }


def _read(path: Path) -> tuple[bytes, str]:
    data = path.read_bytes()
    return data, hashlib.sha256(data).hexdigest()


def _size(path: Path) -> int:
    """Bytes of a file; -1 where there is none."""
    try:
        return path.stat().st_size
    except OSError:
        return -1
