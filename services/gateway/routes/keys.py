"""API keys."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path

from mesh.identity import Caller
from packshot.auth.v1 import auth_pb2
from services.gateway.backends import ask
from services.gateway.door import AtDesk, Known, no_query
from services.gateway.examples import problems
from services.gateway.shapes.accounts import CreatedKey, Key, Keys, NewKey
from services.gateway.small_body import SmallBodyRoute

SERVICE = "/packshot.auth.v1.AuthService"
CREATE, LIST, REVOKE = f"{SERVICE}/CreateKey", f"{SERVICE}/ListKeys", f"{SERVICE}/RevokeKey"
router = APIRouter(prefix="/v1/keys", route_class=SmallBodyRoute, tags=["keys"], dependencies=[Depends(no_query)])


@router.post("", status_code=201, responses=problems(401, 403, 413, 415))
async def create_key(wanted: NewKey, desk: AtDesk, _: Annotated[Caller, Depends(Known(CREATE))]) -> CreatedKey:
    """Makes an API key. The whole key is in this answer and nowhere else, ever."""
    answer = await ask("auth", desk.backends.auth.CreateKey, wanted.request(), name=CREATE)
    return CreatedKey(key=Key.of(answer.key), secret=answer.secret)


@router.get("", responses=problems(401, 403))
async def list_keys(desk: AtDesk, _: Annotated[Caller, Depends(Known(LIST))]) -> Keys:
    """Your API keys, newest first, without their secrets."""
    answer = await ask("auth", desk.backends.auth.ListKeys, auth_pb2.ListKeysRequest(), name=LIST)
    return Keys(keys=[Key.of(key) for key in answer.keys])


@router.delete("/{key_id}", responses=problems(401, 403, 404))
async def revoke_key(
    key_id: Annotated[str, Path(max_length=100)], desk: AtDesk, _: Annotated[Caller, Depends(Known(REVOKE))]
) -> Key:
    """Makes an API key useless from now on."""
    answer = await ask("auth", desk.backends.auth.RevokeKey, auth_pb2.RevokeKeyRequest(id=key_id), name=REVOKE)
    return Key.of(answer.key)
