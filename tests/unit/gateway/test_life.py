"""The process: ports, signals, and requests that are under way when it is told to stop."""

import asyncio
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from packshot.common.v1 import progress_pb2
from tests.unit.gateway.conftest import PHOTO, RESULT, House, until
from tests.unit.gateway.fake_kept import event


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@asynccontextmanager
async def _process(house: House, port: int, grpc_port: int = 0) -> AsyncIterator[asyncio.subprocess.Process]:
    environment = {
        **os.environ,
        **{
            f"PACKSHOT_{name}_ADDRESS": f"127.0.0.1:{house.port}"
            for name in ("AUTH", "SEGMENTER", "GENERATOR", "STUDIO")
        },
        # Nobody listens there: the gateway has to start, serve and stop without its counters.
        "PACKSHOT_DOCUMENTS_URL": "mongodb://127.0.0.1:1",
        "PACKSHOT_GATEWAY_PORT": str(port),
        "PACKSHOT_GATEWAY_GRPC_PORT": str(grpc_port),
        "PACKSHOT_GATEWAY_DRAIN_S": "10",
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "services.gateway", env=environment, stdout=-1, stderr=asyncio.subprocess.STDOUT
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


async def _ready(url: str) -> None:
    async with httpx.AsyncClient() as client, asyncio.timeout(20):
        while True:
            try:
                if (await client.get(f"{url}/readyz")).status_code == 200:
                    return
            except httpx.TransportError:
                pass
            await asyncio.sleep(0.1)


async def test_sigterm_lets_a_request_finish(house: House) -> None:
    port = _free_port()
    url = f"http://127.0.0.1:{port}"
    async with _process(house, port) as process, httpx.AsyncClient(timeout=30) as client:
        await _ready(url)
        house.studio.hold = asyncio.Event()
        asking = asyncio.create_task(client.post(f"{url}/v1/cutouts", files={"photo": PHOTO}, headers=house.bearer()))
        await asyncio.wait_for(house.studio.started.wait(), 10)
        process.send_signal(signal.SIGTERM)
        await asyncio.sleep(0.5)
        assert process.returncode is None
        async with httpx.AsyncClient() as late:
            with pytest.raises(httpx.ConnectError):
                await late.get(f"{url}/healthz")
        house.studio.hold.set()
        answer = await asking
        assert (answer.status_code, answer.content == RESULT) == (200, True)
        assert await asyncio.wait_for(process.wait(), 10) == 0


async def test_sigterm_ends_streams_of_events_at_once(house: House) -> None:
    async def tell() -> AsyncIterator[Any]:
        yield event(5, progress=progress_pb2.Progress(stage="network", step=1, total=2))
        await asyncio.Event().wait()

    house.kept.watches = [tell, tell]
    port = _free_port()
    async with _process(house, port) as process, httpx.AsyncClient(timeout=30) as client:
        await _ready(f"http://127.0.0.1:{port}")
        url = f"127.0.0.1:{port}/v1/jobs/job_1"
        async with (
            client.stream("GET", f"http://{url}/events", headers=house.bearer()) as answer,
            connect(f"ws://{url}/live", additional_headers=house.bearer()) as socket,
        ):
            lines = answer.aiter_lines()
            assert await anext(lines)
            assert await socket.recv()
            process.send_signal(signal.SIGTERM)
            async with asyncio.timeout(5):
                # Ended, not broken: an answer that breaks off raises.
                assert [line async for line in lines]
                with pytest.raises(ConnectionClosed):
                    await socket.recv()
            assert socket.close_code == 1012
        assert await asyncio.wait_for(process.wait(), 5) == 0


async def test_a_caller_who_hangs_up_stops_the_work(house: House) -> None:
    port = _free_port()
    url = f"http://127.0.0.1:{port}"
    async with _process(house, port):
        await _ready(url)
        house.studio.hold = asyncio.Event()
        async with httpx.AsyncClient(timeout=1) as client:
            with pytest.raises(httpx.ReadTimeout):
                await client.post(f"{url}/v1/cutouts", files={"photo": PHOTO}, headers=house.bearer())
        await asyncio.wait_for(house.studio.cancelled.wait(), 2)
        await until(house.studio.cancelled.is_set)


@pytest.mark.parametrize("which", ["http", "grpc"])
async def test_a_taken_port_is_said(house: House, which: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ports = (port, 0) if which == "http" else (_free_port(), port)
        async with _process(house, *ports) as process:
            assert process.stdout is not None
            text = (await asyncio.wait_for(process.stdout.read(), 20)).decode()
            assert await process.wait() == 1
    assert f"127.0.0.1:{port} is in use" in text
    assert "PACKSHOT_GATEWAY_" in text
    assert "Traceback" not in text
