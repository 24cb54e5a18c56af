"""Addresses that may not be fetched from, in the forms that get past naive checks."""

from ipaddress import ip_network

import pytest

from mesh.addresses import is_public, parse_address

REFUSED = {
    "this host": "0.0.0.0",  # noqa: S104 - an address to refuse
    "loopback": "127.0.0.1",
    "all of loopback": "127.255.255.254",
    "private 10": "10.0.0.1",
    "private 172": "172.16.0.1",
    "private 192": "192.168.1.1",
    "link-local, where clouds keep their metadata": "169.254.169.254",
    "CGNAT": "100.64.0.1",
    "end of CGNAT": "100.127.255.254",
    "IETF protocol": "192.0.0.8",
    "documentation": "192.0.2.1",
    "6to4 relay": "192.88.99.1",
    "benchmarks": "198.18.0.1",
    "multicast": "224.0.0.251",
    "public-looking multicast": "239.1.1.1",
    "reserved": "240.0.0.1",
    "broadcast": "255.255.255.255",
    "v6 unspecified": "::",
    "v6 loopback": "::1",
    "v6 link-local": "fe80::1",
    "v6 link-local with a zone": "fe80::1%eth0",
    "v6 unique local": "fd00:ec2::254",
    "v6 site-local": "fec0::1",
    "v6 multicast": "ff02::1",
    "v6 global-scope multicast": "ff0e::1",
    "v6 documentation": "2001:db8::1",
    "v6 discard": "100::1",
    "mapped loopback": "::ffff:127.0.0.1",
    "mapped private in hexadecimal": "::ffff:a00:1",
    "mapped public": "::ffff:8.8.8.8",
    "compatible": "::127.0.0.1",
    "translated": "::ffff:0:127.0.0.1",
    "NAT64": "64:ff9b::7f00:1",
    "NAT64 of a public address": "64:ff9b::808:808",
    "local NAT64": "64:ff9b:1::7f00:1",
    "6to4 of loopback": "2002:7f00:1::1",
    "6to4 of a public address": "2002:808:808::1",
    "Teredo": "2001:0:7f00:1::1",
}


@pytest.mark.parametrize("text", REFUSED.values(), ids=REFUSED.keys())
def test_refused(text: str) -> None:
    assert not is_public(parse_address(text))


@pytest.mark.parametrize(
    "text", ["8.8.8.8", "1.1.1.1", "93.184.216.34", "100.63.255.255", "2606:4700::1111", "2a00::1"]
)
def test_public(text: str) -> None:
    assert is_public(parse_address(text))


def test_an_allowed_network_is_allowed_and_nothing_beside_it() -> None:
    allowed = [ip_network("127.0.0.0/8")]
    assert is_public(parse_address("127.0.0.1"), also=allowed)
    assert not is_public(parse_address("10.0.0.1"), also=allowed)
    assert not is_public(parse_address("::ffff:127.0.0.1"), also=allowed)
