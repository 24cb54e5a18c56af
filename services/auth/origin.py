"""Where a call comes from, as far as it can be believed. For throttling; nothing is ever allowed because of it."""

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from urllib.parse import unquote

CLIENT_ADDRESS_KEY = "x-client-address"
"""Metadata in which the gateway names the address that it calls for; a contract test holds the two spellings together."""

Network = IPv4Network | IPv6Network


def client_address(peer: str, named: str | None, trusted: Sequence[Network]) -> str:
    """The caller's IP address, or "" where it is not known.

    ``peer`` is gRPC's (``ipv4:10.0.0.7:4711``, ``ipv6:[::1]:4711``, perhaps percent-encoded). Only a peer in a ``trusted``
    network is believed when it names (``named``) another; its own address is never counted, since many stand behind it.
    IPv6 is cut to its /64, which one household or host has whole.
    """
    address = _peer_address(peer)
    if address is None or any(address in network for network in trusted):
        # Of a list, the last one is what the trusted peer saw itself; the others are hearsay.
        address = _address((named or "").rpartition(",")[2])
    if isinstance(address, IPv6Address):
        return str(IPv6Network((address, 64), strict=False))
    return "" if address is None else str(address)


def _peer_address(peer: str) -> IPv4Address | IPv6Address | None:
    kind, _, rest = unquote(peer).partition(":")
    if kind not in {"ipv4", "ipv6"}:
        return None
    return _address(rest.rpartition(":")[0].strip("[]"))


def _address(text: str) -> IPv4Address | IPv6Address | None:
    try:
        address = ip_address(text.strip())
    except ValueError:
        return None
    # A dual-stack socket shows IPv4 callers as ::ffff:a.b.c.d.
    return address.ipv4_mapped or address if isinstance(address, IPv6Address) else address
