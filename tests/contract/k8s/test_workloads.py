"""Every service of the house runs, is asked how it is, scales, is spread, ends in peace and may do nothing that it need not."""

import base64

import pytest

from mesh.server import LIVENESS
from mesh.settings import EXAMPLE_PREFIX
from services.studio.batches.batch import COLLECTION
from services.studio.batches.batch import State as BatchState
from services.studio.jobs.queue import STREAM
from tests.contract.k8s.cluster import NAME, SERVICES, WORKLOADS, Overlay, clusters, port_numbers, walk
from tests.contract.test_services import SERVICES as CONTRACT
from tests.contract.tree import ROOT

PROBES = ("startupProbe", "readinessProbe", "livenessProbe")
OF_OPERATORS = {
    "ScaledObject",
    "Certificate",
    "Issuer",
    "ExternalSecret",
    "ServiceMonitor",
    "PrometheusRule",
    "Gateway",
}
IN_FLIGHT = {"gateway": 8, "studio": 32, "segmenter": 5}


def test_these_are_all_services_and_all_overlays() -> None:
    assert set(CONTRACT) == set(SERVICES)
    assert set(SERVICES) | {"gateway"} == {
        path.name for path in (ROOT / "services").iterdir() if (path / "__main__.py").is_file()
    }
    assert set(clusters()) == {path.name for path in (ROOT / "k8s" / "overlays").iterdir() if path.is_dir()}


@pytest.mark.parametrize("name", WORKLOADS)
def test_everything_runs_and_has_its_objects(overlay: Overlay, name: str) -> None:
    labels = overlay.pods()[name]["metadata"]["labels"]
    assert labels[NAME] == name
    assert overlay.one("Deployment", name)["spec"]["selector"] == {"matchLabels": {NAME: name}}
    account = overlay.one("ServiceAccount", name)
    assert account["automountServiceAccountToken"] is False
    assert overlay.pod(name)["serviceAccountName"] == name
    assert overlay.one("PodDisruptionBudget", name)["spec"]["selector"]["matchLabels"] == {NAME: name}
    assert overlay.one("NetworkPolicy", name)["spec"]["podSelector"] == {"matchLabels": {NAME: name}}
    assert set(overlay.one("NetworkPolicy", name)["spec"]["policyTypes"]) == {"Ingress", "Egress"}


@pytest.mark.parametrize("name", WORKLOADS)
def test_every_service_scales(cluster: Overlay, name: str) -> None:
    scaler = cluster.one("ScaledObject", name)["spec"]
    assert scaler["scaleTargetRef"]["name"] == name
    assert scaler["maxReplicaCount"] > scaler["minReplicaCount"]
    assert "replicas" not in cluster.one("Deployment", name)["spec"], "its scaler owns the number"
    kinds = {trigger["type"] for trigger in scaler["triggers"]}
    if name == "studio-worker":
        assert scaler["minReplicaCount"] == 0
        assert kinds == {"metrics-api", "mongodb", "cron"}
    elif name == "triton":
        assert kinds == {"prometheus"}
        assert [trigger["metadata"]["threshold"] for trigger in scaler["triggers"]] == ["4", "4", "1", "0.65"]
    else:
        assert kinds == {"cpu", "prometheus"}
        assert scaler["minReplicaCount"] >= 2
        targets = [float(each["metadata"]["threshold"]) for each in scaler["triggers"] if each["type"] == "prometheus"]
        assert targets[0] == IN_FLIGHT.get(name, targets[0])


def test_workers_wake_for_what_the_studio_leaves_them(production: Overlay) -> None:
    triggers = {
        each["type"]: each["metadata"] for each in production.one("ScaledObject", "studio-worker")["spec"]["triggers"]
    }
    assert f'#(name=="{STREAM}")' in triggers["metrics-api"]["valueLocation"]
    assert triggers["metrics-api"]["targetValue"] == "3"
    waiting = triggers["mongodb"]
    assert waiting["collection"] == COLLECTION
    assert waiting["query"] == f'{{"state": "{BatchState.UNPACKING.value}"}}'
    variables = production.variables("studio-worker")
    assert waiting["connectionStringFromEnv"] in variables
    assert waiting["dbName"] == variables["PACKSHOT_DOCUMENTS_DATABASE"]


def test_the_local_overlay_needs_no_operator() -> None:
    local = clusters()["local"]
    assert not OF_OPERATORS & {each["kind"] for each in local.objects}
    assert {each["apiVersion"].partition("/")[0] for each in local.objects} <= {
        "v1",
        "apps",
        "policy",
        "networking.k8s.io",
    }
    for each in (*local.all("Deployment"), *local.all("StatefulSet")):
        assert each["spec"]["replicas"] == 1


