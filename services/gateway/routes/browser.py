"""The session of the page: its refresh token stays in a cookie that no script reads (ADR 0015)."""

from typing import Any

from fastapi import APIRouter, Depends, Request, Response

from mesh.errors import Cause, PackshotError
from packshot.auth.v1 import auth_pb2
from services.gateway.backends import ADDRESS_KEY, ask
from services.gateway.door import Anyone, AtDesk, Desk, address_of, no_query
from services.gateway.examples import problems
from services.gateway.problem_answers import problem_answer
from services.gateway.refresh_cookie import PATH, from_page
from services.gateway.routes.sessions import CREATE, END, REFRESH
from services.gateway.shapes.accounts import BrowserSession, Credentials
from services.gateway.shapes.times import at
from services.gateway.small_body import SmallBodyRoute

FORBIDDEN = {403: ("NOT_FROM_PAGE", "This was asked by a page of another origin. Use the page of this server.")}
ENDED = {401: ("SESSION_ENDED", "This session is over. Sign in again.")}
router = APIRouter(
    prefix=f"{PATH}/session",
    route_class=SmallBodyRoute,
    tags=["sessions"],
    dependencies=[Depends(no_query), Depends(from_page)],
)


@router.post(
    "", status_code=201, dependencies=[Depends(Anyone(CREATE))], responses=problems(401, 413, 415, reasons=FORBIDDEN)
)
async def create_browser_session(
    wanted: Credentials, request: Request, response: Response, desk: AtDesk
) -> BrowserSession:
    """Signs the page in. The refresh token goes into a cookie that scripts cannot read; it is not in the answer."""
    answer = await ask(
        "auth",
        desk.backends.auth.CreateSession,
        auth_pb2.CreateSessionRequest(
            **wanted.model_dump(), user_agent=request.headers.get("user-agent", "")[:1_000], browser=True
        ),
        name=CREATE,
        extra=((ADDRESS_KEY, address_of(request)),),
    )
    return _signed_in(desk, answer.tokens, response)


@router.post(
    "/refresh",
    dependencies=[Depends(Anyone(REFRESH))],
    response_model=BrowserSession,
    responses=problems(reasons=FORBIDDEN | ENDED),
)
async def refresh_browser_session(request: Request, response: Response, desk: AtDesk) -> Any:
    """A fresh access token for the cookie, which is replaced. Two tabs may ask at once.

    401: the session is over, and the cookie is gone; sign in again.
    """
    token = desk.cookie.read(request)
    refresh = auth_pb2.RefreshSessionRequest(refresh_token=token)
    try:
        answer = await ask("auth", desk.backends.auth.RefreshSession, refresh, name=REFRESH)
    except PackshotError as error:
        if error.cause is not Cause.UNAUTHENTICATED:
            raise
        refused = problem_answer(error)
        desk.cookie.clear(refused)
        return refused
    return _signed_in(desk, answer.tokens, response)


@router.delete("", status_code=204, dependencies=[Depends(Anyone(END))], responses=problems(reasons=FORBIDDEN))
async def end_browser_session(request: Request, desk: AtDesk) -> Response:
    """Signs the page out: the session ends, and the cookie is gone. Without a session it is answered alike."""
    if token := desk.cookie.read(request):
        end = auth_pb2.EndSessionRequest(refresh_token=token)
        await ask("auth", desk.backends.auth.EndSession, end, name=END)
    answer = Response(status_code=204, headers={"cache-control": "no-store"})
    desk.cookie.clear(answer)
    return answer


def _signed_in(desk: Desk, tokens: auth_pb2.Tokens, response: Response) -> BrowserSession:
    desk.cookie.put(response, tokens.refresh_token, at(tokens.refresh_expire_time))
    response.headers["cache-control"] = "no-store"
    return BrowserSession.of(tokens)
