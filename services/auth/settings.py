"""The settings of auth."""

from datetime import timedelta
from ipaddress import IPv4Network, IPv6Network
from typing import Annotated, Literal
from urllib.parse import urlsplit

import limits
from pydantic import AfterValidator, Field, SecretStr, model_validator
from pydantic_settings import SettingsConfigDict

from mesh.settings import ServiceSettings


def _rate(text: str) -> str:
    limits.parse(text)
    return text


SHORTEST_WORK_SECRET = 32
Rate = Annotated[str, AfterValidator(_rate)]
"""Hits in a time, as the ``limits`` library reads it: ``10/15 minutes``."""


class AuthSettings(ServiceSettings):
    """What auth is told, as ``PACKSHOT_AUTH_...``."""

    model_config = SettingsConfigDict(env_prefix="PACKSHOT_AUTH_", hide_input_in_errors=True)

    port: int = Field(8711, ge=0, le=65535)
    """Port to listen on; 0 picks a free one."""
    documents_url: SecretStr = Field(SecretStr("mongodb://127.0.0.1:27017"), validation_alias="PACKSHOT_DOCUMENTS_URL")
    """MongoDB URL; masked, since it may hold a password."""
    documents_database: str = Field("packshot", validation_alias="PACKSHOT_DOCUMENTS_DATABASE")
    """Name of the database."""
    trusted_networks: tuple[IPv4Network | IPv6Network, ...] = (IPv4Network("127.0.0.0/8"), IPv6Network("::1/128"))
    """JSON list of networks whose callers (the gateway) are believed when they name the address that they call for."""

    signing_secret: SecretStr = Field(min_length=32)
    """Seals the signing keys in the store. Random; ``openssl rand -base64 32`` makes one."""
    work_secret: SecretStr = Field(SecretStr(""), validation_alias="PACKSHOT_WORK_SECRET")
    """What workers show to be given tokens for jobs; empty: no worker is given any. Random, at least 32 characters."""
    signing_period_s: int = Field(86_400, ge=900)
    """Seconds that one signing key signs."""
    access_lifetime_s: int = Field(300, ge=30, le=3_600)
    """Seconds that an access token is good; also how long what was revoked can still be used."""
    session_lifetime_s: int = Field(30 * 86_400, ge=3_600)
    """Seconds from sign-in until one has to sign in again."""

    refresh_grace_s: float = Field(10.0, ge=0, le=60)
    """Seconds that a browser's refresh token may come again once it has been replaced; 0: not at all."""
    reset_lifetime_s: int = Field(1_800, ge=60, le=86_400)
    """Seconds that the link in a mail can be used to set a new password."""

    page_url: str = "http://127.0.0.1:8080"
    """Where people reach the page; links in mails begin with it."""
    mail_adapter: Literal["none", "console", "smtp"] = "none"
    """How mail goes out: not at all, onto standard output (development only), or to an SMTP server."""
    mail_from: str = "Packshot <packshot@localhost>"
    """Sender of mails."""
    mail_host: str = ""
    """SMTP server."""
    mail_port: int = Field(587, ge=1, le=65535)
    """Its port; 465 is usual with ``tls``."""
    mail_security: Literal["starttls", "tls", "none"] = "starttls"
    """``starttls`` and ``tls`` check the server's certificate. ``none`` is plain text: development only."""
    mail_user: str = ""
    """Name to sign in to the server with; empty: without signing in."""
    mail_password: SecretStr = SecretStr("")
    """Its password."""
    mail_timeout_s: float = Field(20.0, gt=0)
    """Seconds that the server may take to answer."""

    admin_email: str = ""
    """Address of the first administrator, who is made at start where nobody has it. Empty: nobody is made."""
    admin_password: SecretStr = SecretStr("")
    """First password of the first administrator. Not looked at once the account is there."""

    login_rate_per_email: Rate = "10/15 minutes"
    """Tries to sign in for one e-mail address."""
    login_rate_per_address: Rate = "100/15 minutes"
    """Tries to sign in from one address."""
    sign_up_rate_per_address: Rate = "20/hour"
    """New accounts from one address."""
    reset_rate_per_email: Rate = "5/hour"
    """Mails to set a new password for one e-mail address."""
    reset_rate_per_address: Rate = "30/hour"
    """Such mails from one address, and tokens tried from one address."""

    argon2_time_cost: int = Field(3, ge=1)
    """Passes of Argon2id."""
    argon2_memory_kib: int = Field(65_536, ge=1_024)
    """KiB of memory for each hash."""
    argon2_lanes: int = Field(4, ge=1)
    """Lanes of Argon2id."""
    password_workers: int = Field(2, ge=1)
    """Hashes made at the same time."""
    password_waiting: int = Field(32, ge=0)
    """Hashes waiting for a worker before the next is answered ``OVERLOADED``."""

    @model_validator(mode="after")
    def _check_together(self) -> "AuthSettings":
        if self.admin_email and not self.admin_password.get_secret_value():
            raise ValueError("admin_email is set without admin_password. Set both, or neither.")
        if 0 < len(self.work_secret.get_secret_value()) < SHORTEST_WORK_SECRET:
            raise ValueError(
                f"work_secret is shorter than {SHORTEST_WORK_SECRET} characters. `openssl rand -base64 32` makes one."
            )
        if self.access_lifetime_s > self.signing_period_s:
            raise ValueError("access_lifetime_s is longer than signing_period_s. Make tokens shorter or keys longer.")
        return self

    @model_validator(mode="after")
    def _check_mail(self) -> "AuthSettings":
        url = urlsplit(self.page_url)
        if url.scheme not in {"http", "https"} or not url.netloc or url.query or url.fragment:
            raise ValueError(
                "page_url is not the address of a page. Set it to something like https://packshot.example."
            )
        if self.mail_adapter == "smtp" and not self.mail_host:
            raise ValueError("mail_adapter is smtp without mail_host. Set the server's name.")
        if self.environment == "development":
            return self
        if self.mail_adapter == "console":
            raise ValueError(
                "mail_adapter console writes links that set passwords onto standard output, so it is taken in development only. "
                "Set PACKSHOT_AUTH_MAIL_ADAPTER=smtp with a server, or none."
            )
        if self.mail_adapter == "smtp" and self.mail_security == "none":
            raise ValueError(
                "mail_security none sends links that set passwords in plain text, so it is taken in development only. "
                "Set PACKSHOT_AUTH_MAIL_SECURITY=starttls, or tls."
            )
        if self.mail_adapter == "smtp" and url.scheme != "https":
            raise ValueError("page_url is not https, and passwords are typed there. Set PACKSHOT_AUTH_PAGE_URL.")
        return self

    @property
    def access_lifetime(self) -> timedelta:
        """How long an access token is good."""
        return timedelta(seconds=self.access_lifetime_s)
