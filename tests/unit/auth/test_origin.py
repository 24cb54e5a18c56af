from ipaddress import ip_network

import pytest

from services.auth.origin import client_address

TRUSTED = (ip_network("127.0.0.0/8"), ip_network("::1/128"), ip_network("10.0.0.0/8"))


@pytest.mark.parametrize(
    ("peer", "named", "address"),
    [
        ("ipv4:203.0.113.9:4711", None, "203.0.113.9"),
        ("ipv4:203.0.113.9:4711", "198.51.100.1", "203.0.113.9"),
        ("ipv4:127.0.0.1:4711", "198.51.100.1", "198.51.100.1"),
        ("ipv4:10.1.2.3:4711", " 198.51.100.1 ", "198.51.100.1"),
        ("ipv4:127.0.0.1:4711", "192.0.2.66, 198.51.100.1", "198.51.100.1"),
        ("ipv4:127.0.0.1:4711", None, ""),
        ("ipv4:127.0.0.1:4711", "no address", ""),
        ("ipv6:[::1]:4711", "198.51.100.1", "198.51.100.1"),
        ("ipv6:%5B::1%5D:4711", "198.51.100.1", "198.51.100.1"),
        ("ipv6:[::ffff:127.0.0.1]:4711", "198.51.100.1", "198.51.100.1"),
        ("ipv6:[2001:db8:1:2:3:4:5:6]:4711", None, "2001:db8:1:2::/64"),
        ("ipv4:127.0.0.1:4711", "2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("unix:/run/auth.sock", "198.51.100.1", "198.51.100.1"),
        ("", None, ""),
    ],
)
def test_only_the_gateway_is_believed(peer: str, named: str | None, address: str) -> None:
    assert client_address(peer, named, TRUSTED) == address
