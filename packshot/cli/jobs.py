"""``packshot jobs``: what was handed in, and how it goes."""

import asyncio
import dataclasses
from contextlib import aclosing
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from packshot.cli.options import Json
from packshot.cli.reach import Reach
from packshot.cli.several import REFUSED, UNAVAILABLE
from packshot.cli.spread import taking
from packshot.cli.tables import as_document, at, show
from packshot.client import Job, JobEvent, Packshot
from packshot.client.words import STATES

jobs = typer.Typer(help="Jobs: list, show, cancel, watch.", no_args_is_help=True)
JobId = Annotated[str, typer.Argument(metavar="JOB", help="Id of the job.")]
_PLAIN = {"soft_wrap": True, "highlight": False, "markup": False}


@jobs.command("list")
@taking(Reach)
def list_(
    state: Annotated[
        list[str] | None, typer.Option(help=f"Only these: {', '.join(STATES)}. May be said again.")
    ] = None,
    recipe: Annotated[str, typer.Option(help="Only this recipe: cutout or scene.")] = "",
    batch: Annotated[str, typer.Option(help="Only this batch, by its id.")] = "",
    limit: Annotated[int, typer.Option(min=1, max=100_000, help="At most so many.")] = 50,
    as_json: Json = False,
    reach: Reach = Reach(),  # noqa: B008 - frozen
) -> None:
    """List jobs, newest first."""

    async def work(studio: Packshot) -> int:
        found: list[Job] = []
        pages: Any = studio.jobs(states=state or (), recipe=recipe, batch_id=batch, page_size=min(limit, 200))
        async with aclosing(pages) as all_jobs:
            async for job in all_jobs:
                found.append(job)
                if len(found) == limit:
                    break
        columns = ("job", "recipe", "state", "name", "accepted", "why it failed")
        show(as_json, found, columns, lambda job: (*_row(job), job.failure.reason if job.failure else ""))
        return 0

    reach.use(work, as_json=as_json)


@jobs.command("show")
@taking(Reach)
def show_(job_id: JobId, as_json: Json = False, reach: Reach = Reach()) -> None:  # noqa: B008 - frozen
    """Show one job."""

    async def work(studio: Packshot) -> int:
        _tell(await studio.job(job_id), as_json=as_json)
        return 0

    reach.use(work, as_json=as_json)


@jobs.command()
@taking(Reach)
def cancel(
    job_ids: Annotated[list[str], typer.Argument(metavar="JOB...", help="Ids of jobs.")],
    as_json: Json = False,
    reach: Reach = Reach(),  # noqa: B008 - frozen
) -> None:
    """Cancel jobs. What has ended stays as it is."""

    async def work(studio: Packshot) -> int:
        for job in await asyncio.gather(*(studio.cancel(each) for each in job_ids)):
            if as_json:
                typer.echo(as_document(dataclasses.asdict(job)))
            else:
                stopping = ", stops within a step" if job.state == "running" else ""
                typer.echo(f"{job.id}  {job.state}{stopping}")
        return 0

    reach.use(work, as_json=as_json)


@jobs.command()
@taking(Reach)
def watch(
    job_id: JobId,
    after: Annotated[int, typer.Option(min=0, help="Only events after the one with this id.")] = 0,
    as_json: Json = False,
    reach: Reach = Reach(),  # noqa: B008 - frozen
) -> None:
    """Watch a job until it has ended; the exit code is that of the same work done at once."""

    async def work(studio: Packshot) -> int:
        err = Console(stderr=True, **_PLAIN)  # type: ignore[arg-type]
        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            TextColumn("{task.fields[stage]}"),
            TimeElapsedColumn(),
        )
        last: Job | None = None
        with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as bars:
            bar = bars.add_task(job_id, total=None, stage="")
            async with aclosing(studio.watch(job_id, after)) as events:
                async for event in events:
                    last = event.job or last
                    _follow(event, bars, bar, as_json=as_json)
        last = last or await studio.job(job_id)
        if not as_json:
            _tell(last, as_json=False)
        if last.state == "succeeded":
            return 0
        return UNAVAILABLE if last.state == "expired" or (last.failure and last.failure.retryable) else REFUSED

    reach.use(work, as_json=as_json)


def _follow(event: JobEvent, bars: Progress, bar: TaskID, *, as_json: bool) -> None:
    if event.progress:
        bars.update(bar, total=event.progress.total, completed=event.progress.step, stage=event.progress.stage)
    if event.job:
        bars.update(bar, stage=event.job.state)
    if as_json and event.preview is None:
        typer.echo(as_document(dataclasses.asdict(event)))


def _row(job: Job) -> tuple[str, ...]:
    return job.id, job.recipe, job.state, job.name, at(job.created_at)


def _tell(job: Job, *, as_json: bool) -> None:
    if as_json:
        typer.echo(as_document(dataclasses.asdict(job)))
        return
    out = Console(**_PLAIN)  # type: ignore[arg-type]
    out.print(f"{job.id}  {job.recipe}, {job.state}{f', {job.name}' if job.name else ''}")
    out.print(f"  accepted {at(job.created_at)}{f', ended {at(job.ended_at)}' if job.ended_at else ''}")
    if job.failure:
        out.print(f"  {job.failure.message} ({job.failure.reason})")
    for output in job.outputs:
        number = f" {output.variant + 1}" if output.variant else ""
        out.print(f"  {output.layer}{number}: {output.asset_id}")
