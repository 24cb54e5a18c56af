"""``Queue`` against a server that is away, hangs, is another one, or does not like us."""

import asyncio
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import nats
import pytest
from nats.js.api import RetentionPolicy, StreamConfig

from services.studio.jobs import queue as module
from services.studio.jobs.errors import QueueAway
from services.studio.jobs.job import Priority
from services.studio.jobs.queue import STREAM, Lane, Queue
from tests.integration.jobs.house import SOON_S, eventually
from tests.integration.servers import QueueServer

LANE = Lane(Priority.INTERACTIVE, "anna")


@asynccontextmanager
async def opened(server: QueueServer) -> AsyncIterator[Queue]:
    queue = Queue(server.url, ack_wait_s=1.0)
    await queue.open()
    try:
        yield queue
    finally:
        await queue.close()


async def took(queue: Queue, limit: int = 4) -> str | None:
    delivery = await queue.take(LANE, limit)
    return None if delivery is None else delivery.job_id


async def took_in_time(queue: Queue) -> str:
    async with asyncio.timeout(SOON_S):
        while True:
            if (job_id := await took(queue)) is not None:
                return job_id
            await asyncio.sleep(0.02)


def stands_still(pid: int) -> bool:
    """Whether all threads of a process have stopped: each does so by itself, and one that has not yet may still answer."""
    return all(") T " in (one / "stat").read_text() for one in Path(f"/proc/{pid}/task").iterdir())


class TestMessages:
    async def test_one_a_job_however_often_it_is_said(self, server: QueueServer) -> None:
        async with opened(server) as queue:
            for _ in range(3):
                await queue.announce(LANE, "job_1", 0)
            assert await queue.announced() == {"job_1"}
            assert [await took(queue), await took(queue)] == ["job_1", None]

    async def test_given_out_again_where_nobody_says_a_word(self, server: QueueServer) -> None:
        async with opened(server) as queue:
            await queue.announce(LANE, "job_1", 0)
            assert await took(queue) == "job_1"
            assert await took_in_time(queue) == "job_1"

    async def test_done_is_gone_and_later_comes_again(self, server: QueueServer) -> None:
        async with opened(server) as queue:
            for name in ("job_1", "job_2"):
                await queue.announce(LANE, name, 0)
            first, second = await queue.take(LANE, 4), await queue.take(LANE, 4)
            assert first is not None
            assert second is not None
            await first.done()
            await second.later(0)
            # Said too late, both change nothing.
            await first.later(0)
            await second.working()
            assert await took_in_time(queue) == "job_2"
            assert await queue.announced() == {"job_2"}

    async def test_a_message_is_withdrawn_with_and_without_its_lane(self, server: QueueServer) -> None:
        async with opened(server) as queue:
            for name in ("job_1", "job_2", "job_3"):
                await queue.announce(LANE, name, 0)
            await queue.withdraw(LANE, "job_1")
            await queue.withdraw_any("job_2")
            await queue.withdraw_any("job_nowhere")
            assert await queue.announced() == {"job_3"}

    async def test_a_changed_limit_holds_from_the_next_question_on(self, server: QueueServer) -> None:
        async with opened(server) as queue, opened(server) as other:
            for number in range(4):
                await queue.announce(LANE, f"job_{number}", 0)
            assert [await took(queue, 1), await took(queue, 1)] == ["job_0", None]
            # Another worker's consumer is the same one.
            assert await took(other, 1) is None
            assert [await took(queue, 3), await took(queue, 3), await took(queue, 3)] == ["job_1", "job_2", None]

    async def test_a_consumer_that_went_is_made_again(self, server: QueueServer) -> None:
        async with opened(server) as queue:
            await queue.announce(LANE, "job_1", 0)
            assert await queue.take(Lane(Priority.BATCH, "anna"), 1) is None
            assert await took(queue) == "job_1"
            async with await nats.connect(server.url) as client:
                await client.jetstream().delete_consumer(STREAM, LANE.consumer)
            assert await took(queue) == "job_1"

    async def test_a_stream_of_other_settings_is_changed(self, server: QueueServer) -> None:
        async with await nats.connect(server.url) as client:
            config = StreamConfig(
                name=STREAM, subjects=["jobs.>"], retention=RetentionPolicy.WORK_QUEUE, duplicate_window=7.0
            )
            await client.jetstream().add_stream(config)
            async with opened(server) as queue:
                await queue.announce(LANE, "job_1", 0)
                assert await took(queue) == "job_1"
            info = await client.jetstream().stream_info(STREAM)
            assert info.config.duplicate_window == module.DUPLICATES_S


