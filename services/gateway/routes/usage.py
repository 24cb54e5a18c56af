"""What an account has used, may use and keeps, and its end."""

from typing import Annotated

from fastapi import APIRouter, Depends

from mesh.identity import Caller
from packshot.studio.v1 import account_pb2
from services.gateway.backends import ask
from services.gateway.door import AtDesk, Known, Named, no_query
from services.gateway.examples import problems
from services.gateway.shapes.usage import Gone, NewQuota, NewRetention, Password, Quota, Retention, Usage
from services.gateway.small_body import SmallBodyRoute

SERVICE = "/packshot.studio.v1.AccountService"
USAGE, GET_RETENTION, UPDATE_RETENTION = f"{SERVICE}/GetUsage", f"{SERVICE}/GetRetention", f"{SERVICE}/UpdateRetention"
UPDATE_QUOTA, DELETE = f"{SERVICE}/UpdateQuota", f"{SERVICE}/DeleteAccount"
router = APIRouter(prefix="/v1", route_class=SmallBodyRoute, tags=["accounts"], dependencies=[Depends(no_query)])


@router.get("/usage", responses=problems(401, 403))
async def get_usage(desk: AtDesk, _: Annotated[Caller, Depends(Known(USAGE))]) -> Usage:
    """What your account has used this month, what it keeps, and what it may."""
    request = account_pb2.GetUsageRequest()
    return Usage.of(await ask("studio", desk.backends.account.GetUsage, request, name=USAGE))


@router.get("/retention", responses=problems(401, 403))
async def get_retention(desk: AtDesk, _: Annotated[Caller, Depends(Known(GET_RETENTION))]) -> Retention:
    """How long your things are kept."""
    request = account_pb2.GetRetentionRequest()
    answer = await ask("studio", desk.backends.account.GetRetention, request, name=GET_RETENTION)
    return Retention.of(answer.retention)


@router.put("/retention", responses=problems(401, 403, 413, 415))
async def update_retention(
    wanted: NewRetention, desk: AtDesk, _: Annotated[Caller, Depends(Known(UPDATE_RETENTION))]
) -> Retention:
    """Changes how long things are kept from now on; what is there keeps its expiry."""
    request = account_pb2.UpdateRetentionRequest(retention=account_pb2.Retention(**wanted.model_dump()))
    answer = await ask("studio", desk.backends.account.UpdateRetention, request, name=UPDATE_RETENTION)
    return Retention.of(answer.retention)


@router.put("/quotas/{account_id}", responses=problems(401, 403, 413, 415))
async def update_quota(
    account_id: Named, wanted: NewQuota, desk: AtDesk, _: Annotated[Caller, Depends(Known(UPDATE_QUOTA))]
) -> Quota:
    """Changes what an account may use; for administrators."""
    quota = account_pb2.Quota(**wanted.model_dump())
    request = account_pb2.UpdateQuotaRequest(account_id=account_id, quota=quota)
    answer = await ask("studio", desk.backends.account.UpdateQuota, request, name=UPDATE_QUOTA)
    return Quota.of(answer.quota)


@router.delete("/account", responses=problems(401, 403, 413, 415))
async def delete_account(wanted: Password, desk: AtDesk, _: Annotated[Caller, Depends(Known(DELETE))]) -> Gone:
    """Deletes your account with everything it has, for good. Call it again where it broke off."""
    request = account_pb2.DeleteAccountRequest(password=wanted.password)
    return Gone.of(await ask("studio", desk.backends.account.DeleteAccount, request, name=DELETE))
