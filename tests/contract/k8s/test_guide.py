"""The guide says what the manifests do."""

import re

import pytest

from tests.contract.k8s.cluster import NAME, WORKLOADS, Overlay
from tests.contract.k8s.test_images import IMAGES
from tests.contract.tree import ROOT

GUIDE = (ROOT / "docs" / "guides" / "kubernetes.md").read_text(encoding="utf-8")
MAP = (ROOT / "k8s" / "README.md").read_text(encoding="utf-8")


def first_commands() -> list[str]:
    """The way to a first scene."""
    return GUIDE.split("```\n")[1].splitlines()


def test_a_first_scene_is_at_most_ten_commands_away() -> None:
    commands = first_commands()
    assert 5 < len(commands) <= 10
    assert "/v1/scenes" in commands[-1]
    for name in set(IMAGES.values()):
        assert name.removeprefix("packshot-") in commands[2]


def test_its_images_are_those_that_the_overlay_runs(overlay: Overlay) -> None:
    if overlay.name != "local":
        return
    before, names, tag = re.findall(r"(\S+)\{([^}]*)\}:(\S+)", first_commands()[2])[0]
    loaded = {f"{before}{name}:{tag}" for name in names.split(",")}
    assert {overlay.container(name)["image"] for name in WORKLOADS} == loaded


def test_every_place_that_it_names_is_there() -> None:
    named = re.findall(r"(?<![\w.-])k8s/[\w./-]+", GUIDE)
    assert len(named) > 3
    for path in named:
        assert (ROOT / path.rstrip(".")).exists(), path
    for path in re.findall(r"^\| `([\w./-]+)`", MAP, re.MULTILINE):
        assert (ROOT / "k8s" / path).exists(), path


@pytest.mark.parametrize("name", WORKLOADS)
def test_its_table_of_scalers_is_true(production: Overlay, name: str) -> None:
    row = next(line for line in GUIDE.splitlines() if line.lower().startswith(f"| {name} |"))
    _, _, on, low, high, _ = (cell.strip() for cell in row.split("|"))
    scaler = production.one("ScaledObject", name)["spec"]
    assert (int(low), int(high)) == (scaler["minReplicaCount"], scaler["maxReplicaCount"])
    for trigger in scaler["triggers"]:
        metadata = trigger["metadata"]
        target = metadata.get("threshold") or metadata.get("targetValue") or metadata.get("value")
        if target is not None:
            said = f"{float(target):.0%}".replace("%", " %") if target == "0.65" else f"{int(target):,}"
            assert said in on, f"{trigger['type']} {target}"


def test_its_table_of_secrets_is_whole(production: Overlay) -> None:
    table = GUIDE[GUIDE.index("| secret | key |") :].partition("\n\n")[0]
    for secret in production.all("ExternalSecret"):
        assert f"`{secret['metadata']['name']}`" in table
        for each in secret["spec"]["data"]:
            assert f"`{each['secretKey']}`" in table


def blocks() -> list[list[str]]:
    """The guide's commands, block by block."""
    found = re.findall(r"```\n(.*?)```", GUIDE, re.DOTALL)
    return [[line.strip() for line in each.splitlines() if line.strip()] for each in found]


def test_whoever_pauses_a_scaler_waits_for_what_it_brings(production: Overlay) -> None:
    paused = [lines for lines in blocks() if any("paused-replicas=" in line for line in lines)]
    assert len(paused) == 3
    for lines in paused:
        at = next(index for index, line in enumerate(lines) if "paused-replicas=" in line)
        name, replicas = re.findall(r"scaledobject (\S+) \S+paused-replicas=(\d+)", lines[at])[0]
        assert production.one("ScaledObject", name)
        # One replica is `Available` before the second is there.
        gone, there = f"--for=delete pod -l {NAME}={name} ", f"availableReplicas}}'={replicas} deployment/{name} "
        assert (gone if replicas == "0" else there) in lines[at + 1]
        grace_s = production.pod(name)["terminationGracePeriodSeconds"]
        assert 60 * int(re.findall(r"--timeout=(\d+)m", lines[at + 1])[0]) > grace_s
        assert f"scaledobject {name} autoscaling.keda.sh/paused-replicas-" in lines[-1]
        for line in lines:
            if "delete secret" in line:
                (secret,) = re.findall(r"delete secret (\S+)", line)
                assert production.one("ExternalSecret", secret)["spec"]["target"]["creationPolicy"] == "Owner"
                assert f"&& kubectl -n packshot wait --for=create secret/{secret} " in line
