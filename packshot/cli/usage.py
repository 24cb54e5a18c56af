"""``packshot usage``: what the account has used this month, and may use."""

import dataclasses

import typer
from rich.console import Console
from rich.table import Table

from packshot.cli.options import Json
from packshot.cli.reach import Reach
from packshot.cli.spread import taking
from packshot.cli.tables import as_document, size
from packshot.client import Packshot


@taking(Reach)
def usage(as_json: Json = False, reach: Reach = Reach()) -> None:  # noqa: B008 - frozen
    """Show what the account has used this month, and what it may use."""

    async def work(studio: Packshot) -> int:
        used = await studio.usage()
        if as_json:
            typer.echo(as_document(dataclasses.asdict(used)))
            return 0
        quota = used.quota
        table = Table("", "used", "of", box=None, pad_edge=False, header_style="bold")
        for name, count, limit in (
            ("credits this month", used.credits, quota.credits_a_month),
            ("jobs done this month", used.succeeded_jobs, 0),
            ("jobs waiting", used.queued_jobs, quota.queued_jobs),
            ("jobs running", used.running_jobs, quota.running_jobs),
            ("assets kept", used.assets, 0),
        ):
            table.add_row(name, str(count), str(limit or ""))
        table.add_row("storage", size(used.storage_bytes), size(quota.storage_bytes) if quota.storage_bytes else "")
        Console().print(table)
        return 0

    reach.use(work, as_json=as_json)
