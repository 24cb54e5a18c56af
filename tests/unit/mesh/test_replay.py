"""Calls that are made again where they break, and what their caller sees of it: nothing."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from contextlib import aclosing
from typing import TypeAlias

import pytest

from mesh import replay
from mesh.errors import ServiceUnavailable, WentAway
from mesh.replay import ATTEMPTS, Kept, replayed
from packshot.common.v1 import image_pb2, progress_pb2
from packshot.segmenter.v1 import segmenter_pb2
from packshot.studio.v1 import studio_pb2

Message: TypeAlias = studio_pb2.RunResponse


def _step(number: int) -> Message:
    return Message(progress=progress_pb2.Progress(stage="light", step=number, total=9))


def _report(confidence: float = 0.5) -> Message:
    return Message(report=segmenter_pb2.CutoutReport(confidence=confidence))


def _piece(data: bytes, layer: "image_pb2.Layer.ValueType" = image_pb2.LAYER_RESULT) -> Message:
    return Message(image=image_pb2.ImagePart(layer=layer, chunk=data))


def _head(size: int, layer: "image_pb2.Layer.ValueType" = image_pb2.LAYER_RESULT) -> Message:
    return Message(image=image_pb2.ImagePart(layer=layer, header=image_pb2.ImageHeader(size_bytes=size)))


PREVIEW = [_head(2, image_pb2.LAYER_PREVIEW), _piece(b"pp", image_pb2.LAYER_PREVIEW)]
WHOLE = [_step(1), *PREVIEW, _step(2), _report(), _head(4), _piece(b"ab"), _piece(b"cd")]


class Replicas:
    """Each attempt brings the next of ``answers``, and all but the last break behind it."""

    def __init__(self, *answers: Sequence[Message], error: Exception | None = None) -> None:
        self._answers = answers
        self._error = error or WentAway("The segmenter does not answer.", service="segmenter")
        self.begun = 0

    def begin(self) -> "aclosing[AsyncGenerator[Message, None]]":
        return aclosing(self._attempt())

    async def _attempt(self) -> AsyncGenerator[Message, None]:
        self.begun += 1
        for message in self._answers[self.begun - 1]:
            yield message
        if self.begun < len(self._answers) or self.begun == ATTEMPTS:
            raise self._error


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replay, "PAUSE_S", 0.001)


async def _all(replicas: Replicas) -> list[Message]:
    async with aclosing(replayed(replicas.begin)) as answers:
        return [message async for message in answers]


@pytest.mark.parametrize("broken_after", range(len(WHOLE) + 1))
async def test_wherever_it_breaks_everything_is_told_once(broken_after: int) -> None:
    replicas = Replicas(WHOLE[:broken_after], WHOLE)
    assert await _all(replicas) == WHOLE
    assert replicas.begun == 2


@pytest.mark.parametrize(("first", "second"), [(7, 3), (3, 7), (7, 7), (0, 7), (7, 0)])
async def test_a_repeat_may_break_too(first: int, second: int) -> None:
    class Thrice(Replicas):
        async def _attempt(self) -> AsyncGenerator[Message, None]:
            self.begun += 1
            for message in self._answers[self.begun - 1]:
                yield message
            if self.begun < ATTEMPTS:
                raise self._error

    replicas = Thrice(WHOLE[:first], WHOLE[:second], WHOLE)
    assert await _all(replicas) == WHOLE


async def test_after_the_last_attempt_it_is_told() -> None:
    replicas = Replicas(WHOLE[:1], WHOLE[:2], WHOLE[:3])
    with pytest.raises(WentAway):
        await _all(replicas)
    assert replicas.begun == ATTEMPTS


async def test_what_nobody_answers_is_made_again_once() -> None:
    replicas = Replicas([], [], WHOLE)
    with pytest.raises(WentAway):
        await _all(replicas)
    assert replicas.begun == 2


async def test_what_a_service_tells_is_no_reason_to_ask_another() -> None:
    replicas = Replicas(WHOLE[:3], WHOLE, error=ServiceUnavailable("The model server does not answer."))
    with pytest.raises(ServiceUnavailable):
        await _all(replicas)
    assert replicas.begun == 1


async def test_times_in_a_report_may_differ_and_pixels_may_not() -> None:
    other_report = [_report(0.75) if message.WhichOneof("event") == "report" else message for message in WHOLE]
    assert await _all(Replicas(WHOLE[:6], other_report)) == WHOLE
    with pytest.raises(WentAway):
        await _all(Replicas(WHOLE[:7], [*WHOLE[:6], _piece(b"xx"), _piece(b"cd")]))
    # Nothing of the picture was passed on, so it may come from anywhere.
    assert await _all(Replicas(WHOLE[:5], [*WHOLE[:6], _piece(b"xx"), _piece(b"cd")])) == [
        *WHOLE[:6],
        _piece(b"xx"),
        _piece(b"cd"),
    ]


async def test_a_repeat_that_brings_less_is_not_taken_for_the_whole() -> None:
    with pytest.raises(WentAway):
        await _all(Replicas(WHOLE[:7], WHOLE[:5]))


async def test_who_stops_reading_stops_the_call() -> None:
    closed = asyncio.Event()

    async def endless() -> AsyncGenerator[Message, None]:
        try:
            while True:
                yield _step(1)
                await asyncio.sleep(0)
        finally:
            closed.set()

    async with aclosing(replayed(lambda: aclosing(endless()))) as answers:
        await anext(answers)
    assert closed.is_set()


async def _numbers(gate: asyncio.Event, *, fail: bool = False) -> AsyncIterator[int]:
    yield 1
    yield 2
    await gate.wait()
    if fail:
        raise OSError("the caller hung up")
    yield 3


async def _first(items: Kept[int], count: int) -> list[int]:
    read: list[int] = []
    async for item in items:
        read.append(item)
        if len(read) == count:
            break
    return read


async def test_an_upload_can_be_read_again_while_it_arrives() -> None:
    gate = asyncio.Event()
    kept = Kept(_numbers(gate))
    assert await _first(kept, 2) == [1, 2]
    waiting = asyncio.create_task(_first(kept, 3))
    await asyncio.sleep(0)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    # A reader that is cancelled in the middle has not broken the source off.
    gate.set()
    assert [item async for item in kept] == [1, 2, 3]
    assert [item async for item in kept] == [1, 2, 3]


async def test_every_reader_hears_that_the_source_failed() -> None:
    gate = asyncio.Event()
    gate.set()
    kept = Kept(_numbers(gate, fail=True))
    for _ in range(2):
        reader = aiter(kept)
        assert [await anext(reader), await anext(reader)] == [1, 2]
        with pytest.raises(OSError, match="hung up"):
            await anext(reader)


@pytest.mark.parametrize("begin", [False, True])
async def test_closing_stops_the_source(begin: bool) -> None:
    closed = asyncio.Event()

    async def source() -> AsyncIterator[int]:
        try:
            yield 1
            await asyncio.Event().wait()
        finally:
            closed.set()

    kept = Kept(source())
    if begin:
        await _first(kept, 1)
    await kept.aclose()
    assert closed.is_set() == begin
