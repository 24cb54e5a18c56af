import hashlib
import json

from services.auth.signing import _base64url, _thumbprint


def test_the_thumbprint_is_that_of_the_standard() -> None:
    # The key and its thumbprint of RFC 8037, appendices A.1 and A.3.
    assert _thumbprint("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo") == "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"


def test_base64url_has_no_padding() -> None:
    for length in range(8):
        assert "=" not in _base64url(b"\xff" * length)
    assert _base64url(hashlib.sha256(json.dumps({}).encode()).digest()).isascii()
