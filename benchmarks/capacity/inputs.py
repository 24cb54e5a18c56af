"""Everything that the model is told beside the measured figures, each with where it is from. Change it here and nowhere else."""

from dataclasses import dataclass, field, replace

from benchmarks.capacity.figures import Figures

TIERS = ("gateway", "studio", "segmenter", "triton", "generator", "worker")


@dataclass(frozen=True)
class Bounds:
    """How much each process takes before it answers ``OVERLOADED``. Source: the services' settings, the model's configuration."""

    max_pictures: int = 32
    """``GatewaySettings.max_pictures``: requests with a picture in flight."""
    max_calls: int = 64
    """``ServiceSettings.max_calls``: calls in flight of studio and segmenter."""
    max_cutouts: int = 8
    """``SegmenterSettings.max_cutouts``: photos in work at once; one that waits for the network is in work."""
    photos_waiting: int = 32
    """``SegmenterSettings.max_waiting``"""
    network_queue: int = 48
    """``max_queue_size`` in ``models/repository/u2net/config.pbtxt``."""
    network_batch: int = 2
    """``max_batch_size`` there: as many waiting pictures are taken together."""
    scene_workers: int = 2
    """``GeneratorSettings.workers``"""
    scenes_waiting: int = 16
    """``GeneratorSettings.max_waiting``"""
    parallel_jobs: int = 4
    """``StudioSettings.parallel_jobs`` of one worker."""
    busy_pause_s: float = 2.0
    """``services.studio.jobs.outcome.BUSY_S``: a job that meets ``OVERLOADED`` is tried again after it, and never lost."""


@dataclass(frozen=True)
class Metric:
    """What a scaler looks at, and its target."""

    kind: str
    """``cpu``: used over requested cores, the mean over replicas. All others are sums over replicas, of which each is to have
    ``target``: ``in_flight`` requests, ``busy`` models, ``pending`` pictures inside a model server, ``cutouts`` inside
    segmenters, ``lag`` messages of the stream, waiting or in hand."""
    target: float
    window_s: float = 0.0
    """Seconds of samples that Prometheus takes the mean of: ``rate(...[1m])``; 0: the latest one."""


@dataclass(frozen=True)
class Policy:
    """How fast replicas may be added or taken: the larger of both in a period."""

    share: float
    """Of those that there were when the period began."""
    pods: int
    period_s: float


@dataclass(frozen=True)
class Behavior:
    """``spec.behavior`` of a HorizontalPodAutoscaler; the defaults are Kubernetes' own."""

    up: Policy = Policy(1.0, 4, 15.0)
    down: Policy = Policy(1.0, 0, 15.0)
    down_window_s: float = 300.0
    """``stabilizationWindowSeconds``: down to no less than the most that was wished for within it."""


@dataclass(frozen=True)
class Scaling:
    """One scaler's object: its metrics (the largest wish wins), its limits, and whether KEDA brings it to zero."""

    metrics: tuple[Metric, ...]
    min_replicas: int
    max_replicas: int
    cores: float
    """Cores that one replica requests. The manifests set no limit, so it may use more while its node has some."""
    behavior: Behavior = Behavior()
    cooldown_s: float = 300.0
    """KEDA's ``cooldownPeriod``: from the last message to zero, where ``min_replicas`` is 0."""

    def __post_init__(self) -> None:
        if not 0 <= self.min_replicas <= self.max_replicas or not self.metrics:
            raise ValueError(
                f"A scaler needs metrics and 0 <= min <= max, not {self.min_replicas} and {self.max_replicas}."
            )


SLOWLY_DOWN = Behavior(down=Policy(0.2, 0, 60.0))
MODEL = Behavior(up=Policy(1.0, 2, 15.0), down=Policy(0.2, 0, 60.0), down_window_s=600.0)
TARGETS = {
    "gateway": Scaling((Metric("in_flight", 8), Metric("cpu", 0.60)), 2, 40, 0.5, SLOWLY_DOWN),
    "studio": Scaling((Metric("in_flight", 32), Metric("cpu", 0.60)), 2, 40, 0.5, SLOWLY_DOWN),
    "segmenter": Scaling((Metric("in_flight", 5), Metric("cpu", 0.65)), 2, 8, 1.5, SLOWLY_DOWN),
    "triton": Scaling((Metric("busy", 0.65, 60.0), Metric("pending", 4), Metric("cutouts", 4)), 1, 20, 2.0, MODEL),
    "generator": Scaling((Metric("in_flight", 4), Metric("cpu", 0.70)), 2, 60, 2.0, SLOWLY_DOWN),
    "worker": Scaling((Metric("lag", 3),), 0, 12, 0.5, SLOWLY_DOWN, cooldown_s=600.0),
}
"""As ``k8s/base/*/scaler.yaml`` and ``deployment.yaml`` have them. Left out: the workers' schedule by day, and the model server's
ratio of waiting to working, which says what ``pending`` says."""


