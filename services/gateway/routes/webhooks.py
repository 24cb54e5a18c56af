"""Webhooks: whom to tell when work has ended."""

from typing import Annotated

from fastapi import APIRouter, Depends

from mesh.identity import Caller
from packshot.studio.v1 import webhooks_pb2
from services.gateway.backends import ask
from services.gateway.door import AtDesk, Known, Named, OnlyQuery, PageSize, PageToken, no_query
from services.gateway.examples import missing, problems
from services.gateway.shapes.webhooks import (
    CreatedWebhook,
    Deliveries,
    Delivery,
    NewSecret,
    NewWebhook,
    Webhook,
    WebhookChange,
    Webhooks,
)
from services.gateway.small_body import SmallBodyRoute

SERVICE = "/packshot.studio.v1.WebhookService"
CREATE, LIST, UPDATE = f"{SERVICE}/CreateWebhook", f"{SERVICE}/ListWebhooks", f"{SERVICE}/UpdateWebhook"
ROTATE, DELETE = f"{SERVICE}/RotateWebhookSecret", f"{SERVICE}/DeleteWebhook"
DELIVERIES, REDELIVER = f"{SERVICE}/ListDeliveries", f"{SERVICE}/Redeliver"
MISSING = missing("webhook")
plain = [Depends(no_query)]
router = APIRouter(prefix="/v1/webhooks", route_class=SmallBodyRoute, tags=["webhooks"])


@router.post("", status_code=201, dependencies=plain, responses=problems(401, 403, 413, 415))
async def create_webhook(
    wanted: NewWebhook, desk: AtDesk, _: Annotated[Caller, Depends(Known(CREATE))]
) -> CreatedWebhook:
    """Adds an endpoint. The secret to check signatures with is in this answer and nowhere else."""
    request = webhooks_pb2.CreateWebhookRequest(url=wanted.url, events=wanted.events)
    answer = await ask("studio", desk.backends.webhooks.CreateWebhook, request, name=CREATE)
    return CreatedWebhook(webhook=Webhook.of(answer.webhook), secret=answer.secret)


@router.get("", dependencies=plain, responses=problems(401, 403))
async def list_webhooks(desk: AtDesk, _: Annotated[Caller, Depends(Known(LIST))]) -> Webhooks:
    """Your endpoints, newest first."""
    request = webhooks_pb2.ListWebhooksRequest()
    answer = await ask("studio", desk.backends.webhooks.ListWebhooks, request, name=LIST)
    return Webhooks(webhooks=[Webhook.of(webhook) for webhook in answer.webhooks])


@router.patch("/{webhook_id}", dependencies=plain, responses=problems(401, 403, 413, 415, reasons=MISSING))
async def update_webhook(
    webhook_id: Named, wanted: WebhookChange, desk: AtDesk, _: Annotated[Caller, Depends(Known(UPDATE))]
) -> Webhook:
    """Changes URL, events, or whether it is on; what is left out stays."""
    request = wanted.request(webhook_id)
    answer = await ask("studio", desk.backends.webhooks.UpdateWebhook, request, name=UPDATE)
    return Webhook.of(answer.webhook)


@router.post("/{webhook_id}/rotate", dependencies=plain, responses=problems(401, 403, reasons=MISSING))
async def rotate_webhook_secret(
    webhook_id: Named, desk: AtDesk, _: Annotated[Caller, Depends(Known(ROTATE))]
) -> NewSecret:
    """Gives an endpoint a new secret. For 24 hours deliveries are signed with both."""
    request = webhooks_pb2.RotateWebhookSecretRequest(id=webhook_id)
    answer = await ask("studio", desk.backends.webhooks.RotateWebhookSecret, request, name=ROTATE)
    return NewSecret(secret=answer.secret)


@router.delete("/{webhook_id}", status_code=204, dependencies=plain, responses=problems(401, 403, reasons=MISSING))
async def delete_webhook(webhook_id: Named, desk: AtDesk, _: Annotated[Caller, Depends(Known(DELETE))]) -> None:
    """Removes an endpoint and its deliveries."""
    request = webhooks_pb2.DeleteWebhookRequest(id=webhook_id)
    await ask("studio", desk.backends.webhooks.DeleteWebhook, request, name=DELETE)


@router.get(
    "/{webhook_id}/deliveries",
    dependencies=[Depends(OnlyQuery("page_size", "page_token"))],
    responses=problems(401, 403, reasons=MISSING),
)
async def list_deliveries(
    webhook_id: Named,
    desk: AtDesk,
    _: Annotated[Caller, Depends(Known(DELIVERIES))],
    page_size: PageSize = 0,
    page_token: PageToken = "",
) -> Deliveries:
    """Deliveries of an endpoint, newest first; kept 30 days."""
    request = webhooks_pb2.ListDeliveriesRequest(webhook_id=webhook_id, page_size=page_size, page_token=page_token)
    answer = await ask("studio", desk.backends.webhooks.ListDeliveries, request, name=DELIVERIES)
    deliveries = [Delivery.of(delivery) for delivery in answer.deliveries]
    return Deliveries(deliveries=deliveries, next_page_token=answer.next_page_token)


@router.post(
    "/{webhook_id}/deliveries/{delivery_id}/redeliver",
    dependencies=plain,
    responses=problems(401, 403, reasons=missing("delivery")),
)
async def redeliver(
    webhook_id: Named, delivery_id: Named, desk: AtDesk, _: Annotated[Caller, Depends(Known(REDELIVER))]
) -> Delivery:
    """Sends a delivery again, with the same id, now."""
    request = webhooks_pb2.RedeliverRequest(webhook_id=webhook_id, delivery_id=delivery_id)
    answer = await ask("studio", desk.backends.webhooks.Redeliver, request, name=REDELIVER)
    return Delivery.of(answer.delivery)
