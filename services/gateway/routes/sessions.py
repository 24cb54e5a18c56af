"""Sessions: signing in, staying in, signing out."""

from fastapi import APIRouter, Depends, Request

from packshot.auth.v1 import auth_pb2
from services.gateway.backends import ADDRESS_KEY, ask
from services.gateway.door import Anyone, AtDesk, address_of, no_query
from services.gateway.examples import problems
from services.gateway.shapes.accounts import Credentials, RefreshToken, Tokens
from services.gateway.small_body import SmallBodyRoute

SERVICE = "/packshot.auth.v1.AuthService"
CREATE, REFRESH, END = f"{SERVICE}/CreateSession", f"{SERVICE}/RefreshSession", f"{SERVICE}/EndSession"
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
        auth_pb2.CreateSessionRequest(**wanted.model_dump()),
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
