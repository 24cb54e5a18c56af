"""What the generator service is told."""

from pathlib import Path

from pydantic import Field, field_validator
from pydantic_settings import SettingsConfigDict

from mesh.settings import ModelServiceSettings


class GeneratorSettings(ModelServiceSettings):
    """Read from the environment, prefix ``PACKSHOT_GENERATOR_``."""

    model_config = SettingsConfigDict(env_prefix="PACKSHOT_GENERATOR_")

    xdg_cache_home: str = Field("", validation_alias="XDG_CACHE_HOME")
    """The user's cache folder; empty: ``~/.cache``."""
    port: int = Field(8713, ge=0, le=65535)
    """Port to listen on; 0 picks a free one."""
    workers: int = Field(2, ge=1, le=64)
    """Scenes made at the same time, a thread each. One of 16 megapixels takes up to 1.1 GB, of 4 megapixels 370 MB, of 1 megapixel
    140 MB."""
    max_waiting: int = Field(16, ge=0)
    """Scenes that may wait for a worker; the next one is answered ``OVERLOADED``."""
    remote_workers: int = Field(8, ge=1, le=64)
    """Painted scenes in work at the same time, a thread each that mostly waits for the model server; memory as of ``workers``."""
    diffusion_model: str = "diffusion"
    """Diffusion model in the model repository; where the model server has it, scenes are painted with it by default."""
    saliency_model: str = "u2net"
    """Model in the repository that looks at painted scenes for what they make of the product."""
    paint_deadline_s: float = Field(240.0, gt=0)
    """Seconds that one painting may take, its queue included."""
    saliency_deadline_s: float = Field(30.0, gt=0)
    """Seconds that a look at a painted scene may take, its queue included."""
    default_engine: str = ""
    """Engine for requests that name none; empty: the first by rank that can be used."""
    max_product_bytes: int = Field(30_000_000, ge=1)
    """Most bytes of an encoded product."""
    max_product_pixels: int = Field(50_000_000, ge=1)
    """Most pixels of a product."""
    cache: Path = Field(
        validation_alias="PACKSHOT_CACHE",
        default_factory=lambda data: Path(data["xdg_cache_home"] or "~/.cache") / "packshot",
        validate_default=True,
    )
    """Folder that ``python -m models fetch`` fills. Without the word vectors there, prompts are read by tables alone."""

    @field_validator("cache")
    @classmethod
    def _expand(cls, value: Path) -> Path:
        return value.expanduser()
