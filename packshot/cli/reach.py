"""How Packshot is reached, as one argument of a command: address, key, TLS, time limit."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from packshot.cli.options import DEFAULT_ADDRESS, Address, CallTimeout, Key, RootCertificates, Tls
from packshot.cli.session import connected
from packshot.client import Packshot


@dataclass(frozen=True)
class Reach:
    """What was typed about the connection."""

    address: Address = DEFAULT_ADDRESS
    key: Key = None
    tls: Tls = False
    ca: RootCertificates = None
    timeout: CallTimeout = None

    def use(self, work: Callable[[Packshot], Awaitable[int]], *, as_json: bool = False) -> None:
        """Runs ``work`` on a connection and leaves with its exit code."""
        connected(self.address, self.key, self.tls, self.ca, self.timeout, work, as_json=as_json)
