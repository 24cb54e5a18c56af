import re
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.auth.errors import BadCredentials
from services.auth.keys import _decode, _encode, purge_time
from services.auth.opaque import ALPHABET, ID_CHARS, SECRET_CHARS, digest, random_text

ID, SECRET = random_text(ID_CHARS), random_text(SECRET_CHARS)
KEY = _encode(ID, SECRET)


def test_the_form_of_a_key() -> None:
    assert re.fullmatch(rf"pk_[0-9A-Za-z]{{{ID_CHARS}}}_[0-9A-Za-z]{{{SECRET_CHARS + 6}}}", KEY)
    assert _decode(KEY) == (ID, SECRET)
    assert _decode(f" {KEY}\n") == (ID, SECRET)


@given(st.integers(0, len(KEY) - 1), st.sampled_from(ALPHABET))
def test_one_mistyped_character_is_noticed(index: int, letter: str) -> None:
    typed = KEY[:index] + letter + KEY[index + 1 :]
    if typed == KEY:
        return
    with pytest.raises(BadCredentials):
        _decode(typed)


@given(st.text(max_size=300))
def test_any_other_text_is_no_key(text: str) -> None:
    with pytest.raises(BadCredentials):
        _decode(text)


# Named: the key is another each time, and whoever runs tests side by side must find the same ones in every process.
@pytest.mark.parametrize(
    "text",
    [KEY[:-1], KEY + "a", KEY[1:], "rt" + KEY[2:], f"{KEY}_x", "pk__", "x" * 10_000],
    ids=["shorter", "longer", "beheaded", "another prefix", "one part more", "empty parts", "endless"],
)
def test_cut_and_joined_keys_are_no_keys(text: str) -> None:
    with pytest.raises(BadCredentials):
        _decode(text)


@pytest.mark.parametrize(
    ("end", "purged"),
    [
        (datetime(2030, 1, 1, tzinfo=UTC), datetime(2030, 1, 31, tzinfo=UTC)),
        (datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC), datetime.max.replace(tzinfo=UTC)),
        (datetime.max.replace(tzinfo=UTC) - timedelta(days=30), datetime.max.replace(tzinfo=UTC)),
    ],
)
def test_a_key_is_listed_30_days_after_its_end_as_far_as_dates_go(end: datetime, purged: datetime) -> None:
    assert purge_time(end) == purged


def test_a_secret_cannot_be_guessed_and_its_digest_is_not_it() -> None:
    assert len(ALPHABET) ** SECRET_CHARS >= 2**256
    assert len({random_text(SECRET_CHARS) for _ in range(1_000)}) == 1_000
    assert set(random_text(10_000)) == set(ALPHABET)
    assert len(digest(SECRET)) == 32
    assert SECRET.encode() not in digest(SECRET)
