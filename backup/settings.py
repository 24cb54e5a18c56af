"""What a backup is told."""

from typing import Self

from pydantic import Field, SecretStr, model_validator
from pydantic_settings import SettingsConfigDict

from mesh.settings import MeshSettings


class BackupSettings(MeshSettings):
    """Read from the environment, prefix ``PACKSHOT_BACKUP_``; documents and objects have the studio's names."""

    model_config = SettingsConfigDict(env_prefix="PACKSHOT_BACKUP_")

    url: str = ""
    """Where backups are kept: ``file:///folder`` or ``s3://bucket/prefix``; credentials of S3 come from the AWS variables."""
    endpoint: str = ""
    """Endpoint of a store that speaks S3 and is not Amazon's, ``http://host:port``; empty: none."""
    parallel: int = Field(8, ge=1, le=64)
    """Objects that are copied at the same time."""
    documents_url: SecretStr = Field(SecretStr("mongodb://127.0.0.1:27117"), validation_alias="PACKSHOT_DOCUMENTS_URL")
    """MongoDB URL; masked, since it may hold a password."""
    documents_database: str = Field("packshot", validation_alias="PACKSHOT_DOCUMENTS_DATABASE")
    """Name of the database."""
    objects_url: str = Field("", validation_alias="PACKSHOT_OBJECTS_URL")
    """Where the studio keeps bytes: ``file:///folder`` or ``s3://bucket/prefix``."""
    objects_endpoint: str = Field("", validation_alias="PACKSHOT_OBJECTS_ENDPOINT")
    """Its endpoint, as of ``endpoint``."""

    @model_validator(mode="after")
    def _check_places(self) -> Self:
        for name, url in (("PACKSHOT_BACKUP_URL", self.url), ("PACKSHOT_OBJECTS_URL", self.objects_url)):
            if not url:
                raise ValueError(f"{name} is not set. Set it to file:///folder or s3://bucket/prefix.")
        if (self.url.rstrip("/"), self.endpoint) == (self.objects_url.rstrip("/"), self.objects_endpoint):
            raise ValueError(
                "PACKSHOT_BACKUP_URL is the place of the objects themselves, so both would be lost together. Set another one."
            )
        return self
