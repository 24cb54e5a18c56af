import re

from hypothesis import given
from hypothesis import strategies as st

from services.auth.opaque import SECRET_CHARS, random_text, successor
from services.auth.sessions import MAX_USER_AGENT_CHARS, clean_user_agent


@given(st.text(max_size=3_000))
def test_what_a_program_calls_itself_fits_into_a_line(text: str) -> None:
    cleaned = clean_user_agent(text)
    assert len(cleaned) <= MAX_USER_AGENT_CHARS
    assert cleaned.isprintable()
    assert cleaned == " ".join(cleaned.split())
    assert clean_user_agent(cleaned) == cleaned


def test_an_ordinary_name_stays_as_it_is() -> None:
    name = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36"
    assert clean_user_agent(name) == name
    assert clean_user_agent("curl/8\r\nSet-Cookie:\tx\x00") == "curl/8 Set-Cookie: x"


def test_a_successor_needs_both_halves() -> None:
    secret, salt = random_text(SECRET_CHARS), b"s" * 32
    made = successor(secret, salt)
    assert re.fullmatch(rf"[0-9A-Za-z]{{{SECRET_CHARS}}}", made)
    assert made == successor(secret, salt)
    others = {successor(random_text(SECRET_CHARS), salt), successor(secret, b"t" * 32), secret}
    assert made not in others
    assert len({successor(secret, bytes([number]) * 32) for number in range(200)}) == 200
