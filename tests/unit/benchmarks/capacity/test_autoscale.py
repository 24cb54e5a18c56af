"""The scalers' rules against cases worked out by hand from the formulas in the Kubernetes and KEDA documentation."""

import pytest

from benchmarks.capacity.autoscale import Hpa, Keda, Seen, external_proposal, proposal
from benchmarks.capacity.inputs import Behavior, Delays, Metric, Policy, Scaling

DELAYS = Delays()


def scaling(*, least: int = 1, most: int = 100, behavior: Behavior = Behavior()) -> Scaling:  # noqa: B008 - frozen
    return Scaling((Metric("cpu", 0.5),), least, most, 1.0, behavior)


def seen(value: float, replicas: int, ready: int | None = None, kind: str = "cpu") -> Seen:
    return Seen({kind: value}, replicas, replicas if ready is None else ready)


@pytest.mark.parametrize(
    ("replicas", "average", "target", "wanted"),
    [
        (1, 200, 100, 2),  # twice the target: twice the replicas
        (4, 50, 100, 2),  # half of it: half
        (50, 90, 75, 60),
        (3, 100, 90, 4),  # 3 x 1.11 = 3.33, rounded up
        (3, 109, 100, 3),  # within the tolerance of a tenth
        (3, 91, 100, 3),
        (10, 111, 100, 12),  # 11.1, rounded up
        (10, 89, 100, 9),
    ],
)
def test_ratio(replicas: int, average: float, target: float, wanted: int) -> None:
    assert proposal(average, target, seen(average, replicas), 0.10) == wanted


def test_starting_pods_count_as_idle_where_more_are_wanted() -> None:
    # Four ready at twice the target, four starting: 4 x 2 / 8 = 1, so nothing more is ordered.
    assert proposal(200, 100, seen(200, 8, ready=4), 0.10) == 8
    # At three times it: 3 x 4 / 8 = 1.5, so 12.
    assert proposal(300, 100, seen(300, 8, ready=4), 0.10) == 12
    # Below the target, only those that are ready are looked at.
    assert proposal(50, 100, seen(50, 8, ready=4), 0.10) == 2


@pytest.mark.parametrize(
    ("total", "replicas", "wanted"), [(40, 1, 10), (41, 1, 11), (42, 10, 10), (44.1, 10, 12), (35, 10, 9), (0, 3, 0)]
)
def test_external_average_value(total: float, replicas: int, wanted: int) -> None:
    assert external_proposal(total, 4, seen(total, replicas), 0.10) == wanted


def test_up_by_four_pods_or_a_doubling_in_fifteen_seconds() -> None:
    hpa = Hpa(scaling(most=1_000), DELAYS, floor=1)
    replicas, course = 1, []
    for step in range(6):
        replicas = hpa.decide(15.0 * step, seen(50.0, replicas))
        course.append(replicas)
    assert course == [5, 10, 20, 40, 80, 160]


def test_a_second_sync_within_the_period_adds_nothing_more() -> None:
    hpa = Hpa(scaling(most=1_000), DELAYS, floor=1)
    assert hpa.decide(0.0, seen(50.0, 10)) == 20
    assert hpa.decide(5.0, seen(50.0, 20)) == 20
    assert hpa.decide(15.0, seen(50.0, 20)) == 40


def test_down_only_to_the_most_of_the_last_five_minutes() -> None:
    hpa = Hpa(scaling(), DELAYS, floor=1)
    assert hpa.decide(0.0, seen(0.5, 10)) == 10
    replicas, course = 10, {}
    for second in range(15, 331, 15):
        replicas = hpa.decide(float(second), seen(0.1, replicas))
        course[second] = replicas
    # The wish for ten is 300 s old at 300 s, and no longer within the window.
    assert course[285] == 10
    assert course[300] == 2


def test_down_by_a_fifth_a_minute() -> None:
    slowly = Behavior(down=Policy(0.2, 0, 60.0), down_window_s=0.0)
    hpa = Hpa(scaling(behavior=slowly), DELAYS, floor=1)
    replicas, course = 100, []
    for second in range(0, 121, 15):
        replicas = hpa.decide(float(second), seen(0.01, replicas))
        course.append(replicas)
    assert course == [80, 80, 80, 80, 64, 64, 64, 64, 51]


def test_limits_hold() -> None:
    hpa = Hpa(scaling(least=3, most=6), DELAYS, floor=3)
    assert hpa.decide(0.0, seen(9.0, 4)) == 6
    hpa = Hpa(scaling(least=3, most=6, behavior=Behavior(down_window_s=0.0)), DELAYS, floor=3)
    assert hpa.decide(0.0, seen(0.0, 4)) == 3


def test_the_largest_wish_wins() -> None:
    two = Scaling((Metric("cpu", 0.5), Metric("in_flight", 10)), 1, 100, 1.0)
    hpa = Hpa(two, DELAYS, floor=1)
    assert hpa.decide(0.0, Seen({"cpu": 0.5, "in_flight": 60}, 4, 4)) == 6


def lag(down_window_s: float = 300.0) -> Scaling:
    return Scaling((Metric("lag", 4),), 0, 50, 1.0, Behavior(down_window_s=down_window_s), cooldown_s=300.0)


def test_keda_wakes_the_first_at_its_poll_only() -> None:
    keda = Keda(lag(), DELAYS)
    assert keda.poll(0.0, 0, 0) == 0
    assert keda.poll(DELAYS.polling_s - 1, 7, 0) == 0
    assert keda.poll(DELAYS.polling_s, 7, 0) == 1
    # The HPA rests while there is none, and goes on from one.
    assert keda.decide(31.0, seen(7, 0, kind="lag")) == 0
    assert keda.decide(45.0, seen(17, 1, kind="lag")) == 5


def test_keda_goes_to_zero_after_the_cooldown_and_its_hpa_never_does() -> None:
    keda = Keda(lag(down_window_s=0.0), DELAYS)
    assert keda.poll(0.0, 1, 1) == 1
    assert keda.decide(15.0, seen(0, 1, kind="lag")) == 1
    times = [DELAYS.polling_s * each for each in range(1, 25)]
    course = {at_s: keda.poll(at_s, 0, 1) for at_s in times}
    assert next(at_s for at_s, replicas in course.items() if replicas == 0) == 300.0


def test_a_scaler_without_sense_is_refused() -> None:
    with pytest.raises(ValueError, match="min <= max"):
        scaling(least=5, most=4)
