"""Failures that a caller may meet, named by cause.

Owns the base class and the causes that several services share; a service adds its own subclasses in its ``errors.py``. Must not
know gRPC or HTTP: ``mesh.status`` maps causes to gRPC codes, ``mesh.problems`` maps gRPC codes to HTTP.
"""

from enum import Enum
from typing import ClassVar

DOMAIN = "packshot"
"""The ``domain`` of every ``google.rpc.ErrorInfo`` that Packshot sends."""


class Cause(Enum):
    """Why a call failed, in the terms of its caller. One row in each mapping table."""

    INVALID = "the request itself is wrong; sending it again does not help"
    TOO_LARGE = "the request is beyond a limit"
    UNPROCESSABLE = "the request is well formed, but what it carries cannot be worked on"
    UNAUTHENTICATED = "who is calling could not be established"
    FORBIDDEN = "the caller is known and may not do this"
    NOT_FOUND = "the thing named does not exist, or not for this caller"
    CONFLICT = "the thing exists already or has changed"
    OVERLOADED = "there is no room right now; trying again later helps"
    UNAVAILABLE = "a part that is needed does not answer; trying again later helps"
    TIMED_OUT = "the deadline passed before the work was done"
    CANCELLED = "the caller went away"
    INTERNAL = "a fault of ours"


class PackshotError(Exception):
    """Base of every failure that may be told to a caller.

    ``message`` says what happened, why, and what to do about it, in words that are safe to show. ``facts`` are machine-readable
    details (names and numbers, never secrets or pictures); they travel as ``ErrorInfo.metadata``.
    """

    reason: ClassVar[str] = "INTERNAL"
    """Stable UPPER_SNAKE_CASE name; part of the contract, never renamed."""
    cause: ClassVar[Cause] = Cause.INTERNAL

    def __init__(self, message: str, *, retry_after_s: float | None = None, **facts: object) -> None:
        super().__init__(message)
        self.message = message
        self.retry_after_s = retry_after_s
        self.facts = {name: str(value) for name, value in facts.items()}

    @property
    def retryable(self) -> bool:
        """Whether the same request may succeed later."""
        return self.cause in {Cause.OVERLOADED, Cause.UNAVAILABLE}


class InvalidArgument(PackshotError):
    """A field is missing, out of range, or not one of its allowed values. ``field`` names it by its path."""

    reason = "INVALID_ARGUMENT"
    cause = Cause.INVALID

    def __init__(self, message: str, *, field: str, retry_after_s: float | None = None, **facts: object) -> None:
        super().__init__(message, retry_after_s=retry_after_s, field=field, **facts)


class InvalidImage(PackshotError):
    """The bytes are not a picture, or are a damaged one."""

    reason = "INVALID_IMAGE"
    cause = Cause.INVALID


class UnsupportedImage(PackshotError):
    """A picture, but of a kind that is not taken: SVG, animation, PDF."""

    reason = "UNSUPPORTED_IMAGE"
    cause = Cause.INVALID


class ImageTooLarge(PackshotError):
    """More bytes or more pixels than the limit."""

    reason = "IMAGE_TOO_LARGE"
    cause = Cause.TOO_LARGE


class ImageTooSmall(PackshotError):
    """Fewer pixels than a product could be seen in."""

    reason = "IMAGE_TOO_SMALL"
    cause = Cause.UNPROCESSABLE


class TransferBroken(PackshotError):
    """A stream did not keep its order: chunk before header, header twice, bytes that do not add up."""

    reason = "TRANSFER_BROKEN"
    cause = Cause.INVALID


class Unauthenticated(PackshotError):
    """No credential where one is needed."""

    reason = "UNAUTHENTICATED"
    cause = Cause.UNAUTHENTICATED


class TokenExpired(PackshotError):
    """The token was good and is too old."""

    reason = "TOKEN_EXPIRED"
    cause = Cause.UNAUTHENTICATED


class TokenInvalid(PackshotError):
    """The token is not one of ours: tampered with, of another audience, or signed by an unknown key."""

    reason = "TOKEN_INVALID"
    cause = Cause.UNAUTHENTICATED


class ScopeMissing(PackshotError):
    """The caller is known, and its credential does not carry a scope that the call needs."""

    reason = "SCOPE_MISSING"
    cause = Cause.FORBIDDEN


class Overloaded(PackshotError):
    """A queue or a limit of calls in flight is full."""

    reason = "OVERLOADED"
    cause = Cause.OVERLOADED


class ServiceUnavailable(PackshotError):
    """A service, model server or store that is needed does not answer."""

    reason = "SERVICE_UNAVAILABLE"
    cause = Cause.UNAVAILABLE


class WentAway(ServiceUnavailable):
    """A service fell silent: it died, or the connection to it did. Another replica may answer the same call."""


class DeadlineExceeded(PackshotError):
    """The caller's or the call's own deadline passed."""

    reason = "DEADLINE_EXCEEDED"
    cause = Cause.TIMED_OUT


class Cancelled(PackshotError):
    """The caller went away; nobody reads this answer."""

    reason = "CANCELLED"
    cause = Cause.CANCELLED


class Internal(PackshotError):
    """A failure nobody planned for. The message is neutral; the log has the rest under the request id."""

    reason = "INTERNAL"
    cause = Cause.INTERNAL
