"""The targets repeat what the manifests say; a change there must reach them."""

from pathlib import Path

import pytest
import yaml

from benchmarks.capacity.inputs import TARGETS, Metric
from local.environment import ROOT

BASE = ROOT / "k8s/base"
FOLDERS = {**{name: name for name in TARGETS}, "worker": "studio-worker"}


def cores(text: str | float) -> float:
    return float(text[:-1]) / 1_000 if isinstance(text, str) and text.endswith("m") else float(text)


def threshold(trigger: dict[str, dict[str, str]]) -> float:
    told = trigger["metadata"]
    return float(next(told[name] for name in ("threshold", "targetValue", "queryValue", "value") if name in told))


@pytest.mark.parametrize("name", TARGETS)
def test_targets_are_those_of_the_manifests(name: str) -> None:
    scaling, folder = TARGETS[name], BASE / FOLDERS[name]
    scaler = yaml.safe_load((folder / "scaler.yaml").read_text(encoding="utf-8"))["spec"]
    assert (scaler["minReplicaCount"], scaler["maxReplicaCount"]) == (scaling.min_replicas, scaling.max_replicas)
    behavior = scaler["advanced"]["horizontalPodAutoscalerConfig"]["behavior"]
    assert behavior["scaleDown"]["stabilizationWindowSeconds"] == scaling.behavior.down_window_s
    pods = next(each for each in behavior["scaleUp"]["policies"] if each["type"] == "Pods")
    assert (pods["value"], pods["periodSeconds"]) == (scaling.behavior.up.pods, scaling.behavior.up.period_s)
    found = {threshold(each) for each in scaler["triggers"] if each["type"] != "cron"}
    for metric in scaling.metrics:
        assert aim(metric) in found
    assert requested(folder / "deployment.yaml") == scaling.cores


def aim(metric: Metric) -> float:
    return 100 * metric.target if metric.kind == "cpu" else metric.target


def requested(path: Path) -> float:
    (container,) = yaml.safe_load(path.read_text(encoding="utf-8"))["spec"]["template"]["spec"]["containers"]
    return cores(container["resources"]["requests"]["cpu"])
