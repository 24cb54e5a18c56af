"""Every way through the network policies is a channel in the code, and every channel has a way."""

from collections.abc import Iterator
from ipaddress import ip_address, ip_network
from typing import Any

import pytest

from mesh.addresses import is_public
from tests.contract.k8s.channels import ADDRESSED, NOT_CALLED, address_settings, channels
from tests.contract.k8s.cluster import NAME, WORKLOADS, Overlay, clusters, selects

PORTS = {
    "auth": 8711,
    "segmenter": 8712,
    "generator": 8713,
    "studio": 8714,
    "triton": 8001,
    "documents": 27017,
    "queue": 4222,
    "objects": 9000,
    "mail": 587,
}
STORES = ("documents", "queue", "objects")
BEHIND_A_DOOR = {"gateway": 8080, **{name: PORTS[name] for name in ("auth", "segmenter", "generator", "studio")}}
"""What strangers may reach where the Gateway API routes gRPC; with an Ingress only the gateway."""
METRICS = {**dict.fromkeys(WORKLOADS, 9090), "gateway": 8080, "triton": 8002}
DNS_CACHE = "169.254.20.10/32"
"""Where NodeLocal DNSCache listens on each node."""
Way = tuple[str, str, int]
"""Who, whom, at which port"""


def policies_for(overlay: Overlay, pod: str) -> list[Any]:
    labels = overlay.pods()[pod]["metadata"]["labels"]
    return [each["spec"] for each in overlay.all("NetworkPolicy") if selects(each["spec"]["podSelector"], labels)]


def pods_like(overlay: Overlay, selector: Any) -> list[str]:
    return [name for name, template in overlay.pods().items() if selects(selector, template["metadata"]["labels"])]


def others(overlay: Overlay, peer: Any) -> list[str]:
    """Whom one peer of a rule means."""
    if "ipBlock" in peer:
        if peer["ipBlock"]["cidr"] == DNS_CACHE:
            return ["dns"]
        return ["internet" if peer["ipBlock"].get("except") else "outside"]
    space = peer.get("namespaceSelector")
    pods = peer.get("podSelector", {})
    if space is None:
        found = pods_like(overlay, pods)
        assert found, f"nobody is {pods}"
        return found
    if store := pods.get("matchLabels", {}).get("packshot/store"):
        return [str(store)]
    (label,) = space["matchLabels"].items()
    return [{"kube-system": "dns", "linkerd": "linkerd"}.get(label[1], label[0].removeprefix("packshot/"))]


def ways(overlay: Overlay, pod: str, direction: str) -> Iterator[Way]:
    """What the policies let a pod do: (pod, whom, port) out, (whom, pod, port) in."""
    for policy in policies_for(overlay, pod):
        assert direction.capitalize() in policy["policyTypes"] or direction not in policy
        for rule in policy.get(direction, []):
            assert rule.get("ports"), "a rule without ports opens all of them"
            for peer in rule["to" if direction == "egress" else "from"]:
                for other in others(overlay, peer):
                    for port in rule["ports"]:
                        yield (pod, other, port["port"]) if direction == "egress" else (other, pod, port["port"])


def expected_out(overlay: Overlay, pod: str) -> set[Way]:
    found: set[Way] = {(pod, "dns", 53)}
    called = channels()[pod]
    for whom in called - {"internet"}:
        found.add((pod, whom, PORTS[whom]))
        if whom in (*STORES, "mail") and overlay.name != "local":
            # A store outside the cluster; objects then speak https.
            found.add((pod, "outside", 443 if whom == "objects" else PORTS[whom]))
    if "internet" in called:
        found |= {(pod, "internet", 80), (pod, "internet", 443)} if pod == "gateway" else {(pod, "internet", 1)}
    if pod == "triton" and overlay.name == "gpu":
        # Its models, at the start.
        found |= {(pod, "objects", PORTS["objects"]), (pod, "internet", 443), (pod, "outside", 443)}
    if pod == "backup":
        # S3, which is where it puts them and mostly also where it takes them from.
        found.add((pod, "internet", 443))
    if overlay.name == "linkerd":
        found |= {(pod, "linkerd", port) for port in (8080, 8086, 8090)}
    return found


def expected_in(overlay: Overlay, pod: str) -> set[Way]:
    found = {(caller, pod, PORTS[pod]) for caller, called in channels().items() if pod in called}
    if overlay.name in {"production", "gpu"} and pod in BEHIND_A_DOOR:
        found.add(("door", pod, BEHIND_A_DOOR[pod]))
    if overlay.name == "linkerd" and pod == "gateway":
        found.add(("door", pod, 8080))
    if overlay.name != "local":
        found.add(("metrics", pod, METRICS[pod]))
    return found


