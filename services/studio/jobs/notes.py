"""How far an attempt has come: told live each time, written down now and then, for whoever looks later."""

import asyncio

from mesh.errors import PackshotError
from services.studio.jobs.events import step_id
from services.studio.jobs.job import Job, Step
from services.studio.jobs.ledger import Ledger
from services.studio.jobs.live import events_of, pack_preview, pack_step
from services.studio.jobs.queue import Queue

NOTE_S = 0.5
"""Progress is written down this often at most; live it is told each time."""


class Notes:
    """What one attempt tells."""

    def __init__(self, ledger: Ledger, queue: Queue, job: Job) -> None:
        self._ledger = ledger
        self._queue = queue
        self._job = job
        self._count = 0
        self._progress: tuple[int, Step] | None = None
        self._preview: tuple[int, bytes] | None = None
        self._unwritten = asyncio.Event()

    async def take(self, step: Step | None, preview: bytes | None) -> None:
        """Takes the next step, or preview."""
        self._count += 1
        event_id = step_id(self._job.attempts, self._count)
        subject = events_of(self._job.id)
        if step is not None:
            self._progress = event_id, step
            await self._queue.tell(subject, pack_step(event_id, step))
        if preview is not None:
            self._preview = event_id, preview
            await self._queue.tell(subject, pack_preview(event_id, preview))
        self._unwritten.set()

    async def write_down(self) -> None:
        """Writes the latest down until it is cancelled; what came last too, however long nothing comes after it."""
        while True:
            await self._unwritten.wait()
            # Not at once: most that is over within the time is never read.
            await asyncio.sleep(NOTE_S)
            self._unwritten.clear()
            progress, preview = self._progress, self._preview
            try:
                await self._ledger.note(self._job, progress=progress, preview=preview)
            except PackshotError:
                self._unwritten.set()
            else:
                # A preview is large, and is not written a second time.
                self._progress = None if self._progress is progress else self._progress
                self._preview = None if self._preview is preview else self._preview
