"""The Dockerfile: each target has what its service imports and nothing of another's. `make images-check` proves that it runs so."""

import importlib
import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.contract.tree import ROOT, imports, modules
from tests.images.dockerfile import DOCKERFILE, Stage, UnknownInstruction, installed, read, targets

STAGES = read()
TARGETS = targets(STAGES)
SERVICES = sorted(path.name for path in (ROOT / "services").iterdir() if path.is_dir() and path.name != "__pycache__")
OURS = ("mesh", "packshot", "services", "backup", "models", "local", "benchmarks", "tests", "images")
SHARED = {"LICENSE", "packshot", "mesh"}
FURTHER = {"studio": {"backup"}}
"""What a target has besides its service: the studio's image also carries out backups."""


def from_context(stage: Stage) -> list[str]:
    return [source for copy in stage.copies if not copy.stage for source in copy.sources]


def files(name: str) -> Iterator[Path]:
    """Python files that a target copies, relative to the root."""
    for source in from_context(TARGETS[name]):
        if (ROOT / source).is_dir():
            yield from modules(source)


def file_of(name: str) -> Path | None:
    """The file of ours that a dotted name means: a module, a package, or something inside one of them."""
    parts = name.split(".")
    if parts[0] not in OURS:
        return None
    for length in range(len(parts), 0, -1):
        path = Path(*parts[:length])
        for found in (path.with_suffix(".py"), path / "__init__.py"):
            if (ROOT / found).is_file():
                return found
    return None


def reached(starts: list[Path]) -> set[Path]:
    """Every file of ours that is imported from ``starts``, directly or not."""
    found: set[Path] = set()
    waiting = list(starts)
    while waiting:
        path = waiting.pop()
        if path in found:
            continue
        found.add(path)
        waiting += [file for name in imports(path) if (file := file_of(name)) is not None]
    return found


def test_each_service_and_the_model_server_has_a_target() -> None:
    assert sorted(TARGETS) == sorted([*SERVICES, "triton"])


@pytest.mark.parametrize("name", SERVICES)
def test_a_target_has_its_own_folder_and_no_other(name: str) -> None:
    assert set(from_context(TARGETS[name])) == SHARED | {f"services/{name}"} | FURTHER.get(name, set())


@pytest.mark.parametrize("name", sorted(TARGETS))
def test_a_target_has_all_that_its_files_import(name: str) -> None:
    own = [path for path in files(name) if path.parts[0] in {"services", "models", "backup"}]
    assert len(own) > 10
    # The command line and the client are in packshot/ and are started by nobody here, so they are not asked.
    missing = reached(own) - set(files(name)) - {path for path in reached(own) if "_pb2" in path.name}
    assert missing == set()


def test_what_is_reached_goes_through_the_mesh_and_into_the_contract() -> None:
    found = reached([Path("services/segmenter/__main__.py")])
    assert Path("mesh/settings.py") in found
    assert Path("packshot/segmenter/v1/segmenter_pb2.py") in found
    assert Path("services/segmenter/gaps.py") in found
    assert not [path for path in found if path.parts[:2] == ("services", "generator")]


def test_the_gateway_has_the_page_and_the_generator_the_word_vectors() -> None:
    from models.weights import U2NET, WORD_PIECES, WORD_VECTORS
    from services.gateway.page_files import BUILT

    page = next(copy for copy in TARGETS["gateway"].copies if copy.stage == "page")
    assert page.destination == f"/app/{BUILT.relative_to(ROOT).as_posix()}"
    for name, weights in (("generator", [WORD_VECTORS, WORD_PIECES]), ("triton", [U2NET])):
        cache = TARGETS[name].environment["PACKSHOT_CACHE"]
        assert {copy.destination for copy in TARGETS[name].copies if copy.stage == "weights"} == {
            f"{cache}/weights/{file.name}" for file in weights
        }


@pytest.mark.parametrize("name", sorted(TARGETS))
def test_a_target_installs_its_own_group_with_pinned_versions(name: str) -> None:
    group, constraints = installed(STAGES, TARGETS[name])
    assert (group, constraints) == (
        ("models-runtime", "models/constraints.txt") if name == "triton" else (name, "constraints.txt")
    )
    groups = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["dependency-groups"]
    assert group in groups


@pytest.mark.parametrize("name", sorted(TARGETS))
def test_a_target_runs_as_nobody_in_particular_and_is_stopped_as_the_services_expect(name: str) -> None:
    stage = TARGETS[name]
    assert stage.user == "65532:65532"
    assert stage.stop_signal == "SIGTERM"
    assert stage.health_check == "NONE"
    assert stage.environment["PYTHONDONTWRITEBYTECODE"] == "1"
    module = "models.server" if name == "triton" else f"services.{name}"
    assert stage.entrypoint[1:] == ["-m", module]
    assert set(stage.labels) == {
        f"org.opencontainers.image.{label}"
        for label in ("title", "description", "version", "revision", "source", "licenses")
    }
    assert stage.labels["org.opencontainers.image.title"] == f"packshot-{name}"


