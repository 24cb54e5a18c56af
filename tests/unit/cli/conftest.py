"""The command line is tested against the same Packshot as the client."""

from tests.unit.client.conftest import town as town
