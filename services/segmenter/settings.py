"""What the segmenter service is told."""

import os

from pydantic import Field
from pydantic_settings import SettingsConfigDict

from mesh.settings import ModelServiceSettings


def _cores() -> int:
    return len(os.sched_getaffinity(0))


class SegmenterSettings(ModelServiceSettings):
    """Read from the environment, prefix ``PACKSHOT_SEGMENTER_``; addresses are shared names without it."""

    model_config = SettingsConfigDict(env_prefix="PACKSHOT_SEGMENTER_")

    port: int = Field(8712, ge=0, le=65535)
    """Port to listen on; 0 picks a free one."""
    model: str = "u2net"
    """Saliency model in the model repository."""
    network_deadline_s: float = Field(20.0, gt=0)
    """Seconds that the network's answer may take, its queue included: 48 pictures wait there at most, 15 s on two cores."""
    threads: int = Field(default_factory=_cores, ge=1)
    """Threads that work on pixels. Default: the cores of this process."""
    max_cutouts: int = Field(8, ge=1)
    """Cutouts in work at once. Each holds its pixels: 0.5 GB at 50 megapixels, 5 MB at 0.5."""
    max_waiting: int = Field(32, ge=0)
    """Photos that may wait for their turn, before the next one is answered ``OVERLOADED``."""
    max_photo_bytes: int = Field(30_000_000, ge=1)
    """Most bytes of one photo."""
    max_photo_pixels: int = Field(50_000_000, ge=1)
    """Most pixels of one photo, width x height."""
    min_photo_side_px: int = Field(16, ge=1)
    """Shortest side in which a product could be seen, in pixels."""
