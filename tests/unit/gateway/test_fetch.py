"""Fetching from URLs, against a real server on loopback, which only these tests may reach."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from ipaddress import IPv4Network
from typing import Any, cast

import pytest

from mesh.errors import ImageTooLarge
from services.gateway.errors import UrlRefused, UrlUnreachable
from services.gateway.fetch import Fetcher, FetchRules, checked_url
from tests.unit.gateway.conftest import House
from tests.unit.gateway.test_app import reason_of

LOOPBACK = (IPv4Network("127.0.0.0/8"),)
LIMIT = 10_000
Serve = Callable[[bytes], Any]


@pytest.fixture
async def server() -> AsyncIterator[Any]:
    """A server that answers every request with ``server.answer``, and keeps the last request."""

    class Server:
        answer = b"HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhello"
        request = b""
        endless = False
        port = 0

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        serving.append(cast("asyncio.Task[None]", asyncio.current_task()))
        Server.request = await reader.readuntil(b"\r\n\r\n")
        writer.write(Server.answer)
        with contextlib.suppress(ConnectionError):
            while Server.endless:
                writer.write(b"x" * 1000)
                await writer.drain()
                await asyncio.sleep(0.001)
            await writer.drain()
        writer.close()
        with contextlib.suppress(ConnectionError):
            await writer.wait_closed()

    serving: list[asyncio.Task[None]] = []
    listening = await asyncio.start_server(serve, "127.0.0.1", 0)
    Server.port = listening.sockets[0].getsockname()[1]
    yield Server
    Server.endless = False
    await asyncio.gather(*serving)
    listening.close()
    await listening.wait_closed()


@pytest.fixture
def rules(server: Any) -> FetchRules:
    return FetchRules(LIMIT, 2.0, frozenset({80, 443, server.port}), LOOPBACK)


async def test_a_picture_is_fetched_with_its_host_and_without_a_trace(server: Any, rules: FetchRules) -> None:
    assert await Fetcher(rules).fetch(f"http://localhost:{server.port}/a%20b.jpg?x=1") == b"hello"
    head = server.request.decode().lower()
    assert head.startswith("get /a%20b.jpg?x=1 http/1.1")
    assert f"host: localhost:{server.port}" in head
    assert "accept-encoding: identity" in head
    assert "cookie" not in head
    assert "authorization" not in head


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "0"],
)
async def test_hosts_that_lead_inside_are_refused(server: Any, rules: FetchRules, host: str) -> None:
    with pytest.raises(UrlRefused):
        await Fetcher(replace(rules, networks=())).fetch(f"http://{host}:{server.port}/")
    assert server.request == b""


async def test_a_name_with_one_public_and_one_private_address_is_refused(
    server: Any, rules: FetchRules, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def resolve(*_: Any, **__: Any) -> Any:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, 80)) for ip in ("93.184.216.34", "10.0.0.1")]

    monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", resolve)
    with pytest.raises(UrlRefused, match="public internet"):
        await Fetcher(rules).fetch("http://rebind.example/")


async def test_the_connection_goes_to_the_address_that_was_checked(
    server: Any, rules: FetchRules, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    loop = asyncio.get_running_loop()
    real = loop.getaddrinfo

    async def resolve(host: Any, port: Any, **more: Any) -> Any:
        asked.append(host)
        # The second answer for the name would lead elsewhere; nobody may ask for it.
        return await real("127.0.0.1" if host == "rebind.example" else host, port, **more)

    monkeypatch.setattr(loop, "getaddrinfo", resolve)
    assert await Fetcher(rules).fetch(f"http://rebind.example:{server.port}/") == b"hello"
    assert asked.count("rebind.example") == 1


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("ftp://example.com/a", "http"),
        ("file:///etc/passwd", "http"),
        ("gopher://example.com", "http"),
        ("//example.com/a", "http"),
        ("example.com/a.jpg", "http"),
        ("http://", "http"),
        ("http://user:pw@example.com/", "user name"),
        ("http://user@example.com/", "user name"),
        ("http://example.com:22/", "port"),
        ("https://example.com:8443/", "port"),
        ("http://exa mple.com/", "host"),
        ("http://example.com:99999999/", "URL"),
        ("http://example.com/" + "a" * 3000, "longer"),
        ("", "http"),
    ],
)
def test_forms_that_are_refused(url: str, why: str) -> None:
    with pytest.raises(UrlRefused, match=why) as raised:
        checked_url(url, frozenset({80, 443}))
    assert raised.value.facts["field"] == "photo.url"


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (b"HTTP/1.1 302 Found\r\nlocation: http://10.0.0.1/\r\ncontent-length: 0\r\n\r\n", "redirect"),
        (b"HTTP/1.1 404 Not Found\r\ncontent-length: 2\r\n\r\nno", "404"),
        (b"HTTP/1.1 204 No Content\r\n\r\n", "204"),
        (b"HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: 2\r\n\r\nno", "compressed"),
        (b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n", "nothing"),
        (b"HTTP/1.1 200 OK\r\ncontent-length: 50\r\n\r\ncut", "broke"),
        (b"SSH-2.0-OpenSSH_9.6\r\n\r\n", "broke"),
    ],
)
async def test_answers_that_are_no_picture(server: Any, rules: FetchRules, answer: bytes, why: str) -> None:
    server.answer = answer
    with pytest.raises(UrlUnreachable, match=why):
        await Fetcher(rules).fetch(f"http://127.0.0.1:{server.port}/")


async def test_size_is_bounded_when_announced_and_when_not(server: Any, rules: FetchRules) -> None:
    server.answer = b"HTTP/1.1 200 OK\r\ncontent-length: 99999999\r\n\r\n"
    with pytest.raises(ImageTooLarge):
        await Fetcher(rules).fetch(f"http://127.0.0.1:{server.port}/")
    server.answer, server.endless = b"HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n", True
    with pytest.raises(ImageTooLarge):
        await Fetcher(rules).fetch(f"http://127.0.0.1:{server.port}/")


async def test_time_is_bounded_as_a_whole(server: Any, rules: FetchRules) -> None:
    server.answer, server.endless = b"HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n", True
    with pytest.raises(UrlUnreachable, match=r"0\.2 s"):
        await Fetcher(replace(rules, max_bytes=10**9, total_s=0.2)).fetch(f"http://127.0.0.1:{server.port}/")


async def test_nobody_listening(rules: FetchRules) -> None:
    with pytest.raises(UrlUnreachable):
        await Fetcher(replace(rules, ports=frozenset({1}))).fetch("http://127.0.0.1:1/")
    with pytest.raises(UrlUnreachable):
        await Fetcher(rules).fetch("http://no-such-host.invalid/")


async def test_through_the_door(house: House, server: Any, rules: FetchRules) -> None:
    object.__setattr__(house.desk, "fetcher", Fetcher(rules))
    url = f"http://127.0.0.1:{server.port}/a.jpg"
    answer = await house.client.post("/v1/cutouts", json={"photo": {"url": url}}, headers=house.bearer())
    assert answer.status_code == 200
    assert house.studio.photo == b"hello"
    form = {"photo.url": (None, url)}
    answer = await house.client.post("/v1/cutouts", files=form, headers=house.bearer())
    assert answer.status_code == 200
    body = {"photo": {"url": "http://10.0.0.1/"}}
    answer = await house.client.post("/v1/cutouts", json=body, headers=house.bearer())
    assert (answer.status_code, reason_of(answer)) == (400, "URL_REFUSED")
    assert answer.json()["errors"][0]["field"] == "photo.url"
