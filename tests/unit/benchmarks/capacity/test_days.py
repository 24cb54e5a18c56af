"""Whole simulations, short ones: determinism, conservation, bounds, and that both ways agree."""

import dataclasses
import json
from pathlib import Path

import pytest

from benchmarks.capacity import exact, flow, tables
from benchmarks.capacity.answers import Answer, quantile
from benchmarks.capacity.figures import Figures
from benchmarks.capacity.fleet import NodePool
from benchmarks.capacity.inputs import Delays, Load, Nodes, Plan
from benchmarks.capacity.sized import sized
from services.generator.settings import GeneratorSettings
from services.segmenter.settings import SegmenterSettings
from services.studio.jobs.outcome import BUSY_S

HOUR_S = 3_600.0
FIGURES = Figures.read(Path(__file__).with_name("figures.json"))
"""Fixed ones: what is true of the model must not hang on the machine that was measured last."""
SIMULATE = {"exact": exact.simulate, "flow": flow.simulate}


def told(answer: Answer) -> object:
    found = dataclasses.asdict(answer)
    found.pop("plan")
    return found


@pytest.mark.parametrize("way", SIMULATE)
def test_same_seed_same_answer(way: str) -> None:
    plan = Plan(FIGURES, Load(0.5))
    times = {"from_s": 19.9 * HOUR_S, "until_s": 20.3 * HOUR_S}
    first, again, other = (SIMULATE[way](plan, seed, **times) for seed in (1, 1, 2))
    assert told(first) == told(again)
    assert first.scene_s != other.scene_s


def test_every_scene_is_answered_or_refused() -> None:
    # Far too much for the replicas there may be, so that bounds are met; then an hour of nearly nothing, in which all ends.
    load = Load(0.02, swing=0.0, spike_factor=2_000.0, spike_at_s=10.0, spike_hold_s=60.0, spike_ramp_s=0.0)
    plan = Plan(FIGURES, load).limits(triton=(1, 1), generator=(1, 1), worker=(1, 2))
    answer = exact.simulate(plan, 4, until_s=1_800.0)
    assert answer.rejected.keys() <= {"gateway", "studio", "segmenter", "triton", "generator"}
    assert answer.rejected["gateway"] > 100
    assert answer.highest["gateway"] <= plan.bounds.max_pictures * answer.most["gateway"]
    assert answer.highest["generator"] <= plan.bounds.scene_workers + plan.bounds.scenes_waiting
    assert answer.asked == answer.answered + sum(answer.rejected.values())
    # Jobs are never refused: they wait, and end.
    assert answer.jobs > 200
    assert answer.trace.queued_jobs[-1] == 0


def test_workers_come_from_zero_and_go_again() -> None:
    # Nothing, then jobs for ten seconds, then nothing for longer than the cooldown and the window.
    load = Load(
        1e-6, swing=0.0, jobs_share=1.0, spike_factor=1e6, spike_at_s=100.0, spike_hold_s=10.0, spike_ramp_s=0.0
    )
    plan = Plan(FIGURES, load)
    answer = exact.simulate(plan, 2, until_s=1_500.0)
    wanted = dict(zip(answer.trace.at_s, answer.trace.wanted["worker"], strict=True))
    assert wanted[60.0] == 0
    assert wanted[180.0] >= 1
    assert wanted[1_440.0] == 0
    assert answer.jobs >= 5
    # The slowest waits for a poll and a worker's start, and then for the others before it, a second each.
    least_s = plan.start_s("worker", 0)
    assert least_s < answer.job_s["p99"] < least_s + plan.delays.polling_s + 2 * answer.jobs


