"""Images, ports and users are the same in the manifests, the Dockerfile, the Procfile and development.env."""

import re

import pytest

from local.environment import compose
from tests.contract.k8s.cluster import SERVICES, WORKLOADS, Overlay, port_numbers
from tests.contract.k8s.settings_of import CLASSES, built
from tests.contract.tree import ROOT

DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
IMAGES = {name: f"packshot-{name}" for name in WORKLOADS} | {
    "studio-worker": "packshot-studio",
    "backup": "packshot-studio",
}


def _target(name: str) -> str:
    """The lines of one target."""
    parts = re.split(r"^FROM .* AS (\S+)$", DOCKERFILE, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))[name]


def test_every_pod_runs_an_image_of_ours(overlay: Overlay) -> None:
    for name, image in IMAGES.items():
        if name in overlay.pods():
            found = overlay.container(name)["image"].rpartition(":")[0]
            # Where there is no registry, images are called so (Makefile, images).
            assert found == (f"localhost/{image}" if overlay.name == "local" else image)


@pytest.mark.parametrize("name", [*SERVICES, "gateway", "triton"])
def test_every_image_is_a_target(name: str) -> None:
    assert f"packshot-{name}" in _target(name)


@pytest.mark.parametrize("name", [*SERVICES, "gateway"])
def test_ports_are_those_of_development(overlay: Overlay, name: str) -> None:
    ports = port_numbers(overlay.container(name))
    settings = built(overlay, name)
    variable = f"PACKSHOT_{name.upper()}_PORT"
    at_home = int(compose({})[variable])
    assert settings.port == at_home
    assert ports["http" if name == "gateway" else "grpc"] == at_home
    assert type(settings).model_fields["port"].default == at_home
    assert re.search(rf"^EXPOSE\b.*\b{at_home}\b", _target(name), re.MULTILINE)


@pytest.mark.parametrize("name", [*SERVICES, "studio-worker"])
def test_health_and_metrics_are_where_they_are_asked_for(overlay: Overlay, name: str) -> None:
    ports = port_numbers(overlay.container(name))
    variables = overlay.variables(name)
    prefix = CLASSES[name].model_config["env_prefix"]
    assert ports["health"] == int(variables[f"{prefix}HEALTH_PORT"])
    assert ports["metrics"] == built(overlay, name).metrics_port


def test_the_model_server_listens_where_it_is_called(overlay: Overlay) -> None:
    container = overlay.container("triton")
    arguments = dict(each.split("=", 1) for each in container["args"] if "=" in each)
    ports = port_numbers(container)
    assert {name: int(arguments[f"--{name}-port"]) for name in ("grpc", "http", "metrics")} == ports
    exposed = re.findall(r"^EXPOSE (.+)$", _target("triton"), re.MULTILINE)
    assert set(ports.values()) <= {int(port) for line in exposed for port in line.split()}
    assert built(overlay, "segmenter").triton_address == f"triton:{ports['grpc']}"
    assert arguments["--model-control-mode"] == "none"
    # As long as the services keep a connection, and then as long as any answer may take.
    assert int(arguments["--grpc-max-connection-age"]) == 1_000 * built(overlay, "segmenter").max_connection_age_s
    assert int(arguments["--grpc-max-connection-age-grace"]) >= 1_000 * built(overlay, "generator").paint_deadline_s
    target = _target("triton")
    folders = overlay.variables("triton")["PYTHONPATH"].split(":")
    assert f"WORKDIR {folders[0]}\n" in target
    (folder,) = re.findall(r"PACKSHOT_TRITON_FOLDER=(\S+)", target)
    assert container["command"] == [f"{folder}/bin/tritonserver"]
    assert folders[1] in target
    if overlay.name != "gpu":
        assert arguments["--model-repository"] == f"{folders[0]}/models/repository"
        assert "COPY models ./models\n" in target


def test_processes_are_those_of_the_procfile() -> None:
    commands = dict(line.split(": ", 1) for line in (ROOT / "Procfile").read_text(encoding="utf-8").splitlines())
    for name in (*SERVICES, "gateway"):
        assert f"python -m services.{name}" in commands[name]
        assert f'ENTRYPOINT ["python", "-m", "services.{name}"]' in _target(name)


def test_roles_are_those_of_the_procfile(overlay: Overlay) -> None:
    assert built(overlay, "studio").role == "api"
    assert built(overlay, "studio-worker").role == "worker"


def test_the_user_is_the_image_s(overlay: Overlay) -> None:
    (user,) = set(re.findall(r"^USER (\d+):\d+$", DOCKERFILE, re.MULTILINE))
    for name in WORKLOADS:
        assert overlay.pod(name)["securityContext"]["runAsUser"] == int(user)
