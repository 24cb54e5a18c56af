"""How many replicas the HorizontalPodAutoscaler and KEDA want, as they reckon it. Knows no clock but what it is told.

Sources: the algorithm's description in the Kubernetes documentation ("Horizontal Pod Autoscaling", algorithm details and
``behavior``), its default rules (autoscaling/v2 ``HPAScalingRules``), and KEDA's ``ScaledObject`` specification. KEDA
itself decides between none and one; above that it is an HPA with an external metric.
"""

import math
from dataclasses import dataclass, field

from benchmarks.capacity.inputs import Delays, Policy, Scaling


@dataclass(frozen=True)
class Seen:
    """What the metrics pipeline knows of one tier."""

    values: dict[str, float]
    """By ``Metric.kind``: for ``cpu`` the mean over ready replicas, for all others the sum."""
    replicas: int
    """Replicas that are wanted so far, ready or not."""
    ready: int


def proposal(average: float, target: float, seen: Seen, tolerance: float) -> int:
    """Replicas for one metric that is an average over pods: ceil(replicas x average / target), unless within the tolerance.

    Pods that are not ready count as idle where more are wanted, so that those already under way are not ordered twice.
    """
    ratio = average / target
    if abs(ratio - 1) <= tolerance or not seen.ready:
        return seen.replicas
    starting = max(0, seen.replicas - seen.ready)
    if ratio > 1 and starting:
        ratio *= seen.ready / seen.replicas
        if ratio <= 1 + tolerance:
            return seen.replicas
        return math.ceil(round(ratio * seen.replicas, 9))
    # A ratio that was rounded up by the last bit must not cost a replica.
    return math.ceil(round(ratio * seen.ready, 9))


def external_proposal(total: float, target: float, seen: Seen, tolerance: float) -> int:
    """Replicas for an external metric with an ``AverageValue`` target: ceil(total / target), unless within the tolerance."""
    if seen.replicas and abs(total / (target * seen.replicas) - 1) <= tolerance:
        return seen.replicas
    return math.ceil(round(total / target, 9))


@dataclass
class Hpa:
    """One HorizontalPodAutoscaler. ``floor``: the least replicas that it ever asks for."""

    scaling: Scaling
    delays: Delays
    floor: int
    _wishes: list[tuple[float, int]] = field(default_factory=list)
    _changes: list[tuple[float, int]] = field(default_factory=list)

    def decide(self, now_s: float, seen: Seen) -> int:
        """Replicas from now on; to be asked every ``sync_s``."""
        wish = self._clamped(max(self._proposed(metric.kind, metric.target, seen) for metric in self.scaling.metrics))
        wish = self._stabilised(now_s, wish, seen.replicas)
        wish = self._clamped(self._slowed(now_s, wish, seen.replicas))
        if wish != seen.replicas:
            self._changes.append((now_s, wish - seen.replicas))
        return wish

    def _proposed(self, kind: str, target: float, seen: Seen) -> int:
        of = proposal if kind == "cpu" else external_proposal
        return of(seen.values[kind], target, seen, self.delays.tolerance)

    def _clamped(self, wish: int) -> int:
        return min(self.scaling.max_replicas, max(self.floor, wish))

    def _stabilised(self, now_s: float, wish: int, replicas: int) -> int:
        """Down only to the most that was wished for within the window; up at once."""
        window_s = self.scaling.behavior.down_window_s
        self._wishes = [(at_s, each) for at_s, each in self._wishes if at_s > now_s - window_s]
        self._wishes.append((now_s, wish))
        return wish if wish >= replicas else min(replicas, max(each for _, each in self._wishes))

    def _slowed(self, now_s: float, wish: int, replicas: int) -> int:
        behavior = self.scaling.behavior
        longest_s = max(behavior.up.period_s, behavior.down.period_s)
        self._changes = [(at_s, change) for at_s, change in self._changes if at_s > now_s - longest_s]
        if wish > replicas:
            began_with = self._began_with(now_s, replicas, behavior.up)
            most = max(began_with + behavior.up.pods, math.ceil(began_with * (1 + behavior.up.share)))
            return min(wish, max(replicas, most))
        began_with = self._began_with(now_s, replicas, behavior.down)
        least = min(began_with - behavior.down.pods, math.floor(round(began_with * (1 - behavior.down.share), 9)))
        return max(wish, min(replicas, least))

    def _began_with(self, now_s: float, replicas: int, policy: Policy) -> int:
        """Replicas when the policy's period began, as far as this direction is concerned."""
        same = (change for at_s, change in self._changes if at_s > now_s - policy.period_s)
        up = policy is self.scaling.behavior.up
        return replicas - sum(change for change in same if (change > 0) == up)


@dataclass
class Keda:
    """One ScaledObject: from zero when there is anything, back to zero ``cooldown_s`` after there was, an HPA between."""

    scaling: Scaling
    delays: Delays
    _active_s: float = -math.inf
    _polled_s: float = -math.inf
    _hpa: Hpa = field(init=False)

    def __post_init__(self) -> None:
        # The HPA that KEDA makes never goes below one.
        self._hpa = Hpa(self.scaling, self.delays, floor=max(1, self.scaling.min_replicas))

    def poll(self, now_s: float, total: float, replicas: int) -> int:
        """What becomes of ``replicas`` when KEDA itself looks; between polls nothing does. To be asked at any time."""
        if now_s - self._polled_s < self.delays.polling_s:
            return replicas
        self._polled_s = now_s
        if total > 0:
            self._active_s = now_s
            return max(replicas, 1, self.scaling.min_replicas)
        if replicas and self.scaling.min_replicas == 0 and now_s - self._active_s >= self.scaling.cooldown_s:
            return 0
        return replicas

    def decide(self, now_s: float, seen: Seen) -> int:
        """The HPA's part; it rests while there is no replica."""
        return self._hpa.decide(now_s, seen) if seen.replicas else 0
