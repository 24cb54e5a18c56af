"""The gateway's settings, ``PACKSHOT_GATEWAY_...``."""

from ipaddress import IPv4Network, IPv6Network
from pathlib import Path
from typing import Self

from limits import parse
from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_settings import SettingsConfigDict

from mesh.settings import MeshSettings
from services.gateway.page_files import BUILT


class GatewaySettings(MeshSettings):
    """What the gateway is told. The other services' addresses carry no prefix: every process reads the same ones."""

    model_config = SettingsConfigDict(env_prefix="PACKSHOT_GATEWAY_")

    host: str = "127.0.0.1"
    """Address to listen on, for HTTP and for the gRPC front door."""
    port: int = Field(8080, ge=0, le=65535)
    """HTTP port; 0 picks a free one."""
    grpc_port: int = Field(8700, ge=0, le=65535)
    """Port of the gRPC front door; 0 opens none (a cluster's own gateway routes gRPC)."""
    segmenter_address: str = Field("127.0.0.1:8712", validation_alias="PACKSHOT_SEGMENTER_ADDRESS")
    """``host:port`` of the segmenter."""
    generator_address: str = Field("127.0.0.1:8713", validation_alias="PACKSHOT_GENERATOR_ADDRESS")
    """``host:port`` of the generator."""
    studio_address: str = Field("127.0.0.1:8714", validation_alias="PACKSHOT_STUDIO_ADDRESS")
    """``host:port`` of the studio."""
    documents_url: SecretStr = Field(SecretStr("mongodb://127.0.0.1:27117"), validation_alias="PACKSHOT_DOCUMENTS_URL")
    """Where the counters of the rate limits are kept; a URL may hold a password."""
    documents_database: str = Field("packshot", validation_alias="PACKSHOT_DOCUMENTS_DATABASE")
    """Database of the counters."""

    max_image_bytes: int = Field(30_000_000, ge=1_000, le=45_000_000)
    """Bytes of one picture; the services bound it too, so raising it here alone does not help."""
    max_pictures: int = Field(32, ge=1)
    """Requests with a picture in flight before the next one is answered ``OVERLOADED``."""
    max_calls: int = Field(256, ge=1)
    """Calls in flight through the gRPC front door."""
    upload_s: float = Field(60.0, gt=0)
    """Seconds that a caller gets to send a whole request body."""
    max_archive_bytes: int = Field(2 * 1024**3, ge=1_000)
    """Bytes of one zip, or of one upload that may break off; none is held in memory whole."""
    archive_upload_s: float = Field(3_600.0, gt=0)
    """Seconds that a caller gets to send a whole zip, or one piece of an upload that may break off."""
    drain_s: float = Field(30.0, ge=0)
    """Seconds that requests in flight get to finish after SIGTERM."""
    notice_s: float = Field(0.0, ge=0)
    """Seconds between /readyz saying `draining` and the port closing, so that a load balancer can look away."""

    pictures_rate: str = "120/minute"
    """Requests with a picture that one account may send."""
    account_rate: str = "600/minute"
    """Other requests that one account may send."""
    address_rate: str = "120/minute"
    """Requests without a credential, or with a bad one, that one address may send."""
    counters_timeout_s: float = Field(0.5, gt=0)
    """Seconds that counting one request may take; then it is let through uncounted."""
    trusted_proxies: str = ""
    """Addresses or networks, comma between, whose ``X-Forwarded-For`` is believed; ``*`` for all."""

    page_dir: Path = BUILT
    """Folder of the built page; what it lacks is told at `/`."""

    fetch_s: float = Field(15.0, gt=0)
    """Seconds that fetching a picture from a URL may take in all."""
    fetch_ports: frozenset[int] = frozenset({80, 443})
    """Ports that a picture may be fetched from, as JSON: ``[80, 443]``."""
    fetch_networks: tuple[IPv4Network | IPv6Network, ...] = ()
    """Non-public networks that may be fetched from all the same, as JSON; for tests, so in development only."""

    @field_validator("pictures_rate", "account_rate", "address_rate")
    @classmethod
    def _known_rate(cls, value: str) -> str:
        parse(value)
        return value

    @model_validator(mode="after")
    def _refuse_private_fetches(self) -> Self:
        if self.fetch_networks and self.environment != "development":
            raise ValueError(
                "fetch_networks opens the inside of the network to every caller, so it is taken in development only. "
                "Unset PACKSHOT_GATEWAY_FETCH_NETWORKS, or set PACKSHOT_ENVIRONMENT=development."
            )
        return self
