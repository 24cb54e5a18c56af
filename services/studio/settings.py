"""What the studio service is told."""

from ipaddress import IPv4Network, IPv6Network
from typing import Literal, Self

from pydantic import Field, SecretStr, model_validator
from pydantic_settings import SettingsConfigDict

from mesh.settings import ServiceSettings


class StudioSettings(ServiceSettings):
    """Read from the environment, prefix ``PACKSHOT_STUDIO_``; addresses are shared names without it."""

    model_config = SettingsConfigDict(env_prefix="PACKSHOT_STUDIO_")

    role: Literal["api", "worker", "both"] = "both"
    """``api``: answers calls. ``worker``: carries out jobs. On a cluster each scales on its own."""
    port: int = Field(8714, ge=0, le=65535)
    """Port to listen on; 0 picks a free one."""
    segmenter_address: str = Field("127.0.0.1:8712", validation_alias="PACKSHOT_SEGMENTER_ADDRESS")
    """``host:port`` of the segmenter."""
    generator_address: str = Field("127.0.0.1:8713", validation_alias="PACKSHOT_GENERATOR_ADDRESS")
    """``host:port`` of the generator."""
    max_photo_bytes: int = Field(30_000_000, ge=1)
    """Most bytes of one photo. The segmenter has a bound of its own; this one spares it what cannot pass."""

    documents_url: SecretStr = Field(SecretStr("mongodb://127.0.0.1:27117"), validation_alias="PACKSHOT_DOCUMENTS_URL")
    """MongoDB URL; masked, since it may hold a password."""
    documents_database: str = Field("packshot", validation_alias="PACKSHOT_DOCUMENTS_DATABASE")
    """Name of the database."""
    queue_url: SecretStr = Field(SecretStr("nats://127.0.0.1:4222"), validation_alias="PACKSHOT_QUEUE_URL")
    """NATS URL, several with commas between; masked, since it may hold a password."""
    queue_replicas: int = Field(1, ge=1, le=5)
    """Servers of the NATS cluster that keep each message."""
    objects_url: str = Field("", validation_alias="PACKSHOT_OBJECTS_URL")
    """Where bytes are kept: ``file:///folder`` or ``s3://bucket/prefix``; credentials of S3 come from the AWS variables."""
    objects_endpoint: str = Field("", validation_alias="PACKSHOT_OBJECTS_ENDPOINT")
    """Endpoint of a store that speaks S3 and is not Amazon's, ``http://host:port``; empty: none."""
    work_secret: SecretStr = Field(SecretStr(""), validation_alias="PACKSHOT_WORK_SECRET")
    """What workers show to auth. Needed by the roles ``worker`` and ``both``."""

    max_archive_bytes: int = Field(2 * 1024**3, ge=1)
    """Most bytes of one zip."""
    uploads_kept_s: int = Field(7 * 86_400, ge=0)
    """Seconds that a sent file is kept where neither it nor its account says otherwise; 0: without an end."""
    results_kept_s: int = Field(90 * 86_400, ge=0)
    """Seconds that what jobs make is kept where its account says nothing; 0: without an end."""
    jobs_kept_s: int = Field(30 * 86_400, ge=3_600)
    """Seconds that an ended job is listed."""
    lease_s: float = Field(600.0, ge=10)
    """Seconds that bytes without an asset are left alone, because somebody may be writing it."""
    sweep_every_s: float = Field(60.0, gt=0)
    """Seconds between two rounds of the sweeper."""
    reconcile_every_s: float = Field(10.0, gt=0)
    """Seconds between two rounds of the reconciler."""

    parallel_jobs: int = Field(4, ge=1)
    """Jobs that one worker carries out at the same time."""
    queued_jobs: int = Field(10_000, ge=0)
    """Jobs of one account that may wait, where its quota says nothing; 0: without a limit."""
    running_jobs: int = Field(8, ge=1)
    """Jobs of one account that may run at a time, where its quota says nothing."""
    credits_a_month: int = Field(0, ge=0)
    """Credits of one account in a calendar month, where its quota says nothing; 0: without a limit."""
    storage_bytes: int = Field(0, ge=0)
    """Bytes that one account may keep, where its quota says nothing; 0: without a limit."""
    webhook_networks: tuple[IPv4Network | IPv6Network, ...] = ()
    """Non-public networks that webhooks may go to all the same, over plain HTTP too, as JSON; for tests, so in development only."""

    @model_validator(mode="after")
    def _check_together(self) -> Self:
        if self.webhook_networks and self.environment != "development":
            raise ValueError(
                "webhook_networks opens the inside of the network to every account, so it is taken in development only. "
                "Unset PACKSHOT_STUDIO_WEBHOOK_NETWORKS, or set PACKSHOT_ENVIRONMENT=development."
            )
        if self.role != "api" and not self.work_secret.get_secret_value():
            raise ValueError(
                "work_secret is not set. Set PACKSHOT_WORK_SECRET to what auth has, or PACKSHOT_STUDIO_ROLE=api."
            )
        if not self.objects_url:
            raise ValueError(
                "objects_url is not set. Set PACKSHOT_OBJECTS_URL to file:///folder or s3://bucket/prefix."
            )
        return self
