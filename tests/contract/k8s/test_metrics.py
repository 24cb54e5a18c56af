"""Scalers, alerts and the dashboard ask for metrics that somebody exports, by labels that they have."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from prometheus_client import REGISTRY
from prometheus_client.metrics import MetricWrapperBase

import mesh.interceptors.telemetry as rpc
import services.gateway.telemetry as http
from services.gateway.app import build_api
from services.gateway.frontdoor import CONTRACTS
from services.gateway.places import TAKEN
from tests.contract.k8s.cluster import SERVICES, Overlay, clusters, port_numbers

OURS: list[MetricWrapperBase] = [
    rpc.CALLS,
    rpc.SECONDS,
    rpc.IN_FLIGHT,
    http.REQUESTS,
    http.SECONDS,
    http.IN_FLIGHT,
    TAKEN,
]
METHODS = {
    f"/{kind.full_name}/{method.name}"
    for modules in CONTRACTS.values()
    for module in modules
    for kind in module.DESCRIPTOR.services_by_name.values()
    for method in kind.methods
}
"""Every method as the label has it"""
THEIRS = {
    "up": {"job"},
    "process_resident_memory_bytes": {"job"},
    # Triton's metrics page, as `python -m models.server` shows it; those of a GPU, by its documentation.
    **{
        f"nv_inference_{each}": {"model", "version"}
        for each in ("pending_request_count", "request_success", "exec_count")
    },
    **{f"nv_inference_{each}_duration_us": {"model", "version"} for each in ("queue", "compute_infer")},
    "nv_inference_request_failure": {"model", "version", "reason"},
    "nv_gpu_utilization": {"gpu_uuid"},
    "nv_gpu_memory_used_bytes": {"gpu_uuid"},
}
"""Metrics of others, and their labels."""
OF_THE_SCRAPE = {"job", "pod", "namespace", "service", "container", "endpoint", "instance"}
_WORDS = {"or", "and", "unless"}
_SELECTOR = re.compile(r"(?<![\w:.])([a-zA-Z_:][\w:]*)(?![\w:]|\s*\()(?:\{((?:[^{}\"]|\"[^\"]*\")*)\})?")
"""A metric's name, and what stands in its braces; a name before a bracket is a function's."""
_MATCHER = re.compile(r"(\w+)\s*(?:=~|!~|!=|=)\s*\"([^\"]*)\"")


def exported() -> dict[str, set[str]]:
    """Labels by metric, with the names that a histogram has in PromQL."""
    found: dict[str, set[str]] = dict(THEIRS)
    for metric in OURS:
        for family in metric.describe():
            kinds = {"counter": ("_total",), "histogram": ("_bucket", "_sum", "_count")}.get(family.type, ("",))
            for kind in kinds:
                labels = set(metric._labelnames)
                found[f"{family.name}{kind}"] = labels | ({"le"} if kind == "_bucket" else set())
    return found


def scalers(overlay: Overlay) -> list[str]:
    triggers = [trigger for each in overlay.all("ScaledObject") for trigger in each["spec"]["triggers"]]
    return [trigger["metadata"]["query"] for trigger in triggers if trigger["type"] == "prometheus"]


def alerts(overlay: Overlay) -> list[str]:
    return [
        rule["expr"]
        for each in overlay.all("PrometheusRule")
        for group in each["spec"]["groups"]
        for rule in group["rules"]
    ]


def dashboard(overlay: Overlay) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(overlay.one("ConfigMap", "packshot-dashboard")["data"]["packshot.json"])
    return found


def queries() -> list[str]:
    overlay = clusters()["production"]
    panels = [target["expr"] for panel in dashboard(overlay)["panels"] for target in panel["targets"]]
    return [*scalers(overlay), *alerts(overlay), *panels]


def selectors(query: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Each metric of a query with its labels' values."""
    bare = re.sub(r"\b(by|on|without|ignoring)\s*\([^)]*\)|\[\w+\]", "", query)
    for name, inside in _SELECTOR.findall(bare):
        if name not in _WORDS:
            yield name, dict(_MATCHER.findall(inside))


def grouped(query: str) -> set[str]:
    return {label.strip() for labels in re.findall(r"\bby\s*\(([^)]*)\)", query) for label in labels.split(",")}


def test_every_query_asks_for_what_there_is() -> None:
    known = exported()
    found = queries()
    assert len(found) > 25
    for query in found:
        asked = list(selectors(query))
        assert asked, query
        for name, labels in asked:
            assert name in known, f"nobody exports {name}: {query}"
            assert set(labels) <= known[name] | OF_THE_SCRAPE, query
        assert grouped(query) <= set.union(*(known[name] for name, _ in asked)) | OF_THE_SCRAPE, query


def test_every_metric_of_ours_is_looked_at() -> None:
    registered = {metric.name for metric in REGISTRY.collect() if metric.name.startswith("packshot_")}
    ours = {family.name for metric in OURS for family in metric.describe()}
    assert ours == registered, "another module exports metrics: add them to OURS"
    asked = {name for query in queries() for name, _ in selectors(query)}
    for name in ours:
        assert any(each.startswith(name) for each in asked), f"{name} is exported and nobody looks"


def test_routes_and_methods_in_queries_are_there() -> None:
    routes = set(build_api(None).openapi()["paths"])
    for query in queries():
        for _, labels in selectors(query):
            if route := labels.get("route"):
                assert route in routes or any(re.fullmatch(route, each) for each in routes), query
            if method := labels.get("method"):
                assert any(re.fullmatch(method, each) for each in METHODS), query


def test_a_query_with_a_misspelt_name_is_caught() -> None:
    assert [name for name, _ in selectors('sum(rate(packshot_rcp_calls_total{code="OK"}[5m])) / 2')] == [
        "packshot_rcp_calls_total"
    ]
    assert [name for name, _ in selectors("histogram_quantile(0.9, sum by (le) (rate(a_bucket[5m]))) > 10")] == [
        "a_bucket"
    ]


def test_everything_with_metrics_is_asked(cluster: Overlay) -> None:
    (monitor,) = cluster.all("ServiceMonitor")
    ports = {endpoint["port"]: endpoint.get("path", "/metrics") for endpoint in monitor["spec"]["endpoints"]}
    assert ports == {"metrics": "/metrics", "http": "/metrics"}
    for service in cluster.all("Service"):
        labels = service["metadata"]["labels"]
        assert set(monitor["spec"]["selector"]["matchLabels"].items()) <= set(labels.items())
        named = {port["name"] for port in service["spec"]["ports"]}
        assert len(named & set(ports)) == 1, service["metadata"]["name"]
    assert port_numbers(cluster.container("triton"))["metrics"] == 8002


@pytest.mark.parametrize("service", SERVICES)
def test_a_scaler_counts_its_own_service_s_calls(production: Overlay, service: str) -> None:
    triggers = production.one("ScaledObject", service)["spec"]["triggers"]
    (query,) = [trigger["metadata"]["query"] for trigger in triggers if trigger["type"] == "prometheus"]
    pattern = next(labels["method"] for _, labels in selectors(query))
    counted = {each.split(".")[1] for each in METHODS if re.fullmatch(pattern, each)}
    assert counted == {service}
