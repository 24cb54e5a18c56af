"""Rate and time left, by a clock that is handed in."""

from packshot.cli.folder.pace import WINDOW, Pace


class Clock:
    def __init__(self) -> None:
        self.now_s = 100.0

    def __call__(self) -> float:
        return self.now_s


def test_it_says_nothing_before_it_knows_anything() -> None:
    assert Pace(now_s=Clock()).told(10) == "-"


def test_rate_and_time_left() -> None:
    clock = Clock()
    pace = Pace(now_s=clock)
    for _ in range(10):
        clock.now_s += 3
        pace.did_one()
    assert pace.told(1000) == "20/min, 50 min left"
    assert pace.told(10) == "20/min, 30 s left"
    assert pace.told(10_000) == "20/min, 8.3 h left"
    clock.now_s += 570
    assert pace.told(10) == "1.0/min, 10 min left"


def test_only_the_last_photos_count() -> None:
    clock = Clock()
    pace = Pace(now_s=clock)
    for seconds in (600, *[1] * WINDOW):
        clock.now_s += seconds
        pace.did_one()
    assert pace.told(60) == "60/min, 60 s left"
