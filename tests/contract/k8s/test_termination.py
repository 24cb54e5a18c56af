"""Whoever is told to stop gets the time that it takes: the pause for callers to hear of it, then the drain, then some room."""

import pytest

from tests.contract.k8s.cluster import SERVICES, Overlay
from tests.contract.k8s.settings_of import built

ROOM_S = 10
"""For closing connections and the interpreter's end."""


@pytest.mark.parametrize("name", [*SERVICES, "studio-worker", "gateway"])
def test_grace_is_longer_than_pause_and_drain(overlay: Overlay, name: str) -> None:
    settings = built(overlay, name)
    pause_s = overlay.container(name)["lifecycle"]["preStop"]["sleep"]["seconds"]
    assert pause_s >= 5
    # A worker's door drains, and then its jobs do (services/studio/assembly.py, running).
    drains = 2 if name == "studio-worker" else 1
    drain_s = drains * settings.drain_s + getattr(settings, "notice_s", 0.0)
    assert overlay.pod(name)["terminationGracePeriodSeconds"] >= pause_s + drain_s + ROOM_S


def test_the_model_server_finishes_what_runs(overlay: Overlay) -> None:
    arguments = dict(each.split("=", 1) for each in overlay.container("triton")["args"] if "=" in each)
    pause_s = overlay.container("triton")["lifecycle"]["preStop"]["sleep"]["seconds"]
    exit_s = int(arguments["--exit-timeout-secs"])
    assert overlay.pod("triton")["terminationGracePeriodSeconds"] >= pause_s + exit_s + ROOM_S
    # Whoever waits for it may wait as long.
    assert exit_s >= built(overlay, "segmenter").network_deadline_s
    if overlay.name == "gpu":
        generator = built(overlay, "generator")
        assert exit_s >= generator.paint_deadline_s
        assert generator.drain_s >= generator.paint_deadline_s
