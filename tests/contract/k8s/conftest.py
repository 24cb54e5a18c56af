"""Overlays for tests."""

import pytest

from tests.contract.k8s.cluster import CLUSTERS, OVERLAYS, Overlay, clusters


@pytest.fixture(params=OVERLAYS)
def overlay(request: pytest.FixtureRequest) -> Overlay:
    """Each overlay in turn."""
    return clusters()[request.param]


@pytest.fixture(params=CLUSTERS)
def cluster(request: pytest.FixtureRequest) -> Overlay:
    """Each overlay for a cluster with operators."""
    return clusters()[request.param]


@pytest.fixture
def production() -> Overlay:
    """The overlay that others are made of."""
    return clusters()["production"]
