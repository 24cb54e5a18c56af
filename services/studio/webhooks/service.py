"""``WebhookService``: messages of the contract to endpoints and deliveries, and back."""

from typing import Any

from mesh.errors import InvalidArgument
from mesh.identity import current_caller
from mesh.stamps import timestamp
from packshot.studio.v1 import webhooks_pb2, webhooks_pb2_grpc
from services.studio.pages import Page
from services.studio.webhooks.deliveries import Deliveries, Delivery, State
from services.studio.webhooks.endpoints import Webhook, Webhooks

_STATES = {state: getattr(webhooks_pb2, f"DELIVERY_STATE_{state.name}") for state in State}
_CHANGEABLE = ("url", "events", "enabled")


class WebhookService(webhooks_pb2_grpc.WebhookServiceServicer):
    """Serves ``Webhooks`` and ``Deliveries``."""

    def __init__(self, webhooks: Webhooks, deliveries: Deliveries) -> None:
        self._webhooks = webhooks
        self._deliveries = deliveries

    async def CreateWebhook(  # noqa: N802
        self, request: webhooks_pb2.CreateWebhookRequest, context: Any
    ) -> webhooks_pb2.CreateWebhookResponse:
        webhook, secret = await self._webhooks.create(current_caller().account_id, request.url, request.events)
        return webhooks_pb2.CreateWebhookResponse(webhook=_webhook_message(webhook), secret=secret)

    async def ListWebhooks(  # noqa: N802
        self, request: webhooks_pb2.ListWebhooksRequest, context: Any
    ) -> webhooks_pb2.ListWebhooksResponse:
        found = await self._webhooks.list(current_caller().account_id)
        return webhooks_pb2.ListWebhooksResponse(webhooks=[_webhook_message(webhook) for webhook in found])

    async def UpdateWebhook(  # noqa: N802
        self, request: webhooks_pb2.UpdateWebhookRequest, context: Any
    ) -> webhooks_pb2.UpdateWebhookResponse:
        for name in request.fields:
            if name not in _CHANGEABLE:
                raise InvalidArgument(
                    f"`{name[:40]}` cannot be changed. What can: {', '.join(_CHANGEABLE)}.", field="fields"
                )
        webhook = await self._webhooks.update(
            current_caller().account_id,
            request.id,
            url=request.url if "url" in request.fields else None,
            events=list(request.events) if "events" in request.fields else None,
            enabled=request.enabled if "enabled" in request.fields else None,
        )
        return webhooks_pb2.UpdateWebhookResponse(webhook=_webhook_message(webhook))

    async def RotateWebhookSecret(  # noqa: N802
        self, request: webhooks_pb2.RotateWebhookSecretRequest, context: Any
    ) -> webhooks_pb2.RotateWebhookSecretResponse:
        secret = await self._webhooks.rotate(current_caller().account_id, request.id)
        return webhooks_pb2.RotateWebhookSecretResponse(secret=secret)

    async def DeleteWebhook(  # noqa: N802
        self, request: webhooks_pb2.DeleteWebhookRequest, context: Any
    ) -> webhooks_pb2.DeleteWebhookResponse:
        await self._webhooks.delete(current_caller().account_id, request.id)
        await self._deliveries.forget(request.id)
        return webhooks_pb2.DeleteWebhookResponse()

    async def ListDeliveries(  # noqa: N802
        self, request: webhooks_pb2.ListDeliveriesRequest, context: Any
    ) -> webhooks_pb2.ListDeliveriesResponse:
        webhook = await self._webhooks.get(current_caller().account_id, request.webhook_id)
        found, token = await self._deliveries.page(webhook, Page.wanted(request.page_size, request.page_token))
        messages = [_delivery_message(delivery) for delivery in found]
        return webhooks_pb2.ListDeliveriesResponse(deliveries=messages, next_page_token=token)

    async def Redeliver(  # noqa: N802
        self, request: webhooks_pb2.RedeliverRequest, context: Any
    ) -> webhooks_pb2.RedeliverResponse:
        webhook = await self._webhooks.get(current_caller().account_id, request.webhook_id)
        delivery = await self._deliveries.again(webhook, request.delivery_id)
        return webhooks_pb2.RedeliverResponse(delivery=_delivery_message(delivery))


def _webhook_message(webhook: Webhook) -> webhooks_pb2.Webhook:
    return webhooks_pb2.Webhook(
        id=webhook.id,
        url=webhook.url,
        events=webhook.events,
        enabled=webhook.enabled,
        create_time=timestamp(webhook.created_at),
        failures=webhook.failures,
    )


def _delivery_message(delivery: Delivery) -> webhooks_pb2.Delivery:
    return webhooks_pb2.Delivery(
        id=delivery.id,
        event=delivery.event,
        subject_id=delivery.subject_id,
        state=_STATES[delivery.state],
        attempts=delivery.attempts,
        status=delivery.status,
        error=delivery.error,
        create_time=timestamp(delivery.created_at),
        next_time=timestamp(delivery.next_at),
    )
