"""The overlays as they would be applied, for tests: rendered once a process, looked at as plain objects."""

import json
import os
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import pytest

from tests.contract.tree import ROOT

Object = dict[str, Any]
PYTHON = ROOT / ".venv-k8s" / "bin" / "python"
NAME = "app.kubernetes.io/name"
SERVICES = ("auth", "segmenter", "generator", "studio")
"""Services of the contract"""
WORKLOADS = (*SERVICES, "studio-worker", "gateway", "triton")
CLUSTERS = ("production", "gpu", "linkerd")
"""Overlays for clusters with operators; `local` has none"""
OVERLAYS = ("local", *CLUSTERS)


@dataclass(frozen=True)
class Overlay:
    """One overlay, rendered."""

    name: str
    objects: tuple[Object, ...]

    def all(self, kind: str) -> list[Object]:
        """Every object of a kind."""
        return [found for found in self.objects if found["kind"] == kind]

    def one(self, kind: str, name: str) -> Object:
        """The object of this kind and name; fails where there is none."""
        found = [each for each in self.all(kind) if each["metadata"]["name"] == name]
        assert len(found) == 1, f"{self.name} has {len(found)} of {kind}/{name}"
        return found[0]

    def pods(self) -> dict[str, Object]:
        """The pod template of everything that runs, by name."""
        found = {
            each["metadata"]["name"]: each["spec"]["template"]
            for each in (*self.all("Deployment"), *self.all("StatefulSet"))
        }
        jobs = {
            each["metadata"]["name"]: each["spec"]["jobTemplate"]["spec"]["template"] for each in self.all("CronJob")
        }
        return found | jobs

    def pod(self, name: str) -> Object:
        """The pod's spec."""
        spec: Object = self.pods()[name]["spec"]
        return spec

    def container(self, name: str) -> Object:
        """The pod's container."""
        containers = self.pod(name)["containers"]
        assert len(containers) == 1
        found: Object = containers[0]
        return found

    def variables(self, name: str) -> dict[str, str]:
        """What the container's environment holds; of what comes from a Secret, one that is long enough."""
        container = self.container(name)
        found: dict[str, str] = {}
        for source in container.get("envFrom", []):
            found |= self.one("ConfigMap", source["configMapRef"]["name"])["data"]
        for each in container.get("env", []):
            found[each["name"]] = each.get("value", f"{each['name'].lower()}-of-at-least-32-characters")
        return found


@cache
def clusters() -> Mapping[str, Overlay]:
    """Every overlay by name; skips the test where the tools are not set up."""
    if not PYTHON.is_file():
        pytest.skip("NOT CHECKED: there is no .venv-k8s, so no manifest was looked at. `make k8s-check` sets it up.")
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [PYTHON, "-m", "k8s.check", "render"], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return {name: Overlay(name, tuple(objects)) for name, objects in json.loads(done.stdout).items()}


def selects(selector: Object, labels: Mapping[str, str]) -> bool:
    """Whether a label selector takes these labels; the empty one takes all."""
    wanted = selector.get("matchLabels", {})
    if any(labels.get(key) != value for key, value in wanted.items()):
        return False
    for expression in selector.get("matchExpressions", []):
        assert expression["operator"] == "In"
        if labels.get(expression["key"]) not in expression["values"]:
            return False
    return True


def port_numbers(container: Object) -> dict[str, int]:
    """Numbers of a container's ports by name."""
    return {port["name"]: port["containerPort"] for port in container.get("ports", [])}


def walk(value: Any) -> Iterator[Any]:
    """Every part of an object, itself first."""
    yield value
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from walk(part)
