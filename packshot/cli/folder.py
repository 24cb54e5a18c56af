"""The command that does a whole folder of photos, thousands of them, through jobs: broken off, it goes on where it stopped."""

import asyncio
import csv
import hashlib
import io
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, TypeVar

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from packshot.cli.batch import REFUSED, UNAVAILABLE
from packshot.cli.notices import sentence_of
from packshot.cli.options import DEFAULT_ADDRESS, Address, Key, Quality, RootCertificates, Timeout, Tls
from packshot.cli.record import OtherWishes, Record
from packshot.cli.session import connected, usable
from packshot.cli.targets import SUFFIX_OF_FORMAT, Unusable
from packshot.cli.wishes import size_of
from packshot.client import ApiError, Packshot
from packshot.client.bounds import LARGEST_SEED
from packshot.client.jobs import Job
from packshot.client.pictures import write_whole
from packshot.client.wishes import Shadow, cutout_options, scene_options
from packshot.client.words import SHADOWS
from packshot.studio.v1 import studio_pb2

PHOTO_SUFFIXES = frozenset({".jpg", ".jpeg", ".png", ".webp", ".avif", ".tif", ".tiff"})
FAILURES, SHEET = "failures.csv", "contact-sheet.jpg"
IN_FLIGHT = 8
Options = TypeVar("Options")
SHEET_AT_MOST, TILE_PX, TILES_A_ROW = 100, 220, 10


def batch(
    folder: Annotated[Path, typer.Argument(exists=True, file_okay=False, readable=True, help="Folder of photos.")],
    prompt: Annotated[str, typer.Option("--prompt", "-p", help="The scene in words, for all of them.")] = "",
    cutout: Annotated[bool, typer.Option("--cutout", help="Cut the products out, and make no scenes.")] = False,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Folder. Default: FOLDER-packshot.")] = None,
    set_name: Annotated[str | None, typer.Option("--set", help="Studio set. Default: by the words.")] = None,
    seed: Annotated[int, typer.Option(min=0, max=LARGEST_SEED, help="The same for all, so that they match.")] = 0,
    size: Annotated[str | None, typer.Option(help="Pixels, such as 1024x1024.")] = None,
    aspect: Annotated[str, typer.Option(help="Width to height, such as 4:5.")] = "",
    shadow: Annotated[str | None, typer.Option(help=f"Kind of shadow: {', '.join(SHADOWS)}.")] = None,
    format: Annotated[str, typer.Option(help="png, jpeg, webp or avif.")] = "png",  # noqa: A002 - the word people know
    quality: Quality = 0,
    retry: Annotated[bool, typer.Option("--retry", help="Try again what failed before, whatever the reason.")] = False,
    in_flight: Annotated[
        int, typer.Option(min=1, max=64, help="Jobs handed in and not yet ended, at most.")
    ] = IN_FLIGHT,
    address: Address = DEFAULT_ADDRESS,
    key: Key = None,
    tls: Tls = False,
    ca: RootCertificates = None,
    timeout: Timeout = None,
) -> None:
    """Do a whole folder of photos. Broken off, the same command goes on where it stopped and does no photo twice."""
    if bool(prompt) == cutout:
        raise typer.BadParameter("Say what is wanted: --prompt '...' for scenes, or --cutout.")
    if format not in SUFFIX_OF_FORMAT:
        raise typer.BadParameter(f"There is no format {format!r}. Use {', '.join(SUFFIX_OF_FORMAT)}.")
    if cutout:
        recipe = studio_pb2.Recipe(
            cutout=studio_pb2.CutoutRecipe(
                options=usable_options(
                    lambda: cutout_options(
                        crop=False, margin=0, matte=False, background="", format=format, quality=quality
                    )
                )
            )
        )
    else:
        wished = usable(lambda: size_of(size))
        options = usable_options(
            lambda: scene_options(
                prompt,
                set_name=set_name,
                seed=seed,
                size=wished,
                aspect_ratio=aspect,
                shadow=Shadow(shadow) if shadow else None,
                format=format,
                quality=quality,
            )
        )
        recipe = studio_pb2.Recipe(scene=studio_pb2.SceneRecipe(options=options))
    out = output or folder.with_name(f"{folder.resolve().name}-packshot")
    photos = photos_in(folder, out)
    if not photos:
        raise typer.BadParameter(f"{folder} has no photos ({', '.join(sorted(PHOTO_SUFFIXES))}).")
    out.mkdir(parents=True, exist_ok=True)
    record = usable(lambda: _record(out, recipe))
    work = Work(folder, out, photos, recipe, SUFFIX_OF_FORMAT[format], record, retry)
    try:
        connected(address, key, tls, ca, timeout, lambda studio: work.run(studio, in_flight))
    finally:
        record.close()


