"""Settings: frozen, from the environment, and never with a secret that everybody knows."""

import pytest
from pydantic import SecretStr, ValidationError
from pydantic_settings import SettingsConfigDict

from mesh.settings import ModelServiceSettings, ServiceSettings

TLS = ("PACKSHOT_TLS_CERT_FILE", "PACKSHOT_TLS_KEY_FILE", "PACKSHOT_TLS_CA_FILE")


class Settings(ServiceSettings):
    model_config = SettingsConfigDict(env_prefix="PACKSHOT_TRIAL_")
    secret: SecretStr = SecretStr("example-secret")


@pytest.fixture(autouse=True)
def clean(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PACKSHOT_ENVIRONMENT", "PACKSHOT_AUTH_ADDRESS", "PACKSHOT_TRIAL_PORT", "PACKSHOT_TRIAL_SECRET", *TLS):
        monkeypatch.delenv(name, raising=False)


def test_own_names_have_the_prefix_and_shared_ones_have_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PACKSHOT_TRIAL_PORT", "1234")
    monkeypatch.setenv("PACKSHOT_TRIAL_SECRET", "of my own")
    monkeypatch.setenv("PACKSHOT_AUTH_ADDRESS", "auth:1")
    settings = Settings()
    assert (settings.port, settings.auth_address) == (1234, "auth:1")
    assert "of my own" not in repr(settings)


def test_example_secrets_start_in_development_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PACKSHOT_TRIAL_PORT", "0")
    with pytest.raises(ValidationError, match="secret still has its example value"):
        Settings()
    monkeypatch.setenv("PACKSHOT_ENVIRONMENT", "development")
    assert Settings().environment == "development"


@pytest.mark.parametrize(("name", "value"), [("port", 70_000), ("port", -1), ("max_calls", 0), ("drain_s", -1.0)])
def test_what_cannot_be_is_refused(name: str, value: float) -> None:
    with pytest.raises(ValidationError, match=name):
        ServiceSettings.model_validate({"port": 0, name: value})


def test_they_do_not_change() -> None:
    settings = ServiceSettings(port=0)
    with pytest.raises(ValidationError):
        settings.port = 1  # type: ignore[misc]


@pytest.mark.parametrize("left_out", TLS)
def test_tls_wants_all_of_its_files_or_none(monkeypatch: pytest.MonkeyPatch, left_out: str) -> None:
    for name in TLS:
        monkeypatch.setenv(name, "" if name == left_out else "/run/tls/file.pem")
    with pytest.raises(ValidationError, match=f"Not set: {left_out}. TLS needs all three"):
        ServiceSettings(port=0)
    monkeypatch.setenv(left_out, "/run/tls/other.pem")
    assert ServiceSettings(port=0).tls_ca_file
    for name in TLS:
        monkeypatch.setenv(name, "")
    assert not ServiceSettings(port=0).tls_cert_file


def test_tls_to_the_model_server_needs_the_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PACKSHOT_TRITON_TLS", "true")
    with pytest.raises(ValidationError, match="PACKSHOT_TRITON_TLS is on, and there are no files"):
        ModelServiceSettings(port=0)
    for name in TLS:
        monkeypatch.setenv(name, "/run/tls/file.pem")
    assert ModelServiceSettings(port=0).triton_tls
