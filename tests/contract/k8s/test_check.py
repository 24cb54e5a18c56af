"""The check itself: what is wrong in a manifest is found, in kinds of Kubernetes and in those of operators."""

import copy
import json
import os
import subprocess
import tomllib
from collections.abc import Callable

import pytest

from tests.contract.k8s.cluster import PYTHON, Object, Overlay
from tests.contract.tree import ROOT

LOOK = "import json, sys, k8s.check as c; print(json.dumps([list(c.mistakes(each)) for each in json.load(sys.stdin)]))"
Break = Callable[[Object], object]
BREAKS: dict[tuple[str, str], Break] = {
    ("Deployment", "auth"): lambda found: found["spec"]["template"]["spec"].update(enableServiceLink=False),
    ("NetworkPolicy", "auth"): lambda found: found["spec"]["ingress"][0]["from"][0].update(podSelectors={}),
    ("PodDisruptionBudget", "auth"): lambda found: found["spec"].update(maxUnavailable=[1]),
    ("ScaledObject", "auth"): lambda found: found["spec"]["triggers"][1]["metadata"].update(treshold="5"),
    ("ScaledObject", "studio-worker"): lambda found: found["spec"]["triggers"][0]["metadata"].pop("valueLocation"),
    ("GRPCRoute", "packshot"): lambda found: found["spec"]["rules"][0]["matches"][0]["method"].update(service="a/b"),
    ("HTTPRoute", "packshot"): lambda found: found["spec"]["rules"][0]["matches"].extend(
        [{"path": {"type": "Exact", "value": "/"}}] * 60
    ),
    ("Gateway", "packshot"): lambda found: found["spec"]["listeners"][0].update(protocol="HTTP3"),
    ("Certificate", "auth"): lambda found: found["spec"]["issuerRef"].pop("name"),
    ("ExternalSecret", "packshot-auth"): lambda found: found["spec"]["data"][0].update(remoteref={}),
    ("ServiceMonitor", "packshot"): lambda found: found["spec"]["endpoints"][0].update(interval="15"),
    ("ScaledObject", "triton"): lambda found: found["spec"]["triggers"][0]["metadata"].update(query="sum(rate(a[1m])"),
    ("ConfigMap", "packshot-dashboard"): lambda found: found["data"].update(
        {"packshot.json": '{"panels": [{"targets": [{"expr": "a b"}]}]}'}
    ),
    ("PrometheusRule", "packshot"): lambda found: found["spec"]["groups"][0]["rules"][0].pop("expr"),
}


def test_whatever_is_wrong_is_found(production: Overlay) -> None:
    whole = [production.one(*name) for name in BREAKS]
    broken = copy.deepcopy(whole)
    for found, spoil in zip(broken, BREAKS.values(), strict=True):
        spoil(found)
    unknown = {**whole[0], "apiVersion": "apps/v9"}
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [str(PYTHON), "-c", LOOK],
        input=json.dumps([*whole, *broken, unknown]),
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert said[: len(whole)] == [[]] * len(whole)
    for name, mistakes in zip([*BREAKS, ("Deployment", "apps/v9")], said[len(whole) :], strict=True):
        assert mistakes, f"nobody saw what is wrong with {name}"


def test_every_kind_of_an_operator_has_a_schema(production: Overlay) -> None:
    groups = {each["apiVersion"].partition("/")[0] for each in production.objects}
    theirs = {group for group in groups if "." in group and not group.endswith(".k8s.io")} | {
        "gateway.networking.k8s.io"
    }
    for each in production.objects:
        group = each["apiVersion"].partition("/")[0]
        if group in theirs:
            schema = json.loads(
                (ROOT / "k8s" / "schemas" / f"{group}.{each['kind'].lower()}.json").read_text(encoding="utf-8")
            )
            assert schema["additionalProperties"] is False
            assert schema["$comment"]


@pytest.mark.parametrize("tool", ["checkov", "hadolint"])
def test_what_is_accepted_has_a_reason(tool: str) -> None:
    for finding, reason in (
        tomllib.loads((ROOT / "k8s" / "accepted.toml").read_text(encoding="utf-8")).get(tool, {}).items()
    ):
        assert len(reason.split()) >= 8, f"{finding} needs a reason"
