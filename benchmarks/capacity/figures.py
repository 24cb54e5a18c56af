"""What one scene costs each part, as measured on one machine: the file ``figures.json`` and its type. Does not know the model."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

MEASURED = Path(__file__).with_name("figures.json")


@dataclass(frozen=True)
class Figures:
    """Service times of ``POST /v1/scenes`` with a 700x700 JPEG in and a 1024x1024 PNG out, one at a time on a warm stack."""

    cores: int
    """Cores of the machine that was measured."""
    cpu: str
    """Its processor, as ``/proc/cpuinfo`` names it."""
    scene_s: float
    """Seconds of a scene from the caller's side, median."""
    gateway_cpu_s: float
    """CPU seconds a scene of the gateway, rate counting and credential exchange in auth included."""
    studio_cpu_s: float
    """CPU seconds a scene of the studio."""
    segmenter_before_s: float
    """Seconds of a core before the network: decode and scale down."""
    segmenter_after_s: float
    """Seconds of a core after it: matte and colours."""
    segmenter_rest_s: float
    """CPU seconds of the segmenter beyond these: its event loop, which moves the bytes."""
    network_cpu_s: float
    """CPU seconds a scene of the model server."""
    network_s: float
    """Seconds of one picture alone on all cores."""
    network_alone_cpu_s: float
    """CPU seconds of one picture alone."""
    network_pair_cpu_s: float
    """CPU seconds of two pictures run side by side."""
    network_pair_s: float
    """Seconds of two pictures run side by side on all cores."""
    generator_cpu_s: float
    """CPU seconds a scene of the generator, encoding included."""
    documents_cpu_s: float
    """CPU seconds a scene of the document store: the rate limit's counter and the key's lookup."""
    caller_cpu_s: float
    """CPU seconds a scene of the load generator itself, which shares the machine in the check."""
    photo_bytes: int
    """Bytes of the photo."""
    product_bytes: int
    """Bytes of the bare product between segmenter, studio and generator: 4 a pixel."""
    result_bytes: int
    """Bytes of the result."""
    job_beyond_cpu_s: float
    """CPU seconds that a job costs studio and worker together beyond the scene itself."""
    job_gateway_cpu_s: float
    """CPU seconds of the gateway for handing a job in and for asking until it ended."""
    job_documents_cpu_s: float
    """CPU seconds of the document store for one job."""
    job_queue_cpu_s: float
    """CPU seconds of the queue for one job."""
    job_writes: int
    """Durable writes to documents for one job, from its hand-in to its settled end."""
    inserts_per_s: float
    """Durable inserts a second (majority, journalled), 16 at a time, local store."""
    finds_per_s: float
    """Finds by id a second, 16 at a time, local store."""
    publishes_per_s: float
    """Messages a second that JetStream confirmed, 16 at a time, on disk."""
    start_s: dict[str, float]
    """Seconds from a process's start until its health says SERVING, by part; ``triton`` loads and warms the network."""

    @property
    def segmenter_cpu_s(self) -> float:
        """CPU seconds a scene of the segmenter."""
        return self.segmenter_before_s + self.segmenter_after_s + self.segmenter_rest_s

    @property
    def scene_cpu_s(self) -> float:
        """CPU seconds a scene of all parts, the caller left out."""
        return (
            self.gateway_cpu_s
            + self.studio_cpu_s
            + self.segmenter_cpu_s
            + self.network_cpu_s
            + self.generator_cpu_s
            + self.documents_cpu_s
        )

    @classmethod
    def read(cls, path: Path = MEASURED) -> "Figures":
        """The figures in a file that ``make capacity-check`` wrote; others of its keys are left alone. Raises ``ValueError``."""
        document = json.loads(path.read_text(encoding="utf-8"))
        try:
            return cls(**document["figures"])
        except (KeyError, TypeError) as error:
            raise ValueError(
                f"{path} lacks figures or has others ({error}). `make capacity-check` writes such a file."
            ) from error

    def document(self) -> dict[str, object]:
        """For JSON."""
        return asdict(self)
