"""One bar out of several."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.studio.events import Progress
from services.studio.progress import TOTAL_STEPS, Phases


def test_phases_fill_their_shares() -> None:
    phases = Phases(cutout=2, scene=3)
    assert phases.at("cutout", Progress("decode", 1, 2)) == Progress("decode", 20, TOTAL_STEPS)
    assert phases.at("cutout", Progress("matte", 2, 2)) == Progress("matte", 40, TOTAL_STEPS)
    assert phases.waiting("scene") == Progress("queued", 40, TOTAL_STEPS)
    assert phases.at("scene", Progress("light", 3, 3)) == Progress("light", TOTAL_STEPS, TOTAL_STEPS)


@given(
    st.lists(st.tuples(st.sampled_from(["cutout", "scene"]), st.integers(0, 2000), st.integers(0, 1000)), max_size=30)
)
def test_it_never_goes_back_nor_past_the_end(told: list[tuple[str, int, int]]) -> None:
    phases = Phases(cutout=2, scene=3)
    steps = [phases.at(phase, Progress("any", step, total)).step for phase, step, total in told]
    assert steps == sorted(steps)
    assert all(0 <= step <= TOTAL_STEPS for step in steps)


def test_a_phase_nobody_planned_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        Phases(cutout=1).at("scene", Progress("light", 0, 1))
