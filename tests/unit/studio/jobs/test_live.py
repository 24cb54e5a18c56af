"""Live events as bytes."""

import pytest

from services.studio.jobs.job import Step
from services.studio.jobs.live import cancel_of, events_of, pack_changed, pack_preview, pack_step, unpack


def test_what_is_packed_is_unpacked() -> None:
    assert unpack(pack_step(7, Step("éclairage", 3, 9))) == (7, Step("éclairage", 3, 9))
    assert unpack(pack_preview(2**52, b"\xff\xd8jpeg")) == (2**52, b"\xff\xd8jpeg")
    assert unpack(pack_preview(1, b"")) == (1, b"")
    assert unpack(pack_changed(4)) == (4, None)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"s",
        b"s\0\0\0",
        b"x" + bytes(8),
        b"s" + bytes(8),
        b"s" + bytes(8) + b"[1]",
        b"s" + bytes(8) + b"{}",
        b"s" + bytes(8) + b'["a", [], 1]',
        b"s" + bytes(8) + b"7",
        b"s" + bytes(8) + b"\xff\xfe",
    ],
    ids=range(10),
)
def test_what_is_no_event_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match=r".*"):
        unpack(data)


def test_jobs_have_subjects_of_their_own() -> None:
    assert len({events_of("job_1"), events_of("job_2"), cancel_of("job_1")}) == 3
