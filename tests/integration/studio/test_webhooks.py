"""Webhooks from the outbox to a server that listens, over a real document store and real sockets."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from ipaddress import ip_network
from typing import Any

import pytest
from standardwebhooks import Webhook as Verifier
from standardwebhooks import WebhookVerificationError

from mesh.documents import Documents
from mesh.egress import CheckedBackend
from mesh.errors import InvalidArgument
from services.studio.jobs.job import Job, Output, Priority
from services.studio.jobs.job import State as JobState
from services.studio.pages import Page
from services.studio.webhooks.deliveries import PAUSES_S, Deliveries, Delivery, DeliveryNotFound, State
from services.studio.webhooks.endpoints import (
    MOST,
    MOST_FAILURES,
    TooManyWebhooks,
    Webhook,
    WebhookNotFound,
    Webhooks,
    WebhookUrlRefused,
)
from services.studio.webhooks.sender import Sender

ACCOUNT, OTHER = "acc_one", "acc_two"
LOOPBACK = (ip_network("127.0.0.0/8"),)


class Even:
    """Jitter of none."""

    def uniform(self, a: float, b: float) -> float:
        return (a + b) / 2


class Receiver:
    """An HTTP server that answers as it is told and keeps what it got."""

    def __init__(self) -> None:
        self.status, self.extra = 204, b""
        self.got: list[tuple[dict[str, str], bytes]] = []

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:] if line)}
        self.got.append((headers, await reader.readexactly(int(headers["content-length"]))))
        writer.write(b"HTTP/1.1 %d x\r\ncontent-length: 0\r\n%s\r\n" % (self.status, self.extra))
        await writer.drain()
        writer.close()


@pytest.fixture
async def receiver() -> AsyncIterator[Any]:
    served = Receiver()
    server = await asyncio.start_server(served.serve, "127.0.0.1", 0)
    served.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/hook"  # type: ignore[attr-defined]
    yield served
    server.close()
    await server.wait_closed()


@pytest.fixture
async def webhooks(documents: Documents, clock: Any) -> Webhooks:
    kept = Webhooks(documents, plain_too=True, now=clock)
    await kept.prepare()
    return kept


@pytest.fixture
async def deliveries(documents: Documents, webhooks: Webhooks, clock: Any) -> Deliveries:
    kept = Deliveries(documents, webhooks, now=clock)
    await kept.prepare()
    return kept


@pytest.fixture
def sender(webhooks: Webhooks, deliveries: Deliveries, clock: Any) -> Sender:
    return Sender(webhooks, deliveries, networks=LOOPBACK, dice=Even(), now=clock)


def ended(number: int = 1, state: JobState = JobState.SUCCEEDED) -> Job:
    at = datetime(2026, 11, 25, 8, tzinfo=UTC)
    return Job(
        id=f"job_{number}",
        account_id=ACCOUNT,
        recipe="cutout",
        wish=b"",
        asset_id="ast_photo",
        state=state,
        priority=Priority.INTERACTIVE,
        created_at=at,
        updated_at=at,
        waits_until=at,
        ended_at=at,
        credits=1,
        outputs=(Output("ast_made", "product", 0),),
    )


async def only(deliveries: Deliveries, webhook: Webhook) -> Delivery:
    (found,), _ = await deliveries.page(webhook, Page(10))
    return found


def verified(secret: str, got: tuple[dict[str, str], bytes]) -> Any:
    return Verifier(secret).verify(got[1], got[0])


async def test_a_job_that_ended_is_told_once_and_signed(
    webhooks: Webhooks, deliveries: Deliveries, sender: Sender, receiver: Any, clock: Any
) -> None:
    clock.time = datetime.now(UTC)  # The library that verifies asks the machine's clock.
    webhook, secret = await webhooks.create(ACCOUNT, receiver.url, [])
    await deliveries.settle(ended())
    await deliveries.settle(ended())
    assert await sender.send_next()
    assert not await sender.send_next()
    (got,) = receiver.got
    body = verified(secret, got)
    assert body["type"] == "job.succeeded"
    assert body["data"]["id"] == "job_1"
    assert body["data"]["outputs"] == [{"asset_id": "ast_made", "layer": "product", "variant": 0}]
    assert body == json.loads(got[1])
    delivery = await only(deliveries, webhook)
    assert (delivery.state, delivery.status, delivery.attempts) == (State.DELIVERED, 204, 1)
    assert got[0]["webhook-id"] == delivery.id
    with pytest.raises(WebhookVerificationError):
        Verifier(secret).verify(got[1] + b" ", got[0])


async def test_only_wanted_events_of_the_account_itself_are_told(
    webhooks: Webhooks, deliveries: Deliveries, sender: Sender, receiver: Any
) -> None:
    await webhooks.create(ACCOUNT, receiver.url, ["job.failed"])
    await webhooks.create(OTHER, receiver.url, [])
    await deliveries.settle(ended())
    assert not await sender.send_next()


async def test_tries_again_with_growing_pauses_and_gives_up(
    webhooks: Webhooks, deliveries: Deliveries, sender: Sender, receiver: Any, clock: Any
) -> None:
    webhook, _ = await webhooks.create(ACCOUNT, receiver.url, [])
    receiver.status = 500
    await deliveries.settle(ended())
    for pause_s in PAUSES_S:
        assert await sender.send_next()
        clock.forward(seconds=pause_s - 1)
        assert not await sender.send_next()
        clock.forward(seconds=1)
    assert await sender.send_next()
    delivery = await only(deliveries, webhook)
    assert (delivery.state, delivery.attempts, delivery.next_at) == (State.FAILED, len(PAUSES_S) + 1, None)
    assert len({got[0]["webhook-id"] for got in receiver.got}) == 1
    assert (await webhooks.get(ACCOUNT, webhook.id)).failures == 1

    receiver.status = 200
    assert (await deliveries.again(webhook, delivery.id)).state is State.PENDING
    assert await sender.send_next()
    assert (await only(deliveries, webhook)).state is State.DELIVERED
    assert (await webhooks.get(ACCOUNT, webhook.id)).failures == 0


async def test_a_sender_that_died_is_followed_by_another(
    webhooks: Webhooks, deliveries: Deliveries, sender: Sender, receiver: Any, clock: Any
) -> None:
    await webhooks.create(ACCOUNT, receiver.url, [])
    await deliveries.settle(ended())
    assert await deliveries.claim() is not None
    assert not await sender.send_next()
    clock.forward(seconds=61)
    assert await sender.send_next()
    assert len(receiver.got) == 1


async def test_a_redirect_is_not_followed(
    webhooks: Webhooks, deliveries: Deliveries, sender: Sender, receiver: Any
) -> None:
    webhook, _ = await webhooks.create(ACCOUNT, receiver.url, [])
    receiver.status, receiver.extra = 307, f"location: {receiver.url}/else\r\n".encode()
    await deliveries.settle(ended())
    await sender.send_next()
    assert len(receiver.got) == 1
    delivery = await only(deliveries, webhook)
    assert (delivery.state, delivery.status) == (State.PENDING, 307)
    assert "redirect" in delivery.error


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "10.0.0.1", "169.254.169.254", "[::1]"])
async def test_the_inside_of_the_network_is_not_called(
    webhooks: Webhooks, deliveries: Deliveries, receiver: Any, clock: Any, host: str
) -> None:
    url = receiver.url.replace("127.0.0.1", host)
    webhook, _ = await webhooks.create(ACCOUNT, url, [])
    await deliveries.settle(ended())
    assert await Sender(webhooks, deliveries, dice=Even(), now=clock).send_next()
    assert receiver.got == []
    delivery = await only(deliveries, webhook)
    assert (delivery.state, delivery.status) == (State.PENDING, 0)
    assert "public" in delivery.error


async def test_a_name_that_changes_its_address_gains_nothing(
    webhooks: Webhooks, deliveries: Deliveries, receiver: Any, clock: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    loop, asked = asyncio.get_running_loop(), []

    async def rebinding(host: str, port: int, **more: Any) -> list[Any]:
        asked.append(host)
        return [(2, 1, 6, "", ("203.0.114.7" if len(asked) == 1 else "127.0.0.1", port))]

    opened: list[str] = []

    async def connect(self: Any, host: str, *rest: Any) -> Any:
        opened.append(host)
        raise OSError("not in a test")

    monkeypatch.setattr(loop, "getaddrinfo", rebinding)
    backend = CheckedBackend(())
    monkeypatch.setattr(type(backend._inner), "connect_tcp", connect)
    await webhooks.create(ACCOUNT, "http://rebinding.example/hook", [])
    await deliveries.settle(ended())
    assert await Sender(webhooks, deliveries, dice=Even(), now=clock).send_next()
    assert (asked, opened) == (["rebinding.example"], ["203.0.114.7"])


async def test_gone_switches_the_endpoint_off(
    webhooks: Webhooks, deliveries: Deliveries, sender: Sender, receiver: Any
) -> None:
    webhook, _ = await webhooks.create(ACCOUNT, receiver.url, [])
    receiver.status = 410
    await deliveries.settle(ended())
    await sender.send_next()
    assert not (await webhooks.get(ACCOUNT, webhook.id)).enabled
    assert (await only(deliveries, webhook)).state is State.FAILED
    await deliveries.settle(ended(2))
    assert not await sender.send_next()


async def test_an_endpoint_that_is_never_there_is_switched_off_and_on_again(webhooks: Webhooks) -> None:
    webhook, _ = await webhooks.create(ACCOUNT, "https://shop.example/hook", [])
    for _ in range(MOST_FAILURES):
        assert (await webhooks.get(ACCOUNT, webhook.id)).enabled
        await webhooks.failed(webhook, gone=False)
    assert not (await webhooks.get(ACCOUNT, webhook.id)).enabled
    assert (await webhooks.update(ACCOUNT, webhook.id, enabled=True)).failures == 0


async def test_both_secrets_sign_for_a_day(
    webhooks: Webhooks, deliveries: Deliveries, sender: Sender, receiver: Any, clock: Any
) -> None:
    clock.time = datetime.now(UTC)
    webhook, old = await webhooks.create(ACCOUNT, receiver.url, [])
    new = await webhooks.rotate(ACCOUNT, webhook.id)
    await deliveries.settle(ended())
    await sender.send_next()
    assert verified(old, receiver.got[0]) == verified(new, receiver.got[0])
    clock.forward(hours=25)
    assert (await webhooks.get(ACCOUNT, webhook.id)).secrets == (new,)


async def test_what_is_anothers_does_not_exist(webhooks: Webhooks, deliveries: Deliveries, receiver: Any) -> None:
    webhook, _ = await webhooks.create(ACCOUNT, receiver.url, [])
    for call in (webhooks.get, webhooks.rotate, webhooks.delete):
        with pytest.raises(WebhookNotFound):
            await call(OTHER, webhook.id)
    with pytest.raises(DeliveryNotFound):
        await deliveries.again(replace(webhook, id="whk_other"), "dlv_none")
    assert await webhooks.list(OTHER) == []


@pytest.mark.parametrize(
    "url",
    [
        "http://shop.example/",
        "ftp://shop.example/",
        "https://a:b@shop.example/",
        "https://",
        "https://a b/",
        "https://h:0/",
    ],
)
async def test_urls_that_are_not_called_are_refused(documents: Documents, url: str) -> None:
    with pytest.raises(WebhookUrlRefused):
        await Webhooks(documents).create(ACCOUNT, url, [])


async def test_bounds(webhooks: Webhooks) -> None:
    with pytest.raises(InvalidArgument):
        await webhooks.create(ACCOUNT, "https://shop.example/", ["job.imagined"])
    for _ in range(MOST):
        await webhooks.create(ACCOUNT, "https://shop.example/", [])
    with pytest.raises(TooManyWebhooks):
        await webhooks.create(ACCOUNT, "https://shop.example/", [])
