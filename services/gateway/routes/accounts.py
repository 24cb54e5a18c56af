"""Accounts."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from mesh.identity import Caller
from packshot.auth.v1 import auth_pb2
from services.gateway.backends import ADDRESS_KEY, ask
from services.gateway.door import Anyone, AtDesk, Known, address_of, no_query
from services.gateway.examples import problems
from services.gateway.shapes.accounts import (
    Account,
    AccountChange,
    ForgottenPassword,
    NewAccount,
    NewPassword,
    PasswordChange,
)
from services.gateway.small_body import SmallBodyRoute

SERVICE = "/packshot.auth.v1.AuthService"
CREATE, GET = f"{SERVICE}/CreateAccount", f"{SERVICE}/GetAccount"
UPDATE, CHANGE = f"{SERVICE}/UpdateAccount", f"{SERVICE}/ChangePassword"
FORGOT, RESET = f"{SERVICE}/RequestPasswordReset", f"{SERVICE}/ConfirmPasswordReset"
WRONG = {401: ("BAD_CREDENTIALS", "This e-mail address and password, or this key, are not accepted.")}
WEAK = {400: ("WEAK_PASSWORD", "The password has 5 characters. Use 10 to 256.")}
NO_MAIL = {422: ("MAIL_NOT_SET_UP", "This installation sends no mail. Ask whoever runs it for a new password.")}
OLD_LINK = {400: ("RESET_EXPIRED", "This link was used already, or is too old. Ask for a new mail.")}
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


@router.patch("/account", responses=problems(401, 403, 404, 413, 415))
async def update_account(wanted: AccountChange, desk: AtDesk, _: Annotated[Caller, Depends(Known(UPDATE))]) -> Account:
    """Changes the name or the language of your account; what is left out stays."""
    answer = await ask("auth", desk.backends.auth.UpdateAccount, wanted.request(), name=UPDATE)
    return Account.of(answer.account)


@router.post("/account/password", status_code=204, responses=problems(403, 413, 415, reasons=WRONG | WEAK))
async def change_password(
    wanted: PasswordChange, request: Request, desk: AtDesk, _: Annotated[Caller, Depends(Known(CHANGE))]
) -> None:
    """Changes your password and ends all of your sessions but the one that asks. API keys stay."""
    await ask(
        "auth",
        desk.backends.auth.ChangePassword,
        auth_pb2.ChangePasswordRequest(**wanted.model_dump()),
        name=CHANGE,
        extra=((ADDRESS_KEY, address_of(request)),),
    )


@router.post(
    "/password-resets",
    status_code=202,
    response_class=Response,
    dependencies=[Depends(Anyone(FORGOT))],
    responses=problems(413, 415, reasons=NO_MAIL),
)
async def forgot_password(wanted: ForgottenPassword, request: Request, desk: AtDesk) -> Response:
    """Has a mail sent with a link to set a new password. The answer is the same whether there is such an account or not."""
    await ask(
        "auth",
        desk.backends.auth.RequestPasswordReset,
        auth_pb2.RequestPasswordResetRequest(email=wanted.email, language=wanted.language or ""),
        name=FORGOT,
        extra=((ADDRESS_KEY, address_of(request)),),
    )
    return Response(status_code=202, headers={"cache-control": "no-store"})


@router.post(
    "/password-resets/confirm",
    status_code=204,
    dependencies=[Depends(Anyone(RESET))],
    responses=problems(413, 415, reasons=OLD_LINK),
)
async def reset_password(wanted: NewPassword, request: Request, desk: AtDesk) -> None:
    """Sets a new password with what a mail brought, and ends all sessions of the account. It is good once, for 30 minutes."""
    await ask(
        "auth",
        desk.backends.auth.ConfirmPasswordReset,
        auth_pb2.ConfirmPasswordResetRequest(**wanted.model_dump()),
        name=RESET,
        extra=((ADDRESS_KEY, address_of(request)),),
    )
