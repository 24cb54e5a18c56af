"""Accounts."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request

from mesh.identity import Caller
from packshot.auth.v1 import auth_pb2
from services.gateway.backends import ADDRESS_KEY, ask
from services.gateway.door import Anyone, AtDesk, Known, address_of, no_query
from services.gateway.examples import problems
from services.gateway.shapes.accounts import Account, NewAccount
from services.gateway.small_body import SmallBodyRoute

SERVICE = "/packshot.auth.v1.AuthService"
CREATE, GET = f"{SERVICE}/CreateAccount", f"{SERVICE}/GetAccount"
router = APIRouter(prefix="/v1", route_class=SmallBodyRoute, tags=["accounts"], dependencies=[Depends(no_query)])


@router.post("/accounts", status_code=201, dependencies=[Depends(Anyone(CREATE))], responses=problems(409, 413, 415))
async def create_account(wanted: NewAccount, request: Request, desk: AtDesk) -> Account:
    """Makes an account that may sign in."""
    answer = await ask(
        "auth",
        desk.backends.auth.CreateAccount,
        auth_pb2.CreateAccountRequest(**wanted.model_dump()),
        name=CREATE,
        extra=((ADDRESS_KEY, address_of(request)),),
    )
    return Account.of(answer.account)


@router.get("/account", responses=problems(401, 403, 404))
async def get_account(desk: AtDesk, _: Annotated[Caller, Depends(Known(GET))]) -> Account:
    """Your account."""
    answer = await ask("auth", desk.backends.auth.GetAccount, auth_pb2.GetAccountRequest(), name=GET)
    return Account.of(answer.account)
