"""Calls that outlive the replica that answers them.

The channel tries a call again until its answer has begun; what breaks later is made again here, from the start and at whichever
replica the channel finds. Only for calls whose same request brings the same result. Of that the caller has a part already, so the
repeat runs beside what was passed on, and goes on where that ends. Holding everything back until it is whole would be as right, and
would keep each picture in memory; this keeps the request alone, and one hash.
"""

import asyncio
import contextlib
import hashlib
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from typing import Any, Generic, Protocol, TypeVar

import structlog

from mesh.errors import WentAway
from packshot.common.v1 import image_pb2

log = structlog.get_logger(__name__)
ATTEMPTS = 3
MOST_UNANSWERED = 2
PAUSE_S = 0.2
"""Before the second attempt, and twice that before the third: a replica that dies takes some time to be noticed."""
NEWS = frozenset({"progress", "queued"})


class Answer(Protocol):
    """A message with ``oneof event { progress; ...; image }``, as recipes and engines answer."""

    @property
    def image(self) -> image_pb2.ImagePart: ...
    # Any: the generated stubs take only the literal names of their own oneofs.
    def WhichOneof(self, oneof_group: Any, /) -> str | None: ...  # noqa: N802 - protobuf's name


Item = TypeVar("Item")
Message = TypeVar("Message", bound=Answer)
Begin = Callable[[], AbstractAsyncContextManager[AsyncIterator[Message]]]


class Kept(Generic[Item]):
    """An upload that can be read more than once: what has come is kept, what has not is waited for.

    As large as its source lets it be; whoever makes one bounds that.
    """

    def __init__(self, items: AsyncIterator[Item]) -> None:
        self._items = items
        self._kept: list[Item] = []
        self._reading: asyncio.Task[None] | None = None
        self._news = asyncio.Event()

    async def __aiter__(self) -> AsyncGenerator[Item, None]:
        """From the first item on. Raises what the source raised, at the place where it did."""
        # In a task of its own: a reader that is cancelled must not break the source off for the next one.
        if self._reading is None:
            self._reading = asyncio.create_task(self._read())
            self._reading.add_done_callback(lambda _: self._tell())
        place = 0
        while True:
            while place < len(self._kept):
                yield self._kept[place]
                place += 1
            if self._reading.done():
                self._reading.result()
                return
            await self._news.wait()

    async def aclose(self) -> None:
        """Stops reading."""
        if self._reading is not None:
            self._reading.cancel()
            with contextlib.suppress(asyncio.CancelledError, Exception):
                await self._reading

    async def _read(self) -> None:
        async for item in self._items:
            self._kept.append(item)
            self._tell()

    def _tell(self) -> None:
        told, self._news = self._news, asyncio.Event()
        told.set()


async def replayed(begin: Begin[Message]) -> AsyncGenerator[Message, None]:
    """The answers of a call that ``begin`` makes, made again where a service went away in the middle: ``ATTEMPTS`` in all.

    What nobody answers is made again once: the channel has tried it four times already, unless its upload was too large for that.
    Each result is told once, and so is each piece of news. Raises ``WentAway`` after the last attempt, and where a repeat brings
    other pixels than those that were passed on.
    """
    told = _Told()
    broken = WentAway("No attempt was made.")
    unanswered = 0
    for attempt in range(1, ATTEMPTS + 1):
        answered = False
        try:
            async with begin() as answers:
                unit: list[Message] = []
                async for message in answers:
                    answered = True
                    unit.append(message)
                    if _opens(message):
                        continue
                    if told.has_not(message):
                        for part in unit:
                            yield part
                    unit.clear()
            told.complete()
            return
        except _Unlike:
            # Two replicas of different versions, say. Whoever has half of one picture must not get half of another.
            log.warning("call.not_repeatable")
            raise broken from None
        except WentAway as error:
            broken = error
            unanswered += not answered
            if attempt == ATTEMPTS or unanswered == MOST_UNANSWERED:
                raise
        log.info("call.repeated", attempt=attempt + 1, **broken.facts)
        await asyncio.sleep(PAUSE_S * attempt)
        told.begin_again()


class _Unlike(Exception):
    """A repeat brings something else than what was passed on."""


class _Told:
    """What was passed on, as two counts and the hash of its pictures."""

    def __init__(self) -> None:
        self._news = self._results = 0
        """Passed on"""
        self._news_seen = self._results_seen = 0
        """Of this attempt"""
        self._seen = hashlib.sha256()
        self._passed = b""

    def begin_again(self) -> None:
        """The next attempt."""
        if self._results_seen == self._results:
            self._passed = self._seen.digest()
        self._news_seen = self._results_seen = 0
        self._seen = hashlib.sha256()

    def has_not(self, message: Answer) -> bool:
        """Whether ``message`` is beyond what was passed on; raises ``_Unlike`` where it is not, and another."""
        if _is_news(message):
            self._news_seen += 1
            new = self._news_seen > self._news
            self._news = max(self._news, self._news_seen)
            return new
        self._results_seen += 1
        if message.WhichOneof("event") == "image":
            # Reports and manifests also tell how long things took, so only their place is compared.
            self._seen.update(message.image.SerializeToString(deterministic=True))
        if self._results_seen == self._results and self._seen.digest() != self._passed:
            raise _Unlike
        new = self._results_seen > self._results
        self._results = max(self._results, self._results_seen)
        return new

    def complete(self) -> None:
        """The attempt has ended; raises ``_Unlike`` where it brought less than what was passed on."""
        if self._results_seen < self._results:
            raise _Unlike


def _is_preview(message: Answer) -> bool:
    return message.WhichOneof("event") == "image" and message.image.layer == image_pb2.LAYER_PREVIEW


def _is_news(message: Answer) -> bool:
    """Whether it helps a person who waits, and is no part of what he waits for."""
    return message.WhichOneof("event") in NEWS or _is_preview(message)


def _opens(message: Answer) -> bool:
    """Whether the next message belongs to it: a preview is a header and a chunk, and half of one would upset its reader."""
    return _is_preview(message) and message.image.WhichOneof("part") == "header"