@pytest.mark.parametrize("name", WORKLOADS)
def test_every_service_is_asked_how_it_is(overlay: Overlay, name: str) -> None:
    container = overlay.container(name)
    ports = port_numbers(container)
    assert all(probe in container for probe in PROBES)
    startup, readiness, liveness = (container[probe] for probe in PROBES)
    if name in {"gateway", "triton"}:
        assert all(container[probe]["httpGet"]["port"] in ports for probe in PROBES)
    else:
        assert all(container[probe]["grpc"]["port"] == ports["health"] for probe in PROBES)
        # What it needs may be away: that makes it not ready, and killing it would not help.
        assert liveness["grpc"]["service"] == LIVENESS
        assert "service" not in readiness["grpc"]
    assert liveness != readiness
    # Loading may take its time without being taken for dead.
    patience = startup["periodSeconds"] * startup["failureThreshold"]
    assert patience >= 120
    assert overlay.one("Deployment", name)["spec"]["progressDeadlineSeconds"] > patience


@pytest.mark.parametrize("name", WORKLOADS)
def test_a_rollout_takes_nothing_away(overlay: Overlay, name: str) -> None:
    spec = overlay.one("Deployment", name)["spec"]
    assert spec["strategy"] == {"type": "RollingUpdate", "rollingUpdate": {"maxSurge": 1, "maxUnavailable": 0}}
    topologies = {each["topologyKey"] for each in overlay.pod(name)["topologySpreadConstraints"]}
    assert topologies == {"topology.kubernetes.io/zone", "kubernetes.io/hostname"}
    for each in overlay.pod(name)["topologySpreadConstraints"]:
        assert set(each["labelSelector"]["matchLabels"].items()) <= set(
            overlay.pods()[name]["metadata"]["labels"].items()
        )


def test_nothing_runs_with_more_than_it_needs(overlay: Overlay) -> None:
    namespace = overlay.one("Namespace", "packshot")
    assert namespace["metadata"]["labels"]["pod-security.kubernetes.io/enforce"] == "restricted"
    pods = overlay.pods()
    assert set(WORKLOADS) <= set(pods)
    for name, template in pods.items():
        pod = template["spec"]
        assert pod["automountServiceAccountToken"] is False, name
        assert pod["enableServiceLinks"] is False, name
        assert pod["securityContext"]["runAsNonRoot"] is True, name
        assert pod["securityContext"]["runAsUser"] > 0, name
        assert pod["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}, name
        for container in (*pod["containers"], *pod.get("initContainers", [])):
            security = container["securityContext"]
            assert security["allowPrivilegeEscalation"] is False, name
            assert security["readOnlyRootFilesystem"] is True, name
            assert security["capabilities"] == {"drop": ["ALL"]}, name
            assert {"cpu", "memory"} <= set(container["resources"]["requests"]), name
            assert "memory" in container["resources"]["limits"], name
            image, _, tag = container["image"].rpartition(":")
            assert image, f"{name}: {container['image']} has no tag"
            assert tag != "latest", name


def test_secrets_are_only_named(cluster: Overlay) -> None:
    assert cluster.all("Secret") == []
    given = {
        each["spec"]["target"]["name"]: {data["secretKey"] for data in each["spec"]["data"]}
        for each in cluster.all("ExternalSecret")
    }
    used = [
        part["secretKeyRef"]
        for part in walk(list(cluster.objects))
        if isinstance(part, dict) and "secretKeyRef" in part
    ]
    assert used
    for reference in used:
        assert reference["key"] in given[reference["name"]]
    assert {(reference["name"], reference["key"]) for reference in used} == {
        (name, key) for name, keys in given.items() for key in keys
    }


def test_what_may_be_missing_holds_nothing_else_back(cluster: Overlay) -> None:
    used = [
        part["secretKeyRef"]
        for part in walk(list(cluster.objects))
        if isinstance(part, dict) and "secretKeyRef" in part
    ]
    assert {each["name"] for each in used if each.get("optional")} == {
        "packshot-admin",
        "packshot-mail",
        "packshot-objects",
    }
    # A Secret is made as a whole or not at all.
    for each in used:
        alike = {bool(other.get("optional")) for other in used if other["name"] == each["name"]}
        assert len(alike) == 1, each["name"]


def test_a_headless_name_gives_every_replica(overlay: Overlay) -> None:
    for name in (*SERVICES, "triton"):
        service = overlay.one("Service", name)["spec"]
        # Linkerd balances by itself, and wants an address.
        assert service.get("clusterIP") == (None if overlay.name == "linkerd" else "None")
        assert service["selector"] == {NAME: name}
        container_ports = port_numbers(overlay.container(name))
        for port in service["ports"]:
            assert container_ports[port["targetPort"]] == port["port"]


def test_the_local_overlay_brings_its_secrets() -> None:
    local = clusters()["local"]
    held = {each["metadata"]["name"]: set(each["data"]) for each in local.all("Secret")}
    used = [
        part["secretKeyRef"] for part in walk(list(local.objects)) if isinstance(part, dict) and "secretKeyRef" in part
    ]
    assert used
    for reference in used:
        # By the name that carries the content's hash: a changed secret is a rollout.
        assert reference.get("optional") or reference["key"] in held[reference["name"]]
    for each in local.all("Secret"):
        values = [base64.b64decode(value).decode() for value in each["data"].values()]
        # Nothing that could be taken for a secret of somebody's.
        assert all(
            value.startswith((EXAMPLE_PREFIX, "mongodb://documents", "nats://queue"))
            or value in {"packshot", "admin@packshot.example"}
            for value in values
        )
