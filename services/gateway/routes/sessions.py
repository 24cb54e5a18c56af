"""Sessions: signing in, staying in, signing out."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request

from mesh.identity import Caller
from packshot.auth.v1 import auth_pb2
from services.gateway.backends import ADDRESS_KEY, ask
from services.gateway.door import Anyone, AtDesk, Known, Named, address_of, no_query
from services.gateway.examples import missing, problems
from services.gateway.shapes.accounts import Credentials, RefreshToken, Session, Sessions, Tokens
from services.gateway.small_body import SmallBodyRoute

SERVICE = "/packshot.auth.v1.AuthService"
CREATE, REFRESH, END = f"{SERVICE}/CreateSession", f"{SERVICE}/RefreshSession", f"{SERVICE}/EndSession"
LIST, END_ONE = f"{SERVICE}/ListSessions", f"{SERVICE}/EndSessionById"
END_OTHERS = f"{SERVICE}/EndOtherSessions"
router = APIRouter(
    prefix="/v1/sessions", route_class=SmallBodyRoute, tags=["sessions"], dependencies=[Depends(no_query)]
)


@router.post("", status_code=201, dependencies=[Depends(Anyone(CREATE))], responses=problems(401, 413, 415))
async def create_session(wanted: Credentials, request: Request, desk: AtDesk) -> Tokens:
    """Signs in with e-mail address and password.

    The access token lives 5 minutes (`access_expire_time` tells exactly); then refresh.
    """
    answer = await ask(
        "auth",
        desk.backends.auth.CreateSession,
        auth_pb2.CreateSessionRequest(**wanted.model_dump(), user_agent=request.headers.get("user-agent", "")[:1_000]),
        name=CREATE,
        extra=((ADDRESS_KEY, address_of(request)),),
    )
    return Tokens.of(answer.tokens)


@router.post("/refresh", dependencies=[Depends(Anyone(REFRESH))], responses=problems(401, 413, 415))
async def refresh_session(wanted: RefreshToken, desk: AtDesk) -> Tokens:
    """Exchanges a refresh token for fresh tokens. It is used up; sent a second time it ends the session."""
    request = auth_pb2.RefreshSessionRequest(refresh_token=wanted.refresh_token)
    answer = await ask("auth", desk.backends.auth.RefreshSession, request, name=REFRESH)
    return Tokens.of(answer.tokens)


@router.delete("", status_code=204, dependencies=[Depends(Anyone(END))], responses=problems(413, 415))
async def end_session(wanted: RefreshToken, desk: AtDesk) -> None:
    """Ends the session of a refresh token. An unknown token is answered alike.

    An access token that the session gave out stays good until it expires, so it outlives the session by 5 minutes at most.
    """
    request = auth_pb2.EndSessionRequest(refresh_token=wanted.refresh_token)
    await ask("auth", desk.backends.auth.EndSession, request, name=END)


@router.get("", responses=problems(401, 403))
async def list_sessions(desk: AtDesk, _: Annotated[Caller, Depends(Known(LIST))]) -> Sessions:
    """Where your account is signed in, last used first."""
    answer = await ask("auth", desk.backends.auth.ListSessions, auth_pb2.ListSessionsRequest(), name=LIST)
    return Sessions(sessions=[Session.of(session) for session in answer.sessions])


@router.delete("/others", status_code=204, responses=problems(401, 403))
async def end_other_sessions(desk: AtDesk, _: Annotated[Caller, Depends(Known(END_OTHERS))]) -> None:
    """Ends all of your sessions but the one that asks; all of them where an API key asks."""
    request = auth_pb2.EndOtherSessionsRequest()
    await ask("auth", desk.backends.auth.EndOtherSessions, request, name=END_OTHERS)


@router.delete("/{session_id}", status_code=204, responses=problems(401, 403, reasons=missing("session")))
async def end_session_by_id(session_id: Named, desk: AtDesk, _: Annotated[Caller, Depends(Known(END_ONE))]) -> None:
    """Ends one of your sessions. Its access token stays good until it expires, 5 minutes at most."""
    request = auth_pb2.EndSessionByIdRequest(id=session_id)
    await ask("auth", desk.backends.auth.EndSessionById, request, name=END_ONE)
