"""Every failure as a problem document: ours, the framework's, and those nobody planned for."""

from typing import Any

import structlog
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response

from mesh.errors import Cancelled, Internal, PackshotError
from mesh.identity import current_request_id
from mesh.problems import MEDIA_TYPE, Problem, problem_of
from mesh.status import neutral
from services.gateway.errors import (
    BadRequest,
    DoorError,
    MethodNotAllowed,
    RouteNotFound,
    UnsupportedMediaType,
)
from services.gateway.options import BadFields, bad_fields

log = structlog.get_logger(__name__)


class ProblemAnswer(JSONResponse):
    """A problem document with the header fields that belong to it."""

    media_type = MEDIA_TYPE

    def __init__(self, problem: Problem, headers: dict[str, str] | None = None) -> None:
        super().__init__(
            problem.document(), status_code=problem.status, headers={**problem.headers(), **(headers or {})}
        )


def problem_answer(error: PackshotError, headers: dict[str, str] | None = None) -> ProblemAnswer:
    """``error`` as an answer to the request in progress."""
    request_id = current_request_id()
    if type(error) is Internal and error.reason == Internal.reason:
        log.error("request.internal", reason=error.message)
    problem = problem_of(
        error,
        request_id,
        status=error.status if isinstance(error, DoorError) else None,
        errors=error.errors if isinstance(error, BadFields) else (),
    )
    return ProblemAnswer(problem, headers)


def of_http(error: HTTPException, request: Request) -> PackshotError:
    """What the framework refused, in our words."""
    if isinstance(error.__cause__, PackshotError):
        # Raised while the framework was reading the body, and wrapped by it.
        return error.__cause__
    path = request.url.path[:200]
    if error.status_code == 404:
        return RouteNotFound(f"There is nothing at {path}. /docs lists what there is.")
    if error.status_code == 405:
        return MethodNotAllowed(f"{request.method} is not a method of {path}. The Allow header names those it has.")
    if error.status_code == 415:
        return UnsupportedMediaType("The body's Content-Type is not taken here. /docs says which is.")
    if 400 <= error.status_code < 500:
        return BadRequest("The request could not be read. Check its form against /docs.")
    return neutral(current_request_id())


def of_validation(error: RequestValidationError, request: Request) -> PackshotError:
    """What the framework's validation found, with the path of each field."""
    found: Any = error.errors()
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if (
        found
        and found[0]["loc"] == ("body",)
        and kind != "application/json"
        and request.method in {"POST", "PUT", "PATCH", "DELETE"}
    ):
        return UnsupportedMediaType(
            "The body is not taken as JSON, because its Content-Type does not say so. Send `Content-Type: application/json`."
        )
    return bad_fields(found, skip=1)


def install(app: FastAPI) -> None:
    """Makes ``app`` answer every failure with a problem document."""

    @app.exception_handler(PackshotError)
    async def ours(_: Request, error: PackshotError) -> Response:
        return problem_answer(error)

    @app.exception_handler(HTTPException)
    async def frameworks(request: Request, error: HTTPException) -> Response:
        allow = (error.headers or {}).get("Allow")
        return problem_answer(of_http(error, request), {"allow": allow} if allow else None)

    @app.exception_handler(RequestValidationError)
    async def validation(request: Request, error: RequestValidationError) -> Response:
        return problem_answer(of_validation(error, request))

    @app.exception_handler(Exception)
    async def unplanned(_: Request, error: Exception) -> Response:
        log.exception("request.unplanned", exc_info=error)
        return problem_answer(neutral(current_request_id()))

    @app.exception_handler(ClientDisconnect)
    async def gone(_: Request, __: ClientDisconnect) -> Response:
        return problem_answer(Cancelled("The caller went away."))
