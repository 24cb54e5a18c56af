"""The settings that every service has; a service subclasses ``ServiceSettings``, and only ``__main__`` builds one."""

from typing import Literal, Self

from pydantic import Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

EXAMPLE_PREFIX = "example-"
"""Secrets that begin like this stand in the repository, so everybody knows them."""


class MeshSettings(BaseSettings):
    """What every process of the mesh is told, whatever its service. Shared names carry no service's prefix."""

    model_config = SettingsConfigDict(
        frozen=True,
        extra="ignore",
        validate_by_name=True,
        validate_by_alias=True,
        # What was set may hold a password, and a refusal goes to the log.
        hide_input_in_errors=True,
    )

    environment: Literal["development", "production"] = Field("production", validation_alias="PACKSHOT_ENVIRONMENT")
    """Outside ``development`` the example secrets are refused."""
    log_level: Literal["debug", "info", "warning", "error"] = Field("info", validation_alias="PACKSHOT_LOG_LEVEL")
    """Least severity that is logged."""
    log_format: Literal["json", "console"] = Field("json", validation_alias="PACKSHOT_LOG_FORMAT")
    """``json``: a line an event, for machines. ``console``: for eyes."""
    otlp_endpoint: str = Field("", validation_alias="PACKSHOT_OTLP_ENDPOINT")
    """OTLP gRPC collector for traces, ``http://host:port``. Empty: tracing is off."""
    auth_address: str = Field("127.0.0.1:8711", validation_alias="PACKSHOT_AUTH_ADDRESS")
    """``host:port`` of the auth service, where the public keys come from."""
    token_issuer: str = Field("packshot", validation_alias="PACKSHOT_TOKEN_ISSUER")
    """``iss`` of the access tokens that are issued and accepted."""
    token_audience: str = Field("packshot", validation_alias="PACKSHOT_TOKEN_AUDIENCE")
    """``aud`` of the access tokens that are issued and accepted."""

    tls_cert_file: str = Field("", validation_alias="PACKSHOT_TLS_CERT_FILE")
    """PEM file with the certificate that this process shows its peers, then its intermediates. Empty: plain text."""
    tls_key_file: str = Field("", validation_alias="PACKSHOT_TLS_KEY_FILE")
    """PEM file with the private key of that certificate, without a password."""
    tls_ca_file: str = Field("", validation_alias="PACKSHOT_TLS_CA_FILE")
    """PEM file with the authorities whose certificates are accepted. All three are read again when they change."""

    @model_validator(mode="after")
    def _all_of_tls_or_nothing(self) -> Self:
        names = {
            "PACKSHOT_TLS_CERT_FILE": self.tls_cert_file,
            "PACKSHOT_TLS_KEY_FILE": self.tls_key_file,
            "PACKSHOT_TLS_CA_FILE": self.tls_ca_file,
        }
        missing = [name for name, value in names.items() if not value]
        if 0 < len(missing) < len(names):
            raise ValueError(
                f"Not set: {', '.join(missing)}. TLS needs all three of {', '.join(names)}. "
                "Set them all, or none of them for plain text."
            )
        return self

    @model_validator(mode="after")
    def _refuse_example_secrets(self) -> Self:
        if self.environment == "development":
            return self
        for name in type(self).model_fields:
            value = getattr(self, name)
            if isinstance(value, SecretStr) and value.get_secret_value().startswith(EXAMPLE_PREFIX):
                raise ValueError(
                    f"{name} still has its example value, which is public. Set a secret of your own, "
                    "or PACKSHOT_ENVIRONMENT=development on a machine that nobody else reaches."
                )
        return self


class ServiceSettings(MeshSettings):
    """What every gRPC service is told, under its own prefix (``PACKSHOT_SEGMENTER_PORT``)."""

    host: str = "127.0.0.1"
    """Address to listen on."""
    port: int = Field(ge=0, le=65535)
    """Port to listen on; 0 picks a free one."""
    health_port: int = Field(0, ge=0, le=65535)
    """Port of the health service alone, in plain text, for those who ask without a certificate (kubelet's probes); 0: none."""
    metrics_port: int = Field(0, ge=0, le=65535)
    """Port of the Prometheus page; 0: none."""
    max_calls: int = Field(64, ge=1)
    """Calls in flight before the next one is answered ``OVERLOADED``."""
    drain_s: float = Field(30.0, ge=0)
    """Seconds that calls in flight get to finish after SIGTERM."""
    max_connection_age_s: float = Field(60.0, gt=0)
    """Seconds after which a connection is renewed at the latest, so that callers find new replicas (grpc/grpc#12295)."""


class ModelServiceSettings(ServiceSettings):
    """What every service is told that asks the model server."""

    triton_address: str = Field("127.0.0.1:8701", validation_alias="PACKSHOT_TRITON_ADDRESS")
    """``host:port`` of the model server's gRPC door."""
    triton_tls: bool = Field(False, validation_alias="PACKSHOT_TRITON_TLS")
    """Whether the model server is spoken to over TLS, with the same three files."""

    @model_validator(mode="after")
    def _tls_needs_files(self) -> Self:
        if self.triton_tls and not self.tls_cert_file:
            raise ValueError(
                "PACKSHOT_TRITON_TLS is on, and there are no files for it. Set PACKSHOT_TLS_CERT_FILE, PACKSHOT_TLS_KEY_FILE and "
                "PACKSHOT_TLS_CA_FILE, or turn it off."
            )
        return self
