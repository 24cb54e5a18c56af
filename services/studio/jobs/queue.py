"""The queue (NATS JetStream): the one place that speaks to it, and the one place that knows how it fails.

A message says only that a job waits; the job itself is a document. Each account has a lane of its own for each priority: a subject,
``jobs.<priority>.<account>.<job>``, and a pull consumer whose limit of unacknowledged messages is the account's limit of running
jobs. What is live (progress, previews, cancelling) goes over plain subjects and may be lost; the documents have the latest.
"""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import structlog
from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.aio.subscription import Subscription
from nats.errors import Error as NatsError
from nats.errors import NoRespondersError
from nats.js import JetStreamContext
from nats.js.api import AckPolicy, ConsumerConfig, RetentionPolicy, StorageType, StreamConfig
from nats.js.errors import BadRequestError, NotFoundError

from services.studio.jobs.errors import QueueAway
from services.studio.jobs.job import Priority

log = structlog.get_logger(__name__)
STREAM, ROOT = "JOBS", "jobs"
ASK_S = 2.0
"""How long one question to the queue may take."""
LIST_S = 30.0
"""How long the list of all messages may take."""
PING_S = 15
"""Two pings without an answer, and the connection is taken for dead: a server that hangs closes nothing by itself."""
ACK_WAIT_S = 30.0
"""A message that nobody has said is being worked on for so long is given to somebody else."""
IDLE_CONSUMER_S = 3_600.0
RECONNECT_S = 0.5
_WAIT: Any = RECONNECT_S
"""The library says int, and sleeps for a float."""
DUPLICATES_S = 120.0
MOST_LANES = 10_000
_NEXT = b'{"batch":1,"no_wait":true,"expires":50000000}'
"""One message or a prompt no. The expiry, 50 ms, is for a lane of which as many as may run are running: without one, the server
keeps the request, and gives the message to nobody later on."""


@dataclass(frozen=True)
class Lane:
    """The jobs of one account that have one priority."""

    priority: Priority
    account_id: str

    @property
    def consumer(self) -> str:
        """Name of its consumer."""
        return f"{self.priority.value}-{self.account_id}"

    def subject(self, job_id: str) -> str:
        """Where a job of it is announced; ``*`` for all of them."""
        return f"{ROOT}.{self.priority.value}.{self.account_id}.{job_id}"


class Delivery:
    """A message in hand. Whatever becomes of it, the queue is told so once; one that is away learns it by giving the message out
    again."""

    def __init__(self, message: Msg, job_id: str) -> None:
        self._message = message
        self.job_id = job_id

    async def done(self) -> None:
        """The job needs no more work."""
        await self._quietly(self._message.ack)

    async def later(self, delay_s: float) -> None:
        """The job is to be given out again, not before ``delay_s``."""
        await self._quietly(lambda: self._message.nak(delay=delay_s or None))

    async def working(self) -> None:
        """The job is being worked on."""
        if not self._message.is_acked:
            await self._quietly(self._message.in_progress)

    async def _quietly(self, tell: Callable[[], Awaitable[None]]) -> None:
        with contextlib.suppress(NatsError, OSError, TimeoutError):
            async with asyncio.timeout(ASK_S):
                await tell()


@dataclass(eq=False)
class _Ear:
    """Somebody who listens, by whichever connection there is."""

    subject: str
    heard: Callable[[str, bytes], None]
    subscription: Subscription | None = None


