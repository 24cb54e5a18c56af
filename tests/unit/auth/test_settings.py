import os
from pathlib import Path

import pytest
from pydantic import ValidationError

from services.auth.settings import AuthSettings

ROOT = Path(__file__).parents[3]
SECRET = "a-secret-of-ones-own-with-enough-characters"


@pytest.fixture(autouse=True)
def _no_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.startswith("PACKSHOT_"):
            monkeypatch.delenv(name)


def _example() -> dict[str, str]:
    lines = (ROOT / "development.env").read_text(encoding="utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines if line.startswith("PACKSHOT_"))


def test_the_example_starts_in_development_only(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in _example().items():
        monkeypatch.setenv(name, value)
    settings = AuthSettings()
    assert settings.admin_email == "admin@packshot.example"
    assert settings.documents_database == _example()["PACKSHOT_DOCUMENTS_DATABASE"]
    monkeypatch.setenv("PACKSHOT_ENVIRONMENT", "production")
    for name in ("PACKSHOT_AUTH_SIGNING_SECRET", "PACKSHOT_WORK_SECRET", "PACKSHOT_AUTH_ADMIN_PASSWORD"):
        with pytest.raises(ValidationError) as caught:
            AuthSettings()
        assert name.removeprefix("PACKSHOT_").removeprefix("AUTH_").lower() in str(caught.value)
        assert _example()[name] not in str(caught.value)
        monkeypatch.setenv(name, SECRET)
    with pytest.raises(ValidationError, match="console"):
        AuthSettings()
    monkeypatch.setenv("PACKSHOT_AUTH_MAIL_ADAPTER", "none")
    AuthSettings()


def test_secrets_are_masked() -> None:
    values = {"signing_secret": SECRET, "admin_email": "a@b.de", "admin_password": SECRET + "2"}
    settings = AuthSettings.model_validate(values)
    assert SECRET not in repr(settings) + str(settings)
    assert SECRET not in settings.model_dump_json()


@pytest.mark.parametrize(
    "changes",
    [
        {"signing_secret": "short"},
        {"admin_email": "a@b.de"},
        {"login_rate_per_email": "ten a day"},
        {"access_lifetime_s": 3_600, "signing_period_s": 900},
        {"access_lifetime_s": 86_400},
        {"mail_adapter": "console"},
        {"mail_adapter": "smtp", "page_url": "https://packshot.example"},
        {"mail_adapter": "smtp", "mail_host": "mail.example"},
        {"mail_adapter": "smtp", "mail_host": "m", "page_url": "https://packshot.example", "mail_security": "none"},
        {"page_url": "packshot.example"},
        {"page_url": "https://packshot.example/#x"},
        {"refresh_grace_s": 600},
        {"reset_rate_per_email": "now and then"},
    ],
    ids=str,
)
def test_what_cannot_work_is_refused(changes: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        AuthSettings.model_validate({"signing_secret": SECRET, **changes})


def test_without_a_secret_it_does_not_start() -> None:
    with pytest.raises(ValidationError, match="signing_secret"):
        AuthSettings()
