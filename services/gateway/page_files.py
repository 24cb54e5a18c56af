"""The built page as HTTP tells it: which file, how it is packed, how long it may be kept, and what it may do.

Owns the page's security fields; must not know what the page is made of.
"""

import asyncio
import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

from services.gateway.errors import RouteNotFound
from services.gateway.ranges import is_known

BUILT = Path(__file__).resolve().parents[2] / "web" / "dist"
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        # Photos that were chosen and results that were fetched are shown from memory.
        "img-src 'self' blob: data:",
        "font-src 'self'",
        # The same origin's WebSockets are within it (CSP 3, 6.7.2.8).
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "manifest-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
SECURITY = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    # Not `no-referrer`: some browsers then send `Origin: null` with the page's own requests.
    "referrer-policy": "same-origin",
    "permissions-policy": "camera=(self), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
KEPT = "public, max-age=31536000, immutable"
ASKED = "no-cache"
_HASHED = re.compile(r"-[\w-]{8,}\.[\w.]+$", re.ASCII)
"""How Vite calls a file whose name changes with its bytes: ``index-B7c_x9-Q.js``."""
_PACKED = (("br", ".br"), ("gzip", ".gz"))
"""Encodings that a build leaves beside a file, the smallest first."""
_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json",
    ".map": "application/json",
    ".webmanifest": "application/manifest+json",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".ico": "image/x-icon",
    ".woff2": "font/woff2",
    ".wasm": "application/wasm",
    ".txt": "text/plain; charset=utf-8",
}
_NOT_BUILT = b"""<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Packshot</title>
<h1>Packshot runs; its page is not built yet</h1>
<p>Run <code>make page</code>, then load this page again. It needs no restart.
<p>The interface for programs is here already: <a href="/docs">/docs</a>.
</html>
"""


@dataclass(frozen=True)
class _File:
    data: bytes
    etag: str


class PageFiles:
    """The files of a build in ``folder``, which may come, go and change while this runs."""

    def __init__(self, folder: Path = BUILT) -> None:
        self._folder = folder

    async def index(self, request: Request) -> Response:
        """The page itself, whatever its path; where there is no build, a page that says what to do."""
        try:
            return await self._answer(request, "index.html", ASKED)
        except RouteNotFound:
            fields = {**SECURITY, "content-type": _TYPES[".html"], "cache-control": "no-store"}
            return _sent(request, _NOT_BUILT, fields)

    async def file(self, request: Request, name: str) -> Response:
        """The file ``name`` of the build. Raises ``RouteNotFound``."""
        return await self._answer(request, name, KEPT if _HASHED.search(name) else ASKED)

    async def _answer(self, request: Request, name: str, cache: str) -> Response:
        found = await asyncio.to_thread(self._find, name, _accepted(request.headers.get("accept-encoding", "")))
        if found is None:
            raise RouteNotFound(f"There is nothing at {request.url.path[:200]}. /docs lists what there is.")
        file, encoding = found
        fields = {**SECURITY, "etag": file.etag, "cache-control": cache, "vary": "accept-encoding"}
        if is_known(request.headers.get("if-none-match"), file.etag):
            return Response(status_code=304, headers=fields)
        fields["content-type"] = _TYPES.get(Path(name).suffix.lower(), "application/octet-stream")
        if encoding:
            fields["content-encoding"] = encoding
        return _sent(request, file.data, fields)

    def _find(self, name: str, accepted: frozenset[str]) -> tuple[_File, str] | None:
        """The file and how it is packed."""
        plain = self._path(name)
        if plain is None:
            return None
        for encoding, suffix in _PACKED:
            if encoding in accepted and (packed := self._path(name + suffix)) is not None:
                return _file(packed), encoding
        return _file(plain), ""

    def _path(self, name: str) -> Path | None:
        """Where ``name`` lies; None where it is no file of the build: a way out of it, a link out of it, a hidden one."""
        if any(step in {"", "."} or step.startswith(".") for step in name.split("/")):
            return None
        try:
            path = (self._folder / name).resolve(strict=True)
            inside = path.is_relative_to(self._folder.resolve())
        except (OSError, ValueError):
            return None
        return path if inside and path.is_file() else None


def _sent(request: Request, data: bytes, fields: dict[str, str]) -> Response:
    fields["content-length"] = str(len(data))
    return Response(b"" if request.method == "HEAD" else data, headers=fields)


def _file(path: Path) -> _File:
    at = path.stat()
    return _read(path, at.st_mtime_ns, at.st_size)


@lru_cache(maxsize=256)
def _read(path: Path, changed_ns: int, size_bytes: int) -> _File:
    """A file's bytes, kept until it changes; a whole build is a megabyte or two."""
    data = path.read_bytes()
    return _File(data, f'"{hashlib.sha256(data).hexdigest()[:32]}"')


def _accepted(field: str) -> frozenset[str]:
    """The encodings of ``Accept-Encoding`` that are not refused."""
    taken: dict[str, bool] = {}
    for item in field.lower().split(","):
        name, *parameters = (part.strip() for part in item.split(";"))
        quality = next((one[2:].strip() for one in parameters if one.startswith("q=")), "1")
        try:
            taken[name] = float(quality) > 0
        except ValueError:
            taken[name] = False
    return frozenset(name for name, _ in _PACKED if taken.get(name, taken.get("*", False)))