class TestAway:
    async def test_nobody_there_at_first(self, tmp_path: Path) -> None:
        server = QueueServer(tmp_path)
        async with opened(server) as queue:
            assert not queue.answers
            for asking in (queue.announce(LANE, "job_1", 0), queue.take(LANE, 1), queue.announced(), queue.prepare()):
                with pytest.raises(QueueAway):
                    await asking
            await queue.tell("studio.events.job_1", b"")
            server.start()
            try:
                await eventually(lambda: queue.answers)
                await queue.prepare()
                await queue.announce(LANE, "job_1", 0)
                assert await took(queue) == "job_1"
            finally:
                server.stop()

    @pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM], ids=["killed", "stopped"])
    async def test_it_comes_back_and_so_do_those_who_listen(self, server: QueueServer, how: signal.Signals) -> None:
        async with opened(server) as queue:
            back, heard = asyncio.Event(), list[bytes]()
            queue.on_back.append(back.set)
            await queue.listen("studio.events.*", lambda _, data: heard.append(data))
            await queue.announce(LANE, "job_1", 0)
            assert server.process is not None
            server.process.send_signal(how)
            server.process.wait()
            await eventually(lambda: not queue.answers)
            server.start()
            async with asyncio.timeout(SOON_S):
                await back.wait()
            assert await queue.announced() == {"job_1"}
            await queue.tell("studio.events.job_1", b"again")
            await eventually(lambda: heard == [b"again"])

    async def test_a_server_that_closes_the_door_on_us_is_knocked_at_again(self, server: QueueServer) -> None:
        async with opened(server) as queue:
            back, heard = asyncio.Event(), list[bytes]()
            end = await queue.listen("studio.events.*", lambda _, data: heard.append(data))
            await queue.announce(LANE, "job_1", 0)
            queue.on_back.append(back.set)
            first = queue._client
            # What the server calls an error, it answers by closing, and the library by giving up for good.
            assert first._transport is not None
            first._transport.write(b"NONSENSE\r\n")
            async with asyncio.timeout(SOON_S):
                await back.wait()
            assert first.is_closed
            await queue.tell("studio.events.job_1", b"again")
            await eventually(lambda: heard == [b"again"])
            assert await took(queue) == "job_1"
            await end()
            await queue.tell("studio.events.job_1", b"unheard")
            assert await queue.announced() == {"job_1"}
            assert heard == [b"again"]

    async def test_a_server_that_hangs_holds_nobody_up(
        self, server: QueueServer, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(module, "ASK_S", 0.1)
        async with opened(server) as queue:
            await queue.announce(LANE, "job_1", 0)
            delivery = await queue.take(LANE, 4)
            assert delivery is not None
            assert server.process is not None
            server.process.send_signal(signal.SIGSTOP)
            try:
                pid = server.process.pid
                await eventually(lambda: stands_still(pid))
                async with asyncio.timeout(SOON_S):
                    with pytest.raises(QueueAway):
                        await queue.announce(LANE, "job_2", 0)
                    # More than any buffer takes.
                    for _ in range(30):
                        await queue.tell("studio.events.job_1", bytes(500_000))
                    await asyncio.gather(*(queue.tell("studio.events.job_1", b"x") for _ in range(2_000)))
                    await delivery.working()
                    await delivery.done()
                    with pytest.raises(QueueAway):
                        await queue.take(LANE, 4)
            finally:
                server.process.send_signal(signal.SIGCONT)
            async with asyncio.timeout(SOON_S):
                while True:
                    try:
                        await queue.announce(LANE, "job_3", 0)
                        break
                    except QueueAway:
                        await asyncio.sleep(0.05)
            assert "job_3" in await queue.announced()
