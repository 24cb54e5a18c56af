"""What the studio service is told."""

from pydantic import Field
from pydantic_settings import SettingsConfigDict

from mesh.settings import ServiceSettings


class StudioSettings(ServiceSettings):
    """Read from the environment, prefix ``PACKSHOT_STUDIO_``; addresses are shared names without it."""

    model_config = SettingsConfigDict(env_prefix="PACKSHOT_STUDIO_")

    port: int = Field(8714, ge=0, le=65535)
    """Port to listen on; 0 picks a free one."""
    segmenter_address: str = Field("127.0.0.1:8712", validation_alias="PACKSHOT_SEGMENTER_ADDRESS")
    """``host:port`` of the segmenter."""
    generator_address: str = Field("127.0.0.1:8713", validation_alias="PACKSHOT_GENERATOR_ADDRESS")
    """``host:port`` of the generator."""
    max_photo_bytes: int = Field(30_000_000, ge=1)
    """Most bytes of one photo. The segmenter has a bound of its own; this one spares it what cannot pass."""