def test_the_code_calls_whom_it_is_told_of() -> None:
    assert address_settings() == set(ADDRESSED) | NOT_CALLED
    called = channels()
    # What would make all else here pass for nothing: a reader that finds no channel.
    assert {"auth", "segmenter", "generator", "studio"} <= called["gateway"]
    assert {"documents", "queue", "objects", "internet"} <= called["studio"]
    assert called["auth"] == {"documents", "mail"}
    assert called["segmenter"] == called["generator"] == {"auth", "triton"}


@pytest.mark.parametrize("pod", WORKLOADS)
def test_a_pod_goes_where_its_code_calls_and_nowhere_else(overlay: Overlay, pod: str) -> None:
    found = set(ways(overlay, pod, "egress"))
    assert found == expected_out(overlay, pod)


@pytest.mark.parametrize("pod", WORKLOADS)
def test_a_pod_is_reached_by_who_calls_it_and_nobody_else(overlay: Overlay, pod: str) -> None:
    assert set(ways(overlay, pod, "ingress")) == expected_in(overlay, pod)


def test_the_backup_goes_to_the_stores_and_is_reached_by_nobody(cluster: Overlay) -> None:
    assert channels()["backup"] == {"documents", "objects"}
    assert set(ways(cluster, "backup", "egress")) == expected_out(cluster, "backup")
    assert set(ways(cluster, "backup", "ingress")) == set()


def test_linkerd_stays_out_of_the_way_of_servers_that_speak_first() -> None:
    annotations = clusters()["linkerd"].one("Namespace", "packshot")["metadata"]["annotations"]
    skipped = annotations["config.linkerd.io/skip-outbound-ports"].split(",")
    assert {int(port) for port in skipped} == {PORTS[name] for name in ("documents", "queue", "mail")}


def test_stores_of_the_local_overlay_are_reached_by_who_uses_them() -> None:
    local = clusters()["local"]
    for store in STORES:
        users = {name for name, called in channels().items() if store in called and name in local.pods()}
        assert set(ways(local, store, "ingress")) == {(user, store, PORTS[store]) for user in users}
        assert local.pods()[store]["metadata"]["labels"]["packshot/store"] == store
        assert set(ways(local, store, "egress")) == {(store, "dns", 53)}


def test_nothing_is_open_by_default(overlay: Overlay) -> None:
    deny = overlay.one("NetworkPolicy", "default-deny")["spec"]
    assert deny == {"podSelector": {}, "policyTypes": ["Ingress", "Egress"]}
    for name, template in overlay.pods().items():
        assert template["metadata"]["labels"][NAME] == name
    for policy in overlay.all("NetworkPolicy"):
        if policy["metadata"]["name"] not in {"default-deny", "dns"}:
            assert pods_like(overlay, policy["spec"]["podSelector"]), f"{policy['metadata']['name']} is for nobody"


def test_the_internet_is_what_the_code_takes_for_it(overlay: Overlay) -> None:
    blocks = [
        peer["ipBlock"]
        for policy in overlay.all("NetworkPolicy")
        for rule in policy["spec"].get("egress", [])
        for peer in rule["to"]
        if "ipBlock" in peer and peer["ipBlock"].get("except")
    ]
    assert blocks
    for block in blocks:
        assert block["cidr"] == "0.0.0.0/0"
        for inside in block["except"]:
            network = ip_network(inside)
            assert not is_public(network[0]), inside
            assert not is_public(network[-1]), inside
        for private in ("10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "127.0.0.1", "100.64.0.1"):
            assert any(ip_address(private) in ip_network(inside) for inside in block["except"]), private


def test_the_door_lets_through_what_is_routed(cluster: Overlay) -> None:
    routed = {
        (backend["name"], backend["port"])
        for kind in ("HTTPRoute", "GRPCRoute")
        for route in cluster.all(kind)
        for rule in route["spec"]["rules"]
        for backend in rule.get("backendRefs", [])
    }
    routed |= {
        (path["backend"]["service"]["name"], 8080)
        for ingress in cluster.all("Ingress")
        for rule in ingress["spec"]["rules"]
        for path in rule["http"]["paths"]
    }
    let_in = {(whom, port) for pod in WORKLOADS for who, whom, port in ways(cluster, pod, "ingress") if who == "door"}
    assert routed == let_in
