"""The cookie in which a browser keeps its refresh token, and who may make it do so (ADR 0015)."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Header
from starlette.requests import Request
from starlette.responses import Response

from services.gateway.errors import NotFromPage

PATH = "/v1/browser"
PAGE_FIELD = "X-Packshot-Page"
_DEFAULT_PORTS = {"http": ":80", "https": ":443"}


@dataclass(frozen=True)
class RefreshCookie:
    """How the token is kept: out of reach of scripts, sent to ``PATH`` alone, never with another site's requests."""

    secure: bool = True
    """Over TLS only; off in development, where there is none."""

    @property
    def name(self) -> str:
        """With the prefix that browsers take from secure origins alone."""
        return "__Secure-packshot_refresh" if self.secure else "packshot_refresh"

    def read(self, request: Request) -> str:
        """The token; empty where there is none."""
        return request.cookies.get(self.name, "")

    def put(self, answer: Response, token: str, until: datetime) -> None:
        """Has the browser keep ``token``."""
        left_s = max(0, int((until - datetime.now(UTC)).total_seconds()))
        answer.set_cookie(
            self.name, token, max_age=left_s, path=PATH, secure=self.secure, httponly=True, samesite="strict"
        )

    def clear(self, answer: Response) -> None:
        """Has the browser forget it."""
        answer.delete_cookie(self.name, path=PATH, secure=self.secure, httponly=True, samesite="strict")


async def from_page(
    request: Request,
    page: Annotated[
        str, Header(alias=PAGE_FIELD, description="Must be `1`. Pages of other origins cannot send it.")
    ] = "",
) -> None:
    """Dependency of routes that the cookie opens: raises ``NotFromPage`` where anything but our own page may be asking.

    The field makes another origin's page ask first (a preflight), and nothing here ever grants that. ``Origin`` and
    ``Sec-Fetch-Site`` come from the browser, not from the page, so where they are, they are believed.
    """
    if page != "1":
        raise NotFromPage(f"This is for the page of this server. Send `{PAGE_FIELD}: 1`, or use /v1/sessions.")
    site = request.headers.get("sec-fetch-site")
    if site is not None and site != "same-origin":
        raise NotFromPage("This was asked by a page of another site. Use the page of this server.")
    origin = request.headers.get("origin")
    if origin is not None and not _is_own(origin, request.headers.get("host", "")):
        raise NotFromPage("This was asked by a page of another origin. Use the page of this server.")


def _is_own(origin: str, host: str) -> bool:
    """Whether ``origin`` is at ``host``; its scheme is the proxy's to keep, which may take TLS off on the way."""
    try:
        parts = urlsplit(origin)
    except ValueError:
        return False
    port = _DEFAULT_PORTS.get(parts.scheme)
    if port is None or not parts.netloc:
        return False
    return parts.netloc.lower().removesuffix(port) == host.lower().removesuffix(port)
