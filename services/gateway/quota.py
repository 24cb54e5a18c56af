"""How much one caller may ask: counters shared by all replicas, and the header fields that tell what is left.

The fields are ``RateLimit`` and ``RateLimit-Policy`` as in draft-ietf-httpapi-ratelimit-headers-10 (structured fields, one policy
by name), not the ``X-RateLimit-*`` family, which nobody has defined.
"""

import asyncio
from dataclasses import dataclass
from enum import Enum
from ipaddress import IPv6Address, ip_address, ip_network
from math import ceil

import structlog
from limits import RateLimitItem, parse

from mesh.errors import PackshotError
from mesh.rates import Allowance, RateLimit, RateStore
from services.gateway.errors import RateLimited

log = structlog.get_logger(__name__)


class Kind(Enum):
    """What is counted apart."""

    PICTURES = "pictures"
    ACCOUNT = "account"
    ADDRESS = "address"


@dataclass(frozen=True)
class Quota:
    """What is left, or nothing known where the counters did not answer."""

    kind: Kind
    window_s: int
    allowance: Allowance

    def headers(self) -> dict[str, str]:
        left = self.allowance
        return {
            "ratelimit-policy": f'"{self.kind.value}";q={left.limit};w={self.window_s}',
            "ratelimit": f'"{self.kind.value}";r={left.remaining};t={max(0, ceil(left.reset_s))}',
        }


class Quotas:
    """Counts requests. When the counters are away, requests pass: a limit must not take the product down."""

    def __init__(self, store: RateStore, rates: dict[Kind, str], *, timeout_s: float) -> None:
        self._items: dict[Kind, RateLimitItem] = {kind: parse(rate) for kind, rate in rates.items()}
        self._limits = {kind: RateLimit(store, item) for kind, item in self._items.items()}
        self._timeout_s = timeout_s
        self._silent_until = 0.0

    async def count(self, kind: Kind, whom: str) -> Quota | None:
        """Counts one request; None where that could not be done in time. Raises ``RateLimited`` with the quota in ``quota``."""
        loop = asyncio.get_running_loop()
        if loop.time() < self._silent_until:
            return None
        try:
            async with asyncio.timeout(self._timeout_s):
                allowance = await self._limits[kind].hit("gateway", kind.value, whom)
        except (PackshotError, TimeoutError) as error:
            # Waiting for the timeout with each request would make a store that is away into a slow product.
            self._silent_until = loop.time() + self._timeout_s * 10
            log.warning("quota.uncounted", kind=kind.value, reason=str(error) or type(error).__name__)
            return None
        quota = Quota(kind, self._items[kind].get_expiry(), allowance)
        if not allowance.allowed:
            raise QuotaSpent(quota)
        return quota


class QuotaSpent(RateLimited):
    """Nothing is left; it carries the quota for the header fields."""

    reason = RateLimited.reason

    def __init__(self, quota: Quota) -> None:
        wait_s = max(1.0, quota.allowance.retry_after_s)
        super().__init__(
            f"More than {quota.allowance.limit} requests in {quota.window_s} s. Try again in {ceil(wait_s)} s.",
            retry_after_s=wait_s,
            limit=quota.allowance.limit,
            window_s=quota.window_s,
        )
        self.quota = quota


def place_of(address: str) -> str:
    """What is counted as one address: an IPv4 address, or the /64 that one IPv6 customer is given whole."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address[:64] or "unknown"
    if isinstance(parsed, IPv6Address):
        return str(parsed.ipv4_mapped or ip_network((parsed, 64), strict=False))
    return str(parsed)
