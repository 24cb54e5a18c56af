"""A picture from a URL, fetched without lending the caller our place in the network.

The host is resolved here, each address it has must be public, and the connection goes to the address that was checked; TLS and the
``Host`` field keep the name. So a name that changes its address between check and use (DNS rebinding) gains nothing. No redirect
is followed, no proxy of the environment is used, no cookie or credential is sent, and no encoded answer is unpacked.
"""

import asyncio
import re
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import httpcore
import httpx

from mesh.addresses import Network
from mesh.egress import AddressRefused, CheckedBackend
from mesh.errors import ImageTooLarge
from mesh.transfer import CHUNK_BYTES
from services.gateway.errors import UrlRefused, UrlUnreachable
from services.gateway.upload.bounds import picture_too_large

FIELD = "photo.url"
MAX_URL_CHARS = 2_048
DEFAULT_PORTS = {"http": 80, "https": 443}
_HOST = re.compile(rb"[a-z0-9._:-]+")
_HEADERS = ((b"accept", b"image/*"), (b"accept-encoding", b"identity"), (b"user-agent", b"packshot-gateway"))


@dataclass(frozen=True)
class FetchRules:
    """What may be fetched."""

    max_bytes: int
    total_s: float
    ports: frozenset[int] = frozenset({80, 443})
    networks: tuple[Network, ...] = ()
    """Non-public networks that are allowed all the same."""


def checked_url(text: str, ports: frozenset[int]) -> httpx.URL:
    """The URL, if its form is one that is fetched from; raises ``UrlRefused``."""
    if len(text) > MAX_URL_CHARS:
        raise _refused(f"it is longer than {MAX_URL_CHARS} characters")
    try:
        url = httpx.URL(text)
    except (httpx.InvalidURL, ValueError, UnicodeError) as error:
        raise _refused("it is not a URL") from error
    if url.scheme not in DEFAULT_PORTS or not url.host:
        raise _refused("it does not begin with http:// or https:// and a host")
    if not _HOST.fullmatch(url.raw_host):
        raise _refused("its host is not a name or an address")
    if url.userinfo:
        raise _refused("it carries a user name or password")
    if (url.port or DEFAULT_PORTS[url.scheme]) not in ports:
        raise _refused(f"its port is not one of {', '.join(map(str, sorted(ports)))}")
    return url


class Fetcher:
    """Fetches pictures by the rules. Keeps no connection: the next URL is somebody else's."""

    def __init__(self, rules: FetchRules, *, ssl_context: ssl.SSLContext | None = None) -> None:
        self._rules = rules
        self._ssl_context = ssl_context or httpx.create_ssl_context()

    async def fetch(self, text: str) -> bytes:
        """The bytes behind a URL.

        Raises ``UrlRefused`` (form, port, address), ``UrlUnreachable`` (no answer, another status than 200, redirect, encoded, too
        slow) and ``ImageTooLarge``.
        """
        url = checked_url(text, self._rules.ports)
        try:
            async with asyncio.timeout(self._rules.total_s), self._opened(url) as response:
                return await self._read(response)
        except AddressRefused as error:
            raise _refused("its host is not on the public internet") from error
        except TimeoutError as error:
            raise _unreachable(f"it did not give the whole picture within {self._rules.total_s:g} s") from error
        except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.TimeoutException, ssl.SSLError) as error:
            raise _unreachable("its server did not answer, or broke the connection") from error
        except (httpcore.UnsupportedProtocol, ValueError) as error:
            raise _refused("it is not a URL") from error

    @asynccontextmanager
    async def _opened(self, url: httpx.URL) -> AsyncIterator[httpcore.Response]:
        target = httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)
        backend = CheckedBackend(self._rules.networks)
        headers = [(b"host", url.netloc), *_HEADERS]
        async with (
            httpcore.AsyncConnectionPool(
                ssl_context=self._ssl_context, network_backend=backend, max_keepalive_connections=0
            ) as pool,
            pool.stream("GET", target, headers=headers) as response,
        ):
            yield response

    async def _read(self, response: httpcore.Response) -> bytes:
        headers = {name.lower(): value for name, value in response.headers}
        if 300 <= response.status < 400:
            raise _unreachable("it answers with a redirect, which is not followed. Give the address it leads to")
        if response.status != 200:
            raise _unreachable(f"it answers with status {response.status}")
        if headers.get(b"content-encoding", b"identity").strip().lower() != b"identity":
            raise _unreachable("it answers compressed although it was asked not to")
        announced = headers.get(b"content-length", b"")
        if announced.isdigit() and int(announced) > self._rules.max_bytes:
            raise self._too_large()
        data = bytearray()
        async for piece in response.aiter_stream():
            data += piece
            if len(data) > self._rules.max_bytes:
                raise self._too_large()
            if len(piece) > CHUNK_BYTES:
                await asyncio.sleep(0)
        if not data:
            raise _unreachable("it answers with nothing")
        return bytes(data)

    def _too_large(self) -> ImageTooLarge:
        return picture_too_large(self._rules.max_bytes)


def _refused(why: str) -> UrlRefused:
    return UrlRefused(f"The URL is not fetched from: {why}. Send another URL, or the picture itself.", field=FIELD)


def _unreachable(why: str) -> UrlUnreachable:
    return UrlUnreachable(
        f"The URL gave no picture: {why}. Open it in a browser to see, or send the picture itself.", field=FIELD
    )
