"""What the doors let through: all of REST and the page but /metrics, all of the public contract but what only workers call."""

import re
from typing import Any

import pytest

from services.gateway.app import build_api
from services.gateway.backends import ADDRESS_KEY
from services.gateway.frontdoor import CONTRACTS, INSIDE
from services.gateway.routes.studio_page import FILES, PATHS
from tests.contract.k8s.cluster import Overlay, clusters

INSIDE_PATHS = {"/metrics"}
"""Never routed: it is for Prometheus, which comes from inside."""


def paths() -> set[str]:
    """A path of each route, documented or not."""
    documented = set(build_api(None).openapi()["paths"])
    hidden = {
        "/docs",
        "/openapi.json",
        "/v1/jobs/{job_id}/live",
        "/assets/{name}",
        *PATHS,
        *(f"/{name}" for name in FILES),
    }
    return {re.sub(r"\{[^}]*\}", "x", path) for path in documented | hidden}


def takes(kind: str, value: str, path: str) -> bool:
    """Whether a match takes a path, as Gateway API and Ingress both say: prefixes are of whole parts."""
    if kind == "Exact":
        return path == value
    return path == value or path.startswith(f"{value.rstrip('/')}/")


def matches(overlay: Overlay) -> list[tuple[str, str]]:
    """(kind, value) of each path that is routed to the gateway."""
    found = [
        (match["path"]["type"], match["path"]["value"])
        for route in overlay.all("HTTPRoute")
        for rule in route["spec"]["rules"]
        for match in rule.get("matches", [])
    ]
    found += [
        (path["pathType"], path["path"])
        for ingress in overlay.all("Ingress")
        for rule in ingress["spec"]["rules"]
        for path in rule["http"]["paths"]
    ]
    return found


def test_every_path_of_the_gateway_is_routed_but_those_for_inside(cluster: Overlay) -> None:
    routed = matches(cluster)
    assert len(paths()) > 50
    for path in sorted(paths()):
        assert any(takes(kind, value, path) for kind, value in routed) == (path not in INSIDE_PATHS), path


def test_every_route_leads_to_something(cluster: Overlay) -> None:
    for kind, value in matches(cluster):
        assert any(takes(kind, value, path) for path in paths()), f"{kind} {value} is nothing that the gateway has"


def grpc_rules() -> list[Any]:
    (route,) = clusters()["production"].all("GRPCRoute")
    rules: list[Any] = route["spec"]["rules"]
    return rules


def routed_methods() -> dict[str, str]:
    """Where each method goes, by ``service/method``."""
    found: dict[str, str] = {}
    for rule in grpc_rules():
        (backend,) = rule["backendRefs"]
        for match in rule["matches"]:
            service = match["method"]["service"]
            descriptor = {
                kind.full_name: kind
                for modules in CONTRACTS.values()
                for module in modules
                for kind in module.DESCRIPTOR.services_by_name.values()
            }[service]
            names = (
                [match["method"]["method"]]
                if "method" in match["method"]
                else [each.name for each in descriptor.methods]
            )
            for name in names:
                assert name in descriptor.methods_by_name, f"{service} has no {name}"
                found[f"{service}/{name}"] = backend["name"]
    return found


def test_every_method_goes_to_who_serves_it_but_those_for_inside() -> None:
    public = {
        f"{kind.full_name}/{method.name}": area
        for area, modules in CONTRACTS.items()
        for module in modules
        for kind in module.DESCRIPTOR.services_by_name.values()
        for method in kind.methods
    }
    assert set(public) >= INSIDE
    assert routed_methods() == {name: area for name, area in public.items() if name not in INSIDE}


def test_nobody_outside_says_whom_a_call_is_for() -> None:
    for rule in grpc_rules():
        (only,) = rule["filters"]
        assert only["requestHeaderModifier"]["remove"] == [ADDRESS_KEY]


@pytest.mark.parametrize("name", ["production", "gpu"])
def test_routes_hang_on_listeners_that_are_there(name: str) -> None:
    overlay = clusters()[name]
    listeners = {each["name"]: each for each in overlay.one("Gateway", "packshot")["spec"]["listeners"]}
    for route in (*overlay.all("HTTPRoute"), *overlay.all("GRPCRoute")):
        for parent in route["spec"]["parentRefs"]:
            assert route["spec"]["hostnames"] == [listeners[parent["sectionName"]]["hostname"]]
    # An HTTPRoute and a GRPCRoute on one listener may not share a host.
    assert listeners["https"]["hostname"] != listeners["grpc"]["hostname"]
