"""A job's events over a real connection: WebSocket messages and close codes, and callers who leave."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from typing import Any

import httpx
import pytest
import uvicorn
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from packshot.common.v1 import progress_pb2
from packshot.studio.v1 import jobs_pb2
from tests.unit.gateway.conftest import House, until
from tests.unit.gateway.fake_kept import UNKNOWN, event, job

DONE = job(jobs_pb2.JOB_STATE_SUCCEEDED)


@pytest.fixture
async def port(house: House) -> AsyncIterator[int]:
    server = uvicorn.Server(uvicorn.Config(house.app, port=0, lifespan="off", log_config=None, ws_max_size=65_536))
    serving = asyncio.create_task(server.serve())
    async with asyncio.timeout(5):
        while not server.started:  # noqa: ASYNC110 - uvicorn tells it no other way
            await asyncio.sleep(0.01)
    yield server.servers[0].sockets[0].getsockname()[1]
    server.should_exit = True
    await serving


async def _all(url: str, **how: Any) -> tuple[list[dict[str, Any]], int]:
    messages = []
    async with connect(url, **how) as socket:
        try:
            while True:
                messages.append(json.loads(await asyncio.wait_for(socket.recv(), 5)))
        except ConnectionClosed:
            pass
        return messages, socket.close_code or 0


@pytest.mark.parametrize("by", ["header", "subprotocol"])
async def test_events_come_as_messages(house: House, port: int, by: str) -> None:
    async def tell() -> AsyncIterator[Any]:
        yield event(5, progress=progress_pb2.Progress(stage="network", step=1, total=2))
        yield event(9, job=DONE)

    house.kept.watches = [tell]
    token = house.tokens.make()
    how: dict[str, Any] = {"additional_headers": house.bearer()}
    if by == "subprotocol":
        how = {"subprotocols": ["packshot", f"packshot.bearer.{token}"]}
    messages, code = await _all(f"ws://127.0.0.1:{port}/v1/jobs/job_1/live?after=4", **how)
    assert [(one["event_id"], one["event"]) for one in messages] == [(5, "progress"), (9, "job")]
    assert messages[1]["data"]["state"] == "succeeded"
    assert code == 1000
    assert house.kept.last.after_event_id == 4


@pytest.mark.parametrize(
    ("path", "known", "code", "reason"),
    [
        ("job_1/live", False, 4401, "UNAUTHENTICATED"),
        (f"{UNKNOWN}/live", True, 4404, "ASSET_NOT_FOUND"),
        ("job_1/live?after=x", True, 4400, "INVALID_ARGUMENT"),
    ],
)
async def test_a_refusal_closes_with_its_status(
    house: House, port: int, path: str, known: bool, code: int, reason: str
) -> None:
    headers = house.bearer() if known else {}
    messages, closed = await _all(f"ws://127.0.0.1:{port}/v1/jobs/{path}", additional_headers=headers)
    assert (messages[-1]["data"]["reason"], closed) == (reason, code)


@pytest.mark.parametrize("way", ["events", "live"])
async def test_who_leaves_ends_the_watch(house: House, port: int, way: str) -> None:
    ended = asyncio.Event()

    async def tell() -> AsyncIterator[Any]:
        try:
            yield event(1, job=job())
            await asyncio.Event().wait()
        finally:
            ended.set()

    house.kept.watches = [tell]
    url = f"127.0.0.1:{port}/v1/jobs/job_1/{way}"
    if way == "live":
        async with connect(f"ws://{url}", additional_headers=house.bearer()) as socket:
            await socket.recv()
    else:
        async with httpx.AsyncClient() as client, client.stream("GET", f"http://{url}", headers=house.bearer()) as told:
            await anext(told.aiter_lines())
    await asyncio.wait_for(ended.wait(), 5)


async def _told_at_once_then_nothing() -> AsyncIterator[Any]:
    yield event(5, progress=progress_pb2.Progress(stage="network", step=1, total=2))
    await asyncio.Event().wait()


async def test_as_many_may_watch_as_there_are_places(house: House, port: int, place_count: int) -> None:
    house.kept.watches = [_told_at_once_then_nothing] * (place_count + 2)
    url = f"http://127.0.0.1:{port}/v1/jobs/job_1/events"
    async with AsyncExitStack() as stack:
        client = await stack.enter_async_context(httpx.AsyncClient(timeout=10))
        for _ in range(place_count):
            answer = await stack.enter_async_context(client.stream("GET", url, headers=house.bearer()))
            assert answer.status_code == 200
        refused = await client.get(url, headers=house.bearer())
        assert (refused.status_code, refused.json()["reason"]) == (429, "OVERLOADED")
        messages, code = await _all(f"ws://127.0.0.1:{port}/v1/jobs/job_1/live", additional_headers=house.bearer())
        assert (messages[0]["data"]["reason"], code) == ("OVERLOADED", 4429)
    await until(lambda: house.desk.watchers.taken == 0)
    house.kept.watches = [_told_at_once_then_nothing]
    async with httpx.AsyncClient(timeout=10) as client, client.stream("GET", url, headers=house.bearer()) as answer:
        assert answer.status_code == 200
