"""Limits and targets for a size, where the manifests' do not hold; ``docs/guides/scaling.md`` says what each change does."""

import math
from dataclasses import replace

from benchmarks.capacity.day import highest_rate
from benchmarks.capacity.inputs import Metric, Plan, Scaling

MARGIN = 1.3
"""The most replicas, over what the highest rate keeps fully busy."""
CUTOUTS_A_MODEL = 3
"""Cutouts that segmenters must be able to have at each model server: two in work, one to come."""
GATEWAY_HOLDS_S = 8.0
"""Seconds of a scene in the worst of a spike, for which gateways must have places."""
CONNECTION_AGE_S = 60.0
FEWEST_WORKERS = 4
SPARE_SHARE = 0.2
"""Nodes kept ready, for each scene a second of the day's mean."""


def sized(plan: Plan, *, spare: bool = False) -> Plan:
    """``plan`` with room for its own spike. ``spare``: with nodes kept ready too, so that it need not wait for them."""
    peak = highest_rate(plan.load)
    targets: dict[str, Scaling] = {}
    for name, scaling in plan.targets.items():
        share = plan.load.jobs_share if name == "worker" else 1.0
        most = math.ceil(MARGIN * share * peak / plan.rate(name))
        # Workers that wait for model servers only meet their bounds: no more than their share of the work needs.
        floor = FEWEST_WORKERS if name == "worker" else scaling.max_replicas
        targets[name] = replace(scaling, max_replicas=max(most, floor))
    # Four is what a worker has in hand when all its places are taken: aimed at, it swings between too few workers and too many.
    targets["worker"] = replace(targets["worker"], metrics=(Metric("lag", 3),))
    models = targets["triton"].max_replicas
    cutters = math.ceil(models * CUTOUTS_A_MODEL / plan.bounds.max_cutouts)
    # A segmenter lets eight pictures through to the model server and holds 32 more, which `pending` does not see.
    targets["triton"] = replace(targets["triton"], metrics=(Metric("busy", 0.65, 60.0), Metric("cutouts", 4)))
    targets["segmenter"] = replace(targets["segmenter"], max_replicas=max(cutters, targets["segmenter"].max_replicas))
    # Places, not cores, are what a gateway runs out of; and a mean over a minute of what has *ended* sees a spike a minute late.
    gateways = math.ceil(peak * GATEWAY_HOLDS_S / plan.bounds.max_pictures)
    targets["gateway"] = replace(
        targets["gateway"],
        metrics=(Metric("in_flight", 8), Metric("cpu", 0.60)),
        max_replicas=max(gateways, targets["gateway"].max_replicas),
    )
    nodes = replace(plan.nodes, spare=max(1, math.ceil(SPARE_SHARE * plan.load.scenes_per_s))) if spare else plan.nodes
    # New replicas have to be found before a spike is over.
    return replace(plan, targets=targets, nodes=nodes, delays=replace(plan.delays, connection_age_s=CONNECTION_AGE_S))
