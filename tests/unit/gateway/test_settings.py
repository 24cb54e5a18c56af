"""Settings from the environment."""

import pytest
from pydantic import ValidationError

from services.gateway.settings import GatewaySettings


def test_own_names_carry_the_prefix_and_shared_ones_do_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PACKSHOT_GATEWAY_PORT", "9090")
    monkeypatch.setenv("PACKSHOT_STUDIO_ADDRESS", "studio:1")
    monkeypatch.setenv("PACKSHOT_AUTH_ADDRESS", "auth:1")
    monkeypatch.setenv("PACKSHOT_DOCUMENTS_URL", "mongodb://user:pw@documents")
    monkeypatch.setenv("PACKSHOT_GATEWAY_FETCH_PORTS", "[80, 8080]")
    settings = GatewaySettings()
    assert (settings.port, settings.studio_address, settings.auth_address) == (9090, "studio:1", "auth:1")
    assert settings.fetch_ports == {80, 8080}
    assert "pw" not in repr(settings)


def test_private_fetches_are_for_development(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PACKSHOT_GATEWAY_FETCH_NETWORKS", '["127.0.0.0/8"]')
    monkeypatch.setenv("PACKSHOT_ENVIRONMENT", "production")
    with pytest.raises(ValidationError, match="development only"):
        GatewaySettings()
    monkeypatch.setenv("PACKSHOT_ENVIRONMENT", "development")
    assert str(GatewaySettings().fetch_networks[0]) == "127.0.0.0/8"


def test_a_rate_that_is_none_is_refused_at_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PACKSHOT_GATEWAY_PICTURES_RATE", "often")
    with pytest.raises(ValidationError):
        GatewaySettings()
