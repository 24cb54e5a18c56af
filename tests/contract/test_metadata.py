"""What travels beside the messages has one name on both sides."""

from services.auth.origin import CLIENT_ADDRESS_KEY
from services.gateway.backends import ADDRESS_KEY


def test_the_callers_address_is_read_by_the_name_it_is_sent_under() -> None:
    assert CLIENT_ADDRESS_KEY == ADDRESS_KEY