class Queue:
    """A connection that lasts: while the server is away, calls raise ``QueueAway``, and it comes back by itself."""

    def __init__(self, url: str, *, replicas: int = 1, ack_wait_s: float = ACK_WAIT_S) -> None:
        self._url = url
        self._replicas = replicas
        self._ack_wait_s = ack_wait_s
        self._client = Client()
        self._stream: JetStreamContext = self._client.jetstream(timeout=ASK_S)
        self._opening: asyncio.Task[None] | None = None
        self._closing = False
        self._ready = asyncio.Event()
        self._ears: set[_Ear] = set()
        self._limits: dict[Lane, int] = {}
        """What this process has told each lane's consumer of how many may run"""
        self.on_back: list[Callable[[], None]] = []
        """Called when the connection is there again: what was said meanwhile has been lost."""

    async def open(self) -> None:
        """Begins to connect, and goes on trying for as long as it takes."""
        self._opening = asyncio.create_task(self._connect())
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(ASK_S):
                await self._ready.wait()

    async def _connect(self) -> None:
        while not self._client.is_connected:
            try:
                await self._client.connect(
                    self._url.split(","),
                    max_reconnect_attempts=-1,
                    reconnect_time_wait=_WAIT,
                    connect_timeout=2,
                    allow_reconnect=True,
                    pending_size=0,
                    ping_interval=PING_S,
                    error_cb=_log_error,
                    reconnected_cb=self._came_back,
                    closed_cb=self._was_closed,
                )
            except (OSError, NatsError, TimeoutError) as error:
                log.info("queue.waiting", reason=type(error).__name__)
                await asyncio.sleep(RECONNECT_S)
            except Exception:
                log.exception("queue.broken")
                await asyncio.sleep(RECONNECT_S)
        await self._came_back()

    async def _came_back(self) -> None:
        # The server may have come back without its files, so what we need of it is made again each time.
        self._limits.clear()
        with contextlib.suppress(QueueAway):
            await self.prepare()
        for tell in self.on_back:
            tell()

    async def _was_closed(self) -> None:
        # The library gives up for good on what the server calls an error, too many connections for one. We do not.
        if not self._closing:
            log.warning("queue.closed")
            self._opening = asyncio.create_task(self._begin_anew())

    async def _begin_anew(self) -> None:
        self._client = Client()
        self._stream = self._client.jetstream(timeout=ASK_S)
        await asyncio.sleep(RECONNECT_S)
        await self._connect()
        for ear in list(self._ears):
            with contextlib.suppress(QueueAway):
                await self._attach(ear)
        for tell in self.on_back:
            tell()

    async def close(self) -> None:
        """Ends the connection."""
        self._closing = True
        if self._opening is not None:
            self._opening.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._opening
        if not self._client.is_closed:
            with contextlib.suppress(NatsError, OSError, TimeoutError):
                await self._client.close()

    @property
    def answers(self) -> bool:
        """Whether there is a connection right now."""
        return bool(self._client.is_connected)

    async def prepare(self) -> None:
        """Makes the stream, or makes it what it is to be. Idempotent."""
        config = StreamConfig(
            name=STREAM,
            subjects=[f"{ROOT}.>"],
            retention=RetentionPolicy.WORK_QUEUE,
            storage=StorageType.FILE,
            num_replicas=self._replicas,
            duplicate_window=DUPLICATES_S,
        )
        async with self._asking():
            try:
                await self._stream.add_stream(config)
            except BadRequestError:
                # It is there, as another version or other settings made it.
                await self._stream.update_stream(config)
            self._ready.set()

    async def rebuild(self) -> None:
        """Makes the stream anew, without its messages. Its consumers are made when they are next asked."""
        async with self._asking():
            with contextlib.suppress(NotFoundError):
                await self._stream.delete_stream(STREAM)
        self._limits.clear()
        await self.prepare()

    async def announce(self, lane: Lane, job_id: str, attempt: int) -> None:
        """Says that a job waits. Saying it twice for the same attempt within two minutes is once."""
        async with self._asking():
            await self._stream.publish(
                lane.subject(job_id), b"", stream=STREAM, headers={"Nats-Msg-Id": f"{job_id}/{attempt}"}, timeout=ASK_S
            )

    async def announced(self) -> set[str]:
        """Ids of all jobs that there are messages for."""
        found: set[str] = set()
        async with self._asking(LIST_S):
            while True:
                ask = json.dumps({"subjects_filter": f"{ROOT}.>", "offset": len(found)}).encode()
                answer = json.loads((await self._client.request(f"$JS.API.STREAM.INFO.{STREAM}", ask, timeout=5)).data)
                if "error" in answer:
                    raise QueueAway(str(answer["error"].get("description", "")))
                subjects = (answer.get("state") or {}).get("subjects") or {}
                found |= {subject.rpartition(".")[2] for subject in subjects}
                if not subjects or len(found) >= int(answer.get("total") or 0):
                    return found

    async def withdraw(self, lane: Lane, job_id: str) -> None:
        """Takes a job's message away, if there is one."""
        async with self._asking():
            await self._stream.purge_stream(STREAM, subject=lane.subject(job_id))

    async def withdraw_any(self, job_id: str) -> None:
        """Takes the message of a job away whose lane is not known."""
        async with self._asking():
            await self._stream.purge_stream(STREAM, subject=f"{ROOT}.*.*.{job_id}")

    async def take(self, lane: Lane, running_limit: int) -> Delivery | None:
        """The lane's next message; None where there is none, or where as many as ``running_limit`` are in hand."""
        async with self._asking(3 * ASK_S):
            # The consumer may be there with the limit of yesterday.
            if self._limits.get(lane) != running_limit:
                await self._make_consumer(lane, running_limit)
            message = await self._ask_for_one(lane)
            if message is None:
                await self._make_consumer(lane, running_limit)
                message = await self._ask_for_one(lane)
        if message is None or (message.headers and message.headers.get("Status")):
            return None
        return Delivery(message, message.subject.rpartition(".")[2])

    async def _ask_for_one(self, lane: Lane) -> Msg | None:
        """The answer to a request for one message; None where there is no such consumer."""
        # An inbox of its own: a job's message keeps the subject it was published under, by which the shared inbox finds nobody.
        subject = f"$JS.API.CONSUMER.MSG.NEXT.{STREAM}.{lane.consumer}"
        try:
            return await self._client.request(subject, _NEXT, timeout=ASK_S, old_style=True)
        except NoRespondersError:
            return None

    async def _make_consumer(self, lane: Lane, running_limit: int) -> None:
        config = ConsumerConfig(
            durable_name=lane.consumer,
            filter_subject=lane.subject("*"),
            ack_policy=AckPolicy.EXPLICIT,
            ack_wait=self._ack_wait_s,
            # Giving up is decided by the document, which knows why.
            max_deliver=-1,
            max_ack_pending=running_limit,
            inactive_threshold=IDLE_CONSUMER_S,
            num_replicas=self._replicas,
        )
        try:
            await self._stream.add_consumer(STREAM, config)
        except NotFoundError:
            await self.prepare()
            await self._stream.add_consumer(STREAM, config)
        if len(self._limits) > MOST_LANES:
            self._limits.clear()
        self._limits[lane] = running_limit

    async def tell(self, subject: str, data: bytes) -> None:
        """Says something live to whoever listens; lost where nobody does."""
        if self._client.is_connected:
            with contextlib.suppress(NatsError, OSError, TimeoutError):
                async with asyncio.timeout(ASK_S):
                    await self._client.publish(subject, data)

    async def listen(self, subject: str, heard: Callable[[str, bytes], None]) -> Callable[[], Awaitable[None]]:
        """Calls ``heard`` with subject and data of what is said live, also after a reconnect; returns what ends it."""

        ear = _Ear(subject, heard)
        await self._attach(ear)
        self._ears.add(ear)

        async def end() -> None:
            self._ears.discard(ear)
            if ear.subscription is not None:
                with contextlib.suppress(NatsError, OSError, ValueError, TimeoutError):
                    async with asyncio.timeout(ASK_S):
                        await ear.subscription.unsubscribe()

        return end

    async def _attach(self, ear: _Ear) -> None:
        async def pass_on(message: Msg) -> None:
            ear.heard(message.subject, message.data)

        async with self._asking():
            ear.subscription = await self._client.subscribe(ear.subject, cb=pass_on)

    @asynccontextmanager
    async def _asking(self, within_s: float = 2 * ASK_S) -> AsyncIterator[None]:
        if not self._client.is_connected:
            raise QueueAway("there is no connection")
        task = asyncio.current_task()
        cancelled = task.cancelling() if task else 0
        try:
            # The library's own timeouts are for answers, not for what it waits for before it asks.
            async with asyncio.timeout(within_s):
                yield
        except (NatsError, OSError, TimeoutError) as error:
            raise QueueAway(type(error).__name__) from error
        if task and task.cancelling() > cancelled:
            # The library's ``wait_for`` swallows, until Python 3.12, a cancellation that comes together with the answer.
            raise asyncio.CancelledError


async def _log_error(error: Exception) -> None:
    log.info("queue.trouble", reason=type(error).__name__)


def lane_of(subject: str) -> Lane | None:
    """The lane that a message's subject names; None where it is none of ours."""
    parts = subject.split(".")
    if len(parts) != 4 or parts[1] not in {priority.value for priority in Priority}:
        return None
    return Lane(Priority(parts[1]), parts[2])
