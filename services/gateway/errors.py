"""What can go wrong at the door itself, before or beside the services."""

from typing import ClassVar

from mesh.errors import Cause, InvalidArgument, PackshotError


class DoorError(PackshotError):
    """Base of failures that only HTTP knows: they have a status of their own."""

    reason = "BAD_REQUEST"
    cause = Cause.INVALID
    status: ClassVar[int] = 400
    headers: ClassVar[dict[str, str]] = {}


class BadRequest(DoorError):
    """The body or the query is not of the form it says it is."""


class RouteNotFound(DoorError):
    """No such address."""

    reason = "ROUTE_NOT_FOUND"
    cause = Cause.NOT_FOUND
    status = 404


class MethodNotAllowed(DoorError):
    """The address exists, the method does not."""

    reason = "METHOD_NOT_ALLOWED"
    status = 405


class NotFromPage(DoorError):
    """A route of the page's own session that something else than the page asked."""

    reason = "NOT_FROM_PAGE"
    cause = Cause.FORBIDDEN
    status = 403


class JobNotDone(DoorError):
    """The pictures of a job that has none, or none yet."""

    reason = "JOB_NOT_DONE"
    cause = Cause.CONFLICT
    status = 409


class NotAcceptable(DoorError):
    """Nothing that the ``Accept`` header names can be made."""

    reason = "NOT_ACCEPTABLE"
    status = 406


class UploadTooSlow(DoorError):
    """The body did not arrive in the time it is given."""

    reason = "UPLOAD_TOO_SLOW"
    cause = Cause.TIMED_OUT
    status = 408


class BodyTooLarge(DoorError):
    """A body without a picture, or the part of it that is no picture, is beyond its limit."""

    reason = "BODY_TOO_LARGE"
    cause = Cause.TOO_LARGE
    status = 413


class UnsupportedMediaType(DoorError):
    """The body's ``Content-Type`` is none that is taken here."""

    reason = "UNSUPPORTED_MEDIA_TYPE"
    status = 415


class UnknownField(InvalidArgument):
    """A field that does not exist; refused, since it is most often a misspelt one."""

    reason = "UNKNOWN_FIELD"


class UrlRefused(InvalidArgument):
    """A URL that will not be fetched from: its form, its port, or where it leads."""

    reason = "URL_REFUSED"


class UrlUnreachable(PackshotError):
    """A URL that was tried and gave no picture."""

    reason = "URL_UNREACHABLE"
    cause = Cause.UNPROCESSABLE


class RateLimited(PackshotError):
    """More requests than one caller may send in a while."""

    reason = "RATE_LIMITED"
    cause = Cause.OVERLOADED


class RangeNotSatisfiable(DoorError):
    """A range of bytes that begins behind the end."""

    reason = "RANGE_NOT_SATISFIABLE"
    status = 416


class TusVersion(DoorError):
    """A resumable upload in a version of the protocol that is not spoken here."""

    reason = "TUS_VERSION"
    status = 412
