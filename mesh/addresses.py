"""Which network addresses a stranger may send us to. Everything that is not plainly the public internet is refused."""

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import TypeAlias

Address: TypeAlias = IPv4Address | IPv6Address
Network: TypeAlias = IPv4Network | IPv6Network

# Forms that carry an IPv4 address inside an IPv6 one (RFC 4291, 3056, 4380, 6052, 8215): what they lead to is decided by a router
# on the way, so none is taken, whatever is inside. The rest are ranges that the library's ``is_global`` lets pass in some
# releases: IETF protocols (RFC 6890), the 6to4 relay (RFC 7526), the discard prefix (RFC 6666), site-local (RFC 3879), segment
# routing (RFC 9602), documentation (RFC 9637).
_REFUSED: tuple[Network, ...] = tuple(
    ip_network(text)
    for text in (
        "::/96",
        "::ffff:0:0/96",
        "::ffff:0:0:0/96",
        "64:ff9b::/96",
        "64:ff9b:1::/48",
        "2001::/32",
        "2002::/16",
        "192.0.0.0/24",
        "192.88.99.0/24",
        "100.64.0.0/10",
        "100::/64",
        "fec0::/10",
        "3fff::/20",
        "5f00::/16",
    )
)


def parse_address(text: str) -> Address:
    """The address that the system's resolver gave; a zone (``%eth0``) stays with it. Raises ``ValueError``."""
    return ip_address(text)


def is_public(address: Address, *, also: Iterable[Network] = ()) -> bool:
    """Whether ``address`` is one that anybody on the internet can reach, or is in one of the networks in ``also``."""
    if any(address in network for network in also):
        return True
    if any(address in network for network in _REFUSED):
        return False
    return (
        address.is_global
        and not address.is_multicast
        and not address.is_private
        and not address.is_reserved
        and not address.is_loopback
        and not address.is_link_local
        and not address.is_unspecified
    )
