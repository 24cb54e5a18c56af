"""The model of one machine, whose cores everything shares."""

from pathlib import Path

import pytest

from benchmarks.capacity.check import Row, document, modelled
from benchmarks.capacity.figures import Figures
from benchmarks.capacity.load import arrival_times

FIGURES = Figures.read(Path(__file__).with_name("figures.json"))
"""Fixed ones: what is true of the model must not hang on the machine that was measured last."""


def test_a_lone_scene_takes_the_sum_of_its_parts() -> None:
    parts_s = (
        FIGURES.caller_cpu_s
        + FIGURES.gateway_cpu_s
        + FIGURES.documents_cpu_s
        + FIGURES.studio_cpu_s
        + FIGURES.segmenter_cpu_s
        + FIGURES.network_s
        + FIGURES.generator_cpu_s
    )
    said = modelled(FIGURES, [1.0, 101.0, 201.0], 1, float(FIGURES.cores), seed=1)
    # One deviation of a lone part is 5 %, so the sum is within a few per cent.
    assert said["p50"] == pytest.approx(parts_s, rel=0.10)


def test_a_second_replica_on_the_same_cores_makes_no_more_of_them() -> None:
    # Twice what two cores can do, for a minute: how much is made is the cores' affair, however many replicas there are.
    most = 2 / (FIGURES.scene_cpu_s + FIGURES.caller_cpu_s)
    times = arrival_times(2 * most, 60.0, seed=3)
    one, two = (modelled(FIGURES, times, replicas, 2.0, seed=3) for replicas in (1, 2))
    assert 0.7 * most < one["per_s"] < 1.3 * most
    assert two["per_s"] == pytest.approx(one["per_s"], rel=0.15)
    # Twice the cores are another matter.
    assert modelled(FIGURES, times, 2, 4.0, seed=3)["per_s"] > 1.3 * two["per_s"]


def test_the_error_is_told_with_its_sign() -> None:
    measured, said = {"p50": 1.0, "p95": 2.0, "per_s": 1.0}, {"p50": 1.1, "p95": 1.0, "per_s": 1.0}
    told = document(FIGURES, [Row(1, 0.5, measured, said, 0.0, 0.0, 0)])["error_percent"]
    assert told["p50"] == {"mean": 10.0, "worst": 10.0}
    assert told["p95"] == {"mean": -50.0, "worst": -50.0}
