"""Channels that are replaced when their files change, under calls that go on."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import grpc
import pytest
from cryptography import x509

from mesh.channels import open_channel
from mesh.tls import server_credentials
from tests.certificates import Authority, Files


class Talk(grpc.GenericRpcHandler):
    """Tells the serial number of its caller's certificate twice; between, it waits for ``go_on``."""

    def __init__(self) -> None:
        self.go_on = asyncio.Event()

    def service(self, handler_call_details: grpc.HandlerCallDetails) -> Any:
        async def answer(request: bytes, context: Any) -> AsyncIterator[bytes]:
            (pem,) = context.auth_context()["x509_pem_cert"]
            serial = f"{x509.load_pem_x509_certificate(pem).serial_number:x}".encode()
            yield serial
            await self.go_on.wait()
            yield serial

        return grpc.unary_stream_rpc_method_handler(answer)


@pytest.fixture
def authority() -> Authority:
    return Authority()


@pytest.fixture
def files(authority: Authority, tmp_path: Path) -> Files:
    return authority.files(tmp_path, "127.0.0.1")


@pytest.fixture
async def served(files: Files) -> AsyncIterator[tuple[Talk, str]]:
    talk, server = Talk(), grpc.aio.server()
    server.add_generic_rpc_handlers((talk,))
    port = server.add_secure_port("127.0.0.1:0", server_credentials(files.read()))
    await server.start()
    yield talk, f"127.0.0.1:{port}"
    await server.stop(None)


def _serial(files: Files) -> bytes:
    return f"{x509.load_pem_x509_certificate(files.certificate.read_bytes()).serial_number:x}".encode()


async def test_the_next_call_shows_the_new_certificate_and_the_one_in_flight_ends_on_the_old(
    authority: Authority, files: Files, served: tuple[Talk, str]
) -> None:
    talk, address = served
    async with open_channel(address, files.read()) as channel:
        method: Any = channel.unary_stream("/test.Service/Talk")
        old = _serial(files)
        in_flight = method(b"", timeout=10)
        assert await in_flight.read() == old
        files.write(authority.issue("127.0.0.1"), authority.pem)
        next_one = method(b"", timeout=10)
        assert await next_one.read() == _serial(files) != old
        talk.go_on.set()
        assert await next_one.read() == _serial(files)
        assert await in_flight.read() == old
        assert await in_flight.read() == grpc.aio.EOF


async def test_while_the_files_are_the_same_so_is_the_channel(files: Files, served: tuple[Talk, str]) -> None:
    talk, address = served
    talk.go_on.set()
    async with open_channel(address, files.read()) as channel:
        newest: Any = channel
        before = newest.newest()
        method: Any = channel.unary_stream("/test.Service/Talk")
        for _ in range(3):
            assert len([message async for message in method(b"", timeout=10)]) == 2
        assert newest.newest() is before


async def test_closing_ends_what_runs_on_outlived_channels_too(
    authority: Authority, files: Files, served: tuple[Talk, str]
) -> None:
    _, address = served
    channel = open_channel(address, files.read())
    method: Any = channel.unary_stream("/test.Service/Talk")
    in_flight = method(b"", timeout=10)
    await in_flight.read()
    files.write(authority.issue("127.0.0.1"), authority.pem)
    await method(b"", timeout=10).read()
    async with asyncio.timeout(5):
        await channel.close()
    assert in_flight.done()
    assert in_flight.cancelled()
