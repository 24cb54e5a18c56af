"""Sends deliveries: signed as Standard Webhooks says, to checked addresses only, again and again until they are taken or given up.

https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
"""

import asyncio
import contextlib
import random
import ssl
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Protocol
from urllib.parse import urlsplit

import httpcore
import httpx
import structlog
from standardwebhooks import Webhook as Signer

from mesh.addresses import Network
from mesh.egress import AddressRefused, CheckedBackend
from mesh.errors import PackshotError
from mesh.tokens import Clock, utc_now
from services.studio.webhooks.deliveries import PAUSES_S, Deliveries, Delivery
from services.studio.webhooks.endpoints import Webhook, WebhookNotFound, Webhooks

log = structlog.get_logger(__name__)
WITHIN_S = 10.0
MAX_ANSWER_BYTES = 64 * 1024
AT_ONCE = 8
IDLE_S = 1.0
GONE = 410
JITTER = 0.2


class Dice(Protocol):
    """Where jitter comes from."""

    def uniform(self, a: float, b: float) -> float: ...


def signatures(webhook: Webhook, delivery: Delivery, at: datetime) -> str:
    """The header ``webhook-signature``: one signature for each secret that is good now."""
    # The library takes a time without a zone for UTC and puts that zone on one that has another.
    return " ".join(Signer(secret).sign(delivery.id, at, delivery.body) for secret in webhook.secrets)


@contextlib.contextmanager
def _told() -> Iterator[None]:
    """What fails inside ends here, in the log: the loop that looks for deliveries goes on."""
    try:
        yield
    except PackshotError as error:
        log.info("webhooks.waiting", reason=error.reason)
    except Exception:
        log.exception("webhooks.broken")


class Sender:
    """``networks``: non-public ones that may be called all the same."""

    def __init__(
        self,
        webhooks: Webhooks,
        deliveries: Deliveries,
        *,
        networks: Sequence[Network] = (),
        ssl_context: ssl.SSLContext | None = None,
        dice: Dice | None = None,
        now: Clock = utc_now,
    ) -> None:
        self._webhooks = webhooks
        self._deliveries = deliveries
        self._networks = tuple(networks)
        self._ssl_context = ssl_context or httpx.create_ssl_context()
        self._dice = dice or random.Random()
        self._now = now

    async def run(self) -> None:
        """Sends what is due until it is cancelled, ``AT_ONCE`` at a time. One loop alone looks for it: idle, a process is to ask
        the store little."""
        sending: set[asyncio.Task[None]] = set()
        try:
            while True:
                if len(sending) >= AT_ONCE:
                    await asyncio.wait(sending, return_when=asyncio.FIRST_COMPLETED)
                    continue
                delivery = await self._due()
                if delivery is None:
                    # Not in step with other processes: each asks the store.
                    await asyncio.sleep(self._dice.uniform(IDLE_S / 2, IDLE_S))
                    continue
                task = asyncio.create_task(self._send_whatever_comes(delivery))
                sending.add(task)
                task.add_done_callback(sending.discard)
        finally:
            for task in sending:
                task.cancel()
            await asyncio.gather(*sending, return_exceptions=True)

    async def _due(self) -> Delivery | None:
        with _told():
            return await self._deliveries.claim()
        return None

    async def _send_whatever_comes(self, delivery: Delivery) -> None:
        """What fails here is in hand until ``IN_HAND`` is over, and is then tried again."""
        with _told():
            await self._send(delivery)

    async def send_next(self) -> bool:
        """Sends the next delivery that is due; whether there was one."""
        delivery = await self._deliveries.claim()
        if delivery is None:
            return False
        await self._send(delivery)
        return True

    async def _send(self, delivery: Delivery) -> None:
        try:
            webhook = await self._webhooks.get(delivery.account_id, delivery.webhook_id)
        except WebhookNotFound:
            await self._deliveries.forget(delivery.webhook_id)
            return
        if not webhook.enabled:
            await self._deliveries.give_up(delivery, 0, "The webhook is switched off.")
            return
        status, error = await self._post(webhook, delivery)
        if 200 <= status < 300:
            await self._deliveries.delivered(delivery, status)
            await self._webhooks.succeeded(webhook)
        elif status == GONE or delivery.attempts > len(PAUSES_S):
            await self._deliveries.give_up(delivery, status, error)
            await self._webhooks.failed(webhook, gone=status == GONE)
        else:
            pause_s = PAUSES_S[delivery.attempts - 1] * self._dice.uniform(1 - JITTER, 1 + JITTER)
            await self._deliveries.put_off(delivery, status, error, pause_s)

    async def _post(self, webhook: Webhook, delivery: Delivery) -> tuple[int, str]:
        """Status of the answer, 0 where none came, and what was wrong in words."""
        at = self._now().replace(microsecond=0)
        headers = {
            "host": urlsplit(webhook.url).netloc,
            "content-type": "application/json",
            "user-agent": "packshot-webhooks",
            "webhook-id": delivery.id,
            "webhook-timestamp": str(int(at.timestamp())),
            "webhook-signature": signatures(webhook, delivery, at),
        }
        try:
            async with asyncio.timeout(WITHIN_S):
                status = await self._ask(webhook.url, headers, delivery.body.encode())
        except AddressRefused:
            return 0, "The host is not on the public internet."
        except TimeoutError:
            return 0, f"No answer came within {WITHIN_S:.0f} s."
        except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.TimeoutException, OSError):
            return 0, "The server did not answer, or broke the connection."
        if 300 <= status < 400:
            return status, "It answers with a redirect, which is not followed."
        return status, "" if status < 300 else f"It answers with status {status}."

    async def _ask(self, url: str, headers: dict[str, str], body: bytes) -> int:
        backend = CheckedBackend(self._networks)
        async with (
            httpcore.AsyncConnectionPool(
                ssl_context=self._ssl_context, network_backend=backend, max_keepalive_connections=0
            ) as pool,
            pool.stream("POST", url, headers=list(headers.items()), content=body) as response,
        ):
            read = 0
            async for piece in response.aiter_stream():
                read += len(piece)
                if read > MAX_ANSWER_BYTES:
                    break
            return int(response.status)
