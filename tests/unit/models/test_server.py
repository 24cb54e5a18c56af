import os
import socket
from pathlib import Path

import pytest

from models import server
from models.backend import TritonDistribution
from models.server import EXIT_CONFIG, PortTaken, check_ports, command, sweep
from models.settings import InvalidSetting, ModelSettings

DISTRIBUTION = TritonDistribution(root=Path("/triton"), libraries=Path("/libs"), version="1")


def arguments(**environment: str) -> list[str]:
    settings = ModelSettings.from_environment({"PACKSHOT_CACHE": "/cache", **environment})
    return command(settings, DISTRIBUTION, Path("/backends"), pid=7)


def test_triton_listens_on_loopback_only() -> None:
    line = arguments(PACKSHOT_TRITON_HTTP_PORT="9002")
    addresses = {part.partition("=")[0]: part.partition("=")[2] for part in line if "-address=" in part}
    assert addresses == {
        "--grpc-address": "127.0.0.1",
        "--http-address": "127.0.0.1",
        "--metrics-address": "127.0.0.1",
    }


def test_a_containers_triton_listens_where_it_is_told() -> None:
    line = arguments(PACKSHOT_TRITON_FOLDER="/opt/tritonserver", PACKSHOT_TRITON_HOST="0.0.0.0")  # noqa: S104
    assert {"--grpc-address=0.0.0.0", "--metrics-address=0.0.0.0"} <= set(line)


def test_the_wheels_triton_is_refused_to_others_than_loopback() -> None:
    with pytest.raises(InvalidSetting, match=r"PACKSHOT_TRITON_HOST .*PACKSHOT_TRITON_FOLDER"):
        arguments(PACKSHOT_TRITON_HOST="0.0.0.0")  # noqa: S104


def test_doors_that_are_not_wanted_stay_shut() -> None:
    line = arguments(PACKSHOT_TRITON_METRICS_PORT="0")
    assert {"--allow-http=false", "--allow-metrics=false"} <= set(line)
    assert not [part for part in line if part.startswith(("--http-port", "--metrics-port"))]


def test_the_built_in_models_and_the_operators_are_served(tmp_path: Path) -> None:
    line = arguments(PACKSHOT_MODEL_REPOSITORIES=str(tmp_path))
    repositories = [part.partition("=")[2] for part in line if part.startswith("--model-repository=")]
    assert repositories == [str(server.REPOSITORY), str(tmp_path.resolve())]
    assert (server.REPOSITORY / "u2net" / "config.pbtxt").is_file()


def test_a_port_in_use_is_said_with_the_setting() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(PortTaken, match=f"port {port} .*PACKSHOT_TRITON_GRPC_PORT"):
            check_ports(ModelSettings.from_environment({"PACKSHOT_TRITON_GRPC_PORT": str(port)}))


def test_missing_weights_name_the_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PACKSHOT_CACHE", str(tmp_path))
    monkeypatch.setattr(server, "check_ports", lambda settings: None)
    assert server.main() == EXIT_CONFIG
    assert "python -m models fetch" in capsys.readouterr().err


def test_a_wrong_setting_stops_the_start(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("PACKSHOT_MODEL_PROVIDER", "abacus")
    assert server.main() == EXIT_CONFIG
    assert "abacus" in capsys.readouterr().err


def test_the_shared_memory_of_the_dead_is_swept_and_of_the_living_kept(tmp_path: Path) -> None:
    living = tmp_path / f"packshot_{os.getpid()}_a"
    dead, other = tmp_path / "packshot_4194999_b", tmp_path / "psm_4194999_c"  # beyond the kernel's largest pid
    for region in (living, dead, other):
        region.touch()
    sweep(tmp_path)
    assert sorted(tmp_path.iterdir()) == sorted([living, other])


def test_diffusion_is_served_only_where_it_is_asked_for() -> None:
    settings = ModelSettings.from_environment({"PACKSHOT_CACHE": "/cache"})
    folder = f"--model-repository={server.DIFFUSION_REPOSITORY}"
    assert folder not in command(settings, DISTRIBUTION, Path("/backends"), pid=7)
    assert folder in command(settings, DISTRIBUTION, Path("/backends"), pid=7, diffusion=True)
    assert (server.DIFFUSION_REPOSITORY / "diffusion" / "config.pbtxt").is_file()


def test_diffusion_without_its_environment_names_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "find_spec", lambda name: None if name == "diffusers" else object())
    with pytest.raises(server.DiffusionMissing, match=r"no diffusers.*make diffusion.*PACKSHOT_MODELS_PYTHON"):
        server.check_environment()


def test_an_unknown_diffusion_model_stops_the_start(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PACKSHOT_DIFFUSION_MODEL", "nonesuch")
    assert server.main() == EXIT_CONFIG
    assert "sdxl-inpainting" in capsys.readouterr().err
