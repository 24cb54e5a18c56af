"""Ids of events: they grow, whatever dies."""

from services.studio.jobs.events import CREATED, LAST_STEP, back_id, begun_id, end_id, step_id


def test_ids_grow_along_a_job_s_life() -> None:
    ids = [0, CREATED]
    for attempt in (1, 2, 3):
        ids += [
            begun_id(attempt),
            step_id(attempt, 1),
            step_id(attempt, 2),
            step_id(attempt, LAST_STEP),
            back_id(attempt),
        ]
    ids += [begun_id(4), step_id(4, 1), end_id(4)]
    assert ids == sorted(set(ids))


def test_a_job_that_ends_before_it_begins_has_its_end_after_its_beginning() -> None:
    assert CREATED < end_id(0) < begun_id(1)


def test_endless_progress_stays_within_its_attempt() -> None:
    assert step_id(1, 10**9) < back_id(1) < end_id(1) < begun_id(2)


def test_ids_fit_the_contract_s_numbers_and_a_browser_s() -> None:
    assert end_id(2**30) < 2**53