def usable_options(choose: Callable[[], Options]) -> Options:
    """Options, or the refusal that a wrong word deserves."""
    try:
        return choose()
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error


def _record(out: Path, recipe: studio_pb2.Recipe) -> Record:
    try:
        return Record(out, recipe.SerializeToString(deterministic=True).hex())
    except OtherWishes as error:
        raise Unusable(str(error)) from error


def photos_in(folder: Path, out: Path) -> list[Path]:
    """Photos of a folder and of those below it, in order; hidden ones and results are left out."""
    return sorted(
        path
        for path in folder.rglob("*")
        if path.suffix.lower() in PHOTO_SUFFIXES
        and path.is_file()
        and not path.resolve().is_relative_to(out.resolve())
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    )


@dataclass
class Work:
    """One run over the photos."""

    folder: Path
    out: Path
    photos: Sequence[Path]
    recipe: studio_pb2.Recipe
    suffix: str
    record: Record
    retry: bool
    failures: list[tuple[str, str, str]] = field(default_factory=list)
    thumbnails: dict[Path, bytes] = field(default_factory=dict)
    done: int = 0
    before: int = 0
    """Done by an earlier run"""
    away: bool = False

    async def run(self, studio: Packshot, in_flight: int) -> int:
        """The exit code."""
        err = Console(stderr=True, soft_wrap=True, highlight=False, markup=False)
        columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[rate]}"), TimeRemainingColumn())
        waiting = iter(self.photos)
        with Progress(*columns, console=err, disable=not err.is_terminal) as bars:
            bar = bars.add_task("photos", total=len(self.photos), rate="")
            started = time.monotonic()

            async def keep_going() -> None:
                for photo in waiting:
                    await self._one(studio, photo)
                    self._move(bars, bar, started)

            await asyncio.gather(*(keep_going() for _ in range(in_flight)))
        self._report(err)
        return UNAVAILABLE if self.away else REFUSED if self.failures else 0

    def _move(self, bars: Progress, bar: TaskID, started: float) -> None:
        fresh = self.done - self.before
        bars.update(bar, advance=1, rate=f"{fresh / max(1e-3, time.monotonic() - started):.1f} a second")

    async def _one(self, studio: Packshot, photo: Path) -> None:
        name = photo.relative_to(self.folder).as_posix()
        try:
            data = await asyncio.to_thread(photo.read_bytes)
        except OSError as error:
            self.failures.append((name, "FILE", error.strerror or str(error)))
            return
        sha256 = hashlib.sha256(data).hexdigest()
        target = self.out / photo.relative_to(self.folder).with_suffix(self.suffix)
        entry = self.record.entries.get(sha256)
        if entry is not None and entry.reason and not (self.retry or entry.retryable):
            self.failures.append((name, entry.reason, entry.message))
            return
        if entry is not None and entry.done and target.exists():
            self.done += 1
            self.before += 1
            return
        try:
            await self._make(studio, name, data, sha256, target)
        except ApiError as error:
            # Not written down as failed: the job may well come to its end, and the next run asks again.
            self.away = self.away or error.temporary
            self.failures.append((name, error.reason, sentence_of(error)))
        except OSError as error:
            self.failures.append((name, "FILE", f"{error.filename or target}: {error.strerror or error}"))

    async def _make(self, studio: Packshot, name: str, data: bytes, sha256: str, target: Path) -> None:
        job = await self._job(studio, name, data, sha256)
        if job.state != "succeeded":
            reason = job.failure.reason if job.failure else job.state.upper()
            message = (
                job.failure.message if job.failure else f"The job was {job.state}. Run the command again with --retry."
            )
            self.record.failed(sha256, name, reason, message, retryable=bool(job.failure and job.failure.retryable))
            self.failures.append((name, reason, message))
            return
        wanted = {"result", "product"}
        output = next(each for each in job.outputs if each.layer in wanted)
        picture = await studio.assets.download(output.asset_id)
        target.parent.mkdir(parents=True, exist_ok=True)
        await asyncio.to_thread(write_whole, target, picture)
        self.record.done(sha256, name)
        self.done += 1
        if len(self.thumbnails) < SHEET_AT_MOST:
            self.thumbnails[target] = await studio.assets.download(output.asset_id, thumbnail=True)

    async def _job(self, studio: Packshot, name: str, data: bytes, sha256: str) -> Job:
        """The photo's job, ended: the one that an earlier run handed in where there is one, else a new one."""
        entry = self.record.entries.get(sha256)
        if entry is not None and entry.job_id and not entry.reason:
            try:
                return await studio.jobs.wait(entry.job_id)
            except ApiError as error:
                if error.reason != "JOB_NOT_FOUND":
                    raise
        again = f"/{time.time_ns()}" if entry is not None and entry.reason else ""
        key = hashlib.sha256(f"{self.record.digest}/{sha256}{again}".encode()).hexdigest()
        job = await studio.jobs.submit(self.recipe, photo=data, name=name[-200:], priority="batch", idempotency_key=key)
        self.record.accepted(sha256, name, job.id)
        return await studio.jobs.wait(job.id)

    def _report(self, err: Console) -> None:
        earlier = f", {self.before} of them by an earlier run" if self.before else ""
        err.print(f"{self.done} of {len(self.photos)} photos are done{earlier}: {self.out}")
        path = self.out / FAILURES
        if self.failures:
            with path.open("w", newline="", encoding="utf-8") as file:
                csv.writer(file).writerows([("photo", "reason", "message"), *sorted(self.failures)])
            for name, reason, message in sorted(self.failures)[:10]:
                err.print(f"{name}: {message} ({reason})", style="red")
            err.print(
                f"{len(self.failures)} failed; {path} has all of them. The same command tries again what may succeed."
            )
        else:
            path.unlink(missing_ok=True)
        if self.thumbnails:
            err.print(_sheet(self.out / SHEET, list(self.thumbnails.values())))


def _sheet(path: Path, thumbnails: Sequence[bytes]) -> str:
    """Writes the contact sheet; what to tell about it."""
    try:
        from PIL import Image
    except ImportError:
        return "No contact sheet: it needs Pillow. `pip install 'packshot[sheet]'` brings it."
    rows = -(-len(thumbnails) // TILES_A_ROW)
    columns = min(TILES_A_ROW, len(thumbnails))
    sheet = Image.new("RGB", (columns * TILE_PX, rows * TILE_PX), "#f4f4f2")
    for index, data in enumerate(thumbnails):
        with Image.open(io.BytesIO(data)) as picture:
            tile = picture.convert("RGBA")
        tile.thumbnail((TILE_PX - 12, TILE_PX - 12))
        row, column = divmod(index, TILES_A_ROW)
        left = column * TILE_PX + (TILE_PX - tile.width) // 2
        top = row * TILE_PX + (TILE_PX - tile.height) // 2
        sheet.paste(tile, (left, top), tile)
    written = io.BytesIO()
    sheet.save(written, "JPEG", quality=88)
    write_whole(path, written.getvalue())
    return f"Contact sheet: {path}"
