"""Who is calling: what an access token said, kept for the time of one call."""

from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime

from mesh.errors import Unauthenticated


@dataclass(frozen=True)
class Caller:
    """The holder of a verified access token."""

    account_id: str
    scopes: frozenset[str]
    session_id: str
    """Session or API key that the token was issued for."""
    expires_at: datetime
    token: str
    """The token itself, to be passed on to the next service."""


_caller: ContextVar[Caller | None] = ContextVar("caller", default=None)
_request_id: ContextVar[str] = ContextVar("request_id", default="")


def current_caller() -> Caller:
    """The caller of the call in progress; raises ``Unauthenticated`` in a public one."""
    caller = _caller.get()
    if caller is None:
        raise Unauthenticated("This needs a credential. Send `authorization: Bearer <access token>`.")
    return caller


def caller_or_none() -> Caller | None:
    """The caller of the call in progress, or None in a public one."""
    return _caller.get()


def set_caller(caller: Caller | None) -> None:
    """Sets the caller for the rest of this task; each call runs in a task of its own."""
    _caller.set(caller)


def current_request_id() -> str:
    """The id that ties together all log lines and errors of one request, across services. Empty outside a call."""
    return _request_id.get()


def set_request_id(request_id: str) -> None:
    """Sets the request id for the rest of this task."""
    _request_id.set(request_id)
