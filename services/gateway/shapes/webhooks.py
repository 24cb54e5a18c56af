"""Webhooks and their deliveries as JSON."""

from datetime import datetime
from typing import Self

from pydantic import BaseModel, Field

from packshot.studio.v1 import webhooks_pb2
from services.gateway.shapes.accounts import Wanted
from services.gateway.shapes.times import at, moment

_EVENTS = "`job.succeeded`, `job.failed`, `job.cancelled`, `job.expired`, `batch.finished`."


class NewWebhook(Wanted):
    """Asks for an endpoint."""

    url: str = Field(description="`https://...`, a public host.", examples=["https://shop.example/packshot"])
    events: list[str] = Field([], description=f"{_EVENTS} Empty: all.", examples=[["job.succeeded", "job.failed"]])


class WebhookChange(Wanted):
    """What to change of an endpoint; what is left out stays."""

    url: str = Field("", examples=["https://shop.example/packshot"])
    events: list[str] = Field([], description=_EVENTS, examples=[["batch.finished"]])
    enabled: bool = Field(True, description="Switching it on forgets its failures.", examples=[True])

    def request(self, webhook_id: str) -> webhooks_pb2.UpdateWebhookRequest:
        """In the contract's terms."""
        return webhooks_pb2.UpdateWebhookRequest(
            id=webhook_id,
            fields=[name for name in type(self).model_fields if name in self.model_fields_set],
            url=self.url,
            events=self.events,
            enabled=self.enabled,
        )


class Webhook(BaseModel):
    """An endpoint of yours that is told when work has ended."""

    id: str
    url: str
    events: list[str] = Field(description=_EVENTS)
    enabled: bool
    failures: int = Field(description="Deliveries in a row that were given up; at 20 it is switched off.")
    create_time: datetime

    @classmethod
    def of(cls, webhook: webhooks_pb2.Webhook) -> Self:
        return cls(
            id=webhook.id,
            url=webhook.url,
            events=list(webhook.events),
            enabled=webhook.enabled,
            failures=webhook.failures,
            create_time=at(webhook.create_time),
        )


class CreatedWebhook(BaseModel):
    """A new endpoint."""

    webhook: Webhook
    secret: str = Field(
        description="To check signatures with, as Standard Webhooks says. It is in this answer and nowhere else.",
        examples=["whsec_..."],
    )


class NewSecret(BaseModel):
    """An endpoint's new secret; for 24 hours deliveries are signed with both."""

    secret: str = Field(examples=["whsec_..."])


class Webhooks(BaseModel):
    """Endpoints, newest first."""

    webhooks: list[Webhook]


class Delivery(BaseModel):
    """One message to an endpoint."""

    id: str = Field(description="Sent as `webhook-id`, the same in every try.")
    event: str = Field(examples=["job.succeeded"])
    subject_id: str = Field(description="Job or batch that it is about.")
    state: str = Field(description="`pending`, `delivered` or `failed`.", examples=["delivered"])
    attempts: int
    status: int = Field(description="HTTP status of the latest answer; 0: none came.")
    error: str
    create_time: datetime
    next_time: datetime | None = Field(description="When it is tried next; null: not again.")

    @classmethod
    def of(cls, delivery: webhooks_pb2.Delivery) -> Self:
        return cls(
            id=delivery.id,
            event=delivery.event,
            subject_id=delivery.subject_id,
            state=webhooks_pb2.DeliveryState.Name(delivery.state).removeprefix("DELIVERY_STATE_").lower(),
            attempts=delivery.attempts,
            status=delivery.status,
            error=delivery.error,
            create_time=at(delivery.create_time),
            next_time=moment(delivery, "next_time"),
        )


class Deliveries(BaseModel):
    """A page of deliveries, newest first."""

    deliveries: list[Delivery]
    next_page_token: str
