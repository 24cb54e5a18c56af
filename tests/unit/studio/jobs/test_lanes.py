"""``Lanes``: whose turn it is."""

from services.studio.jobs.job import Priority
from services.studio.jobs.lanes import BATCH_EVERY, REST_S, Lanes
from services.studio.jobs.queue import Lane, lane_of

ANNA, BERT, CARL = (Lane(Priority.INTERACTIVE, name) for name in ("anna", "bert", "carl"))
NIGHT = Lane(Priority.BATCH, "anna")


def picks(lanes: Lanes, count: int, now_s: float = 0.0) -> list[Lane]:
    """Who comes first, each lane giving something."""
    found = []
    for _ in range(count):
        lane = next(lanes.order(now_s))
        lanes.gave(lane)
        found.append(lane)
    return found


def awake(*each: Lane) -> Lanes:
    lanes = Lanes()
    for lane in each:
        lanes.wake(lane)
    return lanes


def test_accounts_take_turns() -> None:
    assert picks(awake(ANNA, BERT, CARL), 6) == [ANNA, BERT, CARL, ANNA, BERT, CARL]


def test_who_comes_new_waits_for_one_round_at_most() -> None:
    lanes = awake(ANNA, BERT)
    picks(lanes, 3)
    lanes.wake(CARL)
    assert CARL in picks(lanes, 3)


def test_batches_get_every_eighth_pick_while_somebody_always_waits() -> None:
    found = picks(awake(NIGHT, ANNA), 3 * BATCH_EVERY)
    assert found.count(NIGHT) == 3
    assert found[0] == ANNA


def test_what_nobody_waits_for_is_done_where_nobody_waits() -> None:
    assert picks(awake(NIGHT), 2) == [NIGHT, NIGHT]


def test_a_lane_that_gave_nothing_rests() -> None:
    lanes = awake(ANNA, BERT)
    assert next(lanes.order(0.0)) == ANNA
    lanes.empty(ANNA, 0.0)
    assert list(lanes.order(0.0)) == [BERT]
    assert lanes.next_s(0.0) == REST_S
    assert ANNA in list(lanes.order(REST_S))


def test_waking_ends_a_rest() -> None:
    lanes = awake(ANNA)
    next(lanes.order(0.0))
    lanes.empty(ANNA, 0.0)
    lanes.wake(ANNA)
    assert list(lanes.order(0.0)) == [ANNA]


def test_a_lane_that_was_woken_while_it_was_asked_does_not_rest() -> None:
    lanes = awake(ANNA)
    assert next(lanes.order(0.0)) == ANNA
    lanes.wake(ANNA)
    lanes.empty(ANNA, 0.0)
    assert list(lanes.order(0.0)) == [ANNA]


def test_lanes_without_work_are_forgotten_and_others_found() -> None:
    lanes = awake(ANNA, BERT)
    lanes.mark()
    lanes.keep({BERT, CARL})
    assert list(lanes.order(0.0)) == [BERT, CARL]
    assert len(lanes) == 2
    lanes.gave(ANNA)
    lanes.empty(ANNA, 0.0)
    assert list(lanes.order(0.0)) == [BERT, CARL]


def test_what_was_announced_while_lanes_were_counted_is_kept() -> None:
    lanes = awake(ANNA)
    lanes.mark()
    lanes.wake(CARL)
    lanes.keep(set())
    assert list(lanes.order(0.0)) == [CARL]
    lanes.mark()
    lanes.keep(set())
    assert len(lanes) == 0


def test_a_lane_that_goes_while_lanes_are_tried_is_passed_over() -> None:
    lanes = awake(ANNA, BERT)
    order = lanes.order(0.0)
    assert next(order) == ANNA
    lanes.mark()
    lanes.keep({ANNA})
    assert list(order) == []


def test_the_next_look_is_never_at_once() -> None:
    assert Lanes().next_s(5.0) == REST_S
    lanes = awake(ANNA)
    next(lanes.order(0.0))
    lanes.empty(ANNA, 0.0)
    assert 0 < lanes.next_s(REST_S - 1e-9) <= REST_S


def test_a_subject_names_its_lane() -> None:
    assert lane_of(NIGHT.subject("job_1")) == NIGHT
    assert lane_of("jobs.batch.anna") is None
    assert lane_of("jobs.soon.anna.job_1") is None
