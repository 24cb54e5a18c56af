from pathlib import Path

import pytest

from models.settings import InvalidSetting, ModelSettings


def test_defaults() -> None:
    settings = ModelSettings.from_environment({"XDG_CACHE_HOME": "/somewhere"})
    assert settings.cache == Path("/somewhere/packshot")
    assert (settings.provider, settings.require_gpu) == ("auto", False)
    assert (settings.triton_grpc_port, settings.triton_http_port, settings.triton_metrics_port) == (8701, 0, 8703)
    assert settings.model_repositories == ()


def test_the_cache_is_the_users_unless_it_is_named(tmp_path: Path) -> None:
    assert ModelSettings.from_environment({}).cache == Path.home().resolve() / ".cache" / "packshot"
    named = ModelSettings.from_environment({"XDG_CACHE_HOME": "/somewhere", "PACKSHOT_CACHE": str(tmp_path)})
    assert named.cache == tmp_path.resolve()


def test_everything_can_be_set(tmp_path: Path) -> None:
    settings = ModelSettings.from_environment(
        {
            "PACKSHOT_MODEL_PROVIDER": " CPU ",
            "PACKSHOT_REQUIRE_GPU": "yes",
            "PACKSHOT_TRITON_GRPC_PORT": "9001",
            "PACKSHOT_TRITON_EXIT_TIMEOUT_S": "30",
            "PACKSHOT_MODEL_REPOSITORIES": f"{tmp_path / 'a'}:{tmp_path / 'b'}",
        }
    )
    assert (settings.provider, settings.require_gpu) == ("cpu", True)
    assert (settings.triton_grpc_port, settings.triton_exit_timeout_s) == (9001, 30)
    assert [folder.name for folder in settings.model_repositories] == ["a", "b"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PACKSHOT_MODEL_PROVIDER", "gpu"),
        ("PACKSHOT_REQUIRE_GPU", "perhaps"),
        ("PACKSHOT_TRITON_GRPC_PORT", "0"),
        ("PACKSHOT_TRITON_GRPC_PORT", "http"),
        ("PACKSHOT_TRITON_METRICS_PORT", "70000"),
    ],
)
def test_wrong_values_are_named(name: str, value: str) -> None:
    with pytest.raises(InvalidSetting, match=name):
        ModelSettings.from_environment({name: value})