@dataclass(frozen=True)
class Delays:
    """How long things take on a cluster, in seconds, beside what was measured (``Figures.start_s``)."""

    sync_s: float = 15.0
    """``--horizontal-pod-autoscaler-sync-period``"""
    scrape_s: float = 15.0
    """Prometheus' and metrics-server's interval: what a scaler sees is as old as this at most, and CPU is the mean over it."""
    tolerance: float = 0.10
    """``--horizontal-pod-autoscaler-tolerance``"""
    polling_s: float = 15.0
    """KEDA's ``pollingInterval``, as the manifests have it (its default is 30): how often it looks while there is no replica."""
    pod_s: float = 8.0
    """Scheduling, an image that the node has, a container's start, and the readiness probe's period. Assumed."""
    connection_age_s: float = 60.0
    """``ServiceSettings.max_connection_age_s``, and Triton's ``--grpc-max-connection-age``: callers ask for names anew when a
    connection ends. Without the latter a new Triton gets nothing from the segmenters that are there."""
    resolve_s: float = 1.0
    """``grpc.dns_min_time_between_resolutions_ms``"""
    node_s: float = 120.0
    """From a pod without room to its node being ready with images pulled. Assumed; ask your provider."""
    node_idle_s: float = 600.0
    """``--scale-down-unneeded-time`` of the cluster autoscaler."""


@dataclass(frozen=True)
class Nodes:
    """The machines that replicas run on."""

    cores: float = 16.0
    usable: float = 0.90
    """Share that replicas can have: the rest is the system's, or too small a piece."""
    spare: int = 0
    """Nodes kept ready beyond those in use."""


@dataclass(frozen=True)
class Prices:
    """Examples, to be replaced by one's own; about what large providers asked for compute-optimised machines on demand in 2025."""

    core_hour: float = 0.0425
    """One core with 2 GiB for an hour, US dollars."""
    gigabyte_out: float = 0.0
    """One GB to the internet, US dollars; left out by default, since prices differ tenfold."""


@dataclass(frozen=True)
class Load:
    """Who asks, and how often."""

    scenes_per_s: float
    """Mean over the day, the spike left out."""
    swing: float = 0.6
    """Share by which the day's top is above its mean, and the night below it."""
    spike_factor: float = 10.0
    spike_at_s: float = 20 * 3_600.0
    spike_ramp_s: float = 60.0
    """Seconds in which the spike rises, and falls again."""
    spike_hold_s: float = 600.0
    jobs_share: float = 0.2
    """Share of all scenes that come as jobs. Assumed."""
    variation: float = 0.3
    """Coefficient of variation of a service time: photos differ. Assumed."""


@dataclass(frozen=True)
class Plan:
    """One question to the model."""

    figures: Figures
    load: Load
    targets: dict[str, Scaling] = field(default_factory=lambda: dict(TARGETS))
    bounds: Bounds = Bounds()
    delays: Delays = Delays()
    nodes: Nodes = Nodes()
    prices: Prices = Prices()

    def limits(self, **replicas: tuple[int, int]) -> "Plan":
        """The same with other limits: ``segmenter=(4, 100)``."""
        changed = {
            name: replace(self.targets[name], min_replicas=least, max_replicas=most)
            for name, (least, most) in replicas.items()
        }
        return replace(self, targets={**self.targets, **changed})

    def start_s(self, tier: str, replicas: int) -> float:
        """Seconds from a place on a node to work: what is assumed of the cluster, the program's own start as measured, and the time
        until callers see it who know ``replicas`` others; one of their connections ends every ``connection_age_s`` / replicas."""
        start_s = self.delays.pod_s + self.figures.start_s["studio" if tier == "worker" else tier]
        if tier in {"gateway", "worker"}:
            return start_s  # a load balancer is told at once, and workers ask for work themselves
        return start_s + max(self.delays.resolve_s, self.delays.connection_age_s / max(1, replicas)) / 2

    def service_s(self, tier: str) -> float:
        """Seconds that one scene takes of one of a replica's servers (``servers``)."""
        figures = self.figures
        return {
            "gateway": figures.gateway_cpu_s,
            "studio": figures.studio_cpu_s,
            "segmenter": figures.segmenter_cpu_s,
            "triton": figures.network_s,
            "generator": figures.generator_cpu_s,
            "worker": figures.job_beyond_cpu_s,
        }[tier]

    def servers(self, tier: str) -> int:
        """How many scenes one replica works on at the same time: an event loop is one, the segmenter is given two cores."""
        return {
            "gateway": 1,
            "studio": 1,
            "segmenter": 2,
            "triton": 1,
            "generator": self.bounds.scene_workers,
            "worker": 1,
        }[tier]

    def rate(self, tier: str) -> float:
        """Scenes a second that one replica can do at most."""
        if tier == "triton":
            # A full queue is worked off in pairs.
            return self.bounds.network_batch / self.figures.network_pair_s
        if tier == "worker":
            # It waits for others most of the time.
            stages = ("studio", "segmenter", "triton", "generator", "worker")
            return self.bounds.parallel_jobs / sum(self.service_s(name) for name in stages)
        return self.servers(tier) / self.service_s(tier)