@pytest.mark.parametrize("name", SERVICES)
def test_a_target_tells_the_ports_that_its_settings_have(name: str) -> None:
    module = importlib.import_module(f"services.{name}.settings")
    (settings,) = [
        kind for kind in vars(module).values() if isinstance(kind, type) and kind.__module__ == module.__name__
    ]
    fields = settings.model_fields  # type: ignore[attr-defined]
    listening = [fields[field].default for field in ("port", "grpc_port") if field in fields]
    assert TARGETS[name].ports == listening
    prefix = settings.model_config["env_prefix"]  # type: ignore[attr-defined]
    known = {f"{prefix}{field}".upper() for field in fields} | {
        field.validation_alias for field in fields.values() if field.validation_alias
    }
    assert {variable for variable in TARGETS[name].environment if variable.startswith("PACKSHOT_")} <= known


def test_the_model_servers_variables_are_its_settings() -> None:
    text = (ROOT / "models/settings.py").read_text(encoding="utf-8")
    variables = {name for name in TARGETS["triton"].environment if name.startswith("PACKSHOT_")}
    assert variables <= set(re.findall(r"``(PACKSHOT_\w+)``", text))


def test_make_builds_every_target() -> None:
    (names,) = re.findall(r"^IMAGES := (.+)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert names.split() == list(TARGETS)


def test_every_base_can_be_pinned_by_digest() -> None:
    bases = [stage.base for stage in STAGES.values() if stage.base not in STAGES]
    assert len(bases) == 4
    for base in bases:
        assert re.fullmatch(r"\$\{(\w+)_IMAGE\}\$\{\1_DIGEST:\+@\$\{\1_DIGEST\}\}", base), base
    text = DOCKERFILE.read_text(encoding="utf-8")
    requires = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["requires-python"]
    assert f"PYTHON_IMAGE=python:{requires.removeprefix('>=')}-slim" in text


def test_what_is_copied_is_let_into_the_build() -> None:
    lines = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert "*" in lines
    let_in = [line.removeprefix("!") for line in lines if line.startswith("!")]
    for stage in STAGES.values():
        for source in from_context(stage):
            assert (ROOT / source).exists(), source
            assert any(f"{source}/".startswith(f"{each}/") for each in let_in), source


def test_the_list_of_packages_is_cyclonedx() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "images/sbom.py", "segmenter"], capture_output=True, text=True, check=True, timeout=60
    )
    told = json.loads(done.stdout)
    assert (told["bomFormat"], told["specVersion"]) == ("CycloneDX", "1.6")
    found = {component["purl"] for component in told["components"]}
    pinned = re.search(r"^grpcio==(\S+)$", (ROOT / "constraints.txt").read_text(encoding="utf-8"), re.MULTILINE)
    assert pinned is not None
    assert f"pkg:pypi/grpcio@{pinned[1]}" in found
    assert len(found) == len(told["components"])


SMALL = """
ARG BASE=python:3.11
FROM ${BASE} AS service
WORKDIR /app
ENV A=1 \\
    B="two words"
COPY LICENSE ./
FROM python AS one-packages
COPY constraints.txt ./
ARG GROUP=one
# a word
RUN pip install -c constraints.txt --group "${GROUP}"
FROM service AS one
COPY --from=one-packages /opt/venv /opt/venv
COPY mesh ./mesh
EXPOSE 1 2
ENTRYPOINT ["python", "-m", "one"]
"""


def test_a_stage_has_what_the_one_before_it_had() -> None:
    stages = read(SMALL)
    assert list(targets(stages)) == ["one"]
    one = stages["one"]
    assert one.environment == {"A": "1", "B": "two words"}
    assert [(copy.sources, copy.destination, copy.stage) for copy in one.copies] == [
        (("LICENSE",), "/app/LICENSE", ""),
        (("/opt/venv",), "/opt/venv", "one-packages"),
        (("mesh",), "/app/mesh", ""),
    ]
    assert (one.ports, one.entrypoint) == ([1, 2], ["python", "-m", "one"])
    assert installed(stages, one) == ("one", "constraints.txt")


def test_what_the_reader_does_not_know_is_said() -> None:
    with pytest.raises(UnknownInstruction, match="ADD"):
        read("FROM python AS one\nADD . .\n")
