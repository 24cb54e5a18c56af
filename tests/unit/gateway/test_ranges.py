"""Ranges of bytes: whatever is asked, only bytes that are there are given."""

from hypothesis import given
from hypothesis import strategies as st
from pytest import mark, raises  # noqa: PT013

from services.gateway.errors import RangeNotSatisfiable
from services.gateway.preferences import wait_s
from services.gateway.ranges import Span, is_known, wanted_span


@given(st.text() | st.from_regex(r"bytes=[0-9]{0,20}-[0-9]{0,20}", fullmatch=True), st.integers(0, 2**40))
def test_a_span_is_never_beyond_what_is_there(text: str, total: int) -> None:
    try:
        span = wanted_span(text, total)
    except RangeNotSatisfiable:
        return
    if span is not None:
        assert span.length >= 1
        assert 0 <= span.offset <= span.offset + span.length <= total


@given(st.integers(1, 2**40), st.data())
def test_every_range_inside_is_given_as_asked(total: int, data: st.DataObject) -> None:
    first = data.draw(st.integers(0, total - 1))
    last = data.draw(st.integers(first, total - 1))
    assert wanted_span(f"bytes={first}-{last}", total) == Span(first, last - first + 1)
    assert wanted_span(f"bytes={first}-", total) == Span(first, total - first)
    assert wanted_span(f"bytes=-{last + 1}", total) == Span(total - last - 1, last + 1)


@mark.parametrize(
    "text", [None, "", "bytes=", "bytes=-", "bytes=5-2", "bytes=0-1,4-5", "items=0-1", "bytes=a-b", "bytes=٣-٤"]
)
def test_what_is_not_understood_is_ignored(text: str | None) -> None:
    assert wanted_span(text, 10) is None


@mark.parametrize(("text", "total"), [("bytes=10-", 10), ("bytes=0-0", 0), ("bytes=-0", 10), ("bytes=-5", 0)])
def test_what_is_behind_the_end_is_refused(text: str, total: int) -> None:
    with raises(RangeNotSatisfiable):
        wanted_span(text, total)


def test_validators_are_compared_weakly() -> None:
    assert is_known('"a", W/"b"', '"b"')
    assert is_known("*", '"b"')
    assert not is_known('"a"', '"b"')
    assert not is_known(None, '"b"')


@mark.parametrize(
    ("fields", "seconds"),
    [
        ([], 0),
        (["wait=10"], 10),
        (["respond-async, Wait=5; x=1"], 5),
        (["respond-async", 'wait="7"'], 7),
        (["wait=600"], 60),
        (["wait=-1"], 0),
        (["wait"], 0),
        (["wait=2, wait=9"], 2),
        (['foo="wait=9"'], 0),
    ],
)
def test_how_long_a_caller_prefers_to_wait(fields: list[str], seconds: int) -> None:
    assert wait_s(fields) == seconds
