"""Live events as bytes."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from services.studio.jobs.job import Failure, Job, Output, Priority, State, Step
from services.studio.jobs.live import MOST_BYTES, cancel_of, events_of, pack_changed, pack_preview, pack_step, unpack

NOW = datetime(2026, 1, 1, 12, 30, 0, 123000, tzinfo=UTC)
JOB = Job(
    "job_1", "anna", "scene", b"", "ast_1", State.SUCCEEDED, Priority.BATCH, NOW, NOW, NOW, event_id=9, before_id=4
)


def test_what_is_packed_is_unpacked() -> None:
    assert unpack(pack_step(7, Step("éclairage", 3, 9))) == (7, Step("éclairage", 3, 9))
    assert unpack(pack_preview(2**52, b"\xff\xd8jpeg")) == (2**52, b"\xff\xd8jpeg")
    assert unpack(pack_preview(1, b"")) == (1, b"")


def test_a_job_travels_whole_but_for_its_wish() -> None:
    job = replace(
        JOB,
        ended_at=NOW,
        name="Кружка",
        tags=("a", "б"),
        progress=Step("decode", 1, 4),
        outputs=(Output("ast_2", "result", 1),),
        report=b"\xff\x00\xfe",
        manifests=(b"\x80", b""),
        failure=Failure("OVERLOADED", "Too much.", {"a.b": "$c"}, retryable=True),
        credits=2,
    )
    assert unpack(pack_changed(replace(job, wish=b"\xffpicture"))) == (9, job)


def test_a_job_that_is_too_large_for_the_queue_is_only_announced() -> None:
    packed = pack_changed(replace(JOB, manifests=(bytes(MOST_BYTES),)))
    assert len(packed) < 100
    assert unpack(packed) == (9, None)


def test_a_job_as_another_version_would_say_it_is_to_be_read_in_the_document() -> None:
    assert unpack(b"c" + (7).to_bytes(8, "big") + b'{"id": "job_1"}') == (7, None)


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
