"""What every route goes through before it does anything: who asks, how often, how long it may take."""

import asyncio
from dataclasses import dataclass, field
from typing import Annotated

from fastapi import Depends, Path, Query, Security
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from starlette.requests import Request

from mesh.deadlines import set_deadline
from mesh.errors import Cause, InvalidArgument, PackshotError
from mesh.identity import Caller
from services.gateway.access import Doorkeeper, require_method
from services.gateway.backends import Backends, deadline_of
from services.gateway.errors import UnknownField
from services.gateway.fetch import Fetcher
from services.gateway.options import UINT32_MAX
from services.gateway.page_files import PageFiles
from services.gateway.places import Places
from services.gateway.quota import Kind, Quotas, QuotaSpent, place_of
from services.gateway.readiness import Watch
from services.gateway.refresh_cookie import RefreshCookie
from services.gateway.telemetry import notes_of
from services.gateway.upload.photo import UploadRules

TIMEOUT_FIELD = "packshot-timeout"
BEARER = HTTPBearer(auto_error=False, bearerFormat="API key or access token", scheme_name="bearer")


@dataclass(frozen=True)
class Desk:
    """Everything that routes work with; made once, by ``__main__``."""

    backends: Backends
    doorkeeper: Doorkeeper
    quotas: Quotas
    places: Places
    fetcher: Fetcher
    upload_rules: UploadRules
    watch: Watch
    cookie: RefreshCookie = field(default_factory=RefreshCookie)
    page: PageFiles = field(default_factory=PageFiles)


def desk_of(request: Request) -> Desk:
    """The desk of the application that got ``request``."""
    desk: Desk = request.app.state.desk
    return desk


AtDesk = Annotated[Desk, Depends(desk_of)]


def address_of(request: Request) -> str:
    """The caller's address, as the server believes it to be; empty where there is none."""
    return request.client.host if request.client else ""


class Anyone:
    """Dependency of a public route for ``method``: counted by address."""

    def __init__(self, method: str) -> None:
        self._method = method

    async def __call__(self, request: Request) -> None:
        _start_clock(request, self._method)
        await _count(request, Kind.ADDRESS, place_of(address_of(request)))


class Known:
    """Dependency of a route for ``method``: a credential with one of the method's scopes, counted by account."""

    def __init__(self, method: str, kind: Kind = Kind.ACCOUNT) -> None:
        self._method = method
        self._kind = kind

    async def __call__(
        self, request: Request, _: Annotated[HTTPAuthorizationCredentials | None, Security(BEARER)]
    ) -> Caller:
        _start_clock(request, self._method)
        try:
            caller = await desk_of(request).doorkeeper.identify(
                request.headers.get("authorization"), address_of(request)
            )
        except PackshotError as error:
            if error.cause is Cause.UNAUTHENTICATED:
                # Guessing keys must not be cheaper than having one.
                await _count(request, Kind.ADDRESS, place_of(address_of(request)))
            raise
        require_method(caller, self._method)
        await _count(request, self._kind, caller.account_id)
        return caller


async def no_query(request: Request) -> None:
    """Dependency of routes without a query: a parameter that does not exist is refused, most often it is misspelt."""
    for name in request.query_params:
        raise UnknownField(f"There is no query parameter `{name[:80]}` here. Leave it out.", field=name[:80])


class OnlyQuery:
    """Dependency of routes with a query: parameters that are not among ``names`` are refused."""

    def __init__(self, *names: str) -> None:
        self._names = frozenset(names)

    async def __call__(self, request: Request) -> None:
        for name in request.query_params:
            if name not in self._names:
                told = name[:80]
                raise UnknownField(
                    f"There is no query parameter `{told}` here. There are {', '.join(sorted(self._names))}.",
                    field=told,
                )


PageSize = Annotated[int, Query(ge=0, le=UINT32_MAX, description="Entries a page, 1 to 200; 0: 50.")]
PageToken = Annotated[str, Query(max_length=2_000, description="`next_page_token` of the page before.")]
Named = Annotated[str, Path(max_length=100)]
"""An id in a path; whether there is such a thing is the studio's to say."""


async def _count(request: Request, kind: Kind, whom: str) -> None:
    notes = notes_of(request.scope)
    try:
        quota = await desk_of(request).quotas.count(kind, whom)
    except QuotaSpent as error:
        notes.headers.update(error.quota.headers())
        raise
    if quota is not None:
        notes.headers.update(quota.headers())


def _start_clock(request: Request, method: str) -> None:
    """Sets the deadline: what the contract gives ``method``, or less where the caller says so."""
    limit_s = deadline_of(method)
    if text := request.headers.get(TIMEOUT_FIELD):
        try:
            wanted_s = float(text)
        except ValueError:
            wanted_s = 0.0
        if not 0 < wanted_s < float("inf"):
            raise InvalidArgument("The header Packshot-Timeout must be seconds above 0.", field=TIMEOUT_FIELD)
        limit_s = min(limit_s, wanted_s)
    set_deadline(asyncio.get_running_loop().time() + limit_s)
