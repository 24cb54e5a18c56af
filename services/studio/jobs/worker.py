"""The worker: takes jobs from the lanes, as many at a time as it may, and gives back what it cannot end when it is told to stop."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable

import structlog

from mesh.errors import PackshotError
from mesh.tokens import Clock, utc_now
from services.studio.jobs.attempt import Attempts, Bench
from services.studio.jobs.errors import QueueAway
from services.studio.jobs.lanes import Lanes
from services.studio.jobs.ledger import Ledger
from services.studio.jobs.live import CANCEL
from services.studio.jobs.queue import ROOT, Delivery, Lane, Queue, lane_of

log = structlog.get_logger(__name__)
LOOK_S = 15.0
"""How often the documents are asked which lanes have work, for what the subscription has missed."""
AWAY_S = 0.2
AGAIN_S = 1.0


class Worker:
    """Carries out ``parallel`` jobs at a time."""

    def __init__(
        self, ledger: Ledger, queue: Queue, bench: Bench, *, parallel: int, drain_s: float, now: Clock = utc_now
    ) -> None:
        self._ledger = ledger
        self._queue = queue
        self._bench = bench
        self._parallel = parallel
        self._drain_s = drain_s
        self._lanes = Lanes()
        self._wake = asyncio.Event()
        self._look_now = asyncio.Event()
        self._attempts = Attempts(ledger, queue, bench, now=now)
        self._running: set[asyncio.Task[None]] = set()
        # What was announced while the connection was gone, nobody here has heard.
        queue.on_back.append(self._look_now.set)

    async def run(self) -> None:
        """Works until it is cancelled; then what runs gets the time to end, and what does not is given back."""
        looking = asyncio.create_task(self._look())
        try:
            while True:
                if len(self._running) >= self._parallel or not await self._take_one():
                    await self._pause()
        finally:
            # Those who listen for cancellations go last: what is being ended can still be cancelled.
            await self._drain()
            looking.cancel()
            await asyncio.gather(looking, return_exceptions=True)

    async def _pause(self) -> None:
        now_s = asyncio.get_running_loop().time()
        # Not ``wait_for``: until Python 3.12 it swallows a cancellation that comes together with what it waits for, and a worker
        # that is told to stop would go on.
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(self._lanes.next_s(now_s)):
                await self._wake.wait()
        self._wake.clear()

    async def _drain(self) -> None:
        if self._running:
            await asyncio.wait(self._running, timeout=self._drain_s)
        for task in self._running:
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)

    # Finding work

    async def _look(self) -> None:
        """Listens for new messages and for cancellations, and asks the documents now and then."""
        ends: list[Callable[[], Awaitable[None]]] = []
        to_hear = [(f"{CANCEL}.*", self._asked_to_stop), (f"{ROOT}.>", self._heard)]
        try:
            while True:
                self._look_now.clear()
                pause_s = LOOK_S
                try:
                    while to_hear:
                        ends.append(await self._queue.listen(*to_hear[-1]))
                        to_hear.pop()
                except QueueAway:
                    pause_s = AGAIN_S
                try:
                    self._lanes.mark()
                    self._lanes.keep({Lane(*each) for each in await self._ledger.lanes()})
                    self._wake.set()
                except PackshotError as error:
                    log.info("worker.waiting", reason=error.reason)
                    pause_s = AGAIN_S
                except Exception:
                    log.exception("worker.broken")
                    pause_s = AGAIN_S
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(pause_s):
                        await self._look_now.wait()
        finally:
            for end in ends:
                await end()

    def _heard(self, subject: str, _: bytes) -> None:
        if (lane := lane_of(subject)) is not None:
            self._lanes.wake(lane)
            self._wake.set()

    def _asked_to_stop(self, subject: str, _: bytes) -> None:
        self._attempts.stop(subject.rpartition(".")[2])

    async def _take_one(self) -> bool:
        """Takes the next job there is; False where there is none."""
        loop = asyncio.get_running_loop()
        for lane in self._lanes.order(loop.time()):
            try:
                delivery = await self._take(lane, await self._bench.running_limit(lane.account_id))
            except (QueueAway, PackshotError) as error:
                if not self._queue.answers:
                    await asyncio.sleep(AWAY_S)
                    return False
                # This lane's trouble is not to hold up the others.
                log.info("worker.lane", lane=lane.consumer, reason=type(error).__name__)
                delivery = None
            if delivery is None:
                self._lanes.empty(lane, loop.time())
                continue
            self._lanes.gave(lane)
            self._begin(lane, delivery)
            return True
        return False

    async def _take(self, lane: Lane, running_limit: int) -> Delivery | None:
        taking = asyncio.create_task(self._queue.take(lane, running_limit))
        try:
            return await asyncio.shield(taking)
        except asyncio.CancelledError:
            # A message that is on its way would wait for nobody until the queue misses an answer.
            with contextlib.suppress(QueueAway):
                if (delivery := await taking) is not None:
                    await delivery.later(0)
            raise

    def _begin(self, lane: Lane, delivery: Delivery) -> None:
        task = asyncio.create_task(self._attempts.deal_with(delivery))
        self._running.add(task)

        def ended(_: asyncio.Task[None]) -> None:
            self._running.discard(task)
            self._lanes.wake(lane)
            self._wake.set()

        task.add_done_callback(ended)
