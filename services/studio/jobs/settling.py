"""What follows from the end of a job: charges, webhooks, the end of its batch. Knows none of them."""

from collections.abc import Awaitable, Callable, Sequence

import structlog

from mesh.errors import PackshotError
from services.studio.jobs.job import Job
from services.studio.jobs.ledger import Ledger

log = structlog.get_logger(__name__)

Settle = Callable[[Job], Awaitable[None]]
"""Follows up the end of a job; may be called again for the same one."""


async def follow_up(ledger: Ledger, settlers: Sequence[Settle], job: Job) -> None:
    """Everything that an ended job brings with it, then the mark that it was done. What fails is left to the reconciler: the end
    itself stands, and whoever brought it about is not to be stopped by what follows."""
    try:
        for settle in settlers:
            await settle(job)
        await ledger.settled(job)
    except PackshotError as error:
        log.info("job.unsettled", job=job.id, reason=error.reason)
    except Exception:
        log.exception("job.unsettled", job=job.id)