def test_both_ways_agree() -> None:
    # An hour before the spike and half an hour of it: scenes below saturation, then far beyond it.
    plan = sized(Plan(FIGURES, Load(2.0, spike_hold_s=300.0)))
    was = exact.simulate(plan, 1, from_s=19.5 * HOUR_S, until_s=20.2 * HOUR_S)
    said = flow.simulate(plan, 1, from_s=19.5 * HOUR_S, until_s=20.2 * HOUR_S)
    # At two a second a window of the metrics holds thirty scenes, so the scalers of a single draw are a fifth off its mean.
    assert said.scene_calm_s["p50"] == pytest.approx(was.scene_calm_s["p50"], rel=0.30)
    assert said.refused == pytest.approx(was.refused, abs=0.12)
    assert said.cost_per_1000 == pytest.approx(was.cost_per_1000, rel=0.30)
    assert said.most["triton"] == pytest.approx(was.most["triton"], rel=0.5)


def test_a_node_is_ordered_where_there_is_no_room() -> None:
    pool = NodePool(Nodes(cores=16, usable=1.0), Delays(node_s=120.0), ready=1)
    assert pool.place(12, 0.0) == 0.0
    assert pool.place(8, 0.0) == 120.0
    assert pool.place(8, 5.0) == 120.0  # fits on what is ordered
    assert pool.place(8, 5.0) == 125.0
    assert pool.count == 3


def test_bounds_are_those_of_the_code() -> None:
    """``Bounds`` repeats what the services' settings and the model's configuration say; a change there must reach it."""
    bounds = Plan(FIGURES, Load(1.0)).bounds
    fields = {**SegmenterSettings.model_fields, **GeneratorSettings.model_fields}
    assert fields["max_cutouts"].default == bounds.max_cutouts
    assert SegmenterSettings.model_fields["max_waiting"].default == bounds.photos_waiting
    assert SegmenterSettings.model_fields["max_calls"].default == bounds.max_calls
    assert GeneratorSettings.model_fields["workers"].default == bounds.scene_workers
    assert GeneratorSettings.model_fields["max_waiting"].default == bounds.scenes_waiting
    assert bounds.busy_pause_s == BUSY_S
    root = Path(__file__).parents[4]
    config = (root / "models/repository/u2net/config.pbtxt").read_text(encoding="utf-8")
    assert f"max_queue_size: {bounds.network_queue}" in config
    assert f"max_batch_size: {bounds.network_batch}" in config
    from services.gateway.settings import GatewaySettings
    from services.studio.settings import StudioSettings

    assert GatewaySettings.model_fields["max_pictures"].default == bounds.max_pictures
    assert StudioSettings.model_fields["parallel_jobs"].default == bounds.parallel_jobs


def test_new_replicas_are_found_when_a_connection_ends() -> None:
    plan = Plan(FIGURES, Load(1.0))
    own_s = plan.delays.pod_s + FIGURES.start_s["segmenter"]
    # Two replicas: one of a caller's connections ends every 30 s, on average 15 s from now. A hundred: names are not asked for
    # more often than every second.
    assert plan.start_s("segmenter", 2) == pytest.approx(own_s + 15)
    assert plan.start_s("segmenter", 100) == pytest.approx(own_s + 0.5)
    assert plan.start_s("gateway", 2) == pytest.approx(plan.delays.pod_s + FIGURES.start_s["gateway"])


def test_quantiles() -> None:
    assert [quantile([4, 1, 3, 2], share) for share in (0.25, 0.5, 0.99)] == [1, 2, 4]
    assert flow.weighted([(1.0, 90.0), (5.0, 9.0), (9.0, 1.0)]) == {"p50": 1.0, "p95": 5.0, "p99": 5.0}


def test_a_file_of_other_figures_is_told(tmp_path: Path) -> None:
    path = tmp_path / "figures.json"
    path.write_text(json.dumps({"figures": {"cores": 2}}), encoding="utf-8")
    with pytest.raises(ValueError, match="make capacity-check"):
        Figures.read(path)


def test_tables_have_a_line_for_each_day() -> None:
    answer = flow.simulate(Plan(FIGURES, Load(100.0)), 1, until_s=120.0)
    for table in (tables.days, tables.fleets, tables.refusals):
        lines = table([("manifests", answer)]).splitlines()
        assert len(lines) == 3
        assert {line.count("|") for line in lines} == {lines[0].count("|")}
    assert len(tables.sums(answer.plan, (1.0, 100.0)).splitlines()) == 4
