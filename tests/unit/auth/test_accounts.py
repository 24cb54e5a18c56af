import pytest
from hypothesis import given
from hypothesis import strategies as st

from mesh.errors import InvalidArgument
from services.auth.accounts import email_key, normalise


@pytest.mark.parametrize(
    ("typed", "normalised"),
    [
        ("  Anna@Shop.EXAMPLE ", "Anna@shop.example"),
        ("anna@shop.example", "anna@shop.example"),
        ("\u00fc@ex\u00e4mple.de", "\u00fc@ex\u00e4mple.de"),
        ("u\u0308@exa\u0308mple.de", "\u00fc@ex\u00e4mple.de"),
    ],
)
def test_one_spelling(typed: str, normalised: str) -> None:
    assert normalise(typed) == normalised


@pytest.mark.parametrize(
    "typed", ["", "anna", "@shop.example", "anna@", "a@b@c.de", "anna@shop", "a b@shop.de", "a@" + "x" * 300 + ".de"]
)
def test_what_is_no_address_is_refused(typed: str) -> None:
    with pytest.raises(InvalidArgument) as caught:
        normalise(typed)
    assert caught.value.facts["field"] == "email"
    assert email_key(typed) == ""


def test_case_does_not_make_another_account() -> None:
    assert email_key("Anna@Shop.example") == email_key("ANNA@shop.EXAMPLE")
    assert email_key("anna@shop.example") != email_key("anne@shop.example")


@given(st.text(max_size=300))
def test_any_text_is_an_address_or_refused(typed: str) -> None:
    key = email_key(typed)
    assert key == "" or email_key(key) == key
